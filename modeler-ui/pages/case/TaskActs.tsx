/** Beside the decision: put my task aside until a date, or give it back to the queue. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { putAside } from '../../tasks/many.js';
import { AskPanel } from './AskPanel.js';
import { strings as askStrings } from './ask-strings.js';
import { REQUESTS } from './decision.js';
import { strings } from './panel-strings.js';
import { type Case, releaseTask, type Task } from './queries.js';
import { RemindDialog } from './RemindDialog.js';
import styles from './ToDoNow.module.css';

export function TaskActs({ theCase, task }: { readonly theCase: Case; readonly task: Task }) {
  const t = useStrings(strings);
  const tAsk = useStrings(askStrings);
  const [asking, setAsking] = useState<(typeof REQUESTS)[number] | null>(null);
  const client = useQueryClient();
  const [isChoosing, setChoosing] = useState(false);
  const read = () =>
    Promise.all([client.invalidateQueries({ queryKey: ['case', task.caseNumber] }), client.invalidateQueries({ queryKey: ['tasks'] })]);
  const aside = useMutation({
    mutationFn: ({ at, note }: { readonly at: string | null; readonly note: string | null }) => putAside(task.key, at, note),
    onSuccess: ({ followUpAt }) => toasts.add({ message: t(followUpAt === null ? 'aside.undone' : 'aside.done') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: read,
  });
  const release = useMutation({
    mutationFn: () => releaseTask(task.key),
    onSuccess: () => toasts.add({ message: t('release.done') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: read,
  });
  return (
    <div className={styles.acts}>
      <Button onPress={() => setChoosing(true)} isPending={aside.isPending}>
        {t('aside.menu')}
      </Button>
      <Button kind="quiet" onPress={() => release.mutate()} isPending={release.isPending}>
        {t('release')}
      </Button>
      {task.followUpAt !== null && (
        <>
          <span>
            {t('aside.until')} <When at={task.followUpAt} />
            {task.followUpNote !== null && <>: {task.followUpNote}</>}
          </span>
          <Button kind="quiet" onPress={() => aside.mutate({ at: null, note: null })}>
            {t('aside.now')}
          </Button>
        </>
      )}
      {REQUESTS.filter((request) => task.actions.includes(request)).map((request) => (
        <Button key={request} kind="quiet" onPress={() => setAsking(request)}>
          {tAsk(request)}
        </Button>
      ))}
      {asking !== null && <AskPanel theCase={theCase} task={task} request={asking} onClose={() => setAsking(null)} />}
      {isChoosing && (
        <RemindDialog
          note={task.followUpNote}
          onClose={() => setChoosing(false)}
          onChoose={(at, note) => {
            setChoosing(false);
            aside.mutate({ at, note });
          }}
        />
      )}
    </div>
  );
}
