/** Differences, one a row, each with what can be done about it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { useMay, usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { type Decision, DecisionDialog } from './DecisionDialog.js';
import styles from './DriftPage.module.css';
import { compareCase, type Drift, moveBack, replan, tellOurs } from './queries.js';
import { strings } from './strings.js';

const LOOKS = {
  left: { tone: 'late', sign: '▲' },
  repairing: { tone: 'soon', sign: '◐' },
  accepted: { tone: 'paused', sign: '⏸' },
  gone: { tone: 'good', sign: '✓' },
} as const;

export function DriftTable({ drift }: { readonly drift: readonly Drift[] }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const [deciding, setDeciding] = useState<{ readonly on: Drift; readonly decision: Decision } | null>(null);
  const maySeeHistory = useMay('history.read');
  const nameOf = ({ caseNumber, system, type }: Drift) => `${caseNumber}, ${tWords(`system.${system}`)}, ${t(`type.${type}`)}`;
  return (
    <>
      <PlainTable
        label={t('table')}
        stacks
        rows={drift}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'case',
            title: t('column.case'),
            cell: ({ caseNumber, system }) => (
              <span data-figures>
                {maySeeHistory ? <Link href={`/cases/${encodeURIComponent(caseNumber)}/history`}>{caseNumber}</Link> : caseNumber}
                <br />
                <small>{tWords(`system.${system}`)}</small>
              </span>
            ),
          },
          {
            id: 'what',
            title: t('column.what'),
            cell: ({ type, document, recordId }) => (
              <>
                {t(`type.${type}`)}
                <br />
                <small className={styles.value}>{document ?? recordId ?? ''}</small>
              </>
            ),
          },
          { id: 'ours', title: t('column.ours'), cell: ({ type, ours }) => <Value type={type} of={ours} /> },
          { id: 'theirs', title: t('column.theirs'), cell: ({ type, theirs }) => <Value type={type} of={theirs} /> },
          { id: 'since', title: t('column.since'), cell: ({ foundAt }) => <When at={foundAt} /> },
          { id: 'next', title: t('column.next'), cell: (one) => <Next of={one} /> },
          {
            id: 'act',
            title: t('column.act'),
            cell: (one) => <Acts of={one} name={nameOf(one)} onDecide={(decision) => setDeciding({ on: one, decision })} />,
          },
        ]}
      />
      {deciding !== null && (
        <DecisionDialog decision={deciding.decision} drift={deciding.on} name={nameOf(deciding.on)} onClose={() => setDeciding(null)} />
      )}
    </>
  );
}

const DATES: readonly Drift['type'][] = ['promise', 'statutory-date', 'planned-work'];

/** A date as people say it, unless somebody wrote something else in its place over there. */
function Value({ type, of }: { readonly type: Drift['type']; readonly of: string | null }) {
  if (of === null) return '—';
  return <span className={styles.value}>{DATES.includes(type) && !Number.isNaN(Date.parse(of)) ? <When at={of} /> : of}</span>;
}

function Next({ of }: { readonly of: Drift }) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const { state, type, changed, repairs, decidedBy, reason } = of;
  const said = () => {
    if (state === 'repairing') return t('next.repairing');
    if (state === 'gone') return t('next.gone');
    if (state === 'accepted')
      return decidedBy === null ? t('next.accepted') : t('next.accepted-by', { who: nameOf(decidedBy), reason: reason ?? '' });
    if (type === 'held') return t('next.held');
    if (type === 'document-elsewhere') return t('next.elsewhere');
    if (changed === 'both') return t('next.both');
    return repairs > 0 ? t('next.tried') : t('next.there');
  };
  return (
    <div className={styles.next}>
      <Chip {...LOOKS[state]}>{t(`is.${state}`)}</Chip>
      <span>{said()}</span>
    </div>
  );
}

interface ActsProps {
  readonly of: Drift;
  readonly name: string;
  readonly onDecide: (decision: Decision) => void;
}

function Acts({ of: { id, caseNumber, acts, state }, name, onDecide }: ActsProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const settled = {
    onError: (error: Error) => toasts.add({ message: t('failed', { why: error.message }) }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['drift'] }),
  };
  const say = (message: string) => toasts.add({ message }, { timeout: TOAST_MS });
  const tell = useMutation({ mutationFn: () => tellOurs(id), ...settled, onSuccess: () => say(t('tell.done')) });
  const theirs = useMutation({ mutationFn: () => replan(id), ...settled, onSuccess: () => say(t('replan.done')) });
  const back = useMutation({ mutationFn: () => moveBack(id), ...settled, onSuccess: () => say(t('move-back.done')) });
  const check = useMutation({
    mutationFn: () => compareCase(caseNumber),
    ...settled,
    onSuccess: (counts) => {
      if (counts === undefined) return;
      const { waiting, left, repaired } = counts;
      say(t(`check.${waiting > 0 ? 'waiting' : left > 0 ? 'left' : repaired > 0 ? 'repaired' : 'same'}`));
    },
  });
  if (state === 'gone') return null;
  return (
    <div className={styles.acts}>
      {acts.includes('tell') && (
        <Button onPress={() => tell.mutate()} isPending={tell.isPending} aria-label={t('tell.named', { name })}>
          {t('tell')}
        </Button>
      )}
      {acts.includes('replan') && (
        <Button onPress={() => theirs.mutate()} isPending={theirs.isPending} aria-label={t('replan.named', { name })}>
          {t('replan')}
        </Button>
      )}
      {acts.includes('move-back') && (
        <Button onPress={() => back.mutate()} isPending={back.isPending} aria-label={t('move-back.named', { name })}>
          {t('move-back')}
        </Button>
      )}
      {acts.includes('take-over') && (
        <Button onPress={() => onDecide('take-over')} aria-label={t('take-over.named', { name })}>
          {t('take-over')}
        </Button>
      )}
      {acts.includes('accept') && (
        <Button kind="quiet" onPress={() => onDecide('accept')} aria-label={t('accept.named', { name })}>
          {t('accept')}
        </Button>
      )}
      <Button kind="quiet" onPress={() => check.mutate()} isPending={check.isPending} aria-label={t('check.named', { name })}>
        {t('check')}
      </Button>
    </div>
  );
}
