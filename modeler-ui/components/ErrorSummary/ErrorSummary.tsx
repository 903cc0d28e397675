/** What is wrong with a form, above it, each line a link to its field. Takes the focus when it appears. See README.md. */
import { useEffect, useRef, useState } from 'react';
import { onSignedInAgain } from '../../api/session-end.js';
import { useStrings } from '../../i18n/language.js';
import styles from './ErrorSummary.module.css';
import { strings } from './strings.js';

export interface FormError {
  /** Name of the input; absent when it concerns no single one. */
  readonly field?: string;
  readonly message: string;
}

interface ErrorSummaryProps {
  readonly errors: readonly FormError[];
  /** The form whose inputs the lines lead to. */
  readonly form: React.RefObject<HTMLFormElement | null>;
}

export function ErrorSummary({ errors, form }: ErrorSummaryProps) {
  const t = useStrings(strings);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  // A sentence that asked to sign in is over once somebody did; what remains is to send it again.
  const [before, setBefore] = useState<readonly FormError[] | null>(null);
  useEffect(() => onSignedInAgain(() => setBefore(errors)), [errors]);
  const [first, ...others] = errors;
  if (first === undefined) return null;
  // What concerns no field is nothing that one could correct: it is said as it is.
  const canCorrect = errors.some(({ field }) => field !== undefined);
  const lines = canCorrect ? errors : others;
  return (
    <div ref={box} className={styles.summary} role="alert" tabIndex={-1}>
      <p className={styles.title}>
        {canCorrect ? t('title', { count: errors.length }) : before === errors ? t('signed-in-again') : first.message}
      </p>
      {lines.length > 0 && (
        <ul className={styles.list}>
          {lines.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              {field === undefined ? (
                message
              ) : (
                <button type="button" className={styles.link} onClick={() => focusField(form.current, field)}>
                  {message}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function focusField(form: HTMLFormElement | null, field: string): void {
  const holder = form?.querySelector(`[data-field="${CSS.escape(field)}"]`);
  holder?.querySelector<HTMLElement>('input:not([type="hidden"]):not([tabindex="-1"]), [role="spinbutton"], textarea, button')?.focus();
}
