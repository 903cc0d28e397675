/** Owns the answer to "what would 3 working days from … be": the date, the steps, and the closed days that it went past. */
import { Temporal } from 'temporal-polyfill';
import type { BusinessCalendar } from './business-calendar.js';
import type { DayPlan } from './day-plan.js';
import { datePlans } from './day-plan.js';
import type { DurationRule } from './duration-rule.js';
import { zoned } from './paused-time.js';
import { restDay } from './statutory-days.js';
import type { CountStep } from './steps.js';
import { countedTerm } from './term.js';

export interface CountPreview {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly at: number;
  readonly steps: readonly CountStep[];
  /** Days after the first that counted for nothing, up to the end; the first hundred. */
  readonly closed: readonly Pick<DayPlan, 'date' | 'because' | 'name'>[];
}

const MOST_DAYS = 100;

/** `wall` is local time, `2026-11-20T10:00`; a time that summer time skips moves forward by the gap. */
export function previewCount(calendar: BusinessCalendar, wall: string, rule: DurationRule): CountPreview {
  const from = Temporal.PlainDateTime.from(wall).toZonedDateTime(calendar.definition.timeZone).epochMilliseconds;
  const { at, steps } = countedTerm(calendar, from, rule);
  const isWorking = rule.unit === 'working-days' || rule.unit === 'working-minutes';
  return { from, at, steps: [{ type: 'received', at: from }, ...steps], closed: isWorking ? closedDays(calendar, from, at, rule) : [] };
}

function closedDays(calendar: BusinessCalendar, from: number, to: number, rule: DurationRule): CountPreview['closed'] {
  const { definition } = calendar;
  const last = zoned(to, definition.timeZone).toPlainDate();
  const planOf = datePlans(definition);
  const found: Pick<DayPlan, 'date' | 'because' | 'name'>[] = [];
  const first = zoned(from, definition.timeZone).toPlainDate();
  // By law a city's own days count, and Saturdays never do.
  for (
    let day = rule.counting === 'kpa' ? first.add({ days: 1 }) : first;
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    const date = day.toString();
    const closed = rule.counting === 'kpa' ? restOf(day) : closedPlan(planOf(date));
    if (closed !== undefined && found.push({ date, ...closed }) >= MOST_DAYS) break;
  }
  return found;
}

function closedPlan({ because, name, hours }: DayPlan): Pick<DayPlan, 'because' | 'name'> | undefined {
  return hours.length === 0 ? { because, name } : undefined;
}

function restOf(day: Temporal.PlainDate): Pick<DayPlan, 'because' | 'name'> | undefined {
  const rest = restDay(day);
  return rest === undefined ? undefined : { because: rest.because === 'holiday' ? 'holiday' : 'week', name: rest.name ?? '' };
}
