/** Proves that the rows of one history stream are all there, unchanged and in order, whether or not payloads were erased. */
import type { HistoryFaultReason } from '../../contract.js';
import { NO_PREDECESSOR, payloadDigest, rowHash } from './row-hash.js';

/** A history row as the chain sees it. */
export interface ChainRow {
  readonly streamKey: bigint;
  readonly seq: number;
  readonly atMs: number;
  readonly facts: Buffer;
  readonly payload: Buffer | null;
  readonly salt: Buffer | null;
  readonly payloadDigest: Buffer | null;
  readonly hash: Buffer;
}

/** The last row of a stream so far. */
export interface ChainHead {
  readonly streamKey: bigint;
  readonly seq: number;
  readonly hash: Buffer;
}

export type BrokenReason = Extract<
  HistoryFaultReason,
  'SEQUENCE_GAP' | 'FOREIGN_ROW' | 'HASH_MISMATCH' | 'PAYLOAD_MISMATCH' | 'PAYLOAD_INCOMPLETE'
>;

export type StreamVerdict =
  | { readonly type: 'intact'; readonly rows: number; readonly erased: number; readonly head: ChainHead | undefined }
  | { readonly type: 'broken'; readonly atSeq: number; readonly reason: BrokenReason };

/** Rows in order of `seq`. `after`: the head to go on from, so that a long stream can be verified page by page. */
export function verifyStream(rows: Iterable<ChainRow>, after?: ChainHead): StreamVerdict {
  let head = after;
  let count = 0;
  let erased = 0;
  for (const row of rows) {
    const reason = faultOf(row, head);
    if (reason) return { type: 'broken', atSeq: reason === 'SEQUENCE_GAP' ? (head?.seq ?? 0) + 1 : row.seq, reason };
    if (row.payloadDigest && !row.payload) erased++;
    count++;
    head = { streamKey: row.streamKey, seq: row.seq, hash: row.hash };
  }
  return { type: 'intact', rows: count, erased, head };
}

function faultOf(row: ChainRow, head: ChainHead | undefined): BrokenReason | undefined {
  if (head && row.streamKey !== head.streamKey) return 'FOREIGN_ROW';
  if (row.seq !== (head?.seq ?? 0) + 1) return 'SEQUENCE_GAP';
  const expected = rowHash(head?.hash ?? NO_PREDECESSOR, row, row.facts, row.payloadDigest ?? undefined);
  if (!expected.equals(row.hash)) return 'HASH_MISMATCH';
  if ((row.payload === null) !== (row.salt === null)) return 'PAYLOAD_INCOMPLETE';
  if (!row.payload || !row.salt) return undefined;
  if (!row.payloadDigest) return 'PAYLOAD_INCOMPLETE';
  return payloadDigest(row.salt, row.payload).equals(row.payloadDigest) ? undefined : 'PAYLOAD_MISMATCH';
}
