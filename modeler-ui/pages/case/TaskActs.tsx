/** Beside the decision: put my task aside until a date, or give it back to the queue. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { putAside } from '../../tasks/many.js';
import { strings } from './panel-strings.js';
import { releaseTask, type Task } from './queries.js';
import { RemindDialog } from './RemindDialog.js';
import styles from './ToDoNow.module.css';

export function TaskActs({ task }: { readonly task: Task }) {
  const t = useStrings(strings);
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
