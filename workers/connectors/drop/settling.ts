/** Files that people copy into a place grow while one looks: one counts as there once it has stayed as it is for a while. */
import type { Entry, Path } from './store.js';

/** Older ones aren't being written, whatever clock the place has. */
const LONG_AGO_MS = 3_600_000;
const MOST_REMEMBERED = 200_000;

export class Settling {
  /** By path: the tag, and since when it has been seen; this process's own clock. */
  private readonly seen = new Map<string, { readonly tag: string; readonly sinceMs: number }>();

  constructor(private readonly settleMs: number) {}

  isSettled(folder: Path, { name, tag, changedMs }: Entry): boolean {
    if (changedMs < Date.now() - LONG_AGO_MS) return true;
    const key = JSON.stringify([folder, name]);
    const nowMs = performance.now();
    const known = this.seen.get(key);
    if (known?.tag === tag) return nowMs - known.sinceMs >= this.settleMs;
    if (this.seen.size >= MOST_REMEMBERED) this.seen.clear();
    this.seen.set(key, { tag, sinceMs: nowMs });
    return this.settleMs === 0;
  }
}
