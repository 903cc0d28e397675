/**
 * The single place that decides which values are a moment for `timeDate`, due and follow-up dates: facts of Camunda 8.8
 * (java.time's ISO_ZONED_DATE_TIME, strict). A text must carry its offset; a date alone, `+0100`, a blank for the `T` are refused.
 */
import { Temporal } from 'temporal-polyfill';
import { describe } from './duration.js';

export type ParsedTimerDate = { readonly type: 'ok'; readonly atMs: number } | { readonly type: 'invalid'; readonly reason: string };

const ZONED_DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{0,9}))?)?(?:Z|([-+])(\d\d):(\d\d)(?::(\d\d))?)(?:\[([^\]]{1,64})\])?$/i;

/** What an evaluated FEEL date-time looks like here; `iso` is the text that Zeebe stores for it. */
interface FeelDateTime {
  readonly kind: 'date and time';
  readonly iso: string;
}

/**
 * Reads a moment from a text or from a FEEL date-time; only the latter may lack an offset and is then taken in UTC,
 * as a broker takes it in its own zone. Never throws; a moment in the past is as good as any.
 */
export function parseTimerDate(value: unknown): ParsedTimerDate {
  if (isFeelDateTime(value)) return fromFeel(value);
  if (typeof value !== 'string') return invalid(value);
  const match = ZONED_DATE_TIME.exec(value);
  if (match === null) return invalid(value);
  const field = (group: number): number => Number(match[group] ?? 0);
  const local = localMs(field(1), field(2), field(3), field(4), field(5), field(6));
  const offsetSeconds = field(9) * 3600 + field(10) * 60 + field(11);
  const zone = match[12];
  if (local === undefined || field(10) > 59 || field(11) > 59 || offsetSeconds > 18 * 3600) return invalid(value);
  if (zone !== undefined && !isZone(zone)) return invalid(value);
  const offsetMs = (match[8] === '-' ? -1 : 1) * offsetSeconds * 1000;
  const fractionMs = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  return { type: 'ok', atMs: local + fractionMs - offsetMs };
}

function isFeelDateTime(value: unknown): value is FeelDateTime {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'date and time' &&
    'iso' in value &&
    typeof value.iso === 'string'
  );
}

function fromFeel(value: FeelDateTime): ParsedTimerDate {
  try {
    if (/(?:Z|[-+]\d\d:\d\d(?::\d\d)?)(?:\[[^\]]+\])?$/i.test(value.iso)) {
      return { type: 'ok', atMs: Temporal.Instant.from(value.iso).epochMilliseconds };
    }
    const named = /^(.+)(?:@(.+)|\[(.+)\])$/.exec(value.iso);
    const local = Temporal.PlainDateTime.from(named?.[1] ?? value.iso);
    return { type: 'ok', atMs: local.toZonedDateTime(named?.[2] ?? named?.[3] ?? 'UTC').epochMilliseconds };
  } catch (error) {
    if (error instanceof RangeError) return invalid(value.iso);
    throw error;
  }
}

/** Milliseconds of these fields read in UTC; undefined when there is no such day or time of day. */
function localMs(year: number, month: number, day: number, hour: number, minute: number, second: number): number | undefined {
  try {
    const dateTime = Temporal.PlainDateTime.from({ year, month, day, hour, minute, second }, { overflow: 'reject' });
    return dateTime.toZonedDateTime('UTC').epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function invalid(value: unknown): ParsedTimerDate {
  return {
    type: 'invalid',
    reason: `Expected a date and time with its offset such as 2026-03-02T15:35:00+02:00, but got ${describe(value)}`,
  };
}
