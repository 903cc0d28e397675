/** Owns what pauses amount to: segments that overlap count once, and each unit measures them in its own way. */
import { Temporal } from 'temporal-polyfill';
import { restDay } from './statutory-days.js';

/** Epoch milliseconds; `from` < `to`. */
export interface Segment {
  readonly from: number;
  readonly to: number;
}

/** In order and apart; cut to the time between `since` and `until`. An open one ends at `until`. */
export function mergedPauses(
  pauses: readonly { readonly from: number; readonly to: number | null }[],
  since: number,
  until: number,
): readonly Segment[] {
  const cut = pauses
    .map(({ from, to }) => ({ from: Math.max(from, since), to: Math.min(to ?? until, until) }))
    .filter(({ from, to }) => from < to)
    .sort((one, other) => one.from - other.from);
  const merged: Segment[] = [];
  for (const next of cut) {
    const last = merged.at(-1);
    if (last !== undefined && next.from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else merged.push(next);
  }
  return merged;
}

export function zoned(instant: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
}

/** Days that the law doesn't count: the day on which the pause began was counted still (art. 57 § 1 KPA), the one on which it ended wasn't. */
export function pausedDays({ from, to }: Segment, timeZone: string): number {
  return zoned(from, timeZone).toPlainDate().until(zoned(to, timeZone).toPlainDate(), { largestUnit: 'day' }).days;
}

/** The same days, without those that the law rests on. */
export function pausedWorkingDays(segment: Segment, timeZone: string): number {
  const first = zoned(segment.from, timeZone).toPlainDate();
  let working = 0;
  for (let left = pausedDays(segment, timeZone); left > 0; left--) if (restDay(first.add({ days: left })) === undefined) working++;
  return working;
}

/** What passed on the wall clock, so that a pause over a change of summer time moves no hour. Never negative. */
export function pausedOnTheWall({ from, to }: Segment, timeZone: string): Temporal.Duration {
  const wall = (instant: number) => zoned(instant, timeZone).toPlainDateTime();
  const passed = wall(from).until(wall(to), { largestUnit: 'day' });
  return passed.sign < 0 ? new Temporal.Duration() : passed;
}
