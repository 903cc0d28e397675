/**
 * The ordered feed of history. Recent rows are kept in memory for those who keep up; whoever is further behind, or reads on
 * a node that isn't the writer, gets them from the table. Without gaps: each reader goes on from its own position.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FeedEntry } from '../contract.js';
import { type Definitions, feedEntry, type HistoryRow } from '../projection/feed.js';
import type { CommittedBatch } from '../store/committed.js';
import type { Loader } from '../store/loader.js';

const KEPT_ROWS = 8_192;
const PAGE_ROWS = 500;
/** How often a node that isn't the writer looks for news. */
const POLL_MS = 200;

export interface FeedPorts {
  readonly loader: Loader;
  /** Position of the last commit of this node's term; undefined = it isn't the writer. */
  lastPosition(): bigint | undefined;
  /** With every definition that rows up to now can name. */
  definitions(): Promise<Definitions>;
}

export class FeedHub {
  private rows: HistoryRow[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(private readonly ports: FeedPorts) {}

  committed(batch: CommittedBatch): void {
    for (const { position, atMs, streamKey, facts, payload } of batch.entries)
      this.rows.push({ position, atMs, streamKey, facts, payload });
    if (this.rows.length > 2 * KEPT_ROWS) this.rows = this.rows.slice(-KEPT_ROWS);
    this.news();
  }

  /** The term is over: what comes next isn't known here. */
  clear(): void {
    this.rows = [];
    this.news();
  }

  async *read(afterPosition: bigint, signal: AbortSignal): AsyncGenerator<FeedEntry> {
    let at = afterPosition;
    while (!signal.aborted) {
      const kept = this.keptAfter(at);
      const rows = kept ?? (await this.ports.loader.history(at, PAGE_ROWS));
      if (rows.length > 0) {
        const definitions = await this.ports.definitions();
        for (const row of rows) {
          yield feedEntry(row, definitions);
          if (signal.aborted) return;
          at = row.position;
        }
        continue;
      }
      if (this.ports.lastPosition() === undefined) await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
      else if (this.keptAfter(at)?.length === 0) await this.nextNews(signal);
    }
  }

  /** undefined: memory doesn't reach back that far. */
  private keptAfter(position: bigint): HistoryRow[] | undefined {
    const first = this.rows[0];
    const last = this.ports.lastPosition();
    if (last !== undefined && position >= last && !first) return [];
    if (!first || position + 1n < first.position) return undefined;
    const start = Number(position + 1n - first.position);
    return this.rows.slice(start, start + PAGE_ROWS);
  }

  private news(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const wake of waiting) wake();
  }

  private nextNews(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        this.waiting.delete(wake);
        resolve();
      };
      if (signal.aborted) return wake();
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
