/** The parts of a date field, and the button for its calendar; fetched with the first date that a page asks for. */
import { type DateValue, parseDate, parseDateTime } from '@internationalized/date';
import { lazy, Suspense, useState } from 'react';
import {
  Button as AriaButton,
  DateField as AriaDateField,
  DateInput,
  DateSegment,
  Dialog,
  DialogTrigger,
  Popover,
} from 'react-aria-components';
import { useStrings } from '../../i18n/language.js';
import { FieldLabel, FieldWords } from '../Field/Field.js';
import fieldStyles from '../Field/Field.module.css';
import { Icon } from '../Icon/Icon.js';
import type { DateFieldProps } from './DateField.js';
import styles from './DateField.module.css';
import { strings } from './strings.js';

const DayCalendar = lazy(() => import('./DayCalendar.js'));

/** When offices open: what a day from the calendar begins with, where a time belongs to it and none was typed. */
const OPENS = 'T08:00';
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

export default function DateParts({
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
  const [isOpen, setOpen] = useState(false);
  const date = dateOf(value, to);
  const written = date?.toString().slice(0, WRITTEN_TO[to]) ?? '';
  const choose = (day: string) => {
    onChange(to === 'day' ? day : `${day}${written === '' ? OPENS : written.slice(WRITTEN_TO.day)}`);
    setOpen(false);
  };
  return (
    <AriaDateField
      className={fieldStyles.field}
      value={date}
      onChange={(typed) => onChange(typed === null ? '' : typed.toString().slice(0, WRITTEN_TO[to]))}
      granularity={to}
      hourCycle={24}
      shouldForceLeadingZeros
      isInvalid={error !== undefined}
      isRequired={isRequired}
      validationBehavior="aria"
      autoFocus={autoFocus}
    >
      <FieldLabel label={label} optional={!isRequired} />
      <div className={styles.box}>
        <DateInput className={`${fieldStyles.input} ${styles.parts}`}>
          {(segment) => <DateSegment segment={segment} className={styles.part} />}
        </DateInput>
        <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
          <AriaButton className={styles.open} aria-label={t('open', { label })}>
            <Icon name="calendar" />
          </AriaButton>
          <Popover className={styles.layer}>
            <Dialog aria-label={t('open', { label })}>
              <Suspense>
                <DayCalendar label={label} day={written.slice(0, WRITTEN_TO.day)} onChoose={choose} />
              </Suspense>
            </Dialog>
          </Popover>
        </DialogTrigger>
      </div>
      <FieldWords description={description} error={error} />
    </AriaDateField>
  );
}
