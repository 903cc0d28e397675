/** Adds a document to a case, whoever brought it: bytes, checksum, the line in the journal, and its way into the case's file in the DMS. */
import { randomUUID } from 'node:crypto';
import type { SystemName } from '../../workers/ports.js';
import { run, type Transaction } from '../database.js';
import { record } from '../history/journal.js';
import { sendToFile } from './to-file.js';

export interface NewDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
  /** SHA-256 of the content. */
  readonly checksum: Buffer;
  /** Login, or `system:…`. */
  readonly by: string;
  /** The system in which somebody put it first. */
  readonly origin?: SystemName;
  /** The document that it is a later version of. */
  readonly replaces?: string | null;
}

/** Gives its id. */
export async function addDocument(on: Transaction, caseId: string, added: NewDocument, atMs: number): Promise<string> {
  const { name, content, checksum, by, origin = null, replaces = null } = added;
  const id = randomUUID();
  const mediaType = added.mediaType.slice(0, 200);
  await record(on, {
    caseId,
    atMs,
    actor: by,
    act: 'document.added',
    facts: {
      documentId: id,
      mediaType,
      sizeBytes: content.length,
      sha256: checksum.toString('hex'),
      ...(origin === null ? {} : { origin }),
      ...(replaces === null ? {} : { replaces }),
    },
    payload: { name },
  });
  await run(
    on,
    `INSERT INTO document (id, case_id, name, media_type, size_bytes, sha256, content, added_at, added_by, origin, replaces)
     VALUES (:id, :caseId, :name, :mediaType, :size, :sha256, :content, :at, :by, :origin, :replaces)`,
    { id, caseId, name, mediaType, size: content.length, sha256: checksum, content, at: new Date(atMs), by, origin, replaces },
  );
  await sendToFile(on, caseId, atMs);
  return id;
}
