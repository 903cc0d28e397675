/** Owns when a calendar is open: the openings of each local day as instants, computed once a day and kept. */
import type { CalendarDefinition } from './definition.js';
import { WEEKDAYS } from './definition.js';
import { publicHolidays } from './holidays.js';
import type { DayNumber, LocalDays } from './local-days.js';
import { dateOf, weekdayOf } from './local-days.js';

/** Open from `from` on, closed at `to`; epoch milliseconds. */
export type Opening = { readonly from: number; readonly to: number };

const DAYS_KEPT = 20_000;

export function openingHours(definition: CalendarDefinition, days: LocalDays): (day: DayNumber) => readonly Opening[] {
  const holidays = definition.holidays === undefined ? undefined : publicHolidays(definition.holidays.country);
  const closedOn = new Set(definition.closedOn);
  const openOn = new Map(definition.openOn.map((special) => [special.date, special.hours]));
  const kept = new Map<DayNumber, readonly Opening[]>();

  const hoursOf = (day: DayNumber) => {
    const date = dateOf(day);
    const special = openOn.get(date);
    if (special !== undefined) return special;
    if (closedOn.has(date) || holidays?.nameOf(date) !== undefined) return [];
    const weekday = WEEKDAYS[weekdayOf(day)];
    return (weekday === undefined ? undefined : definition.week[weekday]) ?? [];
  };

  return (day) => {
    let openings = kept.get(day);
    if (openings === undefined) {
      openings = hoursOf(day)
        .map(({ from, to }) => ({ from: days.instantOf(day, from), to: days.instantOf(day, to) }))
        // Hours that fall wholly into the hour that spring skips don't exist that day.
        .filter((opening) => opening.from < opening.to);
      if (kept.size >= DAYS_KEPT) kept.clear();
      kept.set(day, openings);
    }
    return openings;
  };
}
