/** A form's values: which fields show, what is wrong with them, what goes to the server. */
import { type Field, type InputField, isInput } from './fields.js';

export type FormValue = string | number | boolean | null;
export type FormValues = Readonly<Record<string, FormValue>>;

/** What the renderer must say about a value; the words are its own. */
export type Fault = 'missing' | 'choose' | 'not-a-number' | 'too-small' | 'too-large' | 'too-long' | 'wrong-form';

/** Says what a FEEL expression gives; loaded with the form (feel.ts), because it is as large as a page. */
export type Evaluate = (expression: string, context: FormValues) => unknown;

export function visibleFields(fields: readonly Field[], values: FormValues, evaluate: Evaluate): readonly Field[] {
  return fields.filter(({ hiddenWhen }) => hiddenWhen === undefined || !isTrue(hiddenWhen, values, evaluate));
}

/** A condition that can't be evaluated hides nothing: better one field too many than one that nobody can fill. */
function isTrue(expression: string, values: FormValues, evaluate: Evaluate): boolean {
  try {
    return evaluate(expression.replace(/^=/, ''), values) === true;
  } catch {
    return false;
  }
}

export function faultOf(field: InputField, value: FormValue | undefined): Fault | undefined {
  const isEmpty = value === undefined || value === null || value === '';
  if (isEmpty) return field.isRequired ? (field.type === 'radio' || field.type === 'select' ? 'choose' : 'missing') : undefined;
  switch (field.type) {
    case 'number': {
      const number = Number(value);
      if (!Number.isFinite(number)) return 'not-a-number';
      if (field.min !== undefined && number < field.min) return 'too-small';
      return field.max !== undefined && number > field.max ? 'too-large' : undefined;
    }
    case 'text':
    case 'long-text':
      if (field.maxLength !== undefined && String(value).length > field.maxLength) return 'too-long';
      return field.pattern !== undefined && !new RegExp(`^(?:${field.pattern})$`, 'u').test(String(value)) ? 'wrong-form' : undefined;
    case 'checkbox':
      return field.isRequired && value !== true ? 'missing' : undefined;
    default:
      return undefined;
  }
}

/** Only what is shown counts; empty is null, numbers are numbers, dates carry their offset. */
export function sentValues(fields: readonly Field[], values: FormValues, evaluate: Evaluate): Record<string, FormValue> {
  return Object.fromEntries(
    visibleFields(fields, values, evaluate)
      .filter(isInput)
      .map((field) => [field.key, sent(field, values[field.key])]),
  );
}

function sent(field: InputField, value: FormValue | undefined): FormValue {
  if (field.type === 'checkbox') return value === true;
  if (value === undefined || value === null || value === '') return null;
  if (field.type === 'number') return Number(value);
  return field.type === 'date-time' ? new Date(String(value)).toISOString() : value;
}
