/** Owns where a term ends: counted from a moment by a rule, or set by a decision; and where it ends once pauses are taken out. */
import { Temporal } from 'temporal-polyfill';
import type { BusinessCalendar } from './business-calendar.js';
import type { DurationRule } from './duration-rule.js';
import { pausedDays, pausedOnTheWall, pausedWorkingDays, type Segment, zoned } from './paused-time.js';
import { restDay } from './statutory-days.js';
import type { CountStep } from './steps.js';

export interface Term {
  /** Epoch milliseconds: still on time here, late one millisecond later. */
  readonly at: number;
  readonly steps: readonly CountStep[];
  /** The same term, later by this pause. */
  readonly paused: (segment: Segment) => Term;
}

const MS_A_MINUTE = 60_000;

export function countedTerm(calendar: BusinessCalendar, from: number, rule: DurationRule): Term {
  return rule.counting === 'kpa' ? countedByLaw(calendar, from, rule) : countedPlainly(calendar, from, rule);
}

/** A term that a decision set to a moment; pauses that follow move it in the unit of the rule it replaces. */
export function decidedTerm(calendar: BusinessCalendar, at: number, rule: DurationRule, steps: readonly CountStep[]): Term {
  if (rule.counting === 'plain') return plainTerm(calendar, at, rule, steps);
  const day = zoned(at, calendar.definition.timeZone).toPlainDate();
  return { at, steps, paused: (segment) => lawTerm(calendar, day, rule, steps).paused(segment) };
}

// ── by the law ──────────────────────────────────────────────────────────────────────────────────────────────────

function countedByLaw(calendar: BusinessCalendar, from: number, rule: DurationRule): Term {
  const { timeZone } = calendar.definition;
  const event = zoned(from, timeZone).toPlainDate();
  const last = lastDay(event, rule);
  const steps: readonly CountStep[] = [
    { type: 'day-left-out', date: event.toString() },
    { type: 'counted', rule, at: endOf(last, timeZone) },
  ];
  return lawTerm(calendar, last, rule, steps);
}

/** Before § 4 is asked. */
function lastDay(event: Temporal.PlainDate, { unit, amount }: DurationRule): Temporal.PlainDate {
  switch (unit) {
    case 'working-days':
      return workingDaysAfter(event, amount);
    case 'calendar-days':
      return event.add({ days: amount });
    case 'weeks':
      return event.add({ weeks: amount });
    case 'months':
      // § 3: the day of the same number, or the month's last one.
      return event.add({ months: amount }, { overflow: 'constrain' });
    default:
      throw new RangeError(`Expected days, weeks or months to count by law, but got ${unit}`);
  }
}

function workingDaysAfter(day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  let found = day;
  for (let left = count; left > 0; ) {
    found = found.add({ days: 1 });
    if (restDay(found) === undefined) left--;
  }
  return found;
}

/** `day` is the last day as counted; the term ends with the first day from there on that is no Saturday and no holiday. */
function lawTerm(calendar: BusinessCalendar, day: Temporal.PlainDate, rule: DurationRule, before: readonly CountStep[]): Term {
  const { timeZone } = calendar.definition;
  const passed: CountStep[] = [];
  let end = day;
  for (let rest = restDay(end); rest !== undefined; rest = restDay(end)) {
    passed.push({ type: 'passed-over', date: end.toString(), ...rest });
    end = end.add({ days: 1 });
  }
  return {
    at: endOf(end, timeZone),
    steps: [...before, ...passed],
    paused: (segment) => {
      const isWorking = rule.unit === 'working-days';
      const amount = isWorking ? pausedWorkingDays(segment, timeZone) : pausedDays(segment, timeZone);
      const later = isWorking
        ? workingDaysLater(day, amount, segment, timeZone)
        : pausedOn(day, end, segment, timeZone).add({ days: amount });
      const unit = isWorking ? 'working-days' : 'calendar-days';
      return lawTerm(calendar, later, rule, [...before, { type: 'paused', ...segment, amount, unit, at: endOf(later, timeZone) }]);
    },
  };
}

/** Whoever pauses between the last day as counted and the day on which the term ends loses what is left until the latter. */
function pausedOn(day: Temporal.PlainDate, end: Temporal.PlainDate, { from }: Segment, timeZone: string): Temporal.PlainDate {
  return Temporal.PlainDate.compare(zoned(from, timeZone).toPlainDate(), day) > 0 ? end : day;
}

/** Never while it is still paused: a pause from Friday to Saturday takes no working day, yet the term can't end on Friday. */
function workingDaysLater(day: Temporal.PlainDate, amount: number, { to }: Segment, timeZone: string): Temporal.PlainDate {
  const later = workingDaysAfter(day, amount);
  const ended = zoned(to, timeZone).toPlainDate();
  return Temporal.PlainDate.compare(later, ended) < 0 ? workingDaysAfter(ended.subtract({ days: 1 }), 1) : later;
}

/** The last millisecond of a local day, so that a page shows the day itself and not the next one's midnight. */
function endOf(day: Temporal.PlainDate, timeZone: string): number {
  return day.add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds - 1;
}

// ── plainly ─────────────────────────────────────────────────────────────────────────────────────────────────────

function countedPlainly(calendar: BusinessCalendar, from: number, rule: DurationRule): Term {
  const steps: CountStep[] = [];
  if (isService(rule)) {
    const opening = calendar.nextOpening(from);
    if (opening !== from) steps.push({ type: 'starts-at-opening', at: opening });
  }
  const at = plainEnd(calendar, from, rule);
  return plainTerm(calendar, at, rule, [...steps, { type: 'counted', rule, at }]);
}

const isService = ({ unit }: DurationRule): boolean => unit === 'working-minutes' || unit === 'working-days';

function plainEnd(calendar: BusinessCalendar, from: number, { unit, amount }: DurationRule): number {
  const { timeZone } = calendar.definition;
  switch (unit) {
    case 'minutes':
      return from + Math.round(amount * MS_A_MINUTE);
    case 'working-minutes':
      return Math.round(calendar.addServiceTime(from, amount));
    case 'working-days':
      return calendar.addWorkingDays(from, amount);
    case 'calendar-days':
      return calendar.addCalendarDays(from, amount);
    case 'weeks':
      return zoned(from, timeZone).add({ weeks: amount }).epochMilliseconds;
    case 'months':
      return zoned(from, timeZone).add({ months: amount }, { overflow: 'constrain' }).epochMilliseconds;
  }
}

function plainTerm(calendar: BusinessCalendar, at: number, rule: DurationRule, steps: readonly CountStep[]): Term {
  return {
    at,
    steps,
    paused: (segment) => {
      const moved = plainlyPaused(calendar, at, rule, segment);
      const step: CountStep = { type: 'paused', ...segment, ...moved };
      return plainTerm(calendar, moved.at, rule, [...steps, step]);
    },
  };
}

/** Service terms move by the service time that was paused, so they never end while closed; calendar units by the wall clock. */
function plainlyPaused(calendar: BusinessCalendar, at: number, rule: DurationRule, segment: Segment) {
  const { timeZone } = calendar.definition;
  if (isService(rule)) {
    const amount = calendar.workingMinutesBetween(segment.from, segment.to);
    return { amount, unit: 'working-minutes' as const, at: amount === 0 ? at : Math.round(calendar.addServiceTime(at, amount)) };
  }
  const elapsed = (segment.to - segment.from) / MS_A_MINUTE;
  if (rule.unit === 'minutes') return { amount: elapsed, unit: 'minutes' as const, at: at + segment.to - segment.from };
  const wall = zoned(at, timeZone).toPlainDateTime().add(pausedOnTheWall(segment, timeZone));
  return { amount: elapsed, unit: 'minutes' as const, at: wall.toZonedDateTime(timeZone).epochMilliseconds };
}

/** The end of a local date (`2026-12-31`) in a calendar's zone: what an extension to a day means. */
export function endOfDate(calendar: BusinessCalendar, date: string): number {
  return endOf(Temporal.PlainDate.from(date), calendar.definition.timeZone);
}
