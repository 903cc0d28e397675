/** The auditor's cases: a ready question, the list, and the way into the history of each. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { PHONE, useMedia } from '../../app/media.js';
import { remember, remembered } from '../../app/preferences.js';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Menu } from '../../components/Menu/Menu.js';
import { Page } from '../../components/Page/Page.js';
import { useStrings } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import styles from './AuditCasesPage.module.css';
import { CaseCards } from './CaseCards.js';
import { CaseTable } from './CaseTable.js';
import { ExportDialog } from './ExportDialog.js';
import { type AuditFilters, COLUMNS, QUESTIONS, readFilters, writeFilters } from './filters.js';
import { casesQuery, caseTypesQuery } from './queries.js';
import { strings } from './strings.js';
import { VerifyAll } from './VerifyAll.js';

const ALL = 'all';

export default function AuditCasesPage() {
  const t = useStrings(strings);
  const [search, setSearch] = useSearchParams();
  const [, navigate] = useLocation();
  const isPhone = useMedia(PHONE);
  const preference = `audit-columns.${useSession().person.login}` as const;
  // A shared address brings its columns along; else each person has their own.
  const filters = readFilters(search, remembered(preference));
  const choose = (changes: Partial<AuditFilters>) => {
    if (changes.columns !== undefined) remember(preference, changes.columns.join());
    setSearch(writeFilters({ ...filters, ...changes }));
  };
  const list = useInfiniteQuery(casesQuery(filters));
  const types = useQuery(caseTypesQuery).data ?? [];
  const [current, setCurrent] = useState<string | null>(null);
  const rows = useMemo(() => list.data?.pages.flatMap(({ cases }) => cases) ?? [], [list.data]);
  const open = (number: string) => navigate(`/cases/${encodeURIComponent(number)}/history`);
  const more = () => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  };
  const versionName = (processId: string, version: number): string =>
    t('filter.version.one', {
      name: types.find((one) => one.processId === processId && one.version === version)?.name ?? processId,
      version: String(version),
    });
  const isNarrowed = filters.question !== null || filters.version !== null;
  const what = [
    filters.question === null ? null : t(`question.${filters.question}`),
    filters.version === null ? null : versionName(filters.version.caseType, filters.version.version),
  ];
  return (
    <Page
      title={t('title')}
      isWide
      actions={
        <>
          {!isPhone && (
            <Button kind="primary" isDisabled={current === null} onPress={() => current !== null && open(current)}>
              {t('open-history')}
            </Button>
          )}
          <ExportDialog filters={filters} />
          <VerifyAll />
        </>
      }
    >
      <nav aria-label={t('questions')}>
        <ul className={styles.questions}>
          {[null, ...QUESTIONS].map((question) => (
            <li key={question ?? ALL}>
              <Link
                href={`/cases?${writeFilters({ ...filters, question })}`}
                className={styles.question}
                aria-current={filters.question === question ? 'true' : undefined}
              >
                {t(`question.${question ?? ALL}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {filters.question !== null && <p className={styles.means}>{t(`means.${filters.question}`)}</p>}
      <search className={styles.filters} aria-label={t('filters')}>
        <div className={styles.version}>
          <SelectChoice
            label={t('filter.version')}
            isRequired
            choices={[
              { value: ALL, label: t('filter.version.all') },
              ...types.map(({ processId, version }) => ({ value: `${processId}/${version}`, label: versionName(processId, version) })),
            ]}
            value={filters.version === null ? ALL : `${filters.version.caseType}/${filters.version.version}`}
            onChange={(value) => choose({ version: readFilters(new URLSearchParams({ version: value })).version })}
          />
        </div>
        {!isPhone && (
          <Menu
            label={t('columns')}
            button={<span>{t('columns')}</span>}
            groups={[
              {
                title: t('columns'),
                entries: COLUMNS.filter((column) => column !== 'number').map((column) => ({
                  id: column,
                  label: t(`column.${column}`),
                  isChosen: filters.columns.includes(column),
                  act: () =>
                    choose({
                      columns: COLUMNS.filter((one) => (one === column ? !filters.columns.includes(one) : filters.columns.includes(one))),
                    }),
                })),
              },
            ]}
          />
        )}
      </search>
      {list.data === undefined ? (
        <Loading of={list} lines={10} />
      ) : rows.length === 0 ? (
        <EmptyState
          title={isNarrowed ? t('no-result', { what: what.filter((part) => part !== null).join(', ') }) : t('empty')}
          action={isNarrowed ? <Button onPress={() => choose({ question: null, version: null })}>{t('show-all')}</Button> : undefined}
        />
      ) : isPhone ? (
        <CaseCards rows={rows} hasMore={list.hasNextPage} isLoadingMore={list.isFetchingNextPage} onMore={more} />
      ) : (
        <CaseTable
          rows={rows}
          columns={filters.columns}
          current={current}
          onCurrent={setCurrent}
          onOpen={open}
          isLoadingMore={list.isFetchingNextPage}
          onMore={more}
        />
      )}
    </Page>
  );
}
