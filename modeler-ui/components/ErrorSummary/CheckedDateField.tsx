/** A date or moment of a checked form, as CheckedField.tsx has texts; apart from those, since not each page with a form asks for dates. */
import type { ComponentProps } from 'react';
import { DateField } from '../DateField/DateField.js';
import { type Checked, faultOf } from './CheckedField.js';

export function CheckedDateField({ field, errors, ...props }: Checked & Omit<ComponentProps<typeof DateField>, 'error'>) {
  return (
    <div data-field={field}>
      <DateField {...props} error={faultOf({ field, errors })} />
    </div>
  );
}
