/** "Do zrobienia teraz": the task's form when it is mine to do, else who has it or that nothing is to be done. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNow } from '../../app/now.js';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { Loading } from '../../components/Loading/Loading.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { type Session, usePeopleNames, useSession } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { strings as askStrings } from './ask-strings.js';
import { KeptText } from './KeptText.js';
import { strings as panelStrings } from './panel-strings.js';
import { type Case, caseTasksQuery, claimTask, formQuery, type Task, undoDecision } from './queries.js';
import { strings } from './strings.js';
import { TaskActs } from './TaskActs.js';
import { TaskForm } from './TaskForm.js';
import styles from './ToDoNow.module.css';
import { Waiting } from './Waiting.js';

export function ToDoNow({ theCase }: { readonly theCase: Case }) {
  const t = useStrings(strings);
  const session = useSession();
  const tasks = useQuery(caseTasksQuery(theCase.number));
  const open = (tasks.data ?? []).filter(({ state }) => state === 'open');
  const mine = open.find((task) => isMineToDo(task, session));
  const pending = theCase.pending.find(({ state }) => state === 'pending');
  const failed = theCase.pending.some(({ state, by }) => state === 'failed' && by === session.person.login);
  return (
    <section className={styles.todo} aria-labelledby="todo-title">
      <h2 id="todo-title">{t('todo.title')}</h2>
      {failed && <Banner tone="late">{t('decision.failed')}</Banner>}
      <KeptText tasks={tasks.data ?? []} />
      {pending !== undefined ? (
        <Closing theCase={theCase} by={pending.by} notBefore={pending.notBefore} />
      ) : tasks.data === undefined ? (
        <Loading of={tasks} lines={4} />
      ) : mine !== undefined ? (
        <MyTask theCase={theCase} task={mine} />
      ) : theCase.pausedSince !== null && open.length === 0 ? (
        <Waiting theCase={theCase} />
      ) : (
        <NothingForMe theCase={theCase} tasks={open} />
      )}
    </section>
  );
}

/** The same rule as the api's, which has the last word: of my tier, and in departments of my department. */
function isMineToDo(task: Task, { person, may }: Session): boolean {
  if (!may.includes('task.work') || !person.roles.some((role) => role === task.tier)) return false;
  return task.tier !== 'department' || task.department === null || task.department === person.unit;
}

function Closing({ theCase, by, notBefore }: { readonly theCase: Case; readonly by: string; readonly notBefore: string }) {
  const t = useStrings(strings);
  const { person } = useSession();
  const nameOf = usePeopleNames();
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => undoDecision(theCase.number),
    onSuccess: () => toasts.add({ message: t('closing.undone') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', theCase.number] }),
  });
  return (
    <Banner
      tone="warning"
      isNews
      action={
        by === person.login && (
          <Button onPress={() => undo.mutate()} isPending={undo.isPending}>
            {t('closing.undo')} <SecondsLeft until={notBefore} />
          </Button>
        )
      }
    >
      {t('closing.pending', { name: nameOf(by) })}
    </Banner>
  );
}

/** Seen, not heard: who can't see it hears the sentence beside it once. */
function SecondsLeft({ until }: { readonly until: string }) {
  const t = useStrings(panelStrings);
  const left = () => Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 500);
    return () => clearInterval(timer);
  });
  return (
    <span aria-hidden="true" data-figures>
      {t('undo.left', { seconds })}
    </span>
  );
}

function MyTask({ theCase, task }: { readonly theCase: Case; readonly task: Task }) {
  const t = useStrings(strings);
  const { person } = useSession();
  const nameOf = usePeopleNames();
  const client = useQueryClient();
  const tAsk = useStrings(askStrings);
  const form = useQuery(formQuery(task.key));
  const now = useNow();
  const claim = useMutation({
    mutationFn: () => claimTask(task.key),
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', theCase.number] }),
  });
  if (task.assignee !== null && task.assignee !== person.login) return <p>{t('todo.theirs', { name: nameOf(task.assignee) })}</p>;
  const isDue = task.followUpAt !== null && new Date(task.followUpAt) <= now;
  return (
    <>
      {isDue && (
        <Banner tone="warning">{task.followUpNote === null ? t('todo.remind') : t('todo.remind-of', { note: task.followUpNote })}</Banner>
      )}
      {task.afterWait !== null && (
        <Banner tone={task.afterWait === 'replied' ? 'info' : 'warning'}>{tAsk(`back.${task.afterWait}`)}</Banner>
      )}
      {task.assignee === null && (
        <Banner
          tone="info"
          action={
            <Button onPress={() => claim.mutate()} isPending={claim.isPending}>
              {t('todo.take')}
            </Button>
          }
        >
          {t('todo.free')}
        </Banner>
      )}
      {form.data === undefined ? <Loading of={form} lines={5} /> : <TaskForm key={task.key} theCase={theCase} task={task} {...form.data} />}
      {task.assignee === person.login && <TaskActs theCase={theCase} task={task} />}
    </>
  );
}

function NothingForMe({ theCase, tasks }: { readonly theCase: Case; readonly tasks: readonly Task[] }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const [waiting] = tasks;
  if (waiting === undefined) return <p>{t(theCase.closedAt === null ? 'todo.nothing' : 'todo.resolved')}</p>;
  return (
    <p>
      {t('todo.nothing')} {t('todo.waits', { name: waiting.name, tier: knownText(words, tWords, 'tier', waiting.tier ?? '') })}
    </p>
  );
}
