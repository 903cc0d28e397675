/** How the other systems stand, which automatic steps failed, and another try for them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '../../api/schema.js';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Facts } from '../../components/Facts/Facts.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { failedStepsQuery, ledgerQuery, retryStep } from './queries.js';
import styles from './SystemsPage.module.css';
import { strings } from './strings.js';

export default function SystemsPage() {
  const t = useStrings(strings);
  const ledger = useQuery(ledgerQuery);
  const failed = useQuery(failedStepsQuery);
  return (
    <Page title={t('title')} isWide>
      {ledger.data === undefined ? (
        <Loading of={ledger} lines={3} />
      ) : (
        <ul className={styles.systems}>
          {ledger.data.systems.map((system) => (
            <li key={system.system} className={styles.system}>
              <SystemState system={system} />
            </li>
          ))}
        </ul>
      )}
      <h2>{t('failed.title')}</h2>
      {failed.data === undefined ? <Loading of={failed} lines={4} /> : <FailedSteps steps={failed.data} />}
      {ledger.data !== undefined && <Waiting effects={ledger.data.waiting} />}
    </Page>
  );
}

function SystemState({ system }: { readonly system: Schemas['SystemState'] }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const state = system.failing > 0 ? 'failing' : system.waiting > 0 ? 'waiting' : 'delivered';
  const looks = {
    failing: { tone: 'late', sign: '▲' },
    waiting: { tone: 'soon', sign: '◐' },
    delivered: { tone: 'good', sign: '✓' },
  } as const;
  return (
    <>
      <h2>{knownText(words, tWords, 'system', system.system)}</h2>
      <Chip {...looks[state]}>{t(`state.${state}`, { count: state === 'failing' ? system.failing : system.waiting })}</Chip>
      <Facts
        facts={[
          { name: t('last-delivered'), value: system.lastDeliveredAt === null ? t('never') : <When at={system.lastDeliveredAt} /> },
          { name: t('oldest-waiting'), value: system.oldestWaitingAt === null ? null : <When at={system.oldestWaitingAt} /> },
        ]}
      />
    </>
  );
}

function FailedSteps({ steps }: { readonly steps: readonly Schemas['FailedStep'][] }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: retryStep,
    onSuccess: () => toasts.add({ message: t('retried') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: t('retry.failed', { why: error.message }) }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['failed-steps'] }),
  });
  if (steps.length === 0) return <EmptyState title={t('failed.empty')} />;
  return (
    <PlainTable
      label={t('failed.table')}
      rows={steps}
      keyOf={({ key }) => key}
      columns={[
        { id: 'case', title: t('column.case'), cell: ({ caseNumber }) => <span data-figures>{caseNumber}</span> },
        { id: 'step', title: t('column.step'), cell: ({ name }) => name },
        { id: 'since', title: t('column.since'), cell: ({ at }) => <When at={at} /> },
        { id: 'message', title: t('column.message'), cell: ({ message }) => <span className={styles.message}>{message}</span> },
        {
          id: 'act',
          title: t('column.act'),
          cell: ({ key, name, caseNumber }) => (
            <Button
              onPress={() => retry.mutate(key)}
              isPending={retry.isPending && retry.variables === key}
              aria-label={t('retry.named', { name, number: caseNumber })}
            >
              {t('retry')}
            </Button>
          ),
        },
      ]}
    />
  );
}

function Waiting({ effects }: { readonly effects: readonly Schemas['Effect'][] }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  return (
    <>
      <h2>{t('waiting.title')}</h2>
      {effects.length === 0 ? (
        <p>{t('waiting.empty')}</p>
      ) : (
        <PlainTable
          label={t('waiting.table')}
          rows={effects}
          keyOf={({ id }) => id}
          columns={[
            { id: 'system', title: t('column.system'), cell: ({ system }) => knownText(words, tWords, 'system', system) },
            { id: 'case', title: t('column.case'), cell: ({ caseNumber }) => <span data-figures>{caseNumber}</span> },
            { id: 'action', title: t('column.action'), cell: ({ action }) => action },
            { id: 'since', title: t('column.since'), cell: ({ createdAt }) => <When at={createdAt} /> },
            { id: 'attempts', title: t('column.attempts'), cell: ({ attempts }) => attempts, isNumber: true },
            { id: 'next', title: t('column.next'), cell: ({ nextAttemptAt }) => <When at={nextAttemptAt} /> },
            { id: 'error', title: t('column.error'), cell: ({ lastError }) => <span className={styles.message}>{lastError ?? ''}</span> },
          ]}
        />
      )}
    </>
  );
}
