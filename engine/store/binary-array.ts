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
/** UTF-8 needs at most three bytes for one UTF-16 unit. */
const BYTES_PER_UNIT = 3;

/** Grows and is used again for each column; what leaves is a copy of the right size. */
let scratch = Buffer.allocUnsafe(1 << 20);

function reserve(at: number, bytes: number): void {
  if (at + bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, at + bytes));
  scratch.copy(larger, 0, 0, at);
  scratch = larger;
}

/** One column of rows as a binary array. */
export function encodeColumn(type: ArrayType, rows: readonly (readonly unknown[])[], column: number): Buffer {
  const count = rows.length;
  scratch.writeInt32BE(count > 0 ? 1 : 0, 0);
  scratch.writeInt32BE(1, 4);
  scratch.writeInt32BE(OID[type], 8);
  if (count === 0) return Buffer.from(scratch.subarray(0, 12));
  scratch.writeInt32BE(count, 12);
  scratch.writeInt32BE(1, 16);
  let at = HEADER_BYTES;
  for (let i = 0; i < count; i++) at = writeCell(type, rows[i]?.[column], at);
  return Buffer.from(scratch.subarray(0, at));
}

/** Types were checked where the row was added; the casts here only undo the loss of a heterogeneous tuple. */
function writeCell(type: ArrayType, value: unknown, at: number): number {
  if (value === null || value === undefined) {
    reserve(at, 4);
    scratch.writeInt32BE(-1, at);
    return at + 4;
  }
  switch (type) {
    case 'int8':
      reserve(at, 12);
      scratch.writeInt32BE(8, at);
      scratch.writeBigInt64BE(value as bigint, at + 4);
      return at + 12;
    case 'int4':
      reserve(at, 8);
      scratch.writeInt32BE(4, at);
      scratch.writeInt32BE(value as number, at + 4);
      return at + 8;
    case 'int2':
      reserve(at, 6);
      scratch.writeInt32BE(2, at);
      scratch.writeInt16BE(value as number, at + 4);
      return at + 6;
    case 'bool':
      reserve(at, 5);
      scratch.writeInt32BE(1, at);
      scratch[at + 4] = value ? 1 : 0;
      return at + 5;
    case 'timestamptz':
      reserve(at, 12);
      scratch.writeInt32BE(8, at);
      scratch.writeBigInt64BE(BigInt((value as number) - EPOCH_2000_MS) * 1000n, at + 4);
      return at + 12;
    case 'text': {
      const text = value as string;
      reserve(at, 4 + text.length * BYTES_PER_UNIT);
      const length = scratch.write(text, at + 4, 'utf8');
      scratch.writeInt32BE(length, at);
      return at + 4 + length;
    }
    case 'bytea': {
      const bytes = value as Uint8Array;
      reserve(at, 4 + bytes.length);
      scratch.writeInt32BE(bytes.length, at);
      scratch.set(bytes, at + 4);
      return at + 4 + bytes.length;
    }
  }
}
