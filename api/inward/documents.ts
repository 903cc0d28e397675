/**
 * Documents that appeared in a record there, or changed after we fetched them: on the case's timeline, told to who holds it, and to be fetched.
 * Those that we sent are no news, whichever case they belong to (one in the wrong file is found by comparing), and what is forgotten never
 * comes back.
 */
import type { RecordSystem } from '../../workers/ports.js';
import { type Parameters, row, type Transaction } from '../database.js';
import { asOwnId } from '../documents/own-id.js';
import { record } from '../history/journal.js';
import type { Services } from '../services.js';
import type { OfCase } from './records.js';
import type { Seen } from './seen.js';

/** Gives whether there was a new one, or a later version of one. */
export async function takeDocuments(api: Services, on: Transaction, system: RecordSystem, of: OfCase, seen: Seen): Promise<boolean> {
  let brought = false;
  // What is forgotten never comes back.
  const fetches = !of.erased && api.systems.sources[system]?.content !== undefined;
  for (const { documentId, name, sha256 } of seen.documents) {
    const { caseId, number } = of;
    const key = { system, recordId: seen.recordId, documentId, caseId, fetches, now: new Date(api.clock.now()) };
    const isNew = await row(
      on,
      `INSERT INTO external_document (system, record_id, document_id, seen_at, sha256, state, next_try_at)
       SELECT :system, :recordId, :documentId, :now, CAST(:sha256 AS text), CASE WHEN :fetches THEN 'wanted' ELSE 'told' END, CASE WHEN :fetches THEN CAST(:now AS timestamptz) END
        WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.case_id = :caseId
                             AND (CAST(d.id AS text) = :documentId OR encode(d.sha256, 'hex') = CAST(:sha256 AS text) OR (CAST(:sha256 AS text) IS NULL AND d.name = :name)))
          AND NOT EXISTS (SELECT 1 FROM document d WHERE d.id = ${asOwnId(':documentId')})
          AND NOT EXISTS (SELECT 1 FROM forgotten_document f WHERE f.id = :documentId)
          AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.case_number = :number AND o.system = :system AND o.action = 'document' AND o.remote_id = :documentId)
       ON CONFLICT DO NOTHING RETURNING 1`,
      { ...key, name, sha256, number },
    );
    const isLater = isNew === undefined && sha256 !== null && (await isLaterVersion(on, { ...key, sha256 }));
    if (isNew === undefined && !isLater) continue;
    brought = true;
    await record(on, {
      caseId,
      atMs: api.clock.now(),
      actor: `system:${system}`,
      act: `${system}.document-${isLater ? 'changed' : 'arrived'}`,
      facts: { recordId: seen.recordId, documentId, sha256 },
      ...(of.erased ? {} : { payload: { name } }),
      tells: [{ kind: 'document', to: 'holders' }],
    });
  }
  return brought;
}

/**
 * It holds something else than what was last heard of. One that was waited for anyway is fetched as it is then; going back to what the case
 * has already is no news.
 */
async function isLaterVersion(on: Transaction, version: Parameters): Promise<boolean> {
  const before = await row<{ isNews: boolean }>(
    on,
    `UPDATE external_document e SET sha256 = :sha256, state = CASE WHEN n.is_news AND :fetches THEN 'wanted' ELSE e.state END,
            attempts = CASE WHEN n.is_news THEN 0 ELSE e.attempts END, next_try_at = CASE WHEN n.is_news AND :fetches THEN CAST(:now AS timestamptz) ELSE e.next_try_at END
       FROM (SELECT x.sha256 IS NOT NULL AND x.state <> 'wanted' AND NOT EXISTS (
                      SELECT 1 FROM document d WHERE d.case_id = :caseId AND encode(d.sha256, 'hex') = :sha256) AS is_news
               FROM external_document x WHERE x.system = :system AND x.record_id = :recordId AND x.document_id = :documentId
                AND x.sha256 IS DISTINCT FROM :sha256) n
      WHERE e.system = :system AND e.record_id = :recordId AND e.document_id = :documentId RETURNING n.is_news AS "isNews"`,
    version,
  );
  return before?.isNews === true;
}
