/** What is to be done about a difference: whoever owns the field is right (workers/field-owners.ts). PURE. */

import { OWNED_FIELDS } from '../../workers/index.js';
import type { RecordSystem } from '../../workers/ports.js';
import { momentOf } from '../dates/replanned.js';
import type { Difference } from './difference.js';

/** Who doesn't heal after so many tellings has a reason that a person should look for. */
const MOST_REPAIRS = 3;

export type Plan =
  /** Ours counts: these effects of the ledger are told again. */
  | { readonly type: 'tell'; readonly effects: readonly string[] }
  /** Ours counts, and no effect says so yet: the CRM is told that the case goes on. */
  | { readonly type: 'reopen' }
  /** Theirs counts: taken as a change that the system tells. */
  | { readonly type: 'take'; readonly recordId: string }
  /** Theirs counts: when the work is planned. */
  | { readonly type: 'replan'; readonly recordId: string; readonly plannedAt: Date | null }
  /** Theirs counts, and there is nothing to take: the case's timeline says it. */
  | { readonly type: 'accept' }
  | { readonly type: 'person' };

/** @param repairs how often something was done about it already */
export function planFor(system: RecordSystem, difference: Difference, repairs: number): Plan {
  const plan = planned(system, difference);
  return repairs >= MOST_REPAIRS && plan.type !== 'accept' ? { type: 'person' } : plan;
}

function planned(system: RecordSystem, difference: Difference): Plan {
  switch (difference.type) {
    case 'record-missing':
      return tell(OWNED_FIELDS.key.owner, difference.effects);
    case 'status':
    case 'outcome':
      return difference.changed === 'both' ? { type: 'person' } : tell(OWNED_FIELDS[difference.type].owner, difference.effects);
    case 'promise':
    case 'statutory-date':
      return difference.changed === 'both' ? { type: 'person' } : tell(OWNED_FIELDS.dates.owner, difference.effects);
    case 'planned-work':
      return replanned(difference);
    case 'document-missing-there':
      // It never got there: what the DMS hasn't had it can't have decided about.
      return { type: 'tell', effects: difference.effects };
    case 'closed-there':
      return system === 'dms' ? { type: 'take', recordId: difference.recordId } : { type: 'reopen' };
    case 'document-missing-here':
      return { type: 'take', recordId: difference.recordId };
    case 'document-removed':
      return { type: 'accept' };
    case 'record-twice':
    case 'wrong-case':
    case 'number-changed':
    case 'document-elsewhere':
    case 'held':
      return { type: 'person' };
  }
}

/** The department's word, unless the case alone moved: then what was said here on accepting it never got there. */
function replanned({ changed, effects, recordId, theirs }: Extract<Difference, { type: 'planned-work' }>): Plan {
  const plannedAt = momentOf(theirs);
  if (changed === 'both' || plannedAt === undefined) return { type: 'person' };
  return changed === 'ours' && effects.length > 0 ? { type: 'tell', effects } : { type: 'replan', recordId, plannedAt };
}

function tell(owner: string, effects: readonly string[]): Plan {
  return owner === 'case' ? { type: 'tell', effects } : { type: 'person' };
}
