/** The queue on a phone: one card a task, each a link. */
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { ClockChip } from '../../components/Chip/ClockChip.js';
import { Checkbox } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { AfterWait } from './AfterWait.js';
import { AsideMark } from './AsideMark.js';
import type { CalmRow } from './calm-list.js';
import { dueAt } from './due.js';
import type { Task } from './queries.js';
import { strings } from './strings.js';
import styles from './TaskCards.module.css';

interface TaskCardsProps {
  readonly rows: readonly CalmRow<Task>[];
  /** For whoever gives out tasks: those that are picked. Absent: no boxes. */
  readonly picked?: ReadonlySet<string>;
  readonly onPick?: (key: string, isPicked: boolean) => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
}

export function TaskCards({ rows, picked, onPick, hasMore, isLoadingMore, onMore }: TaskCardsProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  return (
    <div className={styles.list}>
      <ul className={styles.cards} aria-label={t('table')}>
        {rows.map(({ item: task, isGone }) => (
          <li key={task.key} className={styles.item}>
            {picked !== undefined && (
              <Checkbox
                isSelected={picked.has(task.key)}
                onChange={(isPicked) => onPick?.(task.key, isPicked)}
                isDisabled={isGone}
                aria-label={`${t('column.pick')} ${task.caseNumber}`}
              >
                {''}
              </Checkbox>
            )}
            <Link href={`/cases/${encodeURIComponent(task.caseNumber)}`} className={`${styles.card} ${isGone ? styles.gone : ''}`}>
              <span className={styles.line}>
                <strong>{task.classificationName}</strong>
                {isGone ? (
                  <Chip tone="neutral">{t('gone')}</Chip>
                ) : (
                  <ClockChip dueAt={dueAt(task)} pausedSince={task.waitingSince} isLateByPart={task.lateByPart} />
                )}
              </span>
              <span className={styles.meta} data-figures>
                {[task.caseNumber, task.resident ?? tWords('anonymous'), task.place].filter((part) => part !== null).join(' · ')}
              </span>
              <AsideMark task={task} />
              <AfterWait task={task} />
              <span className={styles.meta}>{task.assignee === null ? t('free') : nameOf(task.assignee)}</span>
              {task.followUpNote !== null && (
                <span className={styles.meta}>
                  {t('preview.aside-note')}: {task.followUpNote}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button onPress={onMore} isPending={isLoadingMore}>
          {t('more.show')}
        </Button>
      )}
    </div>
  );
}
