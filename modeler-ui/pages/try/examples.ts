/** Example values for a form, so that one may walk on at once: the choice that carries a case forward, something plausible elsewhere. */
import type { Field, InputField } from '../../../forms/fields.js';
import { isInput } from '../../../forms/fields.js';
import type { FormValue, FormValues } from '../../../forms/values.js';

/** From each tier first on to the next; settling comes last of what carries forward, so that a walk sees every tier. */
const ONWARD: Readonly<Record<string, readonly string[]>> = {
  'front-office': ['line-1', 'line-2', 'department'],
  'line-1': ['line-2', 'department'],
  'line-2': ['department'],
};
const ANYWHERE = ['accept', 'resolve', 'done', 'sent', 'reached'];
const OUTCOMES = ['done', 'answered'];
const DAY_MS = 24 * 3_600_000;
const AHEAD_DAYS = 7;

export function plausible(offered: readonly string[], tier: string | null): string | null {
  const wanted = [...(ONWARD[tier ?? ''] ?? []), ...ANYWHERE];
  return wanted.find((code) => offered.includes(code)) ?? offered[0] ?? null;
}

/** `word`: what stands in a text field. */
export function exampleValues(
  fields: readonly Field[],
  about: { readonly tier: string | null; readonly now: Date; readonly word: string },
): FormValues {
  return Object.fromEntries(fields.filter(isInput).map((field) => [field.key, exampleOf(field, about)]));
}

function exampleOf(
  field: InputField,
  { tier, now, word }: { readonly tier: string | null; readonly now: Date; readonly word: string },
): FormValue {
  switch (field.type) {
    case 'radio':
    case 'select': {
      const codes = field.options.map(({ value }) => value);
      return field.key === 'outcome' ? (OUTCOMES.find((code) => codes.includes(code)) ?? codes[0] ?? null) : plausible(codes, tier);
    }
    case 'checkbox':
      return field.isRequired;
    case 'number':
      return field.min ?? 1;
    case 'date':
      return localDate(new Date(now.getTime() + AHEAD_DAYS * DAY_MS));
    case 'date-time':
      return `${localDate(new Date(now.getTime() + AHEAD_DAYS * DAY_MS))}T12:00`;
    case 'text':
    case 'long-text':
      return field.isRequired ? word.slice(0, field.maxLength) : null;
  }
}

/** As an input of a date wants it. */
function localDate(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
