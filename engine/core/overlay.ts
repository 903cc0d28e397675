/**
 * A map that is read through and never written through: a step changes the overlay, the map below stays as it was.
 * That is what keeps `step` pure at the cost of the entries it touches, and the overlay's changes are
 * exactly what the store has to write.
 */
const NOTHING = new Map<unknown, undefined>();

export class Overlay<K, V> {
  /** Most steps change nothing in most overlays. */
  private made: Map<K, V | undefined> | undefined;

  constructor(
    private readonly base: ReadonlyMap<K, V>,
    private readonly make: () => Map<K, V | undefined> = () => new Map(),
  ) {}

  /** `undefined` as a value = deleted. */
  get changes(): ReadonlyMap<K, V | undefined> {
    return this.made ?? (NOTHING as ReadonlyMap<K, undefined>);
  }

  get(key: K): V | undefined {
    if (!this.made) return this.base.get(key);
    const changed = this.made.get(key);
    if (changed !== undefined) return changed;
    return this.made.has(key) ? undefined : this.base.get(key);
  }

  set(key: K, value: V): void {
    this.change(key, value);
  }

  delete(key: K): void {
    this.change(key, undefined);
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
    this.made?.forEach((value, key) => {
      if (value === undefined) target.delete(key);
      else target.set(key, value);
    });
  }

  private change(key: K, value: V | undefined): void {
    this.made ??= this.make();
    this.made.set(key, value);
  }
}
