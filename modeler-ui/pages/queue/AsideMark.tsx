/** The mark of a task that is put aside, until when, or came back from a wait: the reply is here, or its term came without one. */
import { useNow } from '../../app/now.js';
import { Chip } from '../../components/Chip/Chip.js';
import { dayAndMonth, exactTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { strings } from './extra-strings.js';
import type { Task } from './queries.js';

export function WaitMark({ task }: { readonly task: Pick<Task, 'afterWait' | 'followUpAt' | 'state'> }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const now = useNow();
  if (task.state !== 'open') return null;
  const until = task.followUpAt === null ? null : new Date(task.followUpAt);
  if (until !== null && until > now)
    return (
      <time dateTime={until.toISOString()} title={exactTime(language, until)}>
        <Chip tone="paused" sign="⏸">
          {t('aside', { day: dayAndMonth(language, until) })}
        </Chip>
      </time>
    );
  if (task.afterWait === null) return null;
  return (
    <Chip tone={task.afterWait === 'replied' ? 'action' : 'soon'} sign={task.afterWait === 'replied' ? '✉' : '◐'}>
      {t(`after-wait.${task.afterWait}`)}
    </Chip>
  );
}
