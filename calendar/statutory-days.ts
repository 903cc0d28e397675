/**
 * Owns the days on which no term of Polish law ends: Saturdays (art. 57 § 4 KPA) and statutory holidays, which are all Sundays and those
 * of the Act on Non-Working Days of 1951. A city's own closed days move no term of the law.
 */
import type { Temporal } from 'temporal-polyfill';
import { publicHolidays } from './holidays.js';

export interface RestDay {
  readonly because: 'saturday' | 'sunday' | 'holiday';
  /** Of a holiday, in Polish. */
  readonly name?: string;
}

const SATURDAY = 6;
const SUNDAY = 7;

/** Undefined: an ordinary day. */
export function restDay(date: Temporal.PlainDate): RestDay | undefined {
  const name = publicHolidays('PL').nameOf(date.toString());
  if (name !== undefined) return { because: 'holiday', name };
  if (date.dayOfWeek === SATURDAY) return { because: 'saturday' };
  return date.dayOfWeek === SUNDAY ? { because: 'sunday' } : undefined;
}
