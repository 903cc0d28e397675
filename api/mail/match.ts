/** Which case a mail is about. */
import type { ReceivedMail } from '../../workers/index.js';
import { row, type Statements } from '../database.js';

export interface MatchedCase {
  readonly id: string;
  readonly number: string;
  readonly resident_id: string | null;
  readonly resident_email: string | null;
  /** By a letter of ours that it answers, whose Message-ID nobody else knows; else by a number that anybody may write. */
  readonly byLetter: boolean;
}

const CASE = 'c.id, c.number, c.resident_id, (SELECT p.email FROM resident p WHERE p.id = c.resident_id) AS resident_email';
const MOST_ANSWERED = 20;
/** `LCK-2026-000123`, as api/cases/register.ts makes them. */
const NUMBER = /\b[A-Z][A-Z0-9]{0,9}-\d{4}-\d{6,9}\b/g;
const MOST_NUMBERS = 5;

/** Our letter that it answers says more than a subject, which people write anew. */
export async function caseOf(on: Statements, { answers, subject }: ReceivedMail): Promise<MatchedCase | undefined> {
  const byLetter = await row<MatchedCase>(
    on,
    `SELECT ${CASE}, true AS "byLetter" FROM message_outbox m JOIN case_run r ON r.case_run = m.case_run JOIN case_file c ON c.id = r.case_id
      WHERE m.mail_id = ANY (CAST(:ids AS text[])) ORDER BY array_position(CAST(:ids AS text[]), m.mail_id) LIMIT 1`,
    { ids: answers.slice(0, MOST_ANSWERED) },
  );
  if (byLetter !== undefined) return byLetter;
  const numbers = [...subject.toUpperCase().matchAll(NUMBER)].map(([number]) => number).slice(0, MOST_NUMBERS);
  return row<MatchedCase>(
    on,
    `SELECT ${CASE}, false AS "byLetter" FROM case_file c WHERE c.number = ANY (CAST(:numbers AS text[]))
      ORDER BY array_position(CAST(:numbers AS text[]), c.number) LIMIT 1`,
    { numbers },
  );
}
