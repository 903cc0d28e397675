/** Owns the arithmetic of service time: one calendar's answers about instants (epoch milliseconds in and out). */
import { CalendarError } from './calendar-error.js';
import type { CalendarDefinition } from './definition.js';
import type { DayNumber } from './local-days.js';
import { localDays } from './local-days.js';
import type { Opening } from './opening-hours.js';
import { openingHours } from './opening-hours.js';

export type BusinessCalendar = {
  readonly definition: CalendarDefinition;
  /** Opening moments are open, closing moments are closed. */
  readonly isOpen: (instant: number) => boolean;
  /** The instant itself when open, else the next opening moment. */
  readonly nextOpening: (instant: number) => number;
  /** The first instant with so many open minutes behind it since `instant`: a full day ends at closing time. 0 minutes: nextOpening. */
  readonly addServiceTime: (instant: number, minutes: number) => number;
  /** The same wall-clock time so many days later; a time that summer time skips moves forward by the gap. */
  readonly addCalendarDays: (instant: number, days: number) => number;
  /**
   * Counted from the next opening: the same wall-clock time on the n-th working day after it, kept inside that day's hours.
   * So what comes in on a Saturday counts as Monday's first.
   */
  readonly addWorkingDays: (instant: number, days: number) => number;
  /** Open minutes from a to b, exact to the millisecond; negative when b is before a. */
  readonly workingMinutesBetween: (a: number, b: number) => number;
  /** Whether the local day of this instant has any opening. */
  readonly isWorkingDay: (instant: number) => boolean;
};

const MS_A_MINUTE = 60_000;
/** Ten years without an opening: the definition closes the city for good. */
const CLOSED_DAYS_AT_MOST = 3_660;
/** Ten years: bounds every loop, far beyond any promise. */
const DAYS_AT_MOST = 3_660;
const MINUTES_AT_MOST = DAYS_AT_MOST * 1_440;
/** Dates that both JavaScript and people can still write: 1900 to 2999. */
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2999, 11, 31);

export function createCalendar(definition: CalendarDefinition): BusinessCalendar {
  const days = localDays(definition.timeZone);
  const openingsOf = openingHours(definition, days);

  const checked = (instant: number): number => {
    if (instant >= EARLIEST && instant <= LATEST) return instant;
    throw new CalendarError('INSTANT_INVALID', `Expected an instant between 1900 and 2999 in epoch milliseconds, but got ${instant}`);
  };
  const amount = (value: number, most: number, unit: string): number => {
    if (value >= 0 && value <= most) return value;
    throw new CalendarError('AMOUNT_INVALID', `Expected 0 to ${most} ${unit}, but got ${value}`);
  };
  const wholeDays = (value: number): number => {
    if (Number.isInteger(amount(value, DAYS_AT_MOST, 'days'))) return value;
    throw new CalendarError('AMOUNT_INVALID', `Expected whole days, but got ${value}`);
  };

  /** Openings from the local day of `instant` on, cut to begin there; never empty, never endless without an opening. */
  function* openingsFrom(instant: number): Generator<Opening> {
    let closedDays = 0;
    for (let day = days.dayOf(checked(instant)); ; day++) {
      checked(days.startOf(day));
      const openings = openingsOf(day);
      for (const { from, to } of openings) if (to > instant) yield { from: Math.max(from, instant), to };
      closedDays = openings.length > 0 ? 0 : closedDays + 1;
      if (closedDays > CLOSED_DAYS_AT_MOST) {
        throw new CalendarError('CALENDAR_CLOSED', `Expected calendar ${definition.id} to open again, but it stays closed for ten years`);
      }
    }
  }

  const nextOpening = (instant: number): number => {
    for (const { from } of openingsFrom(instant)) return from;
    throw new CalendarError('CALENDAR_CLOSED', `Expected calendar ${definition.id} to open again, but it doesn’t`);
  };

  const addServiceTime = (instant: number, minutes: number): number => {
    let left = amount(minutes, MINUTES_AT_MOST, 'minutes') * MS_A_MINUTE;
    if (left === 0) return nextOpening(instant);
    for (const { from, to } of openingsFrom(instant)) {
      if (left <= to - from) return from + left;
      left -= to - from;
    }
    throw new CalendarError('CALENDAR_CLOSED', `Expected calendar ${definition.id} to open again, but it doesn’t`);
  };

  const workingMsBetween = (a: number, b: number): number => {
    let sum = 0;
    for (const { from, to } of openingsBetween(a, b)) sum += to - from;
    return sum;
  };

  function* openingsBetween(a: number, b: number): Generator<Opening> {
    const last = days.dayOf(checked(b));
    for (let day = days.dayOf(checked(a)); day <= last; day++) {
      for (const { from, to } of openingsOf(day)) {
        const opening = { from: Math.max(from, a), to: Math.min(to, b) };
        if (opening.from < opening.to) yield opening;
      }
    }
  }

  const nthWorkingDayAfter = (start: DayNumber, count: number): DayNumber => {
    let day = start;
    for (let left = count; left > 0; left--) day = days.dayOf(nextOpening(days.startOf(day + 1)));
    return day;
  };

  const insideHours = (day: DayNumber, instant: number): number => {
    const openings = openingsOf(day);
    const ahead = openings.find(({ to }) => instant <= to);
    if (ahead !== undefined) return Math.max(ahead.from, instant);
    return openings.at(-1)?.to ?? instant;
  };

  return {
    definition,
    isOpen: (instant) => openingsOf(days.dayOf(checked(instant))).some(({ from, to }) => from <= instant && instant < to),
    nextOpening,
    addServiceTime,
    addCalendarDays: (instant, count) => {
      const { day, wallMs } = days.wallClockOf(checked(instant));
      return days.instantAtWall(day + wholeDays(count), wallMs);
    },
    addWorkingDays: (instant, count) => {
      const { day, wallMs } = days.wallClockOf(nextOpening(instant));
      const target = nthWorkingDayAfter(day, wholeDays(count));
      return insideHours(target, days.instantAtWall(target, wallMs));
    },
    workingMinutesBetween: (a, b) => (a <= b ? workingMsBetween(a, b) : -workingMsBetween(b, a)) / MS_A_MINUTE,
    isWorkingDay: (instant) => openingsOf(days.dayOf(checked(instant))).length > 0,
  };
}
