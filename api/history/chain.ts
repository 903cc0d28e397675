/**
 * The hash chain of a case's journal, and nothing else: which bytes are hashed, in which order. Changing a line here breaks
 * every chain that was ever written.
 */
import { createHash } from 'node:crypto';

export interface Link {
  readonly caseId: string;
  readonly seq: number;
  /** Whole milliseconds. */
  readonly atMs: number;
  readonly actor: string;
  readonly act: string;
  /** JSON text exactly as stored. */
  readonly facts: string;
  /** Absent when the act has no personal payload. It stays when the payload is erased. */
  readonly payloadDigest: Buffer | null;
}

/** Where a case's chain begins: bound to the case, so that chains can't be swapped. */
export function genesis(caseId: string): Buffer {
  return createHash('sha256').update('okienko case journal 1\n').update(caseId).digest();
}

export function linkHash(previous: Buffer, link: Link): Buffer {
  // JSON of an array of strings can't be read in two ways, unlike fields glued together.
  const header = JSON.stringify([
    link.caseId,
    String(link.seq),
    String(link.atMs),
    link.actor,
    link.act,
    link.facts,
    link.payloadDigest === null ? '' : link.payloadDigest.toString('hex'),
  ]);
  return createHash('sha256').update(previous).update(header, 'utf8').digest();
}

/** The salt makes it useless to guess an erased payload and compare. */
export function digestPayload(salt: Buffer, payload: string): Buffer {
  return createHash('sha256').update(salt).update(payload, 'utf8').digest();
}
