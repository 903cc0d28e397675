/** What is to happen at which moment of virtual time, in order; two entries of one moment keep the order in which they came. */

interface Entry {
  readonly atMs: number;
  readonly act: () => Promise<void>;
}

export class Agenda {
  /** Latest first, so that the next one is taken from the end. */
  readonly #entries: Entry[] = [];

  add(atMs: number, act: () => Promise<void>): void {
    // Before those of the same moment: they came earlier, and the end of the list is taken first.
    this.#entries.splice(this.#firstNotLaterThan(atMs), 0, { atMs, act });
  }

  nextMs(): number | undefined {
    return this.#entries.at(-1)?.atMs;
  }

  /** The first that is due. One at a time: what it sets going comes to rest before the next, even at the same moment. */
  takeDue(nowMs: number): (() => Promise<void>) | undefined {
    const next = this.#entries.at(-1);
    if (next === undefined || next.atMs > nowMs) return undefined;
    this.#entries.pop();
    return next.act;
  }

  #firstNotLaterThan(atMs: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = this.#entries[middle];
      if (there !== undefined && there.atMs > atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
