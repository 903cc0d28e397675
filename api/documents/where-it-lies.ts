/** Where a document of ours lies in the DMS, and whether a case has a file there that takes it: by what was delivered and what was heard. */
import { row, rows, type Statements } from '../database.js';
import { EFFECT_OF } from './to-file.js';

/** Nothing more is to be done about these. */
const SETTLED = '(o.delivered_at IS NOT NULL OR o.withdrawn_at IS NOT NULL)';

/** Runs of the case in whose files it lies or will lie, the newest first. */
export async function runsThatHold(on: Statements, documentId: string, caseId: string): Promise<readonly string[]> {
  const found = await rows<{ run: string }>(
    on,
    `WITH gone AS (SELECT coalesce(max(o.id), 0) AS id FROM document_move m JOIN outbox o ON o.effect_key = m.effect_key
                    WHERE m.document_id = :documentId AND m.from_case = :caseId AND o.withdrawn_at IS NULL),
          sent AS (SELECT r.case_run AS run FROM document d JOIN case_run r ON r.case_id = :caseId JOIN outbox o ON o.effect_key = ${EFFECT_OF}
                    WHERE d.id = :documentId AND o.withdrawn_at IS NULL AND (o.held_at IS NULL OR o.delivered_at IS NOT NULL)
                      AND o.id > (SELECT id FROM gone)),
          brought AS (SELECT o.payload->>'toCaseRun' AS run FROM document_move m JOIN outbox o ON o.effect_key = m.effect_key
                       WHERE m.document_id = :documentId AND m.to_case = :caseId AND o.delivered_at IS NOT NULL AND o.id > (SELECT id FROM gone)),
          arrived AS (SELECT e.case_run AS run FROM external_document x JOIN external_record e ON e.system = x.system AND e.record_id = x.record_id
                        JOIN case_file c ON c.number = e.case_number
                       WHERE x.fetched_as = :documentId AND x.system = 'dms' AND c.id = :caseId)
     SELECT r.case_run AS run FROM case_run r
      WHERE r.case_id = :caseId AND r.case_run IN (SELECT run FROM sent UNION SELECT run FROM brought UNION SELECT run FROM arrived)
      ORDER BY r.run DESC`,
    { documentId, caseId },
  );
  return found.map(({ run }) => run);
}

/** What the DMS calls it, where it came from there; null: it knows it by our id. */
export async function theirIdOf(on: Statements, documentId: string): Promise<string | null> {
  const found = await row<{ id: string }>(
    on,
    `SELECT x.document_id AS id FROM external_document x JOIN document d ON d.id = x.fetched_as
      WHERE d.id = :documentId AND d.origin = 'dms' AND x.system = 'dms' ORDER BY x.seen_at DESC LIMIT 1`,
    { documentId },
  );
  return found?.id ?? null;
}

export interface CaseFileThere {
  readonly caseRun: string;
  readonly recordId: string;
  /** Its number, or what the DMS calls it. */
  readonly number: string;
  readonly isOpen: boolean;
}

/** The last one of the case's current run; undefined: none that has arrived. */
export async function fileOf(on: Statements, caseId: string): Promise<CaseFileThere | undefined> {
  return row<CaseFileThere>(
    on,
    `SELECT r.case_run AS "caseRun", f.id AS "recordId", f.number, f.is_open AS "isOpen"
       FROM case_file c JOIN case_run r ON r.case_id = c.id AND r.run = c.current_run
       CROSS JOIN LATERAL (
         SELECT id, file_number AS number, state = 'open' AS is_open, opened_at AS at FROM dms_file WHERE case_run = r.case_run
         UNION ALL
         SELECT record_id, coalesce(record_number, record_id), NOT is_closed, known_since FROM external_record
          WHERE system = 'dms' AND case_run = r.case_run) f
      WHERE c.id = :caseId ORDER BY f.at DESC LIMIT 1`,
    { caseId },
  );
}

/** It is on its way from one file to another, or that waits for a person. */
export async function isBeingMoved(on: Statements, documentId: string): Promise<boolean> {
  const found = await row(
    on,
    `SELECT 1 FROM document_move m JOIN outbox o ON o.effect_key = m.effect_key WHERE m.document_id = :documentId AND NOT ${SETTLED}`,
    { documentId },
  );
  return found !== undefined;
}
