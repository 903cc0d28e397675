/** Repeating intervals of timers (ISO 8601, `R3/PT10S`): how often, from when, and when next. */
import { Temporal } from 'temporal-polyfill';
import { addDuration, describe, parseDuration, type TimerDuration } from './duration.js';
import { parseTimerDate } from './timer-date.js';

export interface TimerCycle {
  /** How often the timer fires in all; at least 1. `R0` fires once, as in Zeebe. */
  readonly repetitions: number | 'unbounded';
  readonly interval: TimerDuration;
  /** `R/2026-01-01T00:00:00Z/PT1H`: when it fires first. */
  readonly startMs?: number;
  /** The zone in whose calendar the interval is added: the start's `[Europe/Warsaw]`, or UTC. */
  readonly zone: string;
}

export type ParsedCycle = { readonly type: 'ok'; readonly cycle: TimerCycle } | { readonly type: 'invalid'; readonly reason: string };

/** The interval follows the last slash: a start may hold one itself, in `[Europe/Warsaw]`. */
const CYCLE = /^R(\d{0,10})\/(?:(.{1,150})\/)?([^/]{1,100})$/;
const CRON = /^(?:@\w+|\S+(?:\s+\S+){5})$/;
const MAX_REPETITIONS = 2_147_483_647;

/** Reads a repeating interval. Never throws. Zeebe's cron expressions are known for what they are and refused. */
export function parseCycle(value: unknown): ParsedCycle {
  if (typeof value !== 'string') return invalid(`Expected a repeating interval such as R3/PT10M, but got ${describe(value)}`);
  const text = value.trim();
  const match = CYCLE.exec(text);
  if (match === null) {
    if (text.length <= 200 && CRON.test(text)) {
      return invalid(`Expected a repeating interval such as R3/PT10M, but got the cron expression '${text}': those are not supported yet`);
    }
    return invalid(`Expected a repeating interval such as R3/PT10M, but got ${describe(value)}`);
  }
  const [, count = '', startText, intervalText] = match;
  if (Number(count) > MAX_REPETITIONS) return invalid(`Expected at most ${MAX_REPETITIONS} repetitions, but got ${describe(value)}`);
  const parsed = parseDuration(intervalText);
  if (parsed.type === 'invalid') return parsed;
  const interval = parsed.duration;
  if (addDuration(0, interval) <= 0) return invalid(`Expected an interval longer than zero, but got ${describe(value)}`);
  const repetitions = count === '' ? 'unbounded' : Math.max(1, Number(count));
  if (startText === undefined) return { type: 'ok', cycle: { repetitions, interval, zone: 'UTC' } };
  const start = parseTimerDate(startText);
  if (start.type === 'invalid') return start;
  return { type: 'ok', cycle: { repetitions, interval, startMs: start.atMs, zone: zoneOf(startText) } };
}

/** When a cycle that begins now fires first: at its start (at once when that has passed), else after one interval. */
export function firstCycleDue(nowMs: number, cycle: TimerCycle): number {
  return cycle.startMs === undefined ? addDuration(nowMs, cycle.interval, cycle.zone) : Math.max(nowMs, cycle.startMs);
}

/**
 * When a cycle fires again: its previous due moment plus the interval, whenever it really fired, so it never drifts
 * and missed ones catch up one by one. May throw a RangeError in the year 275760, see {@link addDuration}.
 */
export function nextCycleDue(previousDueMs: number, cycle: TimerCycle): number {
  return addDuration(previousDueMs, cycle.interval, cycle.zone);
}

/** The zone of a text that {@link parseTimerDate} accepted: by name, else by its offset. */
function zoneOf(text: string): string {
  const name = /\[(.+)\]$/.exec(text)?.[1];
  if (name !== undefined) return name;
  const offset = /[-+]\d\d:\d\d$/.exec(text)?.[0];
  return offset === undefined ? 'UTC' : Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(offset).timeZoneId;
}

function invalid(reason: string): ParsedCycle {
  return { type: 'invalid', reason };
}
