/** A day, or a day with a time, in the application's language: typed part by part, or chosen from a calendar. See README.md. */
import { type DateValue, parseDate, parseDateTime } from '@internationalized/date';
import {
  Button as AriaButton,
  Heading as AriaHeading,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Popover,
} from 'react-aria-components';
import { useStrings } from '../../i18n/language.js';
import { FieldLabel, FieldWords } from '../Field/Field.js';
import fieldStyles from '../Field/Field.module.css';
import { Icon } from '../Icon/Icon.js';
import styles from './DateField.module.css';
import { strings } from './strings.js';

interface DateFieldProps {
  readonly label: string;
  /** `2026-11-24`, or `2026-11-24T10:00`; empty: not said yet. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly to?: 'day' | 'minute';
  readonly description?: string | undefined;
  readonly error?: string | undefined;
  readonly isRequired?: boolean | undefined;
  readonly autoFocus?: boolean;
}

const WRITTEN_TO = { day: 10, minute: 16 } as const;

/** What somebody left behind in a draft may be no date; it is as good as none. */
function dateOf(value: string, to: 'day' | 'minute'): DateValue | null {
  if (value === '') return null;
  try {
    return to === 'day' ? parseDate(value.slice(0, WRITTEN_TO.day)) : parseDateTime(value);
  } catch {
    return null;
  }
}

export function DateField({
  label,
  value,
  onChange,
  to = 'day',
  description,
  error,
  isRequired = false,
  autoFocus = false,
}: DateFieldProps) {
  const t = useStrings(strings);
  return (
    <DatePicker
      className={fieldStyles.field}
      value={dateOf(value, to)}
      onChange={(date) => onChange(date === null ? '' : date.toString().slice(0, WRITTEN_TO[to]))}
      granularity={to}
      hourCycle={24}
      shouldForceLeadingZeros
      isInvalid={error !== undefined}
      isRequired={isRequired}
      validationBehavior="aria"
      autoFocus={autoFocus}
    >
      <FieldLabel label={label} optional={!isRequired} />
      <Group className={styles.box}>
        <DateInput className={`${fieldStyles.input} ${styles.parts}`}>
          {(segment) => <DateSegment segment={segment} className={styles.part} />}
        </DateInput>
        <AriaButton className={styles.open} aria-label={t('open')}>
          <Icon name="calendar" />
        </AriaButton>
      </Group>
      <FieldWords description={description} error={error} />
      <Popover className={styles.layer}>
        <Dialog>
          <Calendar>
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
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
