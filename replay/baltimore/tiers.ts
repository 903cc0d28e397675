/**
 * The simulated part of the replay. The file doesn't tell who worked on a request, so a seeded rule says it; whatever is counted by tier
 * is therefore labelled *simulated*.
 *
 * The rule, by a number between 0 and 1 that the seed and the request's number give:
 * - below 0.70: the request goes where the routing table sends it, and is closed there;
 * - below 0.85: LW-1 takes it and closes it;
 * - below 0.95: LW-1 takes it, LW-2 closes it;
 * - else: LW-1, LW-2, then the agency closes it.
 * A request whose recorded agency isn't the table's goes to its own agency all the same: from a line by handing on, from the table's
 * agency over LW-2. Hand-ons are spread evenly between creation and closing (or the end of the record).
 */
import { createHash } from 'node:crypto';

export const SEED = 'baltimore-311';

export type Route = 'table' | 'line-1' | 'line-2' | 'all-tiers';

export function routeOf(requestNumber: string, seed = SEED): Route {
  const draw = createHash('sha256').update(`${seed}/${requestNumber}`).digest().readUInt32BE(0) / 2 ** 32;
  if (draw < 0.7) return 'table';
  if (draw < 0.85) return 'line-1';
  return draw < 0.95 ? 'line-2' : 'all-tiers';
}

/** undefined: the routing table decides. */
export function entryTierOf(route: Route): 'line-1' | null {
  return route === 'table' ? null : 'line-1';
}

export interface HandOn {
  readonly to: 'line-2' | 'department';
  /** Set when it must be this one, whatever the table says. */
  readonly agency: string | null;
}

export interface Standing {
  readonly tier: string;
  /** The agency that the case is with or will be. */
  readonly agency: string | null;
}

/** What is still to come for a request that stands here. */
export function handOnsOf(route: Route, standing: Standing, recordedAgency: string): readonly HandOn[] {
  const toOwnAgency: HandOn = { to: 'department', agency: recordedAgency };
  if (standing.agency !== recordedAgency) {
    return standing.tier === 'department' ? [{ to: 'line-2', agency: null }, toOwnAgency] : [toOwnAgency];
  }
  switch (route) {
    case 'table':
    case 'line-1':
      return [];
    case 'line-2':
      return [{ to: 'line-2', agency: null }];
    case 'all-tiers':
      return [{ to: 'line-2', agency: null }, toOwnAgency];
  }
}
