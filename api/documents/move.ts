/**
 * A document that is in the wrong case goes to the right one: here at once, in the DMS from file to file by an effect of its own, after all
 * that was told of the first case before. Nothing is deleted, and both cases' journals say who, why, whence and where to.
 */
import { row, run, type Statements, type Transaction } from '../database.js';
import { type LockedCase, record } from '../history/journal.js';
import { checkHold, checkPeople, takesDocuments } from './move-refusals.js';
import { knowThere, tellMove } from './tell-move.js';
import { sendToFile } from './to-file.js';
import { type CaseFileThere, fileOf, runsThatHold, theirIdOf } from './where-it-lies.js';

export interface MovedDocument {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export type OneCase = Pick<LockedCase, 'id' | 'number'>;

/** What happens to it in the DMS. */
export type InDms =
  | { readonly type: 'moves'; readonly runs: readonly string[]; readonly to: CaseFileThere }
  /** It isn't there yet, and the right case has a file that gets it. */
  | { readonly type: 'sent'; readonly to: CaseFileThere }
  /** It isn't there, nor will it be. */
  | { readonly type: 'none' };

/** undefined: the case has no such document. */
export async function documentOf(on: Statements, caseId: string, id: string): Promise<MovedDocument | undefined> {
  return row<MovedDocument>(
    on,
    `SELECT id, name, media_type AS "mediaType", size_bytes AS "sizeBytes", encode(sha256, 'hex') AS sha256
       FROM document WHERE id = :id AND case_id = :caseId`,
    { id, caseId },
  );
}

/** Throws what keeps it where it is. */
export async function prospectOf(on: Statements, documentId: string, from: OneCase, to: OneCase): Promise<InDms> {
  await checkPeople(on, documentId, from.id, to.id);
  await checkHold(on, from);
  const runs = await runsThatHold(on, documentId, from.id);
  const file = await fileOf(on, to.id);
  if (runs.length === 0) return file?.isOpen === true ? { type: 'sent', to: file } : { type: 'none' };
  return { type: 'moves', runs, to: takesDocuments(file, to.number) };
}

export interface Moving {
  readonly document: MovedDocument;
  readonly from: OneCase;
  readonly to: OneCase;
  /** Login. */
  readonly by: string;
  readonly reason: string;
  readonly atMs: number;
}

/** Both cases are locked, and {@link prospectOf} was asked since. */
export async function moveDocument(on: Transaction, moving: Moving, inDms: InDms): Promise<void> {
  const { document, from, to, by, atMs } = moving;
  // What the DMS refused never got there; it goes to the right file from here.
  await run(
    on,
    `UPDATE outbox SET withdrawn_at = :now, withdrawn_by = :by
      WHERE effect_key IN (SELECT concat('document|', CAST(:id AS text), '|', case_run) FROM case_run WHERE case_id = :from)
        AND held_at IS NOT NULL AND delivered_at IS NULL AND withdrawn_at IS NULL AND (claimed_until IS NULL OR claimed_until < clock_timestamp())`,
    { id: document.id, from: from.id, by, now: new Date(atMs) },
  );
  if (inDms.type === 'moves') {
    const theirId = await theirIdOf(on, document.id);
    for (const caseRun of inDms.runs) tellMove(on, { document, theirId, caseRun, from, to, file: inDms.to, atMs });
    if (theirId !== null) knowThere(on, theirId, document.id, inDms.to.recordId, atMs);
  }
  await moveHere(on, moving, { inDms: inDms.type });
  await sendToFile(on, to.id, atMs);
}

/** In our house alone. */
export async function moveHere(on: Transaction, moving: Moving, facts: Readonly<Record<string, string>>): Promise<void> {
  const { document, from, to, by: actor, reason, atMs } = moving;
  const { id: documentId, name, mediaType, sizeBytes, sha256 } = document;
  const payload = { name, reason };
  await record(on, {
    caseId: from.id,
    atMs,
    actor,
    act: 'document.moved-out',
    facts: { documentId, sha256, number: to.number, ...facts },
    payload,
  });
  const added = { documentId, mediaType, sizeBytes, sha256, number: from.number, ...facts };
  await record(on, {
    ...{ caseId: to.id, atMs, actor, act: 'document.moved-in', facts: added, payload },
    tells: [{ kind: 'document', to: 'holders' }],
  });
  await run(on, 'UPDATE document SET case_id = :to WHERE id = :documentId AND case_id = :from', { documentId, from: from.id, to: to.id });
}
