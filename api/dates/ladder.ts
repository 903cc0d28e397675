/**
 * The escalation ladder of a promise: at three quarters the assignee hears of it, at the date the tier's lead, at one and a half the head
 * of the unit, at three the process owner. Each rung but the date itself lies within service hours, since nobody acts on it before.
 */
import { type BusinessCalendar, type CountedDate, caseDates, type DurationRule } from '../../calendar/index.js';
import { type PauseFact, pausesOf } from './facts.js';
import type { CaseTerm } from './terms.js';

const REMIND = 0.75;
const ESCALATE = 1.5;
const OVERDUE = 3;
const MS_A_MINUTE = 60_000;

export interface Rungs {
  readonly remindAt: number | undefined;
  readonly escalateAt: number | undefined;
  readonly overdueAt: number | undefined;
}

export function rungs(
  calendar: BusinessCalendar,
  term: CaseTerm | undefined,
  promise: CountedDate | null,
  pauses: readonly PauseFact[],
  now: number,
): Rungs {
  if (term === undefined || promise === null) return { remindAt: undefined, escalateAt: undefined, overdueAt: undefined };
  const receivedAt = term.receivedAt.getTime();
  const isService = term.rule.unit === 'working-minutes' || term.rule.unit === 'working-days';
  const whole = isService ? calendar.workingMinutesBetween(receivedAt, promise.firstAt) : (promise.firstAt - receivedAt) / MS_A_MINUTE;
  const parts = (of: number): DurationRule => ({
    unit: isService ? 'working-minutes' : 'minutes',
    amount: Math.max(1, whole * of),
    counting: 'plain',
  });
  const after = (minutes: number): number =>
    calendar.nextOpening(isService ? calendar.addServiceTime(promise.at, minutes) : promise.at + minutes * MS_A_MINUTE);
  const reminder = caseDates({
    calendar,
    receivedAt,
    now,
    promise: { rule: term.remindRule ?? parts(REMIND), canPause: term.canPause, canExtend: false },
    statutory: null,
    pauses: pausesOf(pauses, 'promise'),
    extensions: [],
  }).promise;
  return {
    remindAt: reminder === null ? undefined : reminder.at,
    escalateAt: after(whole * (ESCALATE - 1)),
    overdueAt: after(whole * (OVERDUE - 1)),
  };
}

const DAY_MS = 86_400_000;
/** Long enough to write and send the law's notice; of short terms a quarter. */
const NOTICE_AHEAD_MS = 7 * DAY_MS;

export function noticeMoment(calendar: BusinessCalendar, term: CaseTerm | undefined, statutory: CountedDate | null): number | undefined {
  if (term === undefined || statutory === null || term.notice === 'none') return undefined;
  return calendar.nextOpening(statutory.at - Math.min(NOTICE_AHEAD_MS, (statutory.firstAt - term.receivedAt.getTime()) / 4));
}
