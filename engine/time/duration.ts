/**
 * ISO 8601 durations of timers, read and added as Zeebe does with java.time: a calendar part (years, months, weeks, days)
 * and an exact part (hours, minutes, seconds). Each part may carry its own sign; only seconds may have a fraction.
 */
import { Temporal } from 'temporal-polyfill';

export interface TimerDuration {
  /** The text as it was read, trimmed. */
  readonly text: string;
  /** Years count as twelve months. */
  readonly months: number;
  /** Calendar days; a week is seven. */
  readonly days: number;
  /** Hours, minutes and seconds together, exact; what is finer than a millisecond is cut off. */
  readonly timeMs: number;
}

export type ParsedDuration =
  | { readonly type: 'ok'; readonly duration: TimerDuration }
  | { readonly type: 'invalid'; readonly reason: string };

const DURATION =
  /^([-+]?)P(?:([-+]?\d+)Y)?(?:([-+]?\d+)M)?(?:([-+]?\d+)W)?(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?$/i;

/** No case lasts longer, and sums with today's dates stay far inside what a date can hold. */
const MAX_YEARS = 10_000;
const MAX_LENGTH = 100;

/** Reads `P1Y2M3W4DT5H6M7.8S` and its parts, from a text or a FEEL duration. Any other value is invalid; never throws. */
export function parseDuration(value: unknown): ParsedDuration {
  const source = isFeelDuration(value) ? value.iso : value;
  if (typeof source !== 'string') {
    return invalid(`Expected an ISO 8601 duration such as PT10M or P1D, but got ${describe(value)}`);
  }
  const text = source.trim();
  const match = text.length > MAX_LENGTH ? null : DURATION.exec(text);
  const parts = match?.slice(2).filter((part) => part !== undefined) ?? [];
  const timeIsEmpty = match?.[6] !== undefined && match[6].length === 1;
  if (match === null || parts.length === 0 || timeIsEmpty) {
    return invalid(`Expected an ISO 8601 duration such as PT10M or P1D, but got ${describe(value)}`);
  }
  const sign = match[1] === '-' ? -1 : 1;
  const amount = (group: number): number => sign * Number(match[group] ?? 0);
  const fractionMs = sign * (match[9]?.startsWith('-') ? -1 : 1) * Math.trunc(Number(`0.${match[10] || 0}`) * 1000 + 1e-6);
  const duration: TimerDuration = {
    text,
    months: plus(amount(2) * 12, amount(3)),
    days: plus(amount(4) * 7, amount(5)),
    timeMs: plus(amount(7) * 3_600_000, amount(8) * 60_000, amount(9) * 1000, fractionMs),
  };
  const years = Math.abs(duration.months) / 12 + Math.abs(duration.days) / 365 + Math.abs(duration.timeMs) / 31_536_000_000;
  if (!(years <= MAX_YEARS)) return invalid(`Expected a duration of at most ${MAX_YEARS} years, but got ${describe(value)}`);
  return { type: 'ok', duration };
}

/**
 * The moment a duration after another, in the calendar of a time zone: first the months (a day that the month lacks becomes
 * its last), then the days, then the exact part, as java.time adds a Period and then a Duration to a ZonedDateTime.
 * Zeebe's brokers reckon in their own zone, which is UTC in every distribution; so is the default here.
 * Throws a RangeError when the sum is beyond what a date can hold (year 275760) or the zone is unknown.
 */
export function addDuration(startMs: number, duration: TimerDuration, zone = 'UTC'): number {
  if (duration.months === 0 && duration.days === 0) return startMs + duration.timeMs;
  const calendar = Temporal.Instant.fromEpochMilliseconds(startMs)
    .toZonedDateTimeISO(zone)
    .add({ months: duration.months })
    .add({ days: duration.days });
  return calendar.epochMilliseconds + duration.timeMs;
}

function isFeelDuration(value: unknown): value is { readonly kind: string; readonly iso: string } {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('iso' in value)) return false;
  return (value.kind === 'days and time duration' || value.kind === 'years and months duration') && typeof value.iso === 'string';
}

/** Sums without ever giving -0, which would survive into stored state. */
function plus(...summands: readonly number[]): number {
  return summands.reduce((sum, summand) => sum + summand, 0);
}

function invalid(reason: string): ParsedDuration {
  return { type: 'invalid', reason };
}

/** A short, safe rendering of whatever a model or a variable held. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 60)}…` : value}'`;
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a context';
  return `the ${typeof value} ${String(value)}`;
}
