/**
 * Documents go where the case's file is: once the case has an open file in the DMS, what it has and what is added later is sent there, each
 * document once, over the same outbox and in the same order as everything else of the case.
 */
import { run, type Transaction } from '../database.js';

/** Of the aliases d of document and r of case_run. */
export const EFFECT_OF = `concat('document|', d.id, '|', r.case_run)`;

/** Keys of the effects that bring a document to its case's file: sent there, or moved there out of another case's. Of the alias d of document. */
export const EFFECTS_OF = `SELECT ${EFFECT_OF} FROM case_run r WHERE r.case_id = d.case_id
  UNION ALL SELECT m.effect_key FROM document_move m WHERE m.document_id = d.id AND m.to_case = d.case_id`;

/** `on` has just written a document, or that the case's file is open. */
export async function sendToFile(on: Transaction, caseId: string, atMs: number): Promise<void> {
  await run(
    on,
    `INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, next_attempt_at)
     SELECT ${EFFECT_OF}, 'dms', c.number, 'document',
            jsonb_build_object('caseRun', r.case_run, 'documentId', d.id, 'name', d.name, 'sha256', encode(d.sha256, 'hex'),
                               'at', CAST(:atText AS text)), :at, :at
       FROM document d JOIN case_file c ON c.id = d.case_id JOIN case_run r ON r.case_id = c.id AND r.run = c.current_run
       JOIN case_link l ON l.case_id = c.id AND l.run = c.current_run AND l.system = 'dms' AND l.state = 'open'
      WHERE c.id = :caseId AND d.origin IS DISTINCT FROM 'dms'
        AND NOT EXISTS (SELECT FROM document_move m JOIN outbox o ON o.effect_key = m.effect_key
                         WHERE m.document_id = d.id AND m.to_case = c.id AND o.delivered_at IS NULL AND o.withdrawn_at IS NULL)
      ORDER BY d.added_at, d.id ON CONFLICT (effect_key) DO NOTHING`,
    { caseId, at: new Date(atMs), atText: new Date(atMs).toISOString() },
  );
  await sendPaper(on, caseId, atMs);
}

/** Where the paper of what is there, or on its way there, lies: each word of it once, after the document itself. */
export async function sendPaper(on: Transaction, caseId: string, atMs: number): Promise<void> {
  await run(
    on,
    `INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, next_attempt_at)
     SELECT concat('paper|', d.id, '|', r.case_run, '|', d.paper_said), 'dms', c.number, 'paper',
            jsonb_build_object('caseRun', r.case_run, 'documentId', d.id, 'store', d.paper_store, 'place', d.paper_place,
                               'at', CAST(:atText AS text)), :at, :at
       FROM document d JOIN case_file c ON c.id = d.case_id JOIN case_run r ON r.case_id = c.id AND r.run = c.current_run
       JOIN case_link l ON l.case_id = c.id AND l.run = c.current_run AND l.system = 'dms' AND l.state = 'open'
      WHERE c.id = :caseId AND d.paper_said > 0 AND EXISTS (SELECT 1 FROM outbox o WHERE o.effect_key = ${EFFECT_OF})
      ORDER BY d.added_at, d.id ON CONFLICT (effect_key) DO NOTHING`,
    { caseId, at: new Date(atMs), atText: new Date(atMs).toISOString() },
  );
}

const STATE = `CASE WHEN o.delivered_at IS NOT NULL THEN 'delivered' WHEN o.held_at IS NOT NULL THEN 'held'
                    WHEN o.attempts > 0 THEN 'failing' ELSE 'waiting' END`;

/** What was last done about it counts. Of the alias d of document. */
export const IN_FILE = `coalesce((SELECT ${STATE} FROM outbox o WHERE o.effect_key IN (${EFFECTS_OF}) AND o.withdrawn_at IS NULL ORDER BY o.id DESC LIMIT 1),
  CASE WHEN d.origin = 'dms' THEN 'delivered' END)`;
