/** How long to wait before a delivery is tried again, and when nobody tries any more. PURE. */
import type { Delivery } from './peer.js';

type Failure = Exclude<Delivery, { type: 'delivered' }>;

const FIRST_MS = 1_000;
/** A system that is away is asked by one effect for all, so each may ask often. */
const LONGEST_MS = { unavailable: 300_000, busy: 3_600_000, refused: 0 } as const;
/** Of an effect that can't be done; some nine hours. */
const MOST_TRIES = 20;
/** Of a system that is away: it heals by itself until then. */
const LONGEST_AWAY_MS = 24 * 3_600_000;

/** `tries` so far, from 1. `random` in [0, 1) spreads what failed together over ± a quarter. A peer's own wish counts. */
export function waitMs(failure: Failure, tries: number, random: number): number {
  const wishedMs = failure.type === 'refused' ? 0 : (failure.retryAfterMs ?? 0);
  const doubled = Math.min(FIRST_MS * 2 ** (tries - 1), LONGEST_MS[failure.type]);
  return Math.round(Math.max(doubled * (0.75 + 0.5 * random), wishedMs));
}

/** The code under which a person finds it, or null while it is tried again. `ageMs`: since the effect was decided. */
export function heldCode(failure: Failure, tries: number, ageMs: number): string | null {
  if (failure.type === 'refused') return failure.code;
  return tries >= MOST_TRIES && (failure.type === 'busy' || ageMs > LONGEST_AWAY_MS) ? 'gave-up' : null;
}
