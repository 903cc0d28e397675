/** What falls due when, earliest first. A binary heap; entries that have become stale are the reader's to skip. */
export interface DueEntry<T> {
  /** Engine clock, ms. */
  readonly dueMs: number;
  readonly item: T;
}

export class DueHeap<T> {
  private readonly heap: DueEntry<T>[] = [];

  get size(): number {
    return this.heap.length;
  }

  peek(): DueEntry<T> | undefined {
    return this.heap[0];
  }

  clear(): void {
    this.heap.length = 0;
  }

  push(dueMs: number, item: T): void {
    const { heap } = this;
    const entry = { dueMs, item };
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (!parent || parent.dueMs <= dueMs) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = entry;
  }

  pop(): DueEntry<T> | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      const left = heap[below];
      if (!left) break;
      const right = heap[below + 1];
      if (right && right.dueMs < left.dueMs) below++;
      const child = heap[below];
      if (!child || child.dueMs >= last.dueMs) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
    return first;
  }

  /** Keeps only what still holds. */
  retain(holds: (entry: DueEntry<T>) => boolean): void {
    const kept = this.heap.filter(holds);
    this.clear();
    for (const entry of kept) this.push(entry.dueMs, entry.item);
  }
}
