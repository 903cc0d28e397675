/** Who looked at whose data, when and why. Filters live in the address. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { ComboBox } from '../../components/ComboBox/ComboBox.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { peopleQuery } from '../../people/people.js';
import { usePeopleNames } from '../../session/session.js';
import styles from './AccessLogPage.module.css';
import { KINDS, type Kind, looksQuery } from './queries.js';
import { strings } from './strings.js';

const ALL = 'all';

export default function AccessLogPage() {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const [search, setSearch] = useSearchParams();
  const kind = KINDS.find((one) => one === search.get('kind')) ?? null;
  const login = search.get('person');
  const choose = (chosen: { readonly kind: Kind | null; readonly login: string | null }) =>
    setSearch({ ...(chosen.kind === null ? {} : { kind: chosen.kind }), ...(chosen.login === null ? {} : { person: chosen.login }) });
  const log = useInfiniteQuery(looksQuery(kind, login));
  const people = useQuery(peopleQuery).data ?? [];
  const looks = log.data?.pages.flat() ?? [];
  const isNarrowed = kind !== null || login !== null;
  return (
    <Page title={t('title')} isWide>
      <search className={styles.filters} aria-label={t('filters')}>
        <div className={styles.filter}>
          <ComboBox
            label={t('filter.person')}
            choices={people.map((person) => ({ value: person.login, label: person.name, keywords: [person.login] }))}
            value={login}
            onChange={(chosen) => choose({ kind, login: chosen })}
            isFilter
          />
        </div>
        <div className={styles.filter}>
          <SelectChoice
            label={t('filter.kind')}
            isRequired
            choices={[ALL, ...KINDS].map((value) => ({ value, label: knownText(strings, t, 'kind', value) }))}
            value={kind ?? ALL}
            onChange={(value) => choose({ kind: KINDS.find((one) => one === value) ?? null, login })}
          />
        </div>
      </search>
      {log.data === undefined ? (
        <Loading of={log} lines={10} />
      ) : looks.length === 0 ? (
        <EmptyState
          title={t(isNarrowed ? 'no-result' : 'empty')}
          action={isNarrowed ? <Button onPress={() => choose({ kind: null, login: null })}>{t('show-all')}</Button> : undefined}
        />
      ) : (
        <>
          <PlainTable
            label={t('table')}
            rows={looks}
            keyOf={({ id }) => String(id)}
            columns={[
              { id: 'who', title: t('column.who'), cell: ({ login: who }) => nameOf(who) },
              { id: 'at', title: t('column.at'), cell: ({ at }) => <When at={at} /> },
              { id: 'act', title: t('column.act'), cell: ({ act }) => knownText(strings, t, 'act', act) },
              {
                id: 'subject',
                title: t('column.subject'),
                cell: ({ subjectType, subjectId }) =>
                  subjectType === 'case' ? (
                    <Link href={`/cases/${encodeURIComponent(subjectId)}/history`}>{subjectId}</Link>
                  ) : (
                    <span className={styles.subject}>{subjectId}</span>
                  ),
              },
              { id: 'purpose', title: t('column.purpose'), cell: ({ purpose }) => <span className={styles.subject}>{purpose ?? ''}</span> },
            ]}
          />
          {log.hasNextPage && (
            <div>
              <Button onPress={() => void log.fetchNextPage()} isPending={log.isFetchingNextPage}>
                {t('more')}
              </Button>
            </div>
          )}
        </>
      )}
    </Page>
  );
}
