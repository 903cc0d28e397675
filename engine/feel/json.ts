/** Owns the JSON text of a FEEL value, as Zeebe stores it as a variable. */
import { FeelOpaque, FeelTemporal } from './values.js';

/** Dates, times and durations as ISO strings; functions, ranges and what is no JSON value as null. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => (isJson(entry) ? entry : null)) ?? 'null';
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
