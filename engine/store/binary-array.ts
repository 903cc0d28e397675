/**
 * Writes PostgreSQL's binary array format, so that a batch of hundreds of rows goes over the wire as one parameter a column
 * without a detour through text. The only place that knows that format (src/backend/utils/adt/arrayfuncs.c, array_recv).
 */

export interface CellOf {
  readonly int8: bigint | null;
  readonly int4: number | null;
  readonly int2: number | null;
  readonly bool: boolean | null;
  readonly text: string | null;
  readonly bytea: Uint8Array | null;
  /** Milliseconds since 1970. */
  readonly timestamptz: number | null;
}
export type ArrayType = keyof CellOf;

export const SQL_TYPE: Readonly<Record<ArrayType, string>> = {
  int8: 'bigint',
  int4: 'int',
  int2: 'smallint',
  bool: 'boolean',
  text: 'text',
  bytea: 'bytea',
  timestamptz: 'timestamptz',
};

const OID: Readonly<Record<ArrayType, number>> = { int8: 20, int4: 23, int2: 21, bool: 16, text: 25, bytea: 17, timestamptz: 1184 };
/** PostgreSQL counts timestamps from 2000-01-01, in microseconds. */
const EPOCH_2000_MS = 946_684_800_000;
const HEADER_BYTES = 20;
const TWO_32 = 4_294_967_296;
/** UTF-8 needs at most three bytes for one UTF-16 unit. */
const BYTES_PER_UNIT = 3;

/** Short and plain texts are most of all; a call into native code costs more than a loop over them. */
const LOOP_MAX = 64;

/** Grows and is used again for each column; what leaves is a copy of the right size. */
let scratch = Buffer.allocUnsafeSlow(1 << 20);
/** The same bytes: V8 compiles its accesses to single instructions, unlike Buffer's for 64 bits. */
let view = new DataView(scratch.buffer);

function reserve(at: number, bytes: number): void {
  if (at + bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(scratch.length * 2, at + bytes));
  scratch.copy(larger, 0, 0, at);
  scratch = larger;
  view = new DataView(scratch.buffer);
}

/** One column of rows as a binary array. */
export function encodeColumn(type: ArrayType, rows: readonly (readonly unknown[])[], column: number): Buffer {
  const count = rows.length;
  view.setInt32(0, count > 0 ? 1 : 0);
  view.setInt32(4, 1);
  view.setInt32(8, OID[type]);
  if (count === 0) return Buffer.from(scratch.subarray(0, 12));
  view.setInt32(12, count);
  view.setInt32(16, 1);
  const write = WRITERS[type];
  let at = HEADER_BYTES;
  for (let i = 0; i < count; i++) {
    const value = rows[i]?.[column];
    if (value === null || value === undefined) {
      reserve(at, 4);
      view.setInt32(at, -1);
      at += 4;
    } else at = write(value, at);
  }
  return Buffer.from(scratch.subarray(0, at));
}

/** Types were checked where the row was added; the casts here only undo the loss of a heterogeneous tuple. */
const WRITERS: Readonly<Record<ArrayType, (value: unknown, at: number) => number>> = {
  int8(value, at) {
    reserve(at, 12);
    view.setInt32(at, 8);
    view.setBigInt64(at + 4, value as bigint);
    return at + 12;
  },
  int4(value, at) {
    reserve(at, 8);
    view.setInt32(at, 4);
    view.setInt32(at + 4, value as number);
    return at + 8;
  },
  int2(value, at) {
    reserve(at, 6);
    view.setInt32(at, 2);
    view.setInt16(at + 4, value as number);
    return at + 6;
  },
  bool(value, at) {
    reserve(at, 5);
    view.setInt32(at, 1);
    view.setInt8(at + 4, value ? 1 : 0);
    return at + 5;
  },
  timestamptz(value, at) {
    reserve(at, 12);
    // Microseconds of any year that PostgreSQL knows fit a double exactly; two halves are cheaper than a bigint.
    const microseconds = ((value as number) - EPOCH_2000_MS) * 1000;
    view.setInt32(at, 8);
    view.setInt32(at + 4, Math.floor(microseconds / TWO_32));
    view.setUint32(at + 8, microseconds - Math.floor(microseconds / TWO_32) * TWO_32);
    return at + 12;
  },
  text(value, at) {
    const text = value as string;
    reserve(at, 4 + text.length * BYTES_PER_UNIT);
    const length = text.length <= LOOP_MAX && writeAscii(text, at + 4) ? text.length : scratch.write(text, at + 4, 'utf8');
    view.setInt32(at, length);
    return at + 4 + length;
  },
  bytea(value, at) {
    const bytes = value as Uint8Array;
    const { length } = bytes;
    reserve(at, 4 + length);
    view.setInt32(at, length);
    if (length > LOOP_MAX) scratch.set(bytes, at + 4);
    else for (let i = 0; i < length; i++) scratch[at + 4 + i] = bytes[i] ?? 0;
    return at + 4 + length;
  },
};

function writeAscii(text: string, at: number): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return false;
    scratch[at + i] = code;
  }
  return true;
}
