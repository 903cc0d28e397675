/**
 * The hash of a history row: SHA-256 over its predecessor's hash, its header, its facts and the digest of its payload.
 * The payload itself isn't hashed but salted and digested first, so it can be erased together with its salt: the digest stays, the
 * chain still verifies, and what was erased can't be guessed from the digest.
 */
import * as crypto from 'node:crypto';

export interface RowHeader {
  readonly streamKey: bigint;
  /** Place in its stream, from 1. */
  readonly seq: number;
  /** Engine clock, ms. */
  readonly atMs: number;
}

/** What is kept beside a payload. `salt` goes with the payload when it is erased, `digest` stays. */
export interface PayloadSeal {
  readonly salt: Buffer;
  readonly digest: Buffer;
}

export const HASH_BYTES = 32;
const SALT_BYTES = 16;
const HEADER_BYTES = 1 + HASH_BYTES + 8 + 4 + 8 + 1 + 4;
/** Tells row hashes from the hashes of anchors, and this layout from a later one. */
const ROW_DOMAIN = 0x01;

/** Before the first row of a stream. */
export const NO_PREDECESSOR: Buffer = Buffer.alloc(HASH_BYTES);

let scratch = Buffer.allocUnsafeSlow(4096);

export function rowHash(previous: Buffer | undefined, header: RowHeader, facts: Buffer, payloadDigest: Buffer | undefined): Buffer {
  const length = HEADER_BYTES + facts.length + HASH_BYTES;
  if (length > scratch.length) scratch = Buffer.allocUnsafeSlow(2 * length);
  scratch[0] = ROW_DOMAIN;
  (previous ?? NO_PREDECESSOR).copy(scratch, 1);
  let at = scratch.writeBigInt64BE(header.streamKey, 1 + HASH_BYTES);
  at = scratch.writeUInt32BE(header.seq, at);
  at = scratch.writeDoubleBE(header.atMs, at);
  scratch[at++] = payloadDigest ? 1 : 0;
  at = scratch.writeUInt32BE(facts.length, at);
  at += facts.copy(scratch, at);
  if (payloadDigest) at += payloadDigest.copy(scratch, at);
  return sha256(scratch.subarray(0, at));
}

export function sealPayload(payload: Buffer): PayloadSeal {
  const salt = nextSalt();
  return { salt, digest: payloadDigest(salt, payload) };
}

export function payloadDigest(salt: Buffer, payload: Buffer): Buffer {
  const length = salt.length + payload.length;
  if (length > scratch.length) scratch = Buffer.allocUnsafeSlow(2 * length);
  salt.copy(scratch, 0);
  payload.copy(scratch, salt.length);
  return sha256(scratch.subarray(0, length));
}

/** One call into native code where Node has it (20.12). */
export const sha256: (bytes: Buffer) => Buffer =
  'hash' in crypto ? (bytes) => crypto.hash('sha256', bytes, 'buffer') : (bytes) => crypto.createHash('sha256').update(bytes).digest();

/** Random bytes come a page at a time: a call costs more than the bytes. */
const SALTS_A_PAGE = 256;
let page = Buffer.alloc(0);
let used = 0;

function nextSalt(): Buffer {
  if (used === page.length) {
    page = crypto.randomBytes(SALT_BYTES * SALTS_A_PAGE);
    used = 0;
  }
  const salt = page.subarray(used, used + SALT_BYTES);
  used += SALT_BYTES;
  return salt;
}
