/** The chain holds what it promises: erasing a payload leaves it whole, and any other change is found where it was made. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anchorRoot, sealAnchor, verifyAnchors } from './anchor.js';
import { rowHash, sealPayload } from './row-hash.js';
import { type ChainHead, type ChainRow, verifyStream } from './verify-stream.js';

const STREAM = (1n << 51n) | 7n;

function stream(length: number, streamKey = STREAM): ChainRow[] {
  const rows: ChainRow[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const facts = Buffer.from(`fact ${seq}`);
    const payload = seq % 2 === 0 ? Buffer.from(`Jan Kowalski ${seq}`) : null;
    const seal = payload ? sealPayload(payload) : undefined;
    const header = { streamKey, seq, atMs: 1_700_000_000_000 + seq };
    const hash = rowHash(rows.at(-1)?.hash, header, facts, seal?.digest);
    rows.push({ ...header, facts, payload, salt: seal?.salt ?? null, payloadDigest: seal?.digest ?? null, hash });
  }
  return rows;
}

const edited = (rows: readonly ChainRow[], seq: number, change: Partial<ChainRow>): ChainRow[] =>
  rows.map((row) => (row.seq === seq ? { ...row, ...change } : row));

describe('a stream', () => {
  test('is intact as it was written, page by page as well', () => {
    const rows = stream(6);
    expect(verifyStream(rows)).toEqual({ type: 'intact', rows: 6, erased: 0, head: expect.objectContaining({ seq: 6 }) });
    const first = verifyStream(rows.slice(0, 3));
    const head: ChainHead | undefined = first.type === 'intact' ? first.head : undefined;
    expect(verifyStream(rows.slice(3), head)).toMatchObject({ type: 'intact', rows: 3 });
  });

  test('stays intact when a payload and its salt are erased', () => {
    const rows = edited(stream(6), 4, { payload: null, salt: null });
    expect(verifyStream(rows)).toMatchObject({ type: 'intact', rows: 6, erased: 1 });
  });

  const changes: [string, Partial<ChainRow>, string][] = [
    ['facts', { facts: Buffer.from('fact 5') }, 'HASH_MISMATCH'],
    ['time', { atMs: 1 }, 'HASH_MISMATCH'],
    ['payload', { payload: Buffer.from('Jan Nowak') }, 'PAYLOAD_MISMATCH'],
    ['payload digest', { payloadDigest: Buffer.alloc(32) }, 'HASH_MISMATCH'],
    ['payload digest taken away', { payloadDigest: null }, 'HASH_MISMATCH'],
    ['salt alone erased', { salt: null }, 'PAYLOAD_INCOMPLETE'],
    ['payload alone erased', { payload: null }, 'PAYLOAD_INCOMPLETE'],
    ['stream', { streamKey: 9n }, 'FOREIGN_ROW'],
    ['hash', { hash: Buffer.alloc(32) }, 'HASH_MISMATCH'],
  ];
  test.each(changes)('is broken at the row whose %s was changed', (_, change, reason) => {
    expect(verifyStream(edited(stream(6), 4, change))).toEqual({ type: 'broken', atSeq: 4, reason });
  });

  test('is broken where a row is missing, doubled or swapped', () => {
    const rows = stream(6);
    expect(verifyStream(rows.filter((row) => row.seq !== 3))).toEqual({ type: 'broken', atSeq: 3, reason: 'SEQUENCE_GAP' });
    expect(verifyStream([...rows.slice(0, 3), ...rows.slice(2)])).toEqual({ type: 'broken', atSeq: 4, reason: 'SEQUENCE_GAP' });
    expect(verifyStream(rows.slice(1))).toEqual({ type: 'broken', atSeq: 1, reason: 'SEQUENCE_GAP' });
  });

  test('is broken by any single bit of its facts', () => {
    const rows = stream(3);
    fc.assert(
      fc.property(fc.nat(2), fc.nat(), fc.nat(7), (place, byte, bit) => {
        const facts = Buffer.from(rows[place]?.facts ?? []);
        const at = byte % facts.length;
        facts[at] = (facts[at] ?? 0) ^ (1 << bit);
        expect(verifyStream(edited(rows, place + 1, { facts }))).toEqual({ type: 'broken', atSeq: place + 1, reason: 'HASH_MISMATCH' });
      }),
    );
  });

  test('equal payloads have different digests, so none can be guessed from another', () => {
    const payload = Buffer.from('"Jan Kowalski"');
    expect(sealPayload(payload).digest.equals(sealPayload(payload).digest)).toBe(false);
  });
});

describe('anchors', () => {
  const heads = (count: number): ChainHead[] =>
    Array.from({ length: count }, (_, i) => ({ streamKey: BigInt(i) + 10n, seq: i + 1, hash: Buffer.alloc(32, i) }));

  test('a root is the same in whatever order its heads come, and another when any head differs', () => {
    const some = heads(3000);
    const { root, streams } = anchorRoot(some);
    expect(streams).toBe(3000);
    expect(anchorRoot([...some].reverse()).root.equals(root)).toBe(true);
    expect(anchorRoot(some.slice(1)).root.equals(root)).toBe(false);
    expect(anchorRoot(some.map((head, i) => (i === 5 ? { ...head, seq: 5 } : head))).root.equals(root)).toBe(false);
  });

  test('a log is intact as it was written; a missing tail, a changed or a left out anchor is seen', async () => {
    const first = sealAnchor({ firstPosition: 1n, lastPosition: 10n, atMs: 1, ...anchorRoot(heads(3)) }, undefined);
    const second = sealAnchor({ firstPosition: 11n, lastPosition: 20n, atMs: 2, ...anchorRoot(heads(4)) }, first.hash);
    const rootOf = async (from: bigint) => anchorRoot(heads(from === 1n ? 3 : 4));
    expect(await verifyAnchors([first, second], rootOf)).toEqual({ type: 'intact', anchors: 2, lastPosition: 20n });
    expect(await verifyAnchors([first, second], async () => anchorRoot(heads(3)))).toEqual({
      type: 'broken',
      anchors: 1,
      atPosition: 11n,
      reason: 'ANCHOR_ROOT',
    });
    expect(await verifyAnchors([first, { ...second, atMs: 3 }], rootOf)).toMatchObject({ reason: 'ANCHOR_CHAIN' });
    expect(await verifyAnchors([second], rootOf)).toMatchObject({ reason: 'ANCHOR_GAP' });
  });
});
