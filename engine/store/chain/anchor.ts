/**
 * Anchors: one root over the heads of all streams that changed since the last anchor, chained to that one. A stream's own
 * chain can't tell that its last rows are missing; the anchor can, and an exported anchor proves it to somebody who doesn't trust the database.
 */
import * as crypto from 'node:crypto';
import { HASH_BYTES, NO_PREDECESSOR, sha256 } from './row-hash.js';
import type { ChainHead } from './verify-stream.js';

export interface Anchor {
  /** History positions that it covers, both included. */
  readonly firstPosition: bigint;
  readonly lastPosition: bigint;
  /** Real time, ms. */
  readonly atMs: number;
  readonly streams: number;
  readonly root: Buffer;
  /** Over all of this and the hash of the anchor before. */
  readonly hash: Buffer;
}

const RECORD_BYTES = 8 + 4 + HASH_BYTES;
const RECORDS_A_CHUNK = 1024;
/** Tells anchor hashes from row hashes. */
const ANCHOR_DOMAIN = 0x02;

export interface AnchorRoot {
  readonly streams: number;
  readonly root: Buffer;
}

/** SHA-256 over (stream key, seq, hash) of each head, in order of stream key. The order in which they are given is of no account. */
export function anchorRoot(heads: Iterable<ChainHead>): AnchorRoot {
  const sorted = [...heads].sort((a, b) => (a.streamKey < b.streamKey ? -1 : a.streamKey > b.streamKey ? 1 : 0));
  const hash = crypto.createHash('sha256');
  const chunk = Buffer.allocUnsafe(RECORD_BYTES * RECORDS_A_CHUNK);
  let at = 0;
  for (const head of sorted) {
    at = chunk.writeBigInt64BE(head.streamKey, at);
    at = chunk.writeUInt32BE(head.seq, at);
    at += head.hash.copy(chunk, at);
    if (at < chunk.length) continue;
    hash.update(chunk);
    at = 0;
  }
  hash.update(chunk.subarray(0, at));
  return { streams: sorted.length, root: hash.digest() };
}

export function sealAnchor(anchor: Omit<Anchor, 'hash'>, previous: Buffer | undefined): Anchor {
  return { ...anchor, hash: anchorHash(anchor, previous) };
}

function anchorHash(anchor: Omit<Anchor, 'hash'>, previous: Buffer | undefined): Buffer {
  const bytes = Buffer.alloc(1 + HASH_BYTES + 8 + 8 + 8 + 4 + HASH_BYTES);
  bytes[0] = ANCHOR_DOMAIN;
  (previous ?? NO_PREDECESSOR).copy(bytes, 1);
  let at = bytes.writeBigInt64BE(anchor.firstPosition, 1 + HASH_BYTES);
  at = bytes.writeBigInt64BE(anchor.lastPosition, at);
  at = bytes.writeDoubleBE(anchor.atMs, at);
  at = bytes.writeUInt32BE(anchor.streams, at);
  anchor.root.copy(bytes, at);
  return sha256(bytes);
}

export type AnchorsVerdict =
  | { readonly type: 'intact'; readonly anchors: number; readonly lastPosition: bigint }
  | {
      readonly type: 'broken';
      readonly atPosition: bigint;
      /** CHAIN: an anchor was changed or left out. ROOT: history isn't what was anchored. */
      readonly reason: 'ANCHOR_CHAIN' | 'ANCHOR_GAP' | 'ANCHOR_ROOT';
    };

/** Anchors from the first one on, in order. `rootOf` works the root out again from history's rows. */
export async function verifyAnchors(
  anchors: Iterable<Anchor> | AsyncIterable<Anchor>,
  rootOf: (firstPosition: bigint, lastPosition: bigint) => Promise<AnchorRoot>,
): Promise<AnchorsVerdict> {
  let previous: Anchor | undefined;
  let count = 0;
  for await (const anchor of anchors) {
    const broken = { type: 'broken', atPosition: anchor.firstPosition } as const;
    if (anchor.firstPosition !== (previous?.lastPosition ?? 0n) + 1n) return { ...broken, reason: 'ANCHOR_GAP' };
    if (!anchorHash(anchor, previous?.hash).equals(anchor.hash)) return { ...broken, reason: 'ANCHOR_CHAIN' };
    const found = await rootOf(anchor.firstPosition, anchor.lastPosition);
    if (found.streams !== anchor.streams || !found.root.equals(anchor.root)) return { ...broken, reason: 'ANCHOR_ROOT' };
    previous = anchor;
    count++;
  }
  return { type: 'intact', anchors: count, lastPosition: previous?.lastPosition ?? 0n };
}
