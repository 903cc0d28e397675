/** One calendar: its week, its year, its history, and what a term would be by it. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Facts } from '../../components/Facts/Facts.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import styles from './Calendars.module.css';
import { ImportDialog } from './ImportDialog.js';
import { OwnDayDialog } from './OwnDayDialog.js';
import { type Calendar, calendarsQuery, versionsQuery } from './queries.js';
import { strings } from './strings.js';
import { TryBox } from './TryBox.js';
import { WeekDialog } from './WeekDialog.js';
import { hoursText, WEEKDAYS } from './words.js';
import { YearView } from './YearView.js';

export default function CalendarPage() {
  const t = useStrings(strings);
  const { id = '' } = useParams();
  const calendars = useQuery(calendarsQuery);
  const calendar = calendars.data?.find((one) => one.id === id);
  if (calendar !== undefined) return <OneCalendar calendar={calendar} />;
  return (
    <Page title={t('title')}>
      {calendars.data === undefined ? (
        <Loading of={calendars} lines={10} />
      ) : (
        <EmptyState title={t('unknown')} action={<Link href="/calendars">{t('to-calendars')}</Link>} />
      )}
    </Page>
  );
}

function OneCalendar({ calendar }: { readonly calendar: Calendar }) {
  const t = useStrings(strings);
  const [open, setOpen] = useState<'week' | 'day' | 'import' | null>(null);
  const close = () => setOpen(null);
  return (
    <Page
      title={calendar.name}
      isWide
      actions={
        <>
          <Button kind="primary" onPress={() => setOpen('day')}>
            {t('day.add')}
          </Button>
          <Button onPress={() => setOpen('import')}>{t('import')}</Button>
        </>
      }
    >
      <p>
        <Link href="/calendars">{t('to-calendars')}</Link>
      </p>
      {calendar.isRecounting && (
        <Chip tone="action" sign="↻">
          {t('recounting')}
        </Chip>
      )}
      <div className={styles.columns}>
        <section className={styles.section} aria-labelledby="week-title">
          <div className={styles.head}>
            <h2 id="week-title">{t('week.title')}</h2>
            <Button onPress={() => setOpen('week')}>{t('week.change')}</Button>
          </div>
          <Facts
            facts={[
              ...WEEKDAYS.map((day) => ({ name: t(day), value: hoursText(calendar.week[day]) || t('closed') })),
              { name: t('holidays'), value: t(calendar.holidays === null ? 'holidays.open' : 'holidays.closed') },
              { name: t('used-by'), value: calendar.units.map(({ name }) => name).join(', ') || t('used-by.none') },
            ]}
          />
        </section>
        <TryBox calendar={calendar} />
      </div>
      <YearView calendar={calendar} />
      <Versions id={calendar.id} />
      {open === 'week' && <WeekDialog calendar={calendar} onClose={close} />}
      {open === 'day' && <OwnDayDialog calendar={calendar} onClose={close} />}
      {open === 'import' && <ImportDialog calendar={calendar} onClose={close} />}
    </Page>
  );
}

function Versions({ id }: { readonly id: string }) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const versions = useQuery(versionsQuery(id));
  return (
    <section className={styles.section} aria-labelledby="versions-title">
      <h2 id="versions-title">{t('versions.title')}</h2>
      {versions.data === undefined ? (
        <Loading of={versions} lines={3} />
      ) : (
        <PlainTable
          label={t('versions.table')}
          rows={versions.data}
          keyOf={({ version }) => String(version)}
          columns={[
            { id: 'version', title: t('column.version'), cell: ({ version }) => version },
            { id: 'at', title: t('column.at'), cell: ({ madeAt }) => <When at={madeAt} /> },
            { id: 'by', title: t('column.by'), cell: ({ madeBy }) => (madeBy.startsWith('system:') ? t('by-system') : nameOf(madeBy)) },
            { id: 'note', title: t('column.note'), cell: ({ note }) => note },
          ]}
        />
      )}
    </section>
  );
}
