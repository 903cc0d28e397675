/** The calendar behind a date field's button; fetched when it is asked for. */
import { type CalendarDate, parseDate } from '@internationalized/date';
import { Button as AriaButton, Heading as AriaHeading, Calendar, CalendarCell, CalendarGrid } from 'react-aria-components';
import { useStrings } from '../../i18n/language.js';
import { Icon } from '../Icon/Icon.js';
import styles from './DateField.module.css';
import { strings } from './strings.js';

interface DayCalendarProps {
  readonly label: string;
  /** `2026-11-24`; empty: none yet. */
  readonly day: string;
  readonly onChoose: (day: string) => void;
}

export default function DayCalendar({ label, day, onChoose }: DayCalendarProps) {
  const t = useStrings(strings);
  return (
    <Calendar
      aria-label={label}
      value={day === '' ? null : parseDate(day)}
      onChange={(chosen: CalendarDate) => onChoose(chosen.toString())}
      autoFocus
    >
      <header className={styles.head}>
        <AriaButton slot="previous" className={styles.turn} aria-label={t('before')}>
          <Icon name="fold" />
        </AriaButton>
        <AriaHeading className={styles.month} />
        <AriaButton slot="next" className={styles.turn} aria-label={t('after')}>
          <Icon name="unfold" />
        </AriaButton>
      </header>
      <CalendarGrid className={styles.days}>{(date) => <CalendarCell date={date} className={styles.day} />}</CalendarGrid>
    </Calendar>
  );
}
