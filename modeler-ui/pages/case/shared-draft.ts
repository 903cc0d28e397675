/**
 * Two people in one task: what each has in the form, as flat fields, and what becomes of both. What only one of them changed is taken from
 * that one; what both changed, each in another way, is a conflict that the person decides field by field.
 */

import type { FormValue, FormValues } from '../../../forms/values.js';
import type { Schemas } from '../../api/schema.js';

export type DraftFields = Schemas['TaskDraft']['fields'];

export interface FormTexts {
  readonly values: FormValues;
  readonly reason: string;
  readonly closingText: string;
  readonly department: string | null;
  readonly toPerson: string | null;
  /** null: as the case says. */
  readonly replyChannel: string | null;
}

const VALUE = 'value.';
const TEXTS = ['reason', 'closingText', 'department', 'toPerson', 'replyChannel'] as const;

/** Empty fields aren't there: an emptied one and one that nobody touched are the same. */
export function toFields({ values, ...texts }: FormTexts): DraftFields {
  const all: [string, FormValue][] = [
    ...Object.entries(values).map(([key, value]): [string, FormValue] => [VALUE + key, value]),
    ...TEXTS.map((key): [string, FormValue] => [key, texts[key]]),
  ];
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== '' && value !== false));
}

/** Key of the model's input that a field of the draft belongs to; undefined: it is one of the page's own texts. */
export function inputOf(field: string): string | undefined {
  return field.startsWith(VALUE) ? field.slice(VALUE.length) : undefined;
}

export function fromFields(fields: DraftFields): FormTexts {
  const text = (key: string): string | null => (typeof fields[key] === 'string' ? fields[key] : null);
  return {
    values: Object.fromEntries(
      Object.entries(fields).flatMap(([key, value]) => (key.startsWith(VALUE) ? [[key.slice(VALUE.length), value]] : [])),
    ),
    reason: text('reason') ?? '',
    closingText: text('closingText') ?? '',
    department: text('department'),
    toPerson: text('toPerson'),
    replyChannel: text('replyChannel'),
  };
}

export interface Conflict {
  readonly field: string;
  readonly mine: FormValue;
  readonly theirs: FormValue;
}

export interface Comparison {
  readonly conflicts: readonly Conflict[];
  /** Everything that needs no decision; of what is in conflict, mine. */
  readonly merged: DraftFields;
}

/** `seen`: what both began with. */
export function compare(mine: DraftFields, theirs: DraftFields, seen: DraftFields): Comparison {
  const conflicts: Conflict[] = [];
  const merged: Record<string, FormValue> = {};
  for (const field of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const [one = null, other = null, before = null] = [mine[field], theirs[field], seen[field]];
    const isTheirs = one === before;
    if (one !== other && !isTheirs && other !== before) conflicts.push({ field, mine: one, theirs: other });
    const value = isTheirs ? other : one;
    if (value !== null) merged[field] = value;
  }
  return { conflicts, merged };
}

/** `taken`: the fields in which the others' value was chosen. */
export function decideConflicts({ conflicts, merged }: Comparison, taken: ReadonlySet<string>): DraftFields {
  const decided: Record<string, FormValue> = { ...merged };
  for (const { field, theirs } of conflicts) {
    if (!taken.has(field)) continue;
    if (theirs === null) delete decided[field];
    else decided[field] = theirs;
  }
  return decided;
}

export function isSame(one: DraftFields, other: DraftFields): boolean {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((field) => (one[field] ?? null) === (other[field] ?? null));
}
