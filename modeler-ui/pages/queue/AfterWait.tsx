/** The mark of a task that came back from a wait: the reply is here, or its term came without one. */
import { Chip } from '../../components/Chip/Chip.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './extra-strings.js';
import type { Task } from './queries.js';

export function AfterWait({ task }: { readonly task: Pick<Task, 'afterWait' | 'state'> }) {
  const t = useStrings(strings);
  if (task.afterWait === null || task.state !== 'open') return null;
  return (
    <Chip tone={task.afterWait === 'replied' ? 'action' : 'soon'} sign={task.afterWait === 'replied' ? '✉' : '◐'}>
      {t(`after-wait.${task.afterWait}`)}
    </Chip>
  );
}
