/** Beside the decision: put my task aside until a date, or give it back to the queue. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Dialog, DialogButtons } from '../../components/Dialog/Dialog.js';
import { TextField } from '../../components/Field/Field.js';
import { Menu } from '../../components/Menu/Menu.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { putAside } from '../../tasks/many.js';
import { inDays } from './in-days.js';
import { strings } from './panel-strings.js';
import { releaseTask, type Task } from './queries.js';
import styles from './ToDoNow.module.css';

export function TaskActs({ task }: { readonly task: Task }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [isChoosing, setChoosing] = useState(false);
  const read = () =>
    Promise.all([client.invalidateQueries({ queryKey: ['case', task.caseNumber] }), client.invalidateQueries({ queryKey: ['tasks'] })]);
  const aside = useMutation({
    mutationFn: (at: string | null) => putAside(task.key, at),
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
  const entry = (id: 'tomorrow' | '3-days' | 'week', days: number) => ({
    id,
    label: t(`aside.${id}`),
    act: () => aside.mutate(inDays(days, new Date())),
  });
  return (
    <div className={styles.acts}>
      <Menu
        label={t('aside.menu')}
        button={t('aside.menu')}
        groups={[
          {
            title: t('aside.when'),
            entries: [
              entry('tomorrow', 1),
              entry('3-days', 3),
              entry('week', 7),
              { id: 'other', label: t('aside.other'), act: () => setChoosing(true) },
              ...(task.followUpAt === null ? [] : [{ id: 'now', label: t('aside.now'), act: () => aside.mutate(null) }]),
            ],
          },
        ]}
      />
      <Button kind="quiet" onPress={() => release.mutate()} isPending={release.isPending}>
        {t('release')}
      </Button>
      {task.followUpAt !== null && (
        <span>
          {t('aside.until')} <When at={task.followUpAt} />
        </span>
      )}
      {isChoosing && (
        <OtherDate
          onClose={() => setChoosing(false)}
          onChoose={(at) => {
            setChoosing(false);
            aside.mutate(at);
          }}
        />
      )}
    </div>
  );
}

function OtherDate({ onClose, onChoose }: { readonly onClose: () => void; readonly onChoose: (at: string) => void }) {
  const t = useStrings(strings);
  const [at, setAt] = useState('');
  const [isWrong, setWrong] = useState(false);
  const submit = () => {
    const date = new Date(at);
    if (Number.isNaN(date.getTime()) || date.getTime() <= Date.now()) setWrong(true);
    else onChoose(date.toISOString());
  };
  return (
    <Dialog title={t('aside.when')} isOpen onClose={onClose}>
      <TextField
        label={t('aside.date')}
        type="datetime-local"
        value={at}
        onChange={setAt}
        isRequired
        error={isWrong ? t('aside.date.missing') : undefined}
      />
      <DialogButtons>
        <Button kind="primary" onPress={submit}>
          {t('aside.put')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
