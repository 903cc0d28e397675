/**
 * A map from engine keys for very many of them. A bigint is hashed by a call into the runtime; a small integer isn't. So the low 30
 * bits are looked up in a map of their own for each value of the bits above, of which there are few: keys are counted up.
 */
const LOW = 2 ** 30;

export class KeyMap<V> {
  private readonly pages = new Map<number, Map<number, V>>();
  private lastHigh = -1;
  private lastPage: Map<number, V> | undefined;
  private count = 0;

  get size(): number {
    return this.count;
  }

  get(key: bigint): V | undefined {
    const number = Number(key);
    const high = Math.floor(number / LOW);
    return this.page(high)?.get(number - high * LOW);
  }

  has(key: bigint): boolean {
    const number = Number(key);
    const high = Math.floor(number / LOW);
    return this.page(high)?.has(number - high * LOW) ?? false;
  }

  set(key: bigint, value: V): void {
    const number = Number(key);
    const high = Math.floor(number / LOW);
    let page = this.page(high);
    if (!page) {
      page = new Map();
      this.pages.set(high, page);
      this.lastPage = page;
    }
    const before = page.size;
    page.set(number - high * LOW, value);
    this.count += page.size - before;
  }

  delete(key: bigint): boolean {
    const number = Number(key);
    const high = Math.floor(number / LOW);
    const page = this.page(high);
    if (!page?.delete(number - high * LOW)) return false;
    this.count--;
    if (page.size === 0) {
      this.pages.delete(high);
      this.lastHigh = -1;
    }
    return true;
  }

  clear(): void {
    this.pages.clear();
    this.lastHigh = -1;
    this.count = 0;
  }

  private page(high: number): Map<number, V> | undefined {
    if (high !== this.lastHigh) {
      this.lastHigh = high;
      this.lastPage = this.pages.get(high);
    }
    return this.lastPage;
  }
}
