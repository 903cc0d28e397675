/** How the other systems stand, which automatic steps failed, and what was sent; with another try for each. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/schema.js';
import { Button } from '../../components/Button/Button.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { strings as failureStrings } from '../../failures/failure-strings.js';
import { failureText } from '../../failures/failure-words.js';
import { useStrings } from '../../i18n/language.js';
import { Deliveries } from './Deliveries.js';
import { Mailboxes } from './Mailboxes.js';
import { failedStepsQuery, retryStep, systemsQuery } from './queries.js';
import { SystemCard } from './SystemCard.js';
import styles from './SystemsPage.module.css';
import { strings } from './strings.js';

export default function SystemsPage() {
  const t = useStrings(strings);
  const systems = useQuery(systemsQuery);
  const failed = useQuery(failedStepsQuery);
  const failedTitle = useRef<HTMLHeadingElement>(null);
  return (
    <Page title={t('title')} isWide>
      {systems.data === undefined ? (
        <Loading of={systems} lines={3} />
      ) : (
        <ul className={styles.systems}>
          {systems.data.map((system) => (
            <li key={system.system} className={styles.system}>
              <SystemCard system={system} />
            </li>
          ))}
          <Mailboxes />
        </ul>
      )}
      <p>
        <Link href="/field-owners">{t('to-owners')}</Link>
      </p>
      <h2 ref={failedTitle} tabIndex={-1}>
        {t('failed.title')}
      </h2>
      {failed.data === undefined ? (
        <Loading of={failed} lines={4} />
      ) : (
        <FailedSteps steps={failed.data} onRetried={() => failedTitle.current?.focus()} />
      )}
      <Deliveries />
    </Page>
  );
}

interface FailedStepsProps {
  readonly steps: readonly Schemas['FailedStep'][];
  /** The row that was acted upon leaves. */
  readonly onRetried: () => void;
}

function FailedSteps({ steps, onRetried }: FailedStepsProps) {
  const t = useStrings(strings);
  const tFailure = useStrings(failureStrings);
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: retryStep,
    onSuccess: () => {
      toasts.add({ message: t('retried') }, { timeout: TOAST_MS });
      onRetried();
    },
    onError: (error) => toasts.add({ message: t('retry.failed', { why: error.message }) }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['failed-steps'] }),
  });
  // One part of a page with several: a line, not the middle of the window.
  if (steps.length === 0) return <p className={styles.nothing}>{t('failed.empty')}</p>;
  return (
    <PlainTable
      stacks
      label={t('failed.table')}
      rows={steps}
      keyOf={({ key }) => key}
      columns={[
        { id: 'case', title: t('column.case'), cell: ({ caseNumber }) => <span data-figures>{caseNumber ?? t('no-case')}</span> },
        {
          id: 'step',
          title: t('column.step'),
          cell: ({ name, process, version, element }) => (
            <span title={element}>
              {name}
              <br />
              <small>{t('of-process', { name: process, version: String(version) })}</small>
            </span>
          ),
        },
        { id: 'since', title: t('column.since'), cell: ({ at }) => <When at={at} /> },
        {
          id: 'message',
          title: t('column.message'),
          cell: ({ message }) => <span className={styles.message}>{failureText(message, tFailure)}</span>,
        },
        {
          id: 'act',
          title: t('column.act'),
          cell: ({ key, name, caseNumber }) => (
            <Button
              onPress={() => retry.mutate(key)}
              isPending={retry.isPending && retry.variables === key}
              aria-label={caseNumber === null ? t('retry.alone', { name }) : t('retry.named', { name, number: caseNumber })}
            >
              {t('retry')}
            </Button>
          ),
        },
      ]}
    />
  );
}
