/** Tells the DMS that a document goes from the files of one run to that of another case's. */
import { randomUUID } from 'node:crypto';
import type { DmsMove } from '../../workers/index.js';
import { later, type Transaction } from '../database.js';
import type { MovedDocument, OneCase } from './move.js';
import type { CaseFileThere } from './where-it-lies.js';

interface ToldMove {
  readonly document: MovedDocument;
  readonly theirId: string | null;
  /** In whose file it lies. */
  readonly caseRun: string;
  /** Whose run that is. */
  readonly from: OneCase;
  readonly to: OneCase;
  readonly file: CaseFileThere;
  readonly atMs: number;
}

export function tellMove(on: Transaction, { document, theirId, caseRun, from, to, file, atMs }: ToldMove): void {
  const effectKey = `moved|${randomUUID()}|${caseRun}`;
  const at = new Date(atMs);
  const payload: DmsMove = {
    ...{ caseRun, toCase: to.number, toCaseRun: file.caseRun, documentId: theirId ?? document.id, isOurs: theirId === null },
    ...{ name: document.name, sha256: document.sha256, at: at.toISOString() },
  };
  later(
    on,
    `INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, next_attempt_at)
     VALUES (:effectKey, 'dms', :number, 'move', CAST(:payload AS jsonb), :at, :at)`,
    { effectKey, number: from.number, payload: JSON.stringify(payload), at },
  );
  later(on, 'INSERT INTO document_move (effect_key, document_id, from_case, to_case) VALUES (:effectKey, :documentId, :from, :to)', {
    ...{ effectKey, documentId: document.id, from: from.id, to: to.id },
  });
}

/** So that it is no news when it shows up in that record. */
export function knowThere(on: Transaction, theirId: string, documentId: string, recordId: string, atMs: number): void {
  later(
    on,
    `INSERT INTO external_document (system, record_id, document_id, seen_at, state, fetched_as)
     VALUES ('dms', :recordId, :theirId, :now, 'fetched', :documentId)
     ON CONFLICT (tenant_id, system, record_id, document_id) DO UPDATE SET state = 'fetched', fetched_as = excluded.fetched_as, next_try_at = NULL`,
    { recordId, theirId, documentId, now: new Date(atMs) },
  );
}
