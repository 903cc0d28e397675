/** A form's values: which fields show, what is wrong with them, what goes to the server. The pages and the api have these rules alike. */
import { type Field, type InputField, isInput } from './fields.js';
import type { Fits } from './patterns.js';

export type FormValue = string | number | boolean | null;
export type FormValues = Readonly<Record<string, FormValue>>;

/** What must be said about a value (words.ts). */
export type Fault = 'missing' | 'choose' | 'not-a-number' | 'too-small' | 'too-large' | 'too-long' | 'wrong-form';

/** Says what a FEEL expression gives; loaded with the form (feel.ts), because it is as large as a page. */
export type Evaluate = (expression: string, context: FormValues) => unknown;

export function visibleFields(fields: readonly Field[], values: FormValues, evaluate: Evaluate): readonly Field[] {
  return fields.filter(({ hiddenWhen }) => hiddenWhen === undefined || !isTrue(hiddenWhen, values, evaluate));
}

/** What a task's form asks of who decides with these values. */
export function askedFields(fields: readonly Field[], values: FormValues, evaluate: Evaluate): readonly Field[] {
  return visibleFields(fields, values, evaluate).map(asNeeded);
}

/** Without what is decided, and how it ended, no task can be completed, whatever the model says of the fields. */
function asNeeded(field: Field): Field {
  return isInput(field) && (field.key === 'outcome' || field.key === 'decision') ? { ...field, isRequired: true } : field;
}

/** A condition that can't be evaluated hides nothing: better one field too many than one that nobody can fill. */
function isTrue(expression: string, values: FormValues, evaluate: Evaluate): boolean {
  try {
    return evaluate(expression.replace(/^=/, ''), values) === true;
  } catch {
    return false;
  }
}

interface Wrong {
  readonly field: InputField;
  readonly fault: Fault;
}

/** `fits`: as in patterns.ts, which pages load only for a field with a pattern. */
export function wrongOf(fields: readonly Field[], values: FormValues, fits: Fits): readonly Wrong[] {
  return fields.filter(isInput).flatMap((field) => {
    const fault = faultOf(field, values[field.key], fits);
    return fault === undefined ? [] : [{ field, fault }];
  });
}

export function faultOf(field: InputField, value: FormValue | undefined, fits: Fits): Fault | undefined {
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
      return field.pattern !== undefined && !fits(field.pattern, String(value)) ? 'wrong-form' : undefined;
    case 'checkbox':
      return field.isRequired && value !== true ? 'missing' : undefined;
    case 'radio':
    case 'select':
      return field.options.some((option) => option.value === String(value)) ? undefined : 'choose';
    case 'date':
    case 'date-time':
      return Number.isNaN(Date.parse(String(value))) ? 'wrong-form' : undefined;
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
