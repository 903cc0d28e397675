/** All calendars, which unit keeps which, and a new one. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import styles from './Calendars.module.css';
import { NewCalendar } from './NewCalendar.js';
import { type Calendar, calendarsQuery, keepCalendar } from './queries.js';
import { strings } from './strings.js';
import { weekText } from './words.js';

export default function CalendarsPage() {
  const t = useStrings(strings);
  const calendars = useQuery(calendarsQuery);
  const [isAdding, setAdding] = useState(false);
  return (
    <Page
      title={t('title')}
      isWide
      actions={
        <Button kind="primary" onPress={() => setAdding(true)}>
          {t('add')}
        </Button>
      }
    >
      <p className={styles.hint}>{t('about')}</p>
      {calendars.data === undefined ? (
        <Loading of={calendars} lines={6} />
      ) : (
        <>
          <PlainTable
            label={t('table')}
            rows={calendars.data}
            keyOf={({ id }) => id}
            columns={[
              {
                id: 'name',
                title: t('column.name'),
                cell: ({ id, name, isDefault }) => (
                  <>
                    <Link href={`/calendars/${id}`}>{name}</Link>
                    {isDefault && <span className={styles.hint}> {t('default')}</span>}
                  </>
                ),
              },
              { id: 'week', title: t('column.week'), cell: ({ week }) => weekText(week, (day) => t(`short.${day}`)) },
              { id: 'units', title: t('column.units'), isNumber: true, cell: ({ units }) => units.length },
              {
                id: 'changed',
                title: t('column.changed'),
                cell: ({ madeAt, isRecounting }) => (
                  <>
                    <When at={madeAt} />
                    {isRecounting && (
                      <Chip tone="action" sign="↻">
                        {t('recounting')}
                      </Chip>
                    )}
                  </>
                ),
              },
            ]}
          />
          <Units calendars={calendars.data} />
          {isAdding && <NewCalendar calendars={calendars.data} onClose={() => setAdding(false)} />}
        </>
      )}
    </Page>
  );
}

function Units({ calendars }: { readonly calendars: readonly Calendar[] }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const keep = useMutation({
    mutationFn: ({ unit, calendar }: { readonly unit: string; readonly calendar: string | null }) => keepCalendar(unit, calendar),
    onSuccess: () => toasts.add({ message: t('unit.kept') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ['calendars'] }),
  });
  const units = calendars
    .flatMap((calendar) => calendar.units.map((unit) => ({ ...unit, calendar: calendar.id })))
    .sort((one, other) => one.name.localeCompare(other.name, 'pl'));
  const choices = calendars.map(({ id, name }) => ({ value: id, label: name }));
  const city = calendars.find(({ isDefault }) => isDefault)?.id;
  return (
    <section className={styles.section} aria-labelledby="units-title">
      <h2 id="units-title">{t('units.title')}</h2>
      <p className={styles.hint}>{t('units.about')}</p>
      <ul className={styles.units}>
        {units.map(({ id, name, calendar }) => (
          <li key={id}>
            <SelectChoice
              label={name}
              isRequired
              choices={choices}
              value={calendar}
              onChange={(chosen) => chosen !== calendar && keep.mutate({ unit: id, calendar: chosen === city ? null : chosen })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
