/** Until when a task is put aside. */
import { useNow } from '../../app/now.js';
import { Chip } from '../../components/Chip/Chip.js';
import { dayAndMonth, exactTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { strings } from './extra-strings.js';
import type { Task } from './queries.js';

type Waiting = Pick<Task, 'followUpAt' | 'state'>;

export const isAside = ({ followUpAt, state }: Waiting, now: Date): boolean =>
  state === 'open' && followUpAt !== null && new Date(followUpAt) > now;

export function AsideMark({ task }: { readonly task: Waiting }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const now = useNow();
  if (task.followUpAt === null || !isAside(task, now)) return null;
  const until = new Date(task.followUpAt);
  return (
    <time dateTime={task.followUpAt} title={exactTime(language, until)}>
      <Chip tone="paused" sign="⏸">
        {t('aside', { day: dayAndMonth(language, until) })}
      </Chip>
    </time>
  );
}
