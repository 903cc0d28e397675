/** Inputs of a checked form: the summary's lines lead to each by its name, and it says its own fault. See README.md. */
import type { ComponentProps } from 'react';
import { TextArea, TextField } from '../Field/Field.js';
import type { FormError } from './ErrorSummary.js';

export interface Checked {
  readonly field: string;
  readonly errors: readonly FormError[];
}

export function faultOf({ field, errors }: Checked): string | undefined {
  return errors.find((error) => error.field === field)?.message;
}

export function CheckedTextField({ field, errors, ...props }: Checked & Omit<ComponentProps<typeof TextField>, 'error'>) {
  return (
    <div data-field={field}>
      <TextField {...props} error={faultOf({ field, errors })} />
    </div>
  );
}

export function CheckedTextArea({ field, errors, ...props }: Checked & Omit<ComponentProps<typeof TextArea>, 'error'>) {
  return (
    <div data-field={field}>
      <TextArea {...props} error={faultOf({ field, errors })} />
    </div>
  );
}
