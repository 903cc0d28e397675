/** Values of addresses that go to PostgreSQL as they come: what it has no room for is refused here, field by field. */

import { z } from 'zod';
import { rule } from './language.js';

const INT8_MAX = 2n ** 63n - 1n;

export const INT4_MAX = 2 ** 31 - 1;

/** A key of the engine or of a table: a 64-bit integer in decimal. */
export const keySchema = z
  .string()
  .regex(/^\d{1,19}$/, rule('Oczekiwano liczby', 'Expected a number'))
  .refine(
    (digits) => !/^\d{1,19}$/.test(digits) || BigInt(digits) <= INT8_MAX,
    rule(`Oczekiwano liczby do ${INT8_MAX}`, `Expected a number up to ${INT8_MAX}`),
  );

const FIRST_MS = Date.parse('0001-01-01T00:00:00Z');

/** A moment with its offset, as UTC. PostgreSQL knows neither a year 0 nor offsets beyond 16 hours. */
export const momentSchema = z.iso
  .datetime({ offset: true })
  .refine((text) => !(Date.parse(text) < FIRST_MS), rule('Oczekiwano daty od roku 1', 'Expected a date from the year 1 on'))
  .refine(
    (text) => !(Date.parse(text) > Date.parse('9999-12-31T23:59:59.999Z')),
    rule('Oczekiwano daty do roku 9999', 'Expected a date up to the year 9999'),
  );

/** PostgreSQL's text has no NUL; names of the fields of an address that have one. */
export function fieldsWithNul(values: Readonly<Record<string, string | readonly string[] | undefined>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ([name, value].flat().some((text) => text?.includes('\0')) ? [name] : []));
}
