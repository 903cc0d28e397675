/** Owns when a calendar is open: the openings of each local day as instants, computed once a day and kept. */
import { dayPlans } from './day-plan.js';
import type { CalendarDefinition } from './definition.js';
import type { DayNumber, LocalDays } from './local-days.js';

/** Open from `from` on, closed at `to`; epoch milliseconds. */
export type Opening = { readonly from: number; readonly to: number };

const DAYS_KEPT = 20_000;

export function openingHours(definition: CalendarDefinition, days: LocalDays): (day: DayNumber) => readonly Opening[] {
  const planOf = dayPlans(definition);
  const kept = new Map<DayNumber, readonly Opening[]>();

  return (day) => {
    let openings = kept.get(day);
    if (openings === undefined) {
      openings = planOf(day)
        .hours.map(({ from, to }) => ({ from: days.instantOf(day, from), to: days.instantOf(day, to) }))
        // Hours that fall wholly into the hour that spring skips don't exist that day.
        .filter((opening) => opening.from < opening.to);
      if (kept.size >= DAYS_KEPT) kept.clear();
      kept.set(day, openings);
    }
    return openings;
  };
}
