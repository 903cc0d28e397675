/** Documents that appeared in a record there: on the case's timeline, told to who holds it, and to be fetched. Those that we sent are no news. */
import type { RecordSystem } from '../../workers/ports.js';
import { row, type Transaction } from '../database.js';
import { record } from '../history/journal.js';
import type { Services } from '../services.js';
import type { OfCase } from './records.js';
import type { Seen } from './seen.js';

/** Gives whether there was a new one. */
export async function takeDocuments(api: Services, on: Transaction, system: RecordSystem, of: OfCase, seen: Seen): Promise<boolean> {
  let brought = false;
  // What is forgotten never comes back.
  const fetches = !of.erased && api.systems.sources[system]?.content !== undefined;
  for (const { documentId, name, sha256 } of seen.documents) {
    const { caseId, number } = of;
    const isNew = await row(
      on,
      `INSERT INTO external_document (system, record_id, document_id, seen_at, state, next_try_at)
       SELECT :system, :recordId, :documentId, :now, CASE WHEN :fetches THEN 'wanted' ELSE 'told' END, CASE WHEN :fetches THEN CAST(:now AS timestamptz) END
        WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.case_id = :caseId
                             AND (CAST(d.id AS text) = :documentId OR encode(d.sha256, 'hex') = CAST(:sha256 AS text) OR (CAST(:sha256 AS text) IS NULL AND d.name = :name)))
          AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.case_number = :number AND o.system = :system AND o.action = 'document' AND o.remote_id = :documentId)
       ON CONFLICT DO NOTHING RETURNING 1`,
      { system, recordId: seen.recordId, documentId, name, sha256, caseId, number, fetches, now: new Date(api.clock.now()) },
    );
    if (isNew === undefined) continue;
    brought = true;
    await record(on, {
      caseId,
      atMs: api.clock.now(),
      actor: `system:${system}`,
      act: `${system}.document-arrived`,
      facts: { recordId: seen.recordId, documentId, sha256 },
      ...(of.erased ? {} : { payload: { name } }),
      tells: [{ kind: 'document', to: 'holders' }],
    });
  }
  return brought;
}
