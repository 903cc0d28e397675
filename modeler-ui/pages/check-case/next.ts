/** What happens next with a case and by when, from what the resident may know of it. */
import type { Schemas } from '../../api/schema.js';

type CaseStatus = Schemas['CaseStatus'];

type Next = 'registered' | 'work' | 'department' | 'resident' | 'office' | 'none' | 'contact';

export function nextOf({ status, tier, waitsFor }: Pick<CaseStatus, 'status' | 'tier' | 'waitsFor'>): Next {
  if (status === 'open' && waitsFor !== null) return waitsFor;
  switch (status) {
    case 'registered':
    case 'not-started':
      return 'registered';
    case 'open':
      return tier === 'department' ? 'department' : 'work';
    case 'resolved':
      return 'none';
    case 'stopped':
      return 'contact';
  }
}

export type By =
  | { readonly type: 'none' }
  | { readonly type: 'resolved' | 'planned' | 'promise' | 'late' | 'late-waiting' | 'late-part'; readonly at: string };

/** A planned date is nearer to the truth than the promise, unless the promise is over already. */
export function whenOf(of: Pick<CaseStatus, 'closedAt' | 'plannedAt' | 'promiseAt' | 'isLate' | 'checkedAt' | 'waitsFor'>): By {
  if (of.closedAt !== null) return { type: 'resolved', at: of.closedAt };
  // Late before its own date: a part of it is.
  if (of.isLate && of.promiseAt !== null) {
    if (of.promiseAt >= of.checkedAt) return { type: 'late-part', at: of.promiseAt };
    // Whoever is waited for isn't told that we are at work.
    return { type: of.waitsFor === null ? 'late' : 'late-waiting', at: of.promiseAt };
  }
  if (of.plannedAt !== null) return { type: 'planned', at: of.plannedAt };
  return of.promiseAt === null ? { type: 'none' } : { type: 'promise', at: of.promiseAt };
}
