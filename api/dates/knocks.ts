/** What there is to tell about a case's promise, and when: the ladder's rungs that a visit has ahead. Dates are data; timers only knock and ask here. */
import type { AlertKind } from '../../workers/ports.js';
import { FAR_FUTURE } from '../cases/codes.js';
import type { CaseRow } from '../cases/lookup.js';
import { rows, type Statements } from '../database.js';

export interface Notice {
  readonly kind: AlertKind;
  readonly at: Date;
}

/** What a visit that began at `enteredAt` has to tell, in order: dates that were past when it began aren't its own. */
export function noticesOf(theCase: CaseRow, enteredAt: Date): readonly Notice[] {
  const { remind_at: remindAt, promise_at: promiseAt } = theCase;
  const rungs: readonly (readonly [AlertKind, Date | null])[] = [
    ['acceptance', theCase.accept_at],
    // A reminder that isn't before the date reminds of nothing.
    ['reminder', remindAt !== null && promiseAt !== null && remindAt >= promiseAt ? null : remindAt],
    ['due', promiseAt],
    ['escalation', theCase.escalate_at],
    ['overdue', theCase.overdue_at],
  ];
  const ahead = rungs.flatMap(([kind, at]) => (at !== null && at > enteredAt ? [{ kind, at }] : []));
  return ahead.sort((one, other) => one.at.getTime() - other.at.getTime());
}

export async function toldNotices(on: Statements, theCase: CaseRow, run: number, entry: number): Promise<ReadonlySet<string>> {
  const told = await rows<{ kind: string; due_at: Date }>(
    on,
    'SELECT kind, due_at FROM case_notice WHERE case_id = :caseId AND run = :run AND entry = :entry',
    { caseId: theCase.id, run, entry },
  );
  return new Set(told.map((one) => noticeId(one.kind, one.due_at)));
}

export function noticeId(kind: string, at: Date): string {
  return `${kind} ${at.getTime()}`;
}

/** The first notice still ahead. */
export function nextKnock(theCase: CaseRow, nowMs: number): string {
  const ahead = theCase.status === 'resolved' ? undefined : noticesOf(theCase, new Date(nowMs))[0];
  return ahead === undefined ? FAR_FUTURE : ahead.at.toISOString();
}
