/** A letter that didn't reach its resident: the case says so, and line 1 has to find another way (a question that waits until one of them answers). */
import { row, type Transaction } from '../database.js';
import { record } from '../history/journal.js';
import { askLine1 } from '../questions/ask-line1.js';
import { MAIL_ACTOR } from './post.js';

export interface Returned {
  /** Its effect's key, as the outbox has it, or its Message-ID, as a bounce names it. */
  readonly letter: { readonly key: string } | { readonly mailId: string };
  /** By the words of the recipient's server. */
  readonly reason: string;
}

interface LetterRow {
  readonly id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly subject: string;
  readonly case_id: string | null;
}

const MOST_REASON = 2_000;

/** Told once for each letter. Gives its case, if it has one; undefined: no such letter of ours. */
export async function letterReturned(
  on: Transaction,
  { letter, reason }: Returned,
  atMs: number,
): Promise<{ readonly caseId: string | null } | undefined> {
  const [column, value] = 'key' in letter ? ['effect_key', letter.key] : ['mail_id', letter.mailId];
  const found = await row<LetterRow>(
    on,
    `SELECT m.id, m.kind, m.recipient, m.subject, r.case_id FROM message_outbox m LEFT JOIN case_run r ON r.case_run = m.case_run
      WHERE m.${column} = :value`,
    { value },
  );
  if (found === undefined) return undefined;
  const { case_id: caseId } = found;
  if (caseId !== null) await row(on, 'SELECT 1 FROM case_file WHERE id = :caseId FOR UPDATE', { caseId });
  const why = reason.slice(0, MOST_REASON);
  const isNew = await row(
    on,
    'UPDATE message_outbox SET returned_at = :at, returned_why = :why WHERE id = CAST(:id AS bigint) AND returned_at IS NULL RETURNING 1 AS now',
    { id: found.id, at: new Date(atMs), why },
  );
  if (caseId === null || isNew === undefined) return { caseId };
  await record(on, {
    caseId,
    atMs,
    actor: MAIL_ACTOR,
    act: 'letter.returned',
    facts: { messageId: found.id, kind: found.kind },
    payload: { recipient: found.recipient, reason: why },
  });
  if (found.kind !== 'colleague') askLine1(on, caseId, { question: todo(found, why), by: MAIL_ACTOR, atMs });
  return { caseId };
}

function todo({ recipient, subject }: LetterRow, why: string): string {
  return [
    `List „${subject}” nie dotarł na adres ${recipient}.`,
    `Serwer adresata odpowiedział: ${why}`,
    'Ustal właściwy adres albo przekaż treść inną drogą i napisz tutaj, jak.',
  ].join('\n');
}
