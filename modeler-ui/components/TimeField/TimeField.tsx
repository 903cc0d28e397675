/** A time of the day, hour and minute typed or stepped one by one. See README.md. */
import { parseTime } from '@internationalized/date';
import { TimeField as AriaTimeField, DateInput, DateSegment } from 'react-aria-components';
import { FieldLabel, FieldWords } from '../Field/Field.js';
import fieldStyles from '../Field/Field.module.css';
import styles from './TimeField.module.css';

interface TimeFieldProps {
  readonly label: string;
  /** `08:00`; empty: not said yet. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
}

export function TimeField({ label, value, onChange, error }: TimeFieldProps) {
  return (
    <AriaTimeField
      className={fieldStyles.field}
      value={value === '' ? null : parseTime(value)}
      onChange={(time) => onChange(time === null ? '' : time.toString().slice(0, 5))}
      granularity="minute"
      hourCycle={24}
      shouldForceLeadingZeros
      isInvalid={error !== undefined}
      isRequired
    >
      <FieldLabel label={label} optional={false} />
      <DateInput className={`${fieldStyles.input} ${styles.parts}`}>
        {(segment) => <DateSegment segment={segment} className={styles.part} />}
      </DateInput>
      <FieldWords error={error} />
    </AriaTimeField>
  );
}
