/** The queue on a phone: one card a task, each a link. */
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { ClockChip } from '../../components/Chip/ClockChip.js';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import type { CalmRow } from './calm-list.js';
import { dueAt } from './due.js';
import type { Task } from './queries.js';
import { strings } from './strings.js';
import styles from './TaskCards.module.css';

interface TaskCardsProps {
  readonly rows: readonly CalmRow<Task>[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
}

export function TaskCards({ rows, hasMore, isLoadingMore, onMore }: TaskCardsProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  return (
    <div className={styles.list}>
      <ul className={styles.cards} aria-label={t('table')}>
        {rows.map(({ item: task, isGone }) => (
          <li key={task.key}>
            <Link href={`/cases/${encodeURIComponent(task.caseNumber)}`} className={`${styles.card} ${isGone ? styles.gone : ''}`}>
              <span className={styles.line}>
                <strong>{task.classificationName}</strong>
                {isGone ? <Chip tone="neutral">{t('gone')}</Chip> : <ClockChip dueAt={dueAt(task)} />}
              </span>
              <span className={styles.meta} data-figures>
                {[task.caseNumber, task.resident ?? tWords('anonymous'), task.place].filter((part) => part !== null).join(' · ')}
              </span>
              <span className={styles.meta}>{task.assignee === null ? t('free') : nameOf(task.assignee)}</span>
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
