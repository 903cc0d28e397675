/** Owns the functions that run without the interpreter, by name and number of arguments. */
import { equal, isSpecial, needsInterpreter, type Order, ordered } from './compare.js';
import { add, numberText } from './decimal.js';
import { FeelTemporal, isContext } from './values.js';

export const fastFunctions: ReadonlyMap<string, (a: unknown, b: unknown) => unknown> = new Map([
  ['list contains/2', (list, value) => (Array.isArray(list) ? list.some((entry) => equal(entry, value) === true) : null)],
  ['string/1', (value) => (value === null ? null : text(value))],
  ['not/1', (value) => (typeof value === 'boolean' ? !value : null)],
  ['is defined/1', (value) => value !== null],
  ['get or else/2', (value, otherwise) => value ?? otherwise],
  ['count/1', (list) => (Array.isArray(list) ? list.length : null)],
  ['is empty/1', (list) => (Array.isArray(list) ? list.length === 0 : null)],
  ['is blank/1', (value) => (typeof value === 'string' ? value.trim() === '' : null)],
  ['sum/1', (list) => (numbers(list) ? list.reduce(add) : null)],
  ['min/1', (list) => extreme(list, '<')],
  ['max/1', (list) => extreme(list, '>')],
  ['get value/2', (context, keys) => valueAt(context, Array.isArray(keys) ? keys : [keys])],
]);

function numbers(list: unknown): list is number[] {
  return Array.isArray(list) && list.length > 0 && list.every((entry) => typeof entry === 'number');
}

/** Of numbers or of strings; anything else has no order here. */
function extreme(list: unknown, order: Order): unknown {
  if (!Array.isArray(list) || list.length === 0) return null;
  let best: unknown = list[0];
  for (const entry of list) {
    const wins = ordered(entry, order, best);
    if (wins === null) return null;
    if (wins) best = entry;
  }
  return best;
}

function valueAt(context: unknown, keys: readonly unknown[]): unknown {
  let value = context;
  for (const key of keys) {
    if (typeof key !== 'string' || !isContext(value) || !Object.hasOwn(value, key)) return null;
    value = value[key] ?? null;
  }
  return value;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : nested(value);
}

/** Inside lists and contexts strings are quoted: `[1, "b", null]`, `{a:"b", c d:1}`. */
function nested(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof FeelTemporal) return value.iso;
  if (isSpecial(value)) throw needsInterpreter;
  if (Array.isArray(value)) return `[${value.map(nested).join(', ')}]`;
  return `{${Object.entries(value ?? {})
    .map(([key, entry]) => `${key}:${nested(entry)}`)
    .join(', ')}}`;
}
