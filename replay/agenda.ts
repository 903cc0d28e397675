/** What is to happen at which moment of virtual time, in order; two entries of one moment keep the order in which they came. */

interface Entry {
  readonly atMs: number;
  readonly act: () => Promise<void>;
}

export class Agenda {
  /** Latest first, so that the next one is taken from the end. */
  readonly #entries: Entry[] = [];

  get size(): number {
    return this.#entries.length;
  }

  add(atMs: number, act: () => Promise<void>): void {
    // Before those of the same moment: they came earlier, and the end of the list is taken first.
    this.#entries.splice(this.#firstNotLaterThan(atMs), 0, { atMs, act });
  }

  nextMs(): number | undefined {
    return this.#entries.at(-1)?.atMs;
  }

  /** All that is due, in order. What they add for the same moment comes with the next call. */
  takeDue(nowMs: number): readonly (() => Promise<void>)[] {
    const due: (() => Promise<void>)[] = [];
    for (let next = this.#entries.at(-1); next !== undefined && next.atMs <= nowMs; next = this.#entries.at(-1)) {
      this.#entries.pop();
      due.push(next.act);
    }
    return due;
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
