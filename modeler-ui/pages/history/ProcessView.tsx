/** One process of the case: its diagram, the way down into those that it called and up again, and the same as a table. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { useStrings } from '../../i18n/language.js';
import { useDuration } from '../../i18n/use-duration.js';
import { useMay } from '../../session/session.js';
import { DiagramOf } from './DiagramOf.js';
import styles from './HistoryPage.module.css';
import { type ElementPath, elementPaths, levelsTo } from './path.js';
import { type Step, xmlQuery } from './queries.js';
import { StepTable } from './StepTable.js';
import { strings } from './strings.js';
import { useTelling, WORTH_SAYING_MS } from './use-row-words.js';

interface ProcessViewProps {
  readonly steps: readonly Step[];
  readonly instanceKey: string;
  readonly selected: string | null;
  readonly onSelect: (element: string) => void;
  readonly onInstance: (instanceKey: string) => void;
}

export function ProcessView({ steps, instanceKey, selected, onSelect, onInstance }: ProcessViewProps) {
  const t = useStrings(strings);
  const { history, untilMs } = useTelling();
  const duration = useDuration();
  const mayReadModel = useMay('model.read');
  const levels = levelsTo(steps, instanceKey);
  const level = levels.at(-1);
  const xml = useQuery({ ...xmlQuery(level?.processId ?? '', level?.version ?? 0), enabled: level !== undefined });
  const own = useMemo(() => steps.filter(({ processInstanceKey }) => processInstanceKey === instanceKey), [steps, instanceKey]);
  const paths = useMemo(() => elementPaths(own, untilMs), [own, untilMs]);
  const label = useCallback(
    (path: ElementPath) => {
      const time = path.durationMs < WORTH_SAYING_MS ? '' : duration(path.durationMs);
      return path.visits > 1 ? `${path.visits}× ${time}`.trim() : time;
    },
    [duration],
  );
  // Whoever went down or up stands where the process is named; what they pressed is gone. A selection elsewhere moves nobody.
  const here = useRef<HTMLElement>(null);
  const hasGone = useRef(false);
  const go = (key: string) => {
    hasGone.current = true;
    onInstance(key);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another process is shown
  useEffect(() => {
    if (hasGone.current) here.current?.focus();
    hasGone.current = false;
  }, [instanceKey]);
  const enter = (element: string) => {
    const called = own.findLast((step) => step.element === element && step.calledInstanceKey !== null)?.calledInstanceKey;
    if (called !== undefined && called !== null && steps.some(({ processInstanceKey }) => processInstanceKey === called)) go(called);
  };
  const nameOf = (processId: string, version: number) =>
    t('version', {
      name: history.processes.find((one) => one.processId === processId && one.version === version)?.name ?? processId,
      version: String(version),
    });
  if (level === undefined) return <p>{t('no-steps')}</p>;
  return (
    <>
      <nav aria-label={t('levels')}>
        <ol className={styles.levels}>
          {levels.map((one, depth) => (
            <li key={one.instanceKey}>
              {depth === levels.length - 1 ? (
                <>
                  <strong ref={here} tabIndex={-1} aria-current="location">
                    {nameOf(one.processId, one.version)}
                  </strong>{' '}
                  {mayReadModel && <Link href={`/models/${encodeURIComponent(one.processId)}/${one.version}`}>{t('model')}</Link>}
                </>
              ) : (
                <Button kind="quiet" onPress={() => go(one.instanceKey)}>
                  {nameOf(one.processId, one.version)}
                </Button>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <DiagramOf xml={xml} steps={own} paths={paths} label={label} selected={selected} onSelect={onSelect} onEnter={enter} />
      <StepTable steps={own} paths={paths} selected={selected} onSelect={onSelect} onEnter={enter} />
    </>
  );
}
