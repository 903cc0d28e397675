/** Owns what a calendar says of one local date: its hours, and why they aren't the week's. */
import type { CalendarDefinition } from './definition.js';
import { WEEKDAYS } from './definition.js';
import { publicHolidays } from './holidays.js';
import type { DayNumber } from './local-days.js';
import { dateOf, dayNumberOf, weekdayOf } from './local-days.js';

export interface DayPlan {
  readonly date: string;
  /** Who decided: the ordinary week, a public holiday, or the city for this day alone. The last wins over the first. */
  readonly because: 'week' | 'holiday' | 'own';
  /** Of the holiday, or the city's reason. */
  readonly name: string;
  /** Minutes of the day; none: closed. */
  readonly hours: readonly { readonly from: number; readonly to: number }[];
}

export function dayPlans(definition: CalendarDefinition): (day: DayNumber) => DayPlan {
  const holidays = definition.holidays === undefined ? undefined : publicHolidays(definition.holidays.country);
  const closedOn = new Map(definition.closedOn.map((closed) => [closed.date, closed.reason]));
  const openOn = new Map(definition.openOn.map((special) => [special.date, special]));
  return (day) => {
    const date = dateOf(day);
    const special = openOn.get(date);
    if (special !== undefined) return { date, because: 'own', name: special.reason, hours: special.hours };
    const reason = closedOn.get(date);
    if (reason !== undefined) return { date, because: 'own', name: reason, hours: [] };
    const holiday = holidays?.nameOf(date);
    if (holiday !== undefined) return { date, because: 'holiday', name: holiday, hours: [] };
    const weekday = WEEKDAYS[weekdayOf(day)];
    return { date, because: 'week', name: '', hours: (weekday === undefined ? undefined : definition.week[weekday]) ?? [] };
  };
}

/** By date, `2026-12-24`. */
export function datePlans(definition: CalendarDefinition): (date: string) => DayPlan {
  const planOf = dayPlans(definition);
  return (date) => planOf(dayNumberOf(date));
}

/** The days of a year that aren't as the week says: holidays, and the city's own. */
export function specialDays(definition: CalendarDefinition, year: number): readonly DayPlan[] {
  const planOf = dayPlans(definition);
  const first = dayNumberOf(`${year}-01-01`);
  const after = dayNumberOf(`${year + 1}-01-01`);
  return Array.from({ length: after - first }, (_, index) => planOf(first + index)).filter(({ because }) => because !== 'week');
}
