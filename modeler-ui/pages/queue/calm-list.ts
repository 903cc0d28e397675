/**
 * Keeps a list still while the world behind it changes: rows stay where they are, with what is known of them now; what left stays as
 * gone; what came is counted until the person asks for it.
 */
export interface CalmRow<Item> {
  readonly item: Item;
  readonly isGone: boolean;
}

export interface CalmList<Item> {
  readonly rows: readonly CalmRow<Item>[];
  readonly newCount: number;
  /** Rows left or came, or the right order is another. */
  readonly isOutdated: boolean;
}

interface Keyed {
  readonly key: string;
}

/** `hasMore`: `fresh` is only the beginning of what there is, so what lies behind its end hasn't left. */
export function calmList<Item extends Keyed>(shown: readonly Item[], fresh: readonly Item[], hasMore: boolean): CalmList<Item> {
  const now = new Map(fresh.map((item) => [item.key, item]));
  const known = new Set(shown.map(({ key }) => key));
  const lastSeen = shown.findLastIndex(({ key }) => now.has(key));
  const rows = shown.map((item, index) => ({
    item: now.get(item.key) ?? item,
    isGone: !now.has(item.key) && !(hasMore && index > lastSeen),
  }));
  const newCount = fresh.filter(({ key }) => !known.has(key)).length;
  const staying = rows.filter(({ isGone }) => !isGone);
  const isReordered = fresh.filter(({ key }) => known.has(key)).some(({ key }, index) => key !== staying[index]?.item.key);
  return { rows, newCount, isOutdated: newCount > 0 || isReordered || staying.length < rows.length };
}
