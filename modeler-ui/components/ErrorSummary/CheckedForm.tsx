/** A form that its page checks itself: what is wrong stands above the fields. See README.md. */
import { type ReactNode, useRef } from 'react';
import styles from './CheckedForm.module.css';
import { ErrorSummary, type FormError } from './ErrorSummary.js';

interface CheckedFormProps {
  readonly errors: readonly FormError[];
  readonly onSubmit: () => void;
  /** Absent: the fields one below the other, as in every dialog. */
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function CheckedForm({ errors, onSubmit, className = styles.form, children }: CheckedFormProps) {
  const form = useRef<HTMLFormElement>(null);
  return (
    <form
      ref={form}
      noValidate
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <ErrorSummary errors={errors} form={form} />
      {children}
    </form>
  );
}
