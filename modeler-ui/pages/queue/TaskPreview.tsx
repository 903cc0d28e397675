/** A row of the queue in more words, beside the table; the focus stays in the table. */
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { ClockChip } from '../../components/Chip/ClockChip.js';
import { Facts } from '../../components/Facts/Facts.js';
import { Icon } from '../../components/Icon/Icon.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { AfterWait } from './AfterWait.js';
import { AsideMark } from './AsideMark.js';
import { dueAt } from './due.js';
import type { Task } from './queries.js';
import { strings } from './strings.js';
import styles from './TaskPreview.module.css';

interface TaskPreviewProps {
  readonly task: Task;
  readonly onClose: () => void;
}

export function TaskPreview({ task, onClose }: TaskPreviewProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  return (
    <aside className={styles.preview} aria-label={t('preview.title')} aria-live="polite">
      <div className={styles.head}>
        <h2>{task.classificationName}</h2>
        <Button kind="quiet" onPress={onClose} aria-label={t('preview.close')}>
          <Icon name="close" />
        </Button>
      </div>
      <p>
        <span data-figures>{task.caseNumber}</span>{' '}
        <ClockChip dueAt={dueAt(task)} pausedSince={task.waitingSince} isLateByPart={task.lateByPart} /> <AsideMark task={task} />{' '}
        <AfterWait task={task} />
      </p>
      <Facts
        facts={[
          { name: t('column.step'), value: task.name },
          { name: t('preview.status'), value: task.publicStatus },
          { name: t('column.resident'), value: task.resident ?? tWords('anonymous') },
          { name: t('column.place'), value: task.place },
          { name: t('preview.promise'), value: task.promiseAt === null ? null : <When at={task.promiseAt} /> },
          { name: t('column.assignee'), value: task.assignee === null ? t('free') : nameOf(task.assignee) },
          { name: t('preview.handed-on-by'), value: task.handedOnBy === null ? null : nameOf(task.handedOnBy) },
          { name: t('preview.aside'), value: task.followUpAt === null ? null : <When at={task.followUpAt} /> },
          { name: t('preview.aside-note'), value: task.followUpNote },
          { name: t('preview.created'), value: <When at={task.createdAt} /> },
        ]}
      />
      <Link href={`/cases/${encodeURIComponent(task.caseNumber)}`}>{t('preview.open')}</Link>
    </aside>
  );
}
