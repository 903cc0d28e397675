/** Owns what a term may say: so much of a unit, counted by the law's rules or plainly. */
import { z } from 'zod';
import { rule } from './rules.js';

/** A hundred years of minutes: bounds every count. */
const MOST = 52_560_000;
const amount = z
  .number()
  .positive(rule('Oczekiwano więcej niż nic, a przyszło mniej', 'Expected more than nothing, but got less'))
  .max(MOST);
const whole = amount
  .int(rule('Oczekiwano liczby całkowitej, a przyszedł ułamek', 'Expected a whole number, but got a part of one'))
  .max(3_660);

/**
 * `kpa`: by art. 57 of the Polish Code of Administrative Procedure: the day of the event isn't counted, the term ends with the end of its
 * last day, and a last day that is a Saturday or a statutory holiday gives way to the next day that is neither.
 * `plain`: to the minute; working minutes and days begin at the next opening, calendar units keep the wall clock.
 * The law counts no minutes, so these are always plain.
 */
export const durationRule = z
  .discriminatedUnion('unit', [
    /** Round the clock. */
    z.object({ unit: z.literal('minutes'), amount, counting: z.literal('plain') }),
    /** While the calendar is open; parts of a minute are allowed (20 s are a third). */
    z.object({ unit: z.literal('working-minutes'), amount, counting: z.literal('plain') }),
    z.object({ unit: z.literal('working-days'), amount: whole, counting: z.enum(['kpa', 'plain']) }),
    z.object({ unit: z.literal('calendar-days'), amount: whole, counting: z.enum(['kpa', 'plain']) }),
    z.object({ unit: z.literal('weeks'), amount: whole.max(520), counting: z.enum(['kpa', 'plain']) }),
    z.object({ unit: z.literal('months'), amount: whole.max(120), counting: z.enum(['kpa', 'plain']) }),
  ])
  .readonly();

export type DurationRule = z.output<typeof durationRule>;
