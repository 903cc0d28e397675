/** Who is or will be away, and who stands in. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem.js';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { DateField } from '../../components/DateField/DateField.js';
import { Icon } from '../../components/Icon/Icon.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { absencesQuery } from '../../people/absences.js';
import { dayText } from '../../people/days.js';
import { usePeopleNames } from '../../session/session.js';
import { addAbsence, removeAbsence, type TeamPerson } from './queries.js';
import { strings } from './strings.js';
import styles from './Team.module.css';

/** No login looks like this. */
const QUEUE = '-';
const EMPTY = { login: null as string | null, firstDay: '', lastDay: '', substitute: QUEUE };

export function Absences({ people }: { readonly people: readonly TeamPerson[] }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const nameOf = usePeopleNames();
  const client = useQueryClient();
  const ours = (useQuery(absencesQuery).data ?? []).filter(({ login }) => people.some((person) => person.login === login));
  const read = () => Promise.all([client.invalidateQueries({ queryKey: ['absences'] }), client.invalidateQueries({ queryKey: ['tasks'] })]);
  const heading = useRef<HTMLHeadingElement>(null);
  const [fields, setFields] = useState(EMPTY);
  const [isMissing, setMissing] = useState(false);
  const add = useMutation({
    mutationFn: addAbsence,
    onSuccess: () => {
      setFields(EMPTY);
      toasts.add({ message: t('absence.added') }, { timeout: TOAST_MS });
    },
    onSettled: read,
  });
  const remove = useMutation({
    mutationFn: removeAbsence,
    onSuccess: () => {
      // The button that was pressed is about to go.
      heading.current?.focus();
      toasts.add({ message: t('absence.removed') }, { timeout: TOAST_MS });
    },
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: read,
  });
  const submit = () => {
    const { login, firstDay, lastDay, substitute } = fields;
    setMissing(login === null || firstDay === '' || lastDay === '');
    if (login === null || firstDay === '' || lastDay === '' || add.isPending) return;
    add.mutate({ login, firstDay, lastDay, substitute: substitute === QUEUE ? null : substitute });
  };
  const away = people.find(({ login }) => login === fields.login);
  const substitutes = people.filter(
    ({ login, tiers }) => login !== fields.login && (away === undefined || tiers.some((tier) => away.tiers.includes(tier))),
  );
  return (
    <section className={styles.section} aria-labelledby="absence-title">
      <h2 id="absence-title" ref={heading} tabIndex={-1}>
        {t('absence.title')}
      </h2>
      <p className={styles.hint}>{t('absence.hint')}</p>
      {ours.length === 0 ? (
        <p>{t('absence.none')}</p>
      ) : (
        <ul className={styles.absences}>
          {ours.map(({ id, login, firstDay, lastDay, substitute }) => (
            <li key={id}>
              {t('absence.line', {
                name: nameOf(login),
                first: dayText(language, firstDay),
                last: dayText(language, lastDay),
                substitute: substitute === null ? t('absence.queue') : nameOf(substitute),
              })}{' '}
              <Button kind="quiet" onPress={() => remove.mutate(id)} aria-label={t('absence.remove', { name: nameOf(login) })}>
                <Icon name="close" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isMissing && (
        <Banner tone="warning" isNews>
          {t('absence.missing')}
        </Banner>
      )}
      {add.isError && (
        <Banner tone="late" isNews>
          {[
            add.error.message,
            ...(add.error instanceof ApiProblem ? (add.error.body.errors ?? []).map(({ message }) => message) : []),
          ].join(' ')}
        </Banner>
      )}
      <div className={styles.bar}>
        <div className={styles.choice}>
          <SelectChoice
            label={t('absence.who')}
            choices={people.map(({ login, name }) => ({ value: login, label: name }))}
            value={fields.login}
            onChange={(login) => setFields({ ...fields, login, substitute: QUEUE })}
            isRequired
          />
        </div>
        <DateField
          label={t('absence.first')}
          value={fields.firstDay}
          onChange={(firstDay) =>
            setFields({ ...fields, firstDay, lastDay: fields.lastDay === fields.firstDay ? firstDay : fields.lastDay })
          }
          isRequired
        />
        <DateField label={t('absence.last')} value={fields.lastDay} onChange={(lastDay) => setFields({ ...fields, lastDay })} isRequired />
        <div className={styles.choice}>
          <SelectChoice
            label={t('absence.substitute')}
            choices={[
              { value: QUEUE, label: t('absence.queue') },
              ...substitutes.map(({ login, name }) => ({ value: login, label: name })),
            ]}
            value={fields.substitute}
            onChange={(substitute) => setFields({ ...fields, substitute })}
            isRequired
          />
        </div>
        <Button onPress={submit} isPending={add.isPending}>
          {t('absence.add')}
        </Button>
      </div>
    </section>
  );
}
