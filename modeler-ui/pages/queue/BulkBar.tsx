/** What a lead does with many tasks at once: give them to somebody, back to the queue, or hand them on. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { useNameToChoose } from '../../people/absences.js';
import { peopleQuery } from '../../people/people.js';
import { assignTask, handOnTask, type Outcome, onEach, putAside } from '../../tasks/many.js';
import { useGiven } from '../../tasks/use-given.js';
import { inDays } from '../case/in-days.js';
import styles from './BulkBar.module.css';
import { BulkHandOn } from './BulkHandOn.js';
import { strings } from './extra-strings.js';
import type { Task } from './queries.js';

interface BulkBarProps {
  readonly tasks: readonly Task[];
  readonly onDone: () => void;
}

/** No login looks like this. */
const QUEUE = '-';

export function BulkBar({ tasks, onDone }: BulkBarProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [isHandingOn, setHandingOn] = useState(false);
  const able = (useQuery(peopleQuery).data ?? []).filter(
    ({ active, roles, unit }) =>
      active &&
      tasks.every(
        ({ tier, department }) =>
          roles.some((role) => role === tier) && (tier !== 'department' || department === null || department === unit),
      ),
  );
  const nameToChoose = useNameToChoose();
  const given = useGiven();
  const read = () => client.invalidateQueries({ queryKey: ['tasks'] });
  const assign = useMutation({
    mutationFn: (login: string) => onEach(tasks, (key) => assignTask(key, login === QUEUE ? null : login)),
    onSuccess: (outcome: Outcome, login) => {
      given.tell({ tasks, to: login === QUEUE ? { type: 'queue' } : { type: 'person', login } }, outcome);
      onDone();
    },
    onSettled: read,
  });
  const act = useMutation({
    mutationFn: (each: (key: string) => Promise<unknown>) => onEach(tasks, each),
    onSuccess: ({ done, failed }: Outcome) => {
      if (done > 0) toasts.add({ message: t('bulk.done', { count: done }) }, { timeout: TOAST_MS });
      given.tellFailed(failed);
      setHandingOn(false);
      onDone();
    },
    onSettled: read,
  });
  return (
    <section className={styles.bar} aria-label={t('bulk')}>
      <span role="status">{t('bulk.picked', { count: tasks.length })}</span>
      <div className={styles.choice}>
        <SelectChoice
          label={t('bulk.to')}
          choices={[
            ...able.map(({ login, name }) => ({ value: login, label: nameToChoose(login, name) })),
            { value: QUEUE, label: t('bulk.queue') },
          ]}
          value={null}
          onChange={(login) => {
            if (!assign.isPending) assign.mutate(login);
          }}
          isRequired
        />
      </div>
      <Button onPress={() => setHandingOn(true)} isPending={act.isPending}>
        {t('bulk.hand-on')}
      </Button>
      <Button onPress={() => act.mutate((key) => putAside(key, inDays(1, new Date())))} isPending={act.isPending}>
        {t('bulk.aside')}
      </Button>
      <Button kind="quiet" onPress={onDone}>
        {t('bulk.clear')}
      </Button>
      {isHandingOn && (
        <BulkHandOn
          tasks={tasks}
          isPending={act.isPending}
          onClose={() => setHandingOn(false)}
          onHandOn={(decision, reason, department) => act.mutate((key) => handOnTask(key, decision, reason, department))}
        />
      )}
    </section>
  );
}
