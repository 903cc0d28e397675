/**
 * Writes the engine's compact binary values into one growing slab of memory, and hands out finished values as views of it:
 * no buffer is allocated per value, nothing is copied. A view keeps its slab alive, so it is for bytes that soon go to the database.
 *
 * A key is written as its distance from the key written before it (keys that belong together were drawn together).
 */
const SLAB_BYTES = 256 * 1024;
const SHORT_STRING_CHARS = 40;
const TWO_32 = 0x1_0000_0000;
/** Beyond this distance the absolute key is as short. */
const KEY_DISTANCE_MAX = 2 ** 40;

export class Writer {
  private slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
  private start = 0;
  private position = 0;
  private lastKey = 0;

  /** Begins a value; keys are counted from `baseKey`. An unfinished value before it is dropped. */
  begin(baseKey: bigint): void {
    this.position = this.start;
    this.lastKey = asSafeNumber(baseKey);
  }

  get length(): number {
    return this.position - this.start;
  }

  finish(): Buffer {
    const value = this.slab.subarray(this.start, this.position);
    this.start = this.position;
    return value;
  }

  byte(value: number): void {
    if (this.position === this.slab.length) this.grow(1);
    this.slab[this.position++] = value;
  }

  /** A whole number from 0 to 2^53 - 1. */
  varint(value: number): void {
    if (this.position + 8 > this.slab.length) this.grow(8);
    const slab = this.slab;
    let rest = value;
    let at = this.position;
    while (rest >= TWO_32) {
      slab[at++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    let low = rest >>> 0;
    while (low > 127) {
      slab[at++] = (low & 127) | 128;
      low >>>= 7;
    }
    slab[at++] = low;
    this.position = at;
  }

  /** A whole number, small ones of either sign short: zigzag. |value| < 2^52. */
  int(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Any 64-bit key; 0n (none) is one byte. */
  key(key: bigint): void {
    if (key === 0n) {
      this.byte(0);
      return;
    }
    const number = Number(key);
    if (number > 0 && number <= Number.MAX_SAFE_INTEGER) {
      const distance = number - this.lastKey;
      this.lastKey = number;
      if (distance < KEY_DISTANCE_MAX && distance > -KEY_DISTANCE_MAX) {
        this.varint((distance < 0 ? -2 * distance - 1 : 2 * distance) + 2);
        return;
      }
    }
    this.byte(1);
    if (this.position + 8 > this.slab.length) this.grow(8);
    this.position = this.slab.writeBigInt64BE(key, this.position);
  }

  /** UTF-8 with its length in bytes before it. */
  string(text: string): void {
    const chars = text.length;
    if (chars <= SHORT_STRING_CHARS && this.ascii(text, chars)) return;
    const bytes = Buffer.byteLength(text, 'utf8');
    this.varint(bytes);
    if (this.position + bytes > this.slab.length) this.grow(bytes);
    this.slab.write(text, this.position, bytes, 'utf8');
    this.position += bytes;
  }

  strings(texts: readonly string[]): void {
    this.varint(texts.length);
    for (const text of texts) this.string(text);
  }

  /** Short and plain texts are most of all; a call into native code costs more than this loop. */
  private ascii(text: string, chars: number): boolean {
    if (this.position + chars + 1 > this.slab.length) this.grow(chars + 1);
    const slab = this.slab;
    const at = this.position;
    slab[at] = chars;
    for (let i = 0; i < chars; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return false;
      slab[at + 1 + i] = code;
    }
    this.position = at + 1 + chars;
    return true;
  }

  private grow(bytes: number): void {
    const written = this.position - this.start;
    const next = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, 2 * (written + bytes)));
    this.slab.copy(next, 0, this.start, this.position);
    this.slab = next;
    this.start = 0;
    this.position = written;
  }
}

/** Distances are counted in doubles; a base beyond them counts as 0, which only makes the first key longer. */
export function asSafeNumber(key: bigint): number {
  const number = Number(key);
  return number > 0 && number <= Number.MAX_SAFE_INTEGER ? number : 0;
}
