/** The diagram's equal for whoever can't see it or point at it: the same steps, times and ways down, as a table. */
import { Button } from '../../components/Button/Button.js';
import { useStrings } from '../../i18n/language.js';
import { useDuration } from '../../i18n/use-duration.js';
import styles from './HistoryPage.module.css';
import type { ElementPath } from './path.js';
import type { Step } from './queries.js';
import { strings } from './strings.js';
import { taskTimeOf, useTelling } from './use-row-words.js';

interface StepTableProps {
  readonly steps: readonly Step[];
  readonly paths: readonly ElementPath[];
  readonly selected: string | null;
  readonly onSelect: (element: string) => void;
  readonly onEnter: (element: string) => void;
}

export function StepTable({ steps, paths, selected, onSelect, onEnter }: StepTableProps) {
  const t = useStrings(strings);
  const duration = useDuration();
  const { taskTimes } = useTelling();
  const waitingMs = (element: string): number =>
    steps.filter((step) => step.element === element).reduce((sum, step) => sum + (taskTimeOf(step, taskTimes)?.waitingMs ?? 0), 0);
  return (
    <div>
      <h2 id="steps-title" className="only-heard">
        {t('steps.title')}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroller} aria-labelledby="steps-title" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('steps.step')}</th>
              <th scope="col">{t('steps.visits')}</th>
              <th scope="col">{t('steps.time')}</th>
              <th scope="col">{t('steps.waiting')}</th>
              <th scope="col">{t('steps.state')}</th>
            </tr>
          </thead>
          <tbody>
            {paths.map((path) => {
              const step = steps.findLast(({ element }) => element === path.element);
              const name = step?.name ?? path.element;
              // Where ways only meet has no name and says nothing to anybody.
              if (name === path.element) return null;
              const waited = waitingMs(path.element);
              return (
                <tr key={path.element} className={selected === path.element ? styles.chosen : ''}>
                  <th scope="row">
                    <button
                      type="button"
                      className={styles.step}
                      aria-pressed={selected === path.element}
                      onClick={() => onSelect(path.element)}
                    >
                      {name}
                    </button>{' '}
                    {step?.calledInstanceKey !== null && step?.calledInstanceKey !== undefined && (
                      <Button kind="quiet" onPress={() => onEnter(path.element)} aria-label={t('enter', { name })}>
                        {t('enter.short')}
                      </Button>
                    )}
                  </th>
                  <td className={styles.number}>{path.visits}</td>
                  <td className={styles.number}>{duration(path.durationMs)}</td>
                  <td className={styles.number}>{waited === 0 ? '' : duration(waited)}</td>
                  <td>{t(`state.${path.state}`)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </div>
  );
}
