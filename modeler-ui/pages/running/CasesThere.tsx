/** The cases that a number counts; each leads to its history. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Chip } from '../../components/Chip/Chip.js';
import { Loading } from '../../components/Loading/Loading.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { casesQuery, type OfVersion, type Where } from './queries.js';
import { strings } from './strings.js';

export function CasesThere({ of, where, stuckDays }: { readonly of: OfVersion; readonly where: Where; readonly stuckDays: number }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const found = useQuery(casesQuery(of, where, stuckDays));
  if (found.data === undefined) {
    return <Loading of={found} lines={5} />;
  }
  const { cases, more } = found.data;
  if (cases.length === 0) return <p>{t('cases.none')}</p>;
  return (
    <>
      <PlainTable
        stacks
        label={t('cases.table')}
        rows={cases}
        keyOf={({ number }) => number}
        columns={[
          {
            id: 'number',
            title: t('column.number'),
            cell: ({ number }) => (
              <Link href={`/cases/${encodeURIComponent(number)}/history`} data-figures>
                {number}
              </Link>
            ),
          },
          { id: 'classification', title: t('column.classification'), cell: ({ classificationName }) => classificationName },
          { id: 'tier', title: t('column.tier'), cell: ({ tier }) => (tier === null ? '' : knownText(words, tWords, 'tier', tier)) },
          {
            id: 'promise',
            title: t('column.promise'),
            cell: ({ promiseAt, late }) =>
              promiseAt === null ? (
                ''
              ) : (
                <>
                  <When at={promiseAt} />{' '}
                  {late && (
                    <Chip tone="late" sign="▲">
                      {t('late')}
                    </Chip>
                  )}
                </>
              ),
          },
          { id: 'last', title: t('column.last'), cell: ({ lastEventAt }) => <When at={lastEventAt} /> },
        ]}
      />
      {more && <p>{t('cases.more', { count: cases.length })}</p>}
    </>
  );
}
