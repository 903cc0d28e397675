/**
 * A map that is read through and never written through: a step changes the overlay, the map below stays as it was.
 * That is what keeps `step` pure at the cost of the entries it touches, and the overlay's changes are
 * exactly what the store has to write.
 */
export class Overlay<K, V> {
  /** `undefined` as a value = deleted. */
  readonly changes = new Map<K, V | undefined>();

  constructor(private readonly base: ReadonlyMap<K, V>) {}

  get(key: K): V | undefined {
    const changed = this.changes.get(key);
    if (changed !== undefined) return changed;
    return this.changes.size > 0 && this.changes.has(key) ? undefined : this.base.get(key);
  }

  set(key: K, value: V): void {
    this.changes.set(key, value);
  }

  delete(key: K): void {
    this.changes.set(key, undefined);
  }

  *values(): Generator<V> {
    for (const [key, value] of this.base) {
      if (this.changes.has(key)) {
        const changed = this.changes.get(key);
        if (changed !== undefined) yield changed;
      } else yield value;
    }
    for (const [key, value] of this.changes) {
      if (value !== undefined && !this.base.has(key)) yield value;
    }
  }

  /** Whether any entry is left. */
  isEmpty(): boolean {
    for (const _ of this.values()) return false;
    return true;
  }

  /** Writes the changes into `target` (the map below): the step was accepted. */
  fold(target: Map<K, V>): void {
    for (const [key, value] of this.changes) {
      if (value === undefined) target.delete(key);
      else target.set(key, value);
    }
  }
}
