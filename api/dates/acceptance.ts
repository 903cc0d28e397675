/**
 * The first of a classification's two deadlines for a department: until when it accepts a case, with a planned date, or refuses it. It is
 * counted from the moment when the case comes to the department, by that department's calendar. The other one is the promise.
 */
import { type BusinessCalendar, countedTerm } from '../../calendar/index.js';
import type { CaseRow } from '../cases/lookup.js';
import { later, row, type Transaction } from '../database.js';
import type { CaseServices } from '../services.js';
import { termsOf } from './terms.js';

interface Coming {
  readonly caseId: string;
  readonly run: number;
  readonly department: string | null;
  readonly atMs: number;
}

/** The case comes to a department. Gives until when that has to accept it; null where no term was set. */
export async function awaitAcceptance(api: CaseServices, on: Transaction, { caseId, run, department, atMs }: Coming): Promise<Date | null> {
  const { acceptance } = await termsOf(on, caseId, run);
  if (acceptance === undefined) return null;
  const acceptAt = new Date(countedTerm(await api.calendars.of(on, department), atMs, acceptance.rule).at);
  setAcceptance(on, caseId, acceptAt);
  return acceptAt;
}

/** By a calendar that has changed, from the same moment. Null: nothing waits for it. */
export async function acceptanceAgain(on: Transaction, theCase: CaseRow, calendar: BusinessCalendar): Promise<Date | null> {
  const { id: caseId, current_run: run, department } = theCase;
  const { acceptance } = await termsOf(on, caseId, run);
  if (theCase.accept_at === null || acceptance === undefined) return theCase.accept_at;
  // The first of its visits there in a row: a wait begins another one with the same department.
  const came = await row<{ at: Date | null }>(
    on,
    `SELECT min(v.entered_at) AS at FROM case_visit v
      WHERE v.case_id = :caseId AND v.run = :run AND v.entry > (
        SELECT coalesce(max(o.entry), 0) FROM case_visit o
         WHERE o.case_id = :caseId AND o.run = :run AND (o.tier <> 'department' OR o.department IS DISTINCT FROM CAST(:department AS text)))`,
    { caseId, run, department },
  );
  return came?.at == null ? theCase.accept_at : new Date(countedTerm(calendar, came.at.getTime(), acceptance.rule).at);
}

/** Null: it was accepted, or has left the department. */
export function setAcceptance(on: Transaction, caseId: string, acceptAt: Date | null): void {
  later(on, 'UPDATE case_file SET accept_at = :acceptAt WHERE id = :caseId AND accept_at IS DISTINCT FROM CAST(:acceptAt AS timestamptz)', {
    acceptAt,
    caseId,
  });
}
