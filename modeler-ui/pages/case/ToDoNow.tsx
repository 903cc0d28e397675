/** "Do zrobienia teraz": the task's form when it is mine to do, else who has it or that nothing is to be done. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNow } from '../../app/now.js';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { Loading } from '../../components/Loading/Loading.js';
import { toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { type Session, usePeopleNames, useSession } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { strings as askStrings } from './ask-strings.js';
import { KeptText } from './KeptText.js';
import { strings as panelStrings } from './panel-strings.js';
import { type Case, caseTasksQuery, claimTask, formQuery, type Task } from './queries.js';
import { strings } from './strings.js';
import { TaskActs } from './TaskActs.js';
import { TaskForm } from './TaskForm.js';
import styles from './ToDoNow.module.css';
import { useUndoClosing } from './use-undo-closing.js';
import { Waiting } from './Waiting.js';
import { WhatItIsAbout } from './WhatItIsAbout.js';

export function ToDoNow({ theCase }: { readonly theCase: Case }) {
  const t = useStrings(strings);
  const session = useSession();
  const tasks = useQuery(caseTasksQuery(theCase.number));
  const open = (tasks.data ?? []).filter(({ state }) => state === 'open');
  const mine = open.find((task) => isMineToDo(task, session));
  const pending = theCase.pending.find(({ state }) => state === 'pending');
  const heading = useRef<HTMLHeadingElement>(null);
  /** The button that was pressed is gone: what is to be done next begins here, and must be in sight. */
  const toNext = () => heading.current?.focus();
  const failed = theCase.pending.some(({ state, by }) => state === 'failed' && by === session.person.login);
  return (
    <section className={styles.todo} aria-labelledby="todo-title">
      <h2 id="todo-title" ref={heading} tabIndex={-1}>
        {t('todo.title')}
      </h2>
      {failed && <Banner tone="late">{t('decision.failed')}</Banner>}
      <KeptText tasks={tasks.data ?? []} />
      {pending !== undefined ? (
        <Closing theCase={theCase} pending={pending} onUndone={toNext} />
      ) : tasks.data === undefined ? (
        <Loading of={tasks} lines={4} />
      ) : mine !== undefined ? (
        <MyTask theCase={theCase} task={mine} onActed={toNext} />
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

interface ClosingProps {
  readonly theCase: Case;
  readonly pending: Case['pending'][number];
  readonly onUndone: () => void;
}

function Closing({ theCase, pending, onUndone }: ClosingProps) {
  const t = useStrings(strings);
  const { person } = useSession();
  const nameOf = usePeopleNames();
  const undo = useUndoClosing(theCase.number, onUndone);
  return (
    <Banner
      tone="warning"
      isNews
      action={
        pending.by === person.login && (
          <Button onPress={() => undo.mutate(pending)} isPending={undo.isPending}>
            {t('closing.undo')} <SecondsLeft until={pending.notBefore} />
          </Button>
        )
      }
    >
      {t('closing.pending', { name: nameOf(pending.by) })}
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

interface MyTaskProps {
  readonly theCase: Case;
  readonly task: Task;
  readonly onActed: () => void;
}

function MyTask({ theCase, task, onActed }: MyTaskProps) {
  const t = useStrings(strings);
  const { person } = useSession();
  const nameOf = usePeopleNames();
  const client = useQueryClient();
  const tAsk = useStrings(askStrings);
  const form = useQuery(formQuery(task.key));
  const now = useNow();
  const claim = useMutation({
    mutationFn: () => claimTask(task.key),
    onSuccess: onActed,
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
      <WhatItIsAbout number={theCase.number} />
      {form.data === undefined ? (
        <Loading of={form} lines={5} />
      ) : (
        <TaskForm key={task.key} theCase={theCase} task={task} {...form.data} onActed={onActed} />
      )}
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
