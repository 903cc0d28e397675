/** The diagram's equal for whoever can't see it or point at it: the same steps, times and ways down, as a table. */
import { Button } from '../../components/Button/Button.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
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
  const nameOf = (path: ElementPath): string | undefined => steps.findLast(({ element }) => element === path.element)?.name;
  const isCalling = (path: ElementPath): boolean => steps.findLast(({ element }) => element === path.element)?.calledInstanceKey != null;
  return (
    <div>
      <h2 className="only-heard">{t('steps.title')}</h2>
      <PlainTable
        stacks
        label={t('steps.title')}
        // Where ways only meet has no name and says nothing to anybody.
        rows={paths.filter((path) => nameOf(path) !== undefined && nameOf(path) !== path.element)}
        keyOf={({ element }) => element}
        current={selected}
        columns={[
          {
            id: 'step',
            title: t('steps.step'),
            cell: (path) => (
              <>
                <button
                  type="button"
                  className={styles.step}
                  aria-pressed={selected === path.element}
                  onClick={() => onSelect(path.element)}
                >
                  {nameOf(path)}
                </button>{' '}
                {isCalling(path) && (
                  <Button
                    kind="quiet"
                    onPress={() => onEnter(path.element)}
                    aria-label={t('enter', { name: nameOf(path) ?? path.element })}
                  >
                    {t('enter.short')}
                  </Button>
                )}
              </>
            ),
          },
          { id: 'visits', title: t('steps.visits'), cell: ({ visits }) => visits, isNumber: true },
          { id: 'time', title: t('steps.time'), cell: ({ durationMs }) => duration(durationMs), isNumber: true },
          {
            id: 'waiting',
            title: t('steps.waiting'),
            cell: ({ element }) => (waitingMs(element) === 0 ? '' : duration(waitingMs(element))),
            isNumber: true,
          },
          { id: 'state', title: t('steps.state'), cell: ({ state }) => t(`state.${state}`) },
        ]}
      />
    </div>
  );
}
