/** Knows which months of history have a partition, and what to run before a batch that falls into one that hasn't. */
import type pg from 'pg';
import type { HistoryEntry } from './committed.js';
import { Loader } from './loader.js';
import { createMonth } from './sql/history.js';

export class HistoryMonths {
  private months = new Set<number>();
  private readonly loader: Loader;

  constructor(pool: pg.Pool) {
    this.loader = new Loader(pool);
  }

  async load(): Promise<void> {
    this.months = await this.loader.historyMonths();
  }

  /** One that was thought to be there may not be. */
  forget(): void {
    this.months.clear();
  }

  /** The month of each entry and the one after it, so that a busy moment at midnight finds its partition made. */
  missing(entries: readonly HistoryEntry[]): string[] {
    const statements: string[] = [];
    let seenMs = Number.NaN;
    for (const { atMs } of entries) {
      if (atMs === seenMs) continue;
      seenMs = atMs;
      const at = new Date(atMs);
      const month = at.getUTCFullYear() * 12 + at.getUTCMonth();
      for (const wanted of [month, month + 1]) {
        if (this.months.has(wanted)) continue;
        this.months.add(wanted);
        statements.push(createMonth(Math.floor(wanted / 12), (wanted % 12) + 1));
      }
    }
    return statements;
  }
}
