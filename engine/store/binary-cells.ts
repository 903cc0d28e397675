/**
 * PostgreSQL's binary form of single values, each preceded by its length (-1 for NULL): the cells of a binary array and of a
 * row in COPY's binary format alike. The only place that knows that form.
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
export type CellType = keyof CellOf;

export const SQL_TYPE: Readonly<Record<CellType, string>> = {
  int8: 'bigint',
  int4: 'int',
  int2: 'smallint',
  bool: 'boolean',
  text: 'text',
  bytea: 'bytea',
  timestamptz: 'timestamptz',
};

/** PostgreSQL counts timestamps from 2000-01-01, in microseconds. */
const EPOCH_2000_MS = 946_684_800_000;
const TWO_32 = 4_294_967_296;
/** UTF-8 needs at most three bytes for one UTF-16 unit. */
const BYTES_PER_UNIT = 3;
/** Short and plain texts are most of all; a call into native code costs more than a loop over them. */
const LOOP_MAX = 64;

/** Bytes under way. Grows by itself; what leaves is a copy of the right size. */
export class CellBuffer {
  bytes: Buffer;
  /** The same bytes: V8 compiles its accesses to single instructions, unlike Buffer's for 64 bits. */
  view: DataView;
  /** Where the next cell goes. */
  at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
    this.view = new DataView(this.bytes.buffer);
  }

  reserve(bytes: number): void {
    if (this.at + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + bytes));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  int16(value: number): void {
    this.reserve(2);
    this.view.setInt16(this.at, value);
    this.at += 2;
  }

  int32(value: number): void {
    this.reserve(4);
    this.view.setInt32(this.at, value);
    this.at += 4;
  }

  /** A copy of all that was written; the buffer begins anew. */
  take(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, this.at));
    this.at = 0;
    return taken;
  }
}

export type CellWriter = (buffer: CellBuffer, value: unknown) => void;

/** `value` is none of null and undefined. Types were checked where the row was added; the casts only undo the loss of a heterogeneous tuple. */
export const CELL_WRITERS: Readonly<Record<CellType, CellWriter>> = {
  int8(buffer, value) {
    buffer.reserve(12);
    buffer.view.setInt32(buffer.at, 8);
    buffer.view.setBigInt64(buffer.at + 4, value as bigint);
    buffer.at += 12;
  },
  int4(buffer, value) {
    buffer.reserve(8);
    buffer.view.setInt32(buffer.at, 4);
    buffer.view.setInt32(buffer.at + 4, value as number);
    buffer.at += 8;
  },
  int2(buffer, value) {
    buffer.reserve(6);
    buffer.view.setInt32(buffer.at, 2);
    buffer.view.setInt16(buffer.at + 4, value as number);
    buffer.at += 6;
  },
  bool(buffer, value) {
    buffer.reserve(5);
    buffer.view.setInt32(buffer.at, 1);
    buffer.view.setInt8(buffer.at + 4, value ? 1 : 0);
    buffer.at += 5;
  },
  timestamptz(buffer, value) {
    buffer.reserve(12);
    // Microseconds of any year that PostgreSQL knows fit a double exactly; two halves are cheaper than a bigint.
    const microseconds = ((value as number) - EPOCH_2000_MS) * 1000;
    const high = Math.floor(microseconds / TWO_32);
    buffer.view.setInt32(buffer.at, 8);
    buffer.view.setInt32(buffer.at + 4, high);
    buffer.view.setUint32(buffer.at + 8, microseconds - high * TWO_32);
    buffer.at += 12;
  },
  text(buffer, value) {
    const text = value as string;
    buffer.reserve(4 + text.length * BYTES_PER_UNIT);
    const { bytes, at } = buffer;
    const length = text.length <= LOOP_MAX && writeAscii(bytes, text, at + 4) ? text.length : bytes.write(text, at + 4, 'utf8');
    buffer.view.setInt32(at, length);
    buffer.at = at + 4 + length;
  },
  bytea(buffer, value) {
    const source = value as Uint8Array;
    const { length } = source;
    buffer.reserve(4 + length);
    const { bytes, at } = buffer;
    buffer.view.setInt32(at, length);
    if (length > LOOP_MAX) bytes.set(source, at + 4);
    else for (let i = 0; i < length; i++) bytes[at + 4 + i] = source[i] ?? 0;
    buffer.at = at + 4 + length;
  },
};

function writeAscii(bytes: Buffer, text: string, at: number): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return false;
    bytes[at + i] = code;
  }
  return true;
}
