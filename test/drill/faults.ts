/** The faults there are, and which of them hold at a moment. PURE but for the count of what really happened. */

export const FAULT_KINDS = [
  'crm-down',
  'crm-slow',
  'crm-500',
  'crm-412',
  'crm-429',
  'crm-answer-lost',
  'crm-told-twice',
  'crm-told-out-of-order',
  'crm-stranger',
  'dms-down',
  'dms-slow',
  'dms-500',
  'dms-answer-lost',
  'dms-name-refused',
  'dms-locked',
  'house-killed',
  'database-killed',
  'clocks-apart',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultWindow {
  readonly kind: FaultKind;
  /** Shares of the way, see Conductor; a kill comes once, at `from`. The CRM stays down for an hour, however many are taken. */
  readonly from: number;
  readonly to: number;
  /** Of requests that it hits. */
  readonly share: number;
}

/** How often each kind really happened: a fault that never came proves nothing. */
export class FaultCount {
  private readonly counts = new Map<FaultKind, number>();

  add(kind: FaultKind): void {
    this.counts.set(kind, this.of(kind) + 1);
  }

  of(kind: FaultKind): number {
    return this.counts.get(kind) ?? 0;
  }
}

const LEAST_TIMES = 3;

/**
 * Of each kind how many of its requests are hit at that share of the way. A window whose fault has hardly come yet stays open.
 * @param times how often it came
 */
export function sharesAt(
  windows: readonly FaultWindow[],
  progress: number,
  times: (kind: FaultKind) => number,
): ReadonlyMap<FaultKind, number> {
  const shares = new Map<FaultKind, number>();
  for (const { kind, from, to, share } of windows) {
    const isOver = progress >= to && times(kind) >= (kind.endsWith('-down') ? 1 : LEAST_TIMES);
    if (progress >= from && !isOver) shares.set(kind, Math.max(share, shares.get(kind) ?? 0));
  }
  return shares;
}
