/**
 * Promises a letter to the mail server (the outbox's system `mail`), and takes back what a newer one makes pointless: of the status
 * letters of a case only the newest goes out.
 */
import type { LetterKind } from '../../workers/ports.js';
import { later, row, rows, type Transaction } from '../database.js';
import { record } from '../history/journal.js';

/** A status stays with us for so long: a case that is closed and opened again meanwhile gets one letter. Engine clock. */
const SETTLING_MS = 10 * 60_000;

export const MAIL_ACTOR = 'system:mail';

interface Posting {
  /** Of the letter; of its effect, too. */
  readonly key: string;
  readonly kind: LetterKind;
  readonly caseRun: string | null;
}

export async function post(on: Transaction, { key, kind, caseRun }: Posting, atMs: number): Promise<void> {
  if (kind === 'status' && caseRun !== null) await supersede(on, { key, caseRun }, atMs);
  later(
    on,
    `INSERT INTO outbox (effect_key, system, case_number, action, payload, lane, created_at, next_attempt_at)
     VALUES (:key, 'mail', coalesce((SELECT c.number FROM case_run r JOIN case_file c ON c.id = r.case_id WHERE r.case_run = :caseRun), ''), 'letter',
       jsonb_build_object('kind', CAST(:kind AS text), 'caseRun', CAST(:caseRun AS text)), :key, :at, :due)`,
    { key, kind, caseRun, at: new Date(atMs), due: new Date(atMs + (kind === 'status' ? SETTLING_MS : 0)) },
  );
}

/**
 * Takes back status letters of the case that haven't left: those that wait for the mail server, and where nothing is sent those that a
 * server would still have kept. One that is on its way just now has left.
 */
export async function supersede(
  on: Transaction,
  { key, caseRun }: Pick<Posting, 'key'> & { caseRun: string },
  atMs: number,
): Promise<void> {
  // First, as everybody who writes to a case does.
  const theCase = await row<{ id: string }>(
    on,
    'SELECT c.id FROM case_file c WHERE c.id = (SELECT case_id FROM case_run WHERE case_run = :caseRun) FOR UPDATE',
    { caseRun },
  );
  if (theCase === undefined) return;
  const withdrawn = await rows<{ id: string }>(
    on,
    `WITH older AS (
       SELECT m.id, m.effect_key, m.created_at FROM message_outbox m JOIN case_run r ON r.case_run = m.case_run
        WHERE r.case_id = :caseId AND m.kind = 'status' AND m.withdrawn_at IS NULL AND m.effect_key <> :key
     ), back AS (
       UPDATE outbox o SET withdrawn_at = :at, withdrawn_by = '${MAIL_ACTOR}' FROM older
        WHERE o.effect_key = older.effect_key AND o.delivered_at IS NULL AND o.withdrawn_at IS NULL
          AND (o.claimed_until IS NULL OR o.claimed_until < clock_timestamp()) RETURNING o.effect_key
     )
     UPDATE message_outbox m SET withdrawn_at = :at FROM older
      WHERE m.id = older.id AND (m.effect_key IN (SELECT effect_key FROM back)
         OR (older.created_at > :settling AND NOT EXISTS (SELECT FROM outbox o WHERE o.effect_key = m.effect_key)))
     RETURNING m.id`,
    { caseId: theCase.id, key, at: new Date(atMs), settling: new Date(atMs - SETTLING_MS) },
  );
  for (const { id } of withdrawn) {
    await record(on, { caseId: theCase.id, atMs, actor: MAIL_ACTOR, act: 'letter.superseded', facts: { messageId: id } });
  }
}
