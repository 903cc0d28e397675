/**
 * A call tree in memory together with how it lies in rows: which element instances share a page, what is stored already,
 * and the head of its hash chain. Assignment of elements to pages is stable, so a write touches only pages that changed.
 */
import type { ElementInstance, Tree } from '../core/index.js';

/** Live element instances in one row. */
const PAGE_SIZE = 64;

class Page {
  readonly keys = new Set<bigint>();
  /** Number of the batch that it is to be written with. */
  dirtyIn = 0;
  /** Earliest timer or back-off of this page, as of the last time it was written. */
  nextDueMs: number | undefined;
  stored = false;
}

/** The rows of one process instance: page 0 in `tree_state`, the others in `tree_page`. */
export class InstanceRows {
  readonly pages: Page[] = [new Page()];
  /** Only once there is more than one page. */
  private pageOf: Map<bigint, number> | undefined;
  stored = false;
  /** Number of the batch that it is to be written with. */
  dirtyIn = 0;

  constructor(
    readonly instanceKey: bigint,
    readonly definitionKey: bigint,
  ) {}

  /** Gives a new element instance its page. */
  place(key: bigint): number {
    const last = this.pages.length - 1;
    let page = last;
    if ((this.pages[last]?.keys.size ?? 0) >= PAGE_SIZE) {
      page = this.pages.findIndex((candidate) => candidate.keys.size < PAGE_SIZE);
      if (page < 0) page = this.pages.push(new Page()) - 1;
    }
    this.put(key, page);
    return page;
  }

  /** As it was read from a row. */
  put(key: bigint, page: number): void {
    while (this.pages.length <= page) this.pages.push(new Page());
    this.pages[page]?.keys.add(key);
    if (page > 0) {
      if (!this.pageOf) {
        this.pageOf = new Map();
        this.pages.forEach((known, index) => {
          for (const member of known.keys) this.pageOf?.set(member, index);
        });
      }
    }
    this.pageOf?.set(key, page);
  }

  find(key: bigint): number {
    return this.pageOf?.get(key) ?? 0;
  }

  /** The page that the element instance leaves. */
  remove(key: bigint): number {
    const page = this.find(key);
    this.pages[page]?.keys.delete(key);
    this.pageOf?.delete(key);
    return page;
  }

  get isEmpty(): boolean {
    for (const page of this.pages) if (page.keys.size > 0) return false;
    return true;
  }

  get nextDueMs(): number | undefined {
    let next: number | undefined;
    for (const page of this.pages) if (page.nextDueMs !== undefined && (next === undefined || page.nextDueMs < next)) next = page.nextDueMs;
    return next;
  }
}

export class LoadedTree {
  readonly instances = new Map<bigint, InstanceRows>();
  /** Place of the last history row of this tree, and its hash. */
  seq = 0;
  head: Buffer | undefined;
  hasValues = false;
  /** Number of the last batch that changed it. Until that is committed the tree must stay in memory and its news be kept back. */
  lastBatch = 0;
  /** Number of the batch that it is to be written with. */
  dirtyIn = 0;

  constructor(readonly tree: Tree) {}

  instance(key: bigint): InstanceRows | undefined {
    return this.instances.get(key);
  }
}

/** Earliest moment at which one of these falls due by itself. */
export function earliestDue(elements: Iterable<ElementInstance>): number | undefined {
  let next: number | undefined;
  for (const element of elements) {
    for (const timer of element.timers) if (next === undefined || timer.dueMs < next) next = timer.dueMs;
    if (element.job?.state === 'backoff' && (next === undefined || element.job.backoffUntilMs < next)) next = element.job.backoffUntilMs;
  }
  return next;
}
