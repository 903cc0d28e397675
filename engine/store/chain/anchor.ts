/**
 * Anchors: one root over the heads of all streams that changed since the last anchor, chained to that one. A stream's own
 * chain can't tell that its last rows are missing; the anchor can, and an exported anchor proves it to somebody who doesn't trust the database.
 */
import * as crypto from 'node:crypto';
import type { Anchor, HistoryFaultReason } from '../../contract.js';
import { HASH_BYTES, NO_PREDECESSOR, sha256 } from './row-hash.js';
import type { ChainHead } from './verify-stream.js';

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

export type AnchorFault = Extract<HistoryFaultReason, 'ANCHOR_CHAIN' | 'ANCHOR_GAP' | 'ANCHOR_ROOT'>;

export type AnchorsVerdict =
  | { readonly type: 'intact'; readonly anchors: number; readonly lastPosition: bigint }
  | { readonly type: 'broken'; readonly anchors: number; readonly atPosition: bigint; readonly reason: AnchorFault };

/** Works the root out again from the rows of these positions, both included. */
export type RootOf = (firstPosition: bigint, lastPosition: bigint) => Promise<AnchorRoot>;

/** Anchors from the first one on, in order. */
export async function verifyAnchors(anchors: Iterable<Anchor> | AsyncIterable<Anchor>, rootOf: RootOf): Promise<AnchorsVerdict> {
  let previous: Anchor | undefined;
  let count = 0;
  for await (const anchor of anchors) {
    const reason = await verifyAnchor(anchor, previous, rootOf);
    if (reason) return { type: 'broken', anchors: count, atPosition: anchor.firstPosition, reason };
    previous = anchor;
    count++;
  }
  return { type: 'intact', anchors: count, lastPosition: previous?.lastPosition ?? 0n };
}

/** One anchor: that it follows the one before, and that the rows are those that it covers. */
export async function verifyAnchor(
  anchor: Anchor,
  previous: Pick<Anchor, 'lastPosition' | 'hash'> | undefined,
  rootOf: RootOf,
): Promise<AnchorFault | undefined> {
  if (anchor.firstPosition !== (previous?.lastPosition ?? 0n) + 1n) return 'ANCHOR_GAP';
  if (!anchorHash(anchor, previous?.hash).equals(anchor.hash)) return 'ANCHOR_CHAIN';
  const found = await rootOf(anchor.firstPosition, anchor.lastPosition);
  return found.streams === anchor.streams && found.root.equals(anchor.root) ? undefined : 'ANCHOR_ROOT';
}
