/**
 * The first of a classification's two deadlines for a department: until when it accepts a case, with a planned date, or refuses it. It is
 * counted from the moment when the case comes to the department, by that department's calendar. The other one is the promise.
 */
import { countedTerm } from '../../calendar/index.js';
import { later, type Transaction } from '../database.js';
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

/** Null: it was accepted, or has left the department. */
export function setAcceptance(on: Transaction, caseId: string, acceptAt: Date | null): void {
  later(on, 'UPDATE case_file SET accept_at = :acceptAt WHERE id = :caseId AND accept_at IS DISTINCT FROM CAST(:acceptAt AS timestamptz)', {
    acceptAt,
    caseId,
  });
}
