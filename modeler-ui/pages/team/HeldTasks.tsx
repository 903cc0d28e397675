/** The tasks of one person, or those that nobody has: some are picked and go to somebody else, or back to the queue. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { ClockChip } from '../../components/Chip/ClockChip.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Checkbox } from '../../components/Field/Field.js';
import { Loading } from '../../components/Loading/Loading.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { When } from '../../components/When/When.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { useNameToChoose } from '../../people/absences.js';
import { usePeopleNames } from '../../session/session.js';
import { assignTask, onEach } from '../../tasks/many.js';
import { useGiven } from '../../tasks/use-given.js';
import { heldQuery, MOST_TASKS, type TeamPerson } from './queries.js';
import { strings } from './strings.js';
import styles from './Team.module.css';

interface HeldTasksProps {
  /** Login; null = nobody. */
  readonly holder: string | null;
  readonly people: readonly TeamPerson[];
  /** Somebody asked for them just now. */
  readonly takesFocus: boolean;
  readonly onClose: () => void;
}

/** No login looks like this. */
const QUEUE = '-';

export function HeldTasks({ holder, people, takesFocus, onClose }: HeldTasksProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const nameOf = usePeopleNames();
  const nameToChoose = useNameToChoose();
  const given = useGiven();
  const client = useQueryClient();
  const held = useQuery(heldQuery(holder));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [asked, setTo] = useState<string | null>(null);
  const [wrong, setWrong] = useState<'tasks.none-picked' | 'tasks.to.missing' | null>(null);
  const tasks = held.data ?? [];
  const chosen = tasks.filter(({ key }) => picked.has(key));
  // Who works on the tier of each of them.
  const able = people.filter(({ login, tiers }) => login !== holder && chosen.every(({ tier }) => tier !== null && tiers.includes(tier)));
  // Somebody was chosen, then tasks of a tier that isn't theirs.
  const to = asked === QUEUE || able.some(({ login }) => login === asked) ? asked : null;
  const assign = useMutation({
    mutationFn: (login: string) => onEach(chosen, (key) => assignTask(key, login === QUEUE ? null : login)),
    onSuccess: (outcome, login) => {
      given.tell({ tasks: chosen, to: login === QUEUE ? { type: 'queue' } : { type: 'person', login } }, outcome);
      setPicked(new Set());
      // With the last task goes the button that was pressed.
      if (chosen.length === tasks.length) heading.current?.focus();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks'] }),
  });
  const pick = (key: string, isPicked: boolean) =>
    setPicked(new Set(isPicked ? [...picked, key] : [...picked].filter((one) => one !== key)));
  const submit = () => {
    const fault = chosen.length === 0 ? 'tasks.none-picked' : to === null ? 'tasks.to.missing' : null;
    setWrong(fault);
    if (fault === null && to !== null && !assign.isPending) assign.mutate(to);
  };
  return (
    // The table is the landmark, of the same name: a section around it would be a second one.
    <div className={styles.section}>
      <div className={styles.head}>
        <h2 ref={heading} tabIndex={-1}>
          {holder === null ? t('tasks.free') : t('tasks.of', { name: nameOf(holder) })}
        </h2>
        <Button kind="quiet" onPress={onClose}>
          {t('tasks.close')}
        </Button>
      </div>
      {held.data === undefined ? (
        <Loading of={held} lines={5} />
      ) : tasks.length === 0 ? (
        <p>{t('tasks.none')}</p>
      ) : (
        <>
          <div className={styles.bar}>
            <Checkbox
              isSelected={chosen.length === tasks.length}
              isIndeterminate={chosen.length > 0 && chosen.length < tasks.length}
              onChange={(all) => setPicked(new Set(all ? tasks.map(({ key }) => key) : []))}
            >
              {t('tasks.pick-all')}
            </Checkbox>
            <span role="status">{t('tasks.picked', { count: chosen.length })}</span>
            <div className={styles.choice}>
              <SelectChoice
                label={t('tasks.to')}
                choices={[
                  ...able.map(({ login, name, open }) => ({
                    value: login,
                    label: `${nameToChoose(login, name)} (${open.toLocaleString(language)})`,
                  })),
                  ...(holder === null ? [] : [{ value: QUEUE, label: t('tasks.to-queue') }]),
                ]}
                value={to}
                onChange={setTo}
                isRequired
              />
            </div>
            <Button onPress={submit} isPending={assign.isPending}>
              {t('tasks.assign')}
            </Button>
          </div>
          {wrong !== null && (
            <Banner tone="warning" isNews>
              {t(wrong)}
            </Banner>
          )}
          {tasks.length === MOST_TASKS && <p className={styles.hint}>{t('tasks.most', { count: MOST_TASKS })}</p>}
          <PlainTable
            stacks
            label={holder === null ? t('tasks.free') : t('tasks.of', { name: nameOf(holder) })}
            rows={tasks}
            keyOf={({ key }) => key}
            columns={[
              {
                id: 'case',
                title: t('held.number'),
                cell: ({ key, caseNumber }) => (
                  <Checkbox
                    isSelected={picked.has(key)}
                    onChange={(isPicked) => pick(key, isPicked)}
                    aria-label={t('tasks.pick', { number: caseNumber })}
                  >
                    {caseNumber}
                  </Checkbox>
                ),
              },
              {
                id: 'what',
                title: t('held.what'),
                cell: ({ caseNumber, classificationName, name }) => (
                  <Link href={`/cases/${encodeURIComponent(caseNumber)}`}>
                    {classificationName}: {name}
                  </Link>
                ),
              },
              {
                id: 'due',
                title: t('held.due'),
                cell: ({ promiseAt, lateByPart }) => <ClockChip dueAt={promiseAt} isLateByPart={lateByPart} />,
              },
              { id: 'since', title: t('held.since'), cell: ({ createdAt }) => <When at={createdAt} /> },
            ]}
          />
        </>
      )}
    </div>
  );
}
