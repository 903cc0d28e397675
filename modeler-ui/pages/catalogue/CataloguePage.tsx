/** The catalogue as its owner sees it: every classification, found by any word of it, also those switched off. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { type Classification, classificationsQuery } from '../../catalogue/classifications.js';
import { strings as valueStrings } from '../../changes/strings.js';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { SearchField } from '../../components/SearchField/SearchField.js';
import { useStrings } from '../../i18n/language.js';
import { meansSame } from '../../i18n/search.js';
import { knownText } from '../../i18n/strings.js';
import { departmentsQuery } from '../../people/people.js';
import { caseTypesQuery } from '../audit-cases/queries.js';
import { strings } from './strings.js';

export default function CataloguePage() {
  const t = useStrings(strings);
  const tValues = useStrings(valueStrings);
  const [, navigate] = useLocation();
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const catalogue = useQuery(classificationsQuery);
  const types = useQuery(caseTypesQuery).data ?? [];
  const departments = useQuery(departmentsQuery).data ?? [];
  const found = useMemo(() => (catalogue.data ?? []).filter((one) => fits(one, q.trim())), [catalogue.data, q]);
  const seek = (typed: string) => setSearch(typed === '' ? {} : { q: typed }, { replace: true });
  return (
    <Page
      title={t('title')}
      isWide
      actions={
        <Button kind="primary" onPress={() => navigate('/catalogue/new')}>
          {t('new')}
        </Button>
      }
    >
      <SearchField label={t('search')} description={t('search.description')} value={q} onChange={seek} />
      {catalogue.data === undefined ? (
        <Loading of={catalogue} lines={8} />
      ) : found.length === 0 ? (
        <EmptyState
          title={q === '' ? t('empty') : t('none', { q })}
          action={q === '' ? undefined : <Button onPress={() => seek('')}>{t('all')}</Button>}
        />
      ) : (
        <>
          <p role="status">{t('count', { count: found.length })}</p>
          <PlainTable
            stacks
            label={t('table')}
            rows={found}
            keyOf={({ code }) => code}
            isFaded={({ active }) => !active}
            columns={[
              {
                id: 'name',
                title: t('column.name'),
                cell: ({ code, name, danger }) => (
                  <>
                    <Link href={`/catalogue/${encodeURIComponent(code)}`} title={code}>
                      {name}
                    </Link>{' '}
                    {danger && (
                      <Chip tone="late" sign="▲">
                        {t('danger')}
                      </Chip>
                    )}
                  </>
                ),
              },
              {
                id: 'type',
                title: t('column.type'),
                cell: ({ caseType }) => (
                  <span title={caseType}>{types.find(({ processId }) => processId === caseType)?.name ?? caseType}</span>
                ),
              },
              {
                id: 'handling',
                title: t('column.handling'),
                cell: ({ handling }) => knownText(valueStrings, tValues, 'handling', handling),
              },
              {
                id: 'department',
                title: t('column.department'),
                cell: ({ department }) => departments.find(({ id }) => id === department)?.name ?? department ?? '',
              },
              { id: 'state', title: t('column.state'), cell: ({ active }) => t(active ? 'state.active' : 'state.inactive') },
            ]}
          />
        </>
      )}
    </Page>
  );
}

function fits({ code, name, nameEn, keywords, approvedAnswer }: Classification, q: string): boolean {
  if (q === '') return true;
  return code.includes(q.toLowerCase()) || meansSame([name, nameEn, ...keywords, approvedAnswer].join(' '), q);
}
