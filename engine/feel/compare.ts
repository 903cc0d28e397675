/**
 * Owns FEEL's comparisons as Zeebe makes them, null for "unknown": values of different types are neither equal nor unequal,
 * null equals null alone, and null is not ordered. (Recorded in fixtures/answers.json.)
 */
import { FeelOpaque, FeelTemporal, isContext } from './values.js';

/** Thrown when a value needs the interpreter (dates, ranges, functions). One object: it is a signal, not an error to read. */
export const needsInterpreter = new Error('needs the interpreter');

/** Zeebe fails on ordering two lists instead of answering null; the caller makes it a failure. */
export class NotComparable extends Error {
  readonly code = 'FEEL_NOT_COMPARABLE';
}

export type Truth = boolean | null;

export function equal(a: unknown, b: unknown): Truth {
  if (typeof a === typeof b && typeof a !== 'object') return a === b;
  if (a === null || b === null) return a === b;
  if (isSpecial(a) || isSpecial(b)) throw needsInterpreter;
  if (Array.isArray(a)) {
    if (!Array.isArray(b)) return null;
    return a.length === b.length && a.every((entry, index) => equal(entry, b[index]) === true);
  }
  if (!isContext(a) || !isContext(b) || Array.isArray(b)) return null;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]) === true);
}

export type Order = '<' | '<=' | '>' | '>=';

export function ordered(a: unknown, order: Order, b: unknown): Truth {
  if (typeof a === 'number' && typeof b === 'number') return inOrder(a, order, b);
  if (typeof a === 'string' && typeof b === 'string') return inOrder(a, order, b);
  if (isSpecial(a) || isSpecial(b)) throw needsInterpreter;
  if (Array.isArray(a) && Array.isArray(b)) throw new NotComparable('lists can not be compared');
  return null;
}

function inOrder<T extends number | string>(a: T, order: Order, b: T): boolean {
  switch (order) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

export function negate(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

/** Three-valued "or" over any number of tests. */
export function anyOf(truths: Iterable<Truth>): Truth {
  let result: Truth = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth === null) result = null;
  }
  return result;
}

export function isSpecial(value: unknown): boolean {
  return value instanceof FeelTemporal || value instanceof FeelOpaque;
}
