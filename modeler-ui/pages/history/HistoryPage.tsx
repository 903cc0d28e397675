/** A case's history: what happened on the left, where on the right; one selection, one moment for both. It changes nothing. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useParams, useSearchParams } from 'wouter';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { useStrings } from '../../i18n/language.js';
import { useMay } from '../../session/session.js';
import { replay, standingAt } from './changes.js';
import { ExportButton } from './ExportButton.js';
import { HistoryList } from './HistoryList.js';
import styles from './HistoryPage.module.css';
import { ProcessView } from './ProcessView.js';
import { stepsUntil } from './path.js';
import { type History, historyQuery } from './queries.js';
import { type Row, rowAt, rowsOf } from './rows.js';
import { StandingNow } from './StandingNow.js';
import { strings } from './strings.js';
import { TierTimes } from './TierTimes.js';
import { TimeSlider } from './TimeSlider.js';
import { pausesOf, taskTimes } from './times.js';
import { TellingProvider } from './use-row-words.js';
import { VerifyButton } from './VerifyButton.js';

export default function HistoryPage() {
  const { number = '' } = useParams<{ readonly number: string }>();
  const t = useStrings(strings);
  const history = useQuery(historyQuery(number));
  const mayReadCase = useMay('case.read');
  if (history.data !== undefined) return <HistoryOf key={number} history={history.data} />;
  return (
    <Page title={t('title', { number })} isWide>
      {mayReadCase && <Link href={`/cases/${encodeURIComponent(number)}`}>{t('to-case')}</Link>}
      <Loading of={history} lines={12} />
    </Page>
  );
}

function HistoryOf({ history }: { readonly history: History }) {
  const t = useStrings(strings);
  const [search, setSearch] = useSearchParams();
  const mayReadCase = useMay('case.read');
  const mayAudit = useMay('cases.export');
  const mayVerify = useMay('journal.verify');
  const replayed = useMemo(() => replay(history.entries), [history]);
  const asked = Date.parse(search.get('at') ?? '');
  const untilMs = Number.isNaN(asked) ? Date.parse(history.readAt) : Math.min(asked, Date.parse(history.readAt));
  const steps = useMemo(() => stepsUntil(history.steps, untilMs), [history, untilMs]);
  const all = useMemo(() => rowsOf(replayed, history.steps), [replayed, history]);
  const rows = useMemo(() => all.filter(({ at }) => Date.parse(at) <= untilMs), [all, untilMs]);
  const times = useMemo(() => taskTimes(history.entries, untilMs), [history, untilMs]);
  const pauses = useMemo(() => pausesOf(replayed, untilMs), [replayed, untilMs]);
  // What is selected, which process is drawn and which moment is shown stand in the address, so that a finding can be shared.
  const change = (changes: Readonly<Record<string, string | null>>) =>
    setSearch(
      (before) =>
        new URLSearchParams(
          Object.entries({ ...Object.fromEntries(before), ...changes }).filter((one): one is [string, string] => one[1] !== null),
        ),
      { replace: true },
    );
  const selected = search.get('entry');
  const row = rows.find(({ id }) => id === selected);
  const drawn = search.get('process');
  const instanceKey =
    (drawn !== null && history.steps.some(({ processInstanceKey }) => processInstanceKey === drawn)
      ? drawn
      : row?.step?.processInstanceKey) ??
    history.runs.at(-1)?.processInstanceKey ??
    null;
  const setInstanceKey = (key: string | null) => change({ process: key });
  const select = (chosen: Row) =>
    change({ entry: chosen.id, ...(chosen.step === undefined ? {} : { process: chosen.step.processInstanceKey }) });
  const selectElement = (element: string) => {
    const found = instanceKey === null ? undefined : rowAt(rows, instanceKey, element);
    if (found !== undefined) change({ entry: found.id });
  };
  const telling = useMemo(() => ({ history, untilMs, taskTimes: times }), [history, untilMs, times]);
  return (
    <TellingProvider value={telling}>
      <Page
        title={t('title', { number: history.number })}
        isWide
        actions={
          <>
            <ExportButton rows={rows} />
            {mayVerify && <VerifyButton number={history.number} />}
          </>
        }
      >
        <p className={styles.about}>
          {mayAudit && <Link href="/cases">{t('to-cases')}</Link>}
          {mayReadCase && <Link href={`/cases/${encodeURIComponent(history.number)}`}>{t('to-case')}</Link>}
          <span>{history.classificationName}</span>
        </p>
        {history.isCutOff && <Banner tone="warning">{t('cut-off')}</Banner>}
        <TimeSlider
          moments={momentsOf(history)}
          untilMs={untilMs}
          onChange={(ms) => change({ at: ms === null ? null : new Date(ms).toISOString() })}
        />
        <div className={styles.columns}>
          <HistoryList rows={rows} hiddenCount={all.length - rows.length} selected={row?.id ?? null} onSelect={select} />
          <div className={styles.right}>
            {history.runs.length > 1 && (
              <fieldset className={styles.runs}>
                <legend className="only-heard">{t('run')}</legend>
                {history.runs.map(({ caseRun, processInstanceKey }) => (
                  <Button
                    key={caseRun}
                    kind="quiet"
                    aria-pressed={runOf(history, instanceKey) === caseRun}
                    isDisabled={processInstanceKey === null}
                    onPress={() => setInstanceKey(processInstanceKey)}
                  >
                    {t('run.nth', { caseRun })}
                  </Button>
                ))}
              </fieldset>
            )}
            {instanceKey === null || steps.length === 0 ? (
              <p>{t('no-steps')}</p>
            ) : (
              <ProcessView
                steps={steps}
                instanceKey={instanceKey}
                selected={row?.step?.processInstanceKey === instanceKey ? row.step.element : null}
                onSelect={selectElement}
                onInstance={setInstanceKey}
              />
            )}
            <div className={styles.facts}>
              <StandingNow standing={standingAt(replayed, untilMs)} />
              <TierTimes times={times} pauses={pauses} />
            </div>
          </div>
        </div>
      </Page>
    </TellingProvider>
  );
}

function runOf({ steps }: History, instanceKey: string | null): string | undefined {
  return steps.find(({ processInstanceKey }) => processInstanceKey === instanceKey)?.caseRun;
}

/** Every moment at which something changed, ms, ascending, and the one at which it was read. */
function momentsOf({ entries, steps, readAt }: History): readonly number[] {
  const all = [...entries.map(({ at }) => at), ...steps.flatMap(({ enteredAt, leftAt }) => [enteredAt, leftAt ?? enteredAt]), readAt];
  return [...new Set(all.map((at) => Date.parse(at)))].sort((one, other) => one - other);
}
