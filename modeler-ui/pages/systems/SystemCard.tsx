/** One system: does it answer, what waits for it, how far behind it is; and a rest for it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/schema.js';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { Facts } from '../../components/Facts/Facts.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { PauseDialog } from './PauseDialog.js';
import { endPause, replayAll, type System, tellOfSystem } from './queries.js';
import styles from './SystemsPage.module.css';
import { strings } from './strings.js';
import { strings as toldStrings } from './told-strings.js';
import { NameToldButton, ToldName } from './WhoIsTold.js';

type State = 'resting' | 'down' | 'held' | 'failing' | 'waiting' | 'delivered';

const LOOKS = {
  resting: { tone: 'paused', sign: '⏸' },
  down: { tone: 'late', sign: '▲' },
  held: { tone: 'late', sign: '▲' },
  failing: { tone: 'soon', sign: '◐' },
  waiting: { tone: 'soon', sign: '◐' },
  delivered: { tone: 'good', sign: '✓' },
} as const;

/** The one that a person should know first. */
function stateOf(system: System): State {
  if (system.pause?.begun === true) return 'resting';
  if (system.downSince !== null) return 'down';
  if (system.held > 0) return 'held';
  if (system.failing > 0) return 'failing';
  return system.waiting > 0 ? 'waiting' : 'delivered';
}

export function SystemCard({ system }: { readonly system: System }) {
  const t = useStrings(strings);
  const tTold = useStrings(toldStrings);
  const tWords = useStrings(words);
  const client = useQueryClient();
  const [isPausing, setPausing] = useState(false);
  const name = knownText(words, tWords, 'system', system.system);
  const nameOf = usePeopleNames();
  const state = stateOf(system);
  const { pause } = system;
  const ahead = pause?.begun === false;
  const settled = {
    onError: (error: Error) => toasts.add({ message: t('failed', { why: error.message }) }),
    onSettled: () => {
      for (const queryKey of [['systems'], ['systems-away']]) void client.invalidateQueries({ queryKey });
    },
  };
  const resume = useMutation({ mutationFn: () => endPause(system.system), ...settled });
  const replay = useMutation({
    mutationFn: () => replayAll(system.system),
    ...settled,
    onSuccess: ({ replayed }) => toasts.add({ message: t('replayed', { count: replayed }) }, { timeout: TOAST_MS }),
  });
  const count = { held: system.held, failing: system.failing, waiting: system.waiting, resting: 0, down: 0, delivered: 0 }[state];
  return (
    <>
      <h2>{name}</h2>
      <Chip {...LOOKS[state]}>{t(`state.${state}`, { count })}</Chip>
      <Facts
        facts={[
          { name: t('down-since'), value: system.downSince === null ? null : <When at={system.downSince} /> },
          { name: t('last-error'), value: system.downSince === null ? null : system.lastError },
          { name: t('pause.ahead'), value: pause === null || !ahead ? null : <Window from={pause.since} until={pause.until} /> },
          { name: t('pause.note'), value: pause === null ? null : t('pause.by', { note: pause.note, name: nameOf(pause.by) }) },
          { name: t('pause.until'), value: pause?.until == null || ahead ? null : <When at={pause.until} /> },
          { name: t('waiting'), value: state === 'resting' && system.waiting > 0 ? system.waiting : null },
          { name: t('last-delivered'), value: system.lastDeliveredAt === null ? t('never') : <When at={system.lastDeliveredAt} /> },
          { name: t('oldest-waiting'), value: system.oldestWaitingAt === null ? null : <When at={system.oldestWaitingAt} /> },
          { name: t('lag'), value: <Lag lag={system.lagSeconds} /> },
          { name: t('drift'), value: system.comparedAt === null && system.drift === 0 ? null : <Drift cases={system.drift} /> },
          { name: t('compared'), value: system.comparedAt === null ? null : <When at={system.comparedAt} /> },
          { name: tTold('told.of'), value: <ToldName told={system.told} /> },
        ]}
      />
      <div className={styles.acts}>
        {system.held > 0 && (
          <Button onPress={() => replay.mutate()} isPending={replay.isPending} aria-label={t('replay-all.named', { system: name })}>
            {t('replay-all')}
          </Button>
        )}
        {pause === null ? (
          <Button kind="quiet" onPress={() => setPausing(true)} aria-label={t('pause.named', { system: name })}>
            {t('pause')}
          </Button>
        ) : (
          <Button
            onPress={() => resume.mutate()}
            isPending={resume.isPending}
            aria-label={t(ahead ? 'pause.cancel.named' : 'resume.named', { system: name })}
          >
            {t(ahead ? 'pause.cancel' : 'resume')}
          </Button>
        )}
        <NameToldButton told={system.told} name={name} onName={tellOfSystem(system.system)} />
      </div>
      {isPausing && <PauseDialog system={system.system} name={name} onClose={() => setPausing(false)} />}
    </>
  );
}

function Window({ from, until }: { readonly from: string; readonly until: string | null }) {
  return (
    <>
      <When at={from} />
      {until !== null && (
        <>
          {' – '}
          <When at={until} />
        </>
      )}
    </>
  );
}

function Drift({ cases }: { readonly cases: number }) {
  const t = useStrings(strings);
  return <Link href="/drift">{cases === 0 ? t('drift.none') : t('drift.cases', { count: cases })}</Link>;
}

function Lag({ lag }: { readonly lag: Schemas['SystemState']['lagSeconds'] }) {
  const t = useStrings(strings);
  if (lag === null) return t('lag.none');
  const seconds = (value: number) => value.toLocaleString(undefined, { maximumFractionDigits: value < 10 ? 1 : 0 });
  return <span data-figures>{t('lag.values', { p50: seconds(lag.p50), p95: seconds(lag.p95), max: seconds(lag.max) })}</span>;
}
