/**
 * Counts a case's dates from what is known of it (terms, pauses, extensions) and writes the result where everybody reads it. The only
 * writer of a case's dates: whoever changes one of those facts counts again, in the same transaction.
 */
import { randomUUID } from 'node:crypto';
import { type BusinessCalendar, type CaseDates, type CountedDate, caseDates, countedTerm } from '../../calendar/index.js';
import type { PromiseTerm } from '../../workers/ports.js';
import { caseRunOf } from '../cases/case-run.js';
import type { CaseRow } from '../cases/lookup.js';
import { intendMessage } from '../cases/messenger.js';
import { iso, later, type Transaction } from '../database.js';
import { type Facts, record } from '../history/journal.js';
import type { CaseServices } from '../services.js';
import { setAcceptance } from './acceptance.js';
import { type DateFacts, dateFacts, pausesOf } from './facts.js';
import { noticeMoment, type Rungs, rungs } from './ladder.js';
import { tellDates } from './tell.js';
import { promiseRule } from './terms.js';

export interface Counted extends CaseDates {
  readonly rungs: Rungs;
  /** When the statutory date wants a look; undefined: the law demands no notice. */
  readonly noticeAt: number | undefined;
}

/**
 * Pure. An open pause counts up to its term, so that a case that waits is never late before anybody could have answered; when the reply
 * comes earlier, the dates move back to what was really paused.
 */
export function count(calendar: BusinessCalendar, { terms, pauses, extensions }: DateFacts, nowMs: number): Counted {
  const last = pauses.reduce((until, pause) => Math.max(until, (pause.to_at ?? pause.until_at).getTime()), nowMs);
  const one = (kind: 'promise' | 'statutory'): CountedDate | null => {
    const term = terms[kind];
    if (term === undefined) return null;
    const dates = caseDates({
      calendar,
      receivedAt: term.receivedAt.getTime(),
      now: last,
      promise: kind === 'promise' ? term : null,
      statutory: kind === 'statutory' ? term : null,
      pauses: pausesOf(pauses, kind),
      extensions: extensions.map(({ decided_at, to_at, moves }) => ({ decidedAt: decided_at.getTime(), to: to_at.getTime(), moves })),
    });
    return dates[kind];
  };
  const promise = one('promise');
  const statutory = one('statutory');
  return {
    promise,
    statutory,
    rungs: rungs(calendar, terms.promise, promise, pauses, last),
    noticeAt: noticeMoment(calendar, terms.statutory, statutory),
  };
}

/** The date that would be promised to somebody who calls now. */
export function promisedFrom(calendar: BusinessCalendar, nowMs: number, { amount, unit }: Pick<PromiseTerm, 'amount' | 'unit'>): number {
  return countedTerm(calendar, nowMs, promiseRule(amount, unit)).at;
}

export interface Counting {
  readonly on: Transaction;
  readonly theCase: CaseRow;
  readonly run: number;
  /** When the case gets another one in the same act. */
  readonly department?: string | undefined;
  readonly atMs: number;
  readonly actor: string;
  /** For the journal: `dates.computed`, `dates.recounted`. */
  readonly act: string;
  readonly why: Facts;
  /** Until when its department has to accept it, counted in the same act; absent: that stays. */
  readonly acceptAt?: Date | null;
}

export async function countAgain(api: CaseServices, counting: Counting): Promise<Counted> {
  const { on, theCase, run, atMs } = counting;
  const facts = await dateFacts(on, theCase.id, run);
  const counted = count(await api.calendars.of(on, counting.department ?? theCase.department), facts, atMs);
  await writeDates(api, counting, counted);
  return counted;
}

/** For whoever has counted already. */
export async function writeDates(api: CaseServices, counting: Counting, counted: Counted): Promise<void> {
  const { on, theCase, run, atMs, actor, act, why, acceptAt = theCase.accept_at } = counting;
  const { promise, statutory } = counted;
  const at = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));
  const dates = {
    promiseAt: at(promise?.at),
    promiseOriginalAt: at(promise?.originalAt),
    promiseFirstAt: at(promise?.firstAt),
    statutoryAt: at(statutory?.at),
    statutoryOriginalAt: at(statutory?.originalAt),
    statutoryFirstAt: at(statutory?.firstAt),
    remindAt: at(counted.rungs.remindAt),
    escalateAt: at(counted.rungs.escalateAt),
    overdueAt: at(counted.rungs.overdueAt),
    noticeAt: at(counted.noticeAt),
  };
  // A case from before its terms were kept has nothing to count by: its dates stay.
  if (promise !== null) {
    later(
      on,
      `UPDATE case_file SET promise_at = :promiseAt, promise_original_at = :promiseOriginalAt, promise_first_at = :promiseFirstAt,
       statutory_at = :statutoryAt, statutory_original_at = :statutoryOriginalAt, statutory_first_at = :statutoryFirstAt,
       remind_at = :remindAt, escalate_at = :escalateAt, overdue_at = :overdueAt, notice_at = :noticeAt WHERE id = :id`,
      { ...dates, id: theCase.id },
    );
    tellDates(on, theCase.id, atMs);
  }
  const acceptMoves = acceptAt?.getTime() !== theCase.accept_at?.getTime();
  if (acceptMoves) setAcceptance(on, theCase.id, acceptAt);
  await record(on, {
    caseId: theCase.id,
    atMs,
    actor,
    act,
    facts: {
      ...why,
      ...(acceptMoves ? { acceptAt: iso(acceptAt), acceptBefore: iso(theCase.accept_at) } : {}),
      promiseAt: iso(dates.promiseAt),
      promiseBefore: iso(theCase.promise_at),
      statutoryAt: iso(dates.statutoryAt),
      statutoryBefore: iso(theCase.statutory_at),
      remindAt: iso(dates.remindAt),
      remindBefore: iso(theCase.remind_at),
    },
  });
  const isEarlier = (before: Date | null, now: Date | null): boolean => before !== null && now !== null && now < before;
  if (
    isEarlier(theCase.promise_at, dates.promiseAt) ||
    isEarlier(theCase.statutory_at, dates.statutoryAt) ||
    isEarlier(theCase.accept_at, acceptAt)
  ) {
    // Timers that run don't move: this wakes those that would knock too late.
    await intendMessage(
      api,
      on,
      { caseId: theCase.id, caseRun: caseRunOf(theCase.number, run), open: theCase.status === 'open' },
      { name: 'deadline.changed', id: `changed:${randomUUID()}`, variables: { changedAt: new Date(atMs).toISOString() } },
    );
  }
}
