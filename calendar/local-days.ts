/** Owns the way between instants and local days of one zone: the single place where the calendar meets daylight saving time. */
import { Temporal } from 'temporal-polyfill';

/** A local date as days since 1970-01-01, whatever the zone. */
export type DayNumber = number;

const MS_A_DAY = 86_400_000;
const MS_A_MINUTE = 60_000;
const DAYS_KEPT = 20_000;

export type LocalDays = {
  /** The first instant of a local day: midnight, or the end of the gap when midnight is skipped. */
  readonly startOf: (day: DayNumber) => number;
  readonly dayOf: (instant: number) => DayNumber;
  /** The instant when the wall clock reaches this time: for a skipped time the moment of the jump, for a repeated one the first. */
  readonly instantOf: (day: DayNumber, minuteOfDay: number) => number;
  /** Milliseconds on the wall clock since local midnight. */
  readonly wallClockOf: (instant: number) => { readonly day: DayNumber; readonly wallMs: number };
  /** The instant of a wall clock reading; a skipped one moves forward by the gap, a repeated one is the first. */
  readonly instantAtWall: (day: DayNumber, wallMs: number) => number;
};

export const dateOf = (day: DayNumber): string => new Date(day * MS_A_DAY).toISOString().slice(0, 10);

/** Of a date like `2026-12-24`. */
export const dayNumberOf = (date: string): DayNumber => Date.parse(`${date}T00:00:00Z`) / MS_A_DAY;

/** 0 is Monday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: DayNumber): number => (((day + 3) % 7) + 7) % 7;

/** As IANA names it. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

export function localDays(timeZone: string): LocalDays {
  const starts = new Map<DayNumber, number>();

  const startOf = (day: DayNumber): number => {
    let start = starts.get(day);
    if (start === undefined) {
      start = Temporal.PlainDate.from(dateOf(day)).toZonedDateTime({ timeZone }).epochMilliseconds;
      if (starts.size >= DAYS_KEPT) starts.clear();
      starts.set(day, start);
    }
    return start;
  };

  // UTC's day is at most one away from the local day of any zone.
  const dayOf = (instant: number): DayNumber => {
    const utcDay = Math.floor(instant / MS_A_DAY);
    if (instant < startOf(utcDay)) return utcDay - 1;
    return instant >= startOf(utcDay + 1) ? utcDay + 1 : utcDay;
  };

  // A day of 24 hours has no jump (no zone jumps twice in a day), so plain subtraction will do; Temporal costs 50 times as much.
  const isEven = (day: DayNumber): boolean => startOf(day + 1) - startOf(day) === MS_A_DAY;

  const instantAtWall = (day: DayNumber, wallMs: number): number => {
    if (wallMs < MS_A_DAY && isEven(day)) return startOf(day) + wallMs;
    const wall = Temporal.Instant.fromEpochMilliseconds(day * MS_A_DAY + wallMs)
      .toZonedDateTimeISO('UTC')
      .toPlainDateTime();
    return wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
  };

  const wallClockOf = (instant: number) => {
    const localDay = dayOf(instant);
    if (isEven(localDay)) return { day: localDay, wallMs: instant - startOf(localDay) };
    const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
    const shifted = instant + zoned.offsetNanoseconds / 1_000_000;
    const day = Math.floor(shifted / MS_A_DAY);
    return { day, wallMs: shifted - day * MS_A_DAY };
  };

  const instantOf = (day: DayNumber, minuteOfDay: number): number => {
    const wallMs = minuteOfDay * MS_A_MINUTE;
    const instant = instantAtWall(day, wallMs);
    const shown = wallClockOf(instant);
    if (shown.day === day + Math.floor(wallMs / MS_A_DAY) && shown.wallMs === wallMs % MS_A_DAY) return instant;
    // Strictly before: one more millisecond, since a time at the gap's very beginning lands on the jump itself.
    const jump = Temporal.Instant.fromEpochMilliseconds(instant + 1)
      .toZonedDateTimeISO(timeZone)
      .getTimeZoneTransition('previous');
    return jump?.epochMilliseconds ?? instant;
  };

  return { startOf, dayOf, wallClockOf, instantAtWall, instantOf };
}
