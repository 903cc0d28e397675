/** A case's dates: counting them, and what there is to tell about them. Dates are data; timers only knock and ask here. */
import type { BusinessCalendar } from '../../calendar/index.js';
import type { PromiseTerm } from '../../workers/ports.js';
import { rows, type Statements } from '../database.js';
import { FAR_FUTURE } from './codes.js';
import type { CaseRow } from './lookup.js';

const HOUR_MS = 3_600_000;

export interface PromisedDates {
  readonly promiseAt: Date;
  readonly remindAt: Date | null;
}

/** The one place that makes dates of a model's term: for a case, and for what the desk says before there is one. */
export function promisedDates(calendar: BusinessCalendar, fromMs: number, { amount, unit, remindAfter }: PromiseTerm): PromisedDates {
  return {
    promiseAt: new Date(addTerm(calendar, fromMs, amount, unit)),
    remindAt: remindAfter === undefined ? null : new Date(addTerm(calendar, fromMs, remindAfter, unit)),
  };
}

function addTerm(calendar: BusinessCalendar, fromMs: number, amount: number, unit: PromiseTerm['unit']): number {
  switch (unit) {
    case 'service-hours':
      return calendar.addServiceTime(fromMs, amount * 60);
    case 'working-days':
      return calendar.addWorkingDays(fromMs, amount);
    case 'calendar-days':
      return calendar.addCalendarDays(fromMs, amount);
    case 'calendar-hours':
      return fromMs + amount * HOUR_MS;
  }
}

export interface Notice {
  readonly kind: 'reminder' | 'due';
  readonly at: Date;
}

/** What a visit that began at `enteredAt` has to tell, in order: dates that were past when it began aren't its own. */
export function noticesOf(theCase: CaseRow, enteredAt: Date): readonly Notice[] {
  const { remind_at: remindAt, promise_at: promiseAt } = theCase;
  const notices: Notice[] = [];
  if (remindAt !== null && remindAt > enteredAt && (promiseAt === null || remindAt < promiseAt))
    notices.push({ kind: 'reminder', at: remindAt });
  if (promiseAt !== null && promiseAt > enteredAt) notices.push({ kind: 'due', at: promiseAt });
  return notices;
}

export async function sentNotices(on: Statements, theCase: CaseRow, run: number, entry: number): Promise<ReadonlySet<string>> {
  const sent = await rows<{ kind: string; due_at: Date }>(
    on,
    'SELECT kind, due_at FROM case_notice WHERE case_id = :caseId AND run = :run AND entry = :entry',
    { caseId: theCase.id, run, entry },
  );
  return new Set(sent.map((one) => noticeId(one.kind, one.due_at)));
}

export function noticeId(kind: string, at: Date): string {
  return `${kind} ${at.getTime()}`;
}

/** The first notice still ahead. */
export function nextKnock(theCase: CaseRow, nowMs: number): string {
  const ahead = theCase.status === 'resolved' ? undefined : noticesOf(theCase, new Date(nowMs))[0];
  return ahead === undefined ? FAR_FUTURE : ahead.at.toISOString();
}
