/** Running cases by case type and version: how many, how many late, standing still, with a failed step. */
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { useStrings } from '../../i18n/language.js';
import { readStuckDays, runningQuery } from './queries.js';
import { StuckChoice } from './StuckChoice.js';
import { strings } from './strings.js';

export default function RunningPage() {
  const t = useStrings(strings);
  const [search, setSearch] = useSearchParams();
  const stuckDays = readStuckDays(search);
  const running = useQuery(runningQuery(stuckDays));
  const share = (count: number, of: number) =>
    of === 0 || count === 0 ? count : t('share', { count, percent: Math.round((100 * count) / of) });
  const stuck = search.has('stuck') ? `&stuck=${stuckDays}` : '';
  const href = (processId: string, version: number, only?: string) =>
    `/running/${encodeURIComponent(processId)}/${version}${only === undefined ? '' : `?only=${only}${stuck}`}`;
  const linked = (to: string, count: number, words: string | number) => (count === 0 ? words : <Link href={to}>{words}</Link>);
  return (
    <Page title={t('title')}>
      <StuckChoice stuckDays={stuckDays} onChange={(days) => setSearch({ stuck: String(days) }, { replace: true })} />
      {running.data === undefined ? (
        <Loading of={running} lines={6} />
      ) : running.data.length === 0 ? (
        <EmptyState title={t('empty')} />
      ) : (
        <PlainTable
          stacks
          label={t('table')}
          rows={running.data}
          keyOf={({ processId, version }) => `${processId}/${version}`}
          columns={[
            {
              id: 'type',
              title: t('column.type'),
              cell: ({ processId, version, name }) => (
                <Link href={href(processId, version)}>{t('open', { name, version: String(version) })}</Link>
              ),
            },
            { id: 'cases', title: t('column.cases'), isNumber: true, cell: ({ cases }) => cases },
            {
              id: 'late',
              title: t('column.late'),
              isNumber: true,
              cell: ({ processId, version, late, promised }) => linked(href(processId, version, 'late'), late, share(late, promised)),
            },
            {
              id: 'stuck',
              title: t('column.stuck'),
              isNumber: true,
              cell: ({ processId, version, stuck: still, cases }) => linked(href(processId, version, 'stuck'), still, share(still, cases)),
            },
            {
              id: 'failed',
              title: t('column.failed'),
              isNumber: true,
              cell: ({ processId, version, failed }) => linked(href(processId, version, 'failed'), failed, failed),
            },
          ]}
        />
      )}
    </Page>
  );
}
