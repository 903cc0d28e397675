/** Owns what an entered day of receipt means: the moment from which a case's clocks run. */
import { Temporal } from 'temporal-polyfill';
import type { BusinessCalendar } from './business-calendar.js';

/**
 * Nobody knows the hour any more, so all of the day counts as known: terms in service hours begin at its first opening, and by the code the
 * day itself isn't counted anyway. Epoch milliseconds; `now` for today, undefined for a day that is still to come.
 */
export function receivedOn(calendar: BusinessCalendar, date: string, now: number): number | undefined {
  const { timeZone } = calendar.definition;
  const day = Temporal.PlainDate.from(date);
  const order = Temporal.PlainDate.compare(day, Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate());
  if (order > 0) return undefined;
  return order === 0 ? now : day.toZonedDateTime({ timeZone }).epochMilliseconds;
}
