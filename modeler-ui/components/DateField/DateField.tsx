/** A day, or a day with a time, in the application's language: typed part by part, or chosen from a calendar. See README.md. */
import { lazy, Suspense } from 'react';
import fieldStyles from '../Field/Field.module.css';

export interface DateFieldProps {
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

const DateParts = lazy(() => import('./DateParts.js'));

/** The parts weigh as much as a page of their own, and most pages never ask for a date. */
export function DateField(props: DateFieldProps) {
  return (
    <Suspense fallback={<Coming label={props.label} />}>
      <DateParts {...props} />
    </Suspense>
  );
}

/** As high as the field, so that nothing moves when it is there. */
function Coming({ label }: { readonly label: string }) {
  return (
    <div className={fieldStyles.field} data-loading>
      <span className={fieldStyles.label}>{label}</span>
      <div className={fieldStyles.input} />
    </div>
  );
}
