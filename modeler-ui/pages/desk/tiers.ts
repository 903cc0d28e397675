/** Where a conversation becomes a case, and where it can go from there: as the model's first task offers it (the guide tells). */
import type { Channel } from './draft.js';
import type { Guide } from './queries.js';

const TALKS: ReadonlySet<Channel> = new Set(['phone', 'chat', 'sms']);
const DESK_TIERS = ['front-office', 'line-1', 'line-2'] as const;
/** Contract words of the models (processes/README.md) for passing a case on. */
const HAND_ONS: ReadonlySet<string> = new Set(['front-office', 'line-1', 'line-2', 'department', 'expert', 'later']);
/** Until there was a case of the kind: the next tier. */
const NEXT: Readonly<Record<string, readonly string[]>> = { 'front-office': ['line-1'], 'line-1': ['line-2'] };

/** Whoever has several roles takes calls as line 1 and visitors as front office. */
export function entryTier(roles: readonly string[], channel: Channel): string {
  const mine = DESK_TIERS.filter((tier) => roles.includes(tier));
  const fitting = TALKS.has(channel) ? 'line-1' : 'front-office';
  return mine.find((tier) => tier === fitting) ?? mine[0] ?? 'line-1';
}

export interface Ways {
  readonly maySettle: boolean;
  readonly mayReportDanger: boolean;
  /** The tier that gets the first task when it isn't mine. */
  readonly elsewhere: string | null;
  /** Decisions that pass it on; empty: the model decides alone. */
  readonly handOns: readonly string[];
}

export function waysOf(tier: string, guide: Guide | undefined): Ways {
  const first = guide?.first ?? null;
  if (first === null) return { maySettle: true, mayReportDanger: true, elsewhere: null, handOns: NEXT[tier] ?? [] };
  if (first.tier !== tier) return { maySettle: false, mayReportDanger: false, elsewhere: first.tier, handOns: [] };
  return {
    maySettle: first.actions.includes('resolve'),
    mayReportDanger: first.actions.includes('danger'),
    elsewhere: null,
    handOns: first.actions.filter((action) => HAND_ONS.has(action)),
  };
}
