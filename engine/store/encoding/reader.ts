/** Reads what the writer wrote, and checks each step: damaged bytes give an {@link EncodingError}, never a wrong value far away. */
import { EncodingError } from './encoding-error.js';
import { asSafeNumber } from './writer.js';

export class Reader {
  private position = 0;
  private lastKey: number;

  constructor(
    private readonly bytes: Buffer,
    baseKey: bigint,
  ) {
    this.lastKey = asSafeNumber(baseKey);
  }

  get atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.position];
    if (value === undefined) throw this.truncated();
    this.position++;
    return value;
  }

  varint(): number {
    let byte = this.byte();
    if (byte < 128) return byte;
    let value = byte & 127;
    let scale = 128;
    for (let i = 1; i < 8; i++) {
      byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
      scale *= 128;
    }
    throw this.corrupt('a number beyond 2^53');
  }

  int(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  key(): bigint {
    const code = this.varint();
    if (code === 0) return 0n;
    if (code === 1) {
      if (this.position + 8 > this.bytes.length) throw this.truncated();
      const key = this.bytes.readBigInt64BE(this.position);
      this.position += 8;
      this.lastKey = asSafeNumber(key) || this.lastKey;
      return key;
    }
    const value = code - 2;
    this.lastKey += value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    if (this.lastKey <= 0 || this.lastKey > Number.MAX_SAFE_INTEGER) throw this.corrupt('a key out of range');
    return BigInt(this.lastKey);
  }

  string(): string {
    const length = this.varint();
    if (length === 0) return '';
    const end = this.position + length;
    if (end > this.bytes.length) throw this.truncated();
    const text = this.bytes.toString('utf8', this.position, end);
    this.position = end;
    return text;
  }

  strings(): string[] {
    const texts: string[] = [];
    for (let left = this.count(); left > 0; left--) texts.push(this.string());
    return texts;
  }

  /** How many items follow. Each takes a byte at least, so a damaged count can't make us allocate. */
  count(): number {
    const count = this.varint();
    if (count > this.bytes.length - this.position) throw this.truncated();
    return count;
  }

  corrupt(what: string): EncodingError {
    return new EncodingError(
      'ENCODING_CORRUPT',
      `Expected what the engine wrote, but found ${what} at byte ${this.position} of ${this.bytes.length}`,
    );
  }

  private truncated(): EncodingError {
    return new EncodingError('ENCODING_TRUNCATED', `Expected more bytes, but the value ends at byte ${this.bytes.length}`);
  }
}
