/** Owns the JSON text of a FEEL value, as Zeebe stores it as a variable. */
import { FeelOpaque, FeelTemporal } from './values.js';

/** Dates, times and durations as ISO strings; functions, ranges and what is no JSON value as null. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => (isJson(entry) ? entry : null)) ?? 'null';
}

/** Values within values; what JSON parsers allow as a rule, Zeebe's own included, and far from the end of any stack. */
export const MAX_JSON_DEPTH = 1_000;

/** Whether a value that JSON.parse made is nested more deeply than anything here may walk through. */
export function isTooDeep(value: unknown, text: string): boolean {
  // So many brackets need so much text: most values are spared the walk.
  return text.length > 2 * MAX_JSON_DEPTH && deeper(value, MAX_JSON_DEPTH);
}

function deeper(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  for (const entry of Array.isArray(value) ? value : Object.values(value)) if (deeper(entry, left - 1)) return true;
  return false;
}

function isJson(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      return !(value instanceof FeelOpaque) || value instanceof FeelTemporal;
    default:
      return false;
  }
}
