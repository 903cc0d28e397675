/** A year's days that aren't as the week says, and taking one of the city's own back. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNow } from '../../app/now.js';
import { Button } from '../../components/Button/Button.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Icon } from '../../components/Icon/Icon.js';
import { Loading } from '../../components/Loading/Loading.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import styles from './Calendars.module.css';
import { NoteDialog } from './NoteDialog.js';
import { type Calendar, type CalendarDay, yearQuery } from './queries.js';
import { strings } from './strings.js';
import { hoursText, longDay } from './words.js';

export function YearView({ calendar }: { readonly calendar: Calendar }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const [year, setYear] = useState(useNow().getFullYear());
  const [removing, setRemoving] = useState<CalendarDay | null>(null);
  const days = useQuery(yearQuery(calendar.id, year));
  return (
    <section className={styles.section} aria-labelledby="year-title">
      <div className={styles.head}>
        <h2 id="year-title" aria-live="polite">
          {t('year.title', { year })}
        </h2>
        <div className={styles.bar}>
          <Button onPress={() => setYear(year - 1)} aria-label={t('year.go', { year: year - 1 })}>
            <Icon name="fold" /> {year - 1}
          </Button>
          <Button onPress={() => setYear(year + 1)} aria-label={t('year.go', { year: year + 1 })}>
            {year + 1} <Icon name="unfold" />
          </Button>
        </div>
      </div>
      {days.data === undefined ? (
        <Loading of={days} lines={8} />
      ) : days.data.length === 0 ? (
        <EmptyState title={t('year.empty')} />
      ) : (
        <PlainTable
          label={t('year.table', { year })}
          rows={days.data}
          keyOf={({ date }) => date}
          columns={[
            { id: 'date', title: t('column.date'), cell: ({ date }) => <time dateTime={date}>{longDay(language, date)}</time> },
            { id: 'what', title: t('column.what'), cell: (day) => whatOf(day, t) },
            { id: 'name', title: t('column.reason'), cell: ({ name }) => name },
            {
              id: 'remove',
              title: t('column.act'),
              cell: (day) =>
                day.because === 'own' && (
                  <Button kind="quiet" onPress={() => setRemoving(day)} aria-label={t('day.remove', { day: longDay(language, day.date) })}>
                    {t('remove')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {removing !== null && <RemoveDay calendar={calendar} day={removing} onClose={() => setRemoving(null)} />}
    </section>
  );
}

function whatOf(
  { because, hours }: CalendarDay,
  t: (key: 'what.holiday' | 'what.closed' | 'what.open', values?: { hours: string }) => string,
): string {
  if (because === 'holiday') return t('what.holiday');
  return hours.length === 0 ? t('what.closed') : t('what.open', { hours: hoursText(hours) });
}

function RemoveDay({ calendar, day, onClose }: { readonly calendar: Calendar; readonly day: CalendarDay; readonly onClose: () => void }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const without = <One extends { readonly date: string }>(days: readonly One[]) => days.filter(({ date }) => date !== day.date);
  return (
    <NoteDialog
      calendar={calendar}
      title={t('day.remove', { day: longDay(language, day.date) })}
      act={t('day.remove.act')}
      changeOf={() => ({ type: 'change', change: { closedOn: without(calendar.closedOn), openOn: without(calendar.openOn) } })}
      onClose={onClose}
    >
      {() => <p>{t('day.remove.about')}</p>}
    </NoteDialog>
  );
}
