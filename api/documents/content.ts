/** What a document holds, as it was stored: never bytes that don't fit their checksum. */
import { createHash } from 'node:crypto';
import { type Database, row } from '../database.js';

export interface DocumentContent {
  readonly bytes: Buffer;
  readonly name: string;
  readonly mediaType: string;
}

/** @param caseId when given, of this case alone */
export async function contentOf(db: Database, id: string, caseId: string | null = null): Promise<DocumentContent | undefined> {
  const found = await row<{ content: Buffer; sha256: Buffer; name: string; media_type: string }>(
    db,
    'SELECT content, sha256, name, media_type FROM document WHERE id = :id AND case_id = coalesce(:caseId, case_id)',
    { id, caseId },
  );
  if (found === undefined) return undefined;
  if (!createHash('sha256').update(found.content).digest().equals(found.sha256)) {
    throw new Error(`Expected document ${id} as it was stored, but its checksum doesn't fit`);
  }
  return { bytes: found.content, name: found.name, mediaType: found.media_type };
}
