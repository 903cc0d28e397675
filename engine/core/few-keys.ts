/**
 * A `Map` from engine keys for the usual case that it holds few: hashing a bigint costs a call into the runtime, comparing a dozen
 * costs less. Beyond that it is a Map. Order is that of insertion, as a Map's; `forEach` allocates nothing.
 */
const SCAN_MAX = 12;

export class FewKeys<V> implements Map<bigint, V> {
  readonly [Symbol.toStringTag] = 'FewKeys';
  private listed: bigint[] = [];
  private held: V[] = [];
  private many: Map<bigint, V> | undefined;

  get size(): number {
    return this.many ? this.many.size : this.listed.length;
  }

  get(key: bigint): V | undefined {
    if (this.many) return this.many.get(key);
    const at = this.find(key);
    return at < 0 ? undefined : this.held[at];
  }

  has(key: bigint): boolean {
    return this.many ? this.many.has(key) : this.find(key) >= 0;
  }

  set(key: bigint, value: V): this {
    if (this.many) {
      this.many.set(key, value);
      return this;
    }
    const at = this.find(key);
    if (at >= 0) this.held[at] = value;
    else if (this.listed.length < SCAN_MAX) {
      this.listed.push(key);
      this.held.push(value);
    } else this.grow().set(key, value);
    return this;
  }

  delete(key: bigint): boolean {
    if (this.many) return this.many.delete(key);
    const at = this.find(key);
    if (at < 0) return false;
    this.listed.splice(at, 1);
    this.held.splice(at, 1);
    return true;
  }

  clear(): void {
    this.listed = [];
    this.held = [];
    this.many = undefined;
  }

  forEach(visit: (value: V, key: bigint, map: Map<bigint, V>) => void): void {
    if (this.many) {
      this.many.forEach(visit);
      return;
    }
    for (let at = 0; at < this.listed.length; at++) visit(this.held[at] as V, this.listed[at] as bigint, this);
  }

  keys(): MapIterator<bigint> {
    return this.many ? this.many.keys() : this.listed.values();
  }

  values(): MapIterator<V> {
    return this.many ? this.many.values() : this.held.values();
  }

  entries(): MapIterator<[bigint, V]> {
    return this.many ? this.many.entries() : this.pairs();
  }

  [Symbol.iterator](): MapIterator<[bigint, V]> {
    return this.entries();
  }

  private *pairs(): Generator<[bigint, V], undefined> {
    for (let at = 0; at < this.listed.length; at++) yield [this.listed[at] as bigint, this.held[at] as V];
    return undefined;
  }

  /** From the end: what came last is asked for most. */
  private find(key: bigint): number {
    const { listed } = this;
    let at = listed.length - 1;
    while (at >= 0 && listed[at] !== key) at--;
    return at;
  }

  private grow(): Map<bigint, V> {
    this.many = new Map(this.pairs());
    this.listed = [];
    this.held = [];
    return this.many;
  }
}
