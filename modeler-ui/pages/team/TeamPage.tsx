/** The lead's tiers at a glance: who has how much, what is late, what nobody has; and the means to even it out. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useSearchParams } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { dayText } from '../../people/days.js';
import { usePeopleNames } from '../../session/session.js';
import { assignTask, onEach } from '../../tasks/many.js';
import { useGiven } from '../../tasks/use-given.js';
import { strings as words } from '../../words/strings.js';
import { Absences } from './Absences.js';
import { distribute } from './distribute.js';
import { GroupFigures } from './GroupFigures.js';
import { HeldTasks } from './HeldTasks.js';
import { heldQuery, type Team, type TeamPerson, teamQuery } from './queries.js';
import { strings } from './strings.js';
import styles from './Team.module.css';

/** In the address: whose tasks are shown below. */
const NOBODY = '-';

export default function TeamPage() {
  const t = useStrings(strings);
  const client = useQueryClient();
  const given = useGiven();
  const team = useQuery(teamQuery);
  const [search, setSearch] = useSearchParams();
  const shown = search.get('of');
  /** What was pressed to see tasks: they are further down, and from there one comes back to it. */
  const opener = useRef<Element | null>(null);
  const show = (of: string) => {
    opener.current = document.activeElement;
    setSearch({ of });
  };
  const hide = () => {
    setSearch({});
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  const spread = useMutation({
    mutationFn: async ({ people }: Team) => {
      const free = await client.fetchQuery({ ...heldQuery(null), staleTime: 0 });
      const plan = distribute(free, people);
      const outcome = await onEach(
        plan.map(({ task }) => task),
        (key) => assignTask(key, plan.find(({ task }) => task.key === key)?.login ?? null),
      );
      return { tasks: plan.map(({ task }) => task), outcome, free: free.length };
    },
    onSuccess: ({ tasks, outcome, free }) => {
      if (tasks.length === 0) toasts.add({ message: t(free === 0 ? 'distribute.none' : 'distribute.nobody') }, { timeout: TOAST_MS });
      else given.tell({ tasks, to: { type: 'several' } }, outcome);
    },
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks'] }),
  });
  const spreadIfIdle = () => {
    if (team.data !== undefined && !spread.isPending) spread.mutate(team.data);
  };
  useShortcut('Ctrl+Enter', t('distribute'), spreadIfIdle);
  return (
    <Page
      title={t('title')}
      actions={
        <Button kind="primary" onPress={spreadIfIdle} isPending={spread.isPending}>
          {t('distribute')}
        </Button>
      }
    >
      {team.data === undefined ? (
        <Loading of={team} lines={10} />
      ) : (
        <>
          <Unassigned unassigned={team.data.unassigned} onShow={() => show(NOBODY)} />
          <People people={team.data.people} onShow={show} />
          {shown !== null && (
            <HeldTasks
              key={shown}
              holder={shown === NOBODY ? null : shown}
              people={team.data.people}
              takesFocus={opener.current !== null}
              onClose={hide}
            />
          )}
          <Absences people={team.data.people} />
          <GroupFigures />
        </>
      )}
    </Page>
  );
}

function Unassigned({ unassigned, onShow }: { readonly unassigned: Team['unassigned']; readonly onShow: () => void }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const tWords = useStrings(words);
  return (
    <section className={styles.section} aria-labelledby="unassigned-title">
      <h2 id="unassigned-title">{t('unassigned.title')}</h2>
      {unassigned.length === 0 ? (
        <p>{t('unassigned.none')}</p>
      ) : (
        <>
          <PlainTable
            stacks
            label={t('unassigned.table')}
            rows={unassigned}
            keyOf={({ tier }) => tier}
            columns={[
              { id: 'tier', title: t('column.tier'), cell: ({ tier }) => knownText(words, tWords, 'tier', tier) },
              { id: 'today', title: t('column.today'), cell: ({ today }) => today.toLocaleString(language), isNumber: true },
              { id: 'days', title: t('column.days'), cell: ({ days }) => days.toLocaleString(language), isNumber: true },
              { id: 'older', title: t('column.older'), cell: ({ older }) => older.toLocaleString(language), isNumber: true },
              { id: 'late', title: t('column.late'), cell: ({ late }) => <Late count={late} />, isNumber: true },
            ]}
          />
          <div>
            <Button onPress={onShow}>{t('unassigned.show')}</Button>
          </div>
        </>
      )}
    </section>
  );
}

function Late({ count }: { readonly count: number }) {
  const { language } = useLanguage();
  return count === 0 ? (
    0
  ) : (
    <Chip tone="late" sign="▲">
      {count.toLocaleString(language)}
    </Chip>
  );
}

function People({ people, onShow }: { readonly people: readonly TeamPerson[]; readonly onShow: (login: string) => void }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  const { language } = useLanguage();
  const duty = ({ awayUntil, substitute }: TeamPerson) =>
    awayUntil === null ? (
      t('duty.here')
    ) : (
      <>
        <Chip tone="paused" sign="⏸">
          {t('duty.away', { day: dayText(language, awayUntil) })}
        </Chip>{' '}
        {substitute !== null && t('duty.substitute', { name: nameOf(substitute) })}
      </>
    );
  return (
    <section className={styles.section} aria-labelledby="people-title">
      <h2 id="people-title">{t('people.title')}</h2>
      <PlainTable<TeamPerson>
        stacks
        label={t('people.table')}
        rows={people}
        keyOf={({ login }) => login}
        columns={[
          { id: 'name', title: t('column.name'), cell: ({ name }) => name },
          {
            id: 'tier',
            title: t('column.tier'),
            cell: ({ tiers }) => tiers.map((tier) => knownText(words, tWords, 'tier', tier)).join(', '),
          },
          { id: 'open', title: t('column.open'), cell: ({ open }) => open.toLocaleString(language), isNumber: true },
          { id: 'late', title: t('column.late'), cell: ({ late }) => <Late count={late} />, isNumber: true },
          { id: 'duty', title: t('column.duty'), cell: duty },
          {
            id: 'tasks',
            title: t('column.tasks'),
            cell: ({ login, name, open }) =>
              open > 0 && (
                <Button kind="quiet" onPress={() => onShow(login)}>
                  {t('person.show', { name })}
                </Button>
              ),
          },
        ]}
      />
    </section>
  );
}
