/** Replays a case's journal: how the case stood after each act, and so what each act changed, before → after. Asks nobody. */
import type { Entry } from './queries.js';

export const FIELDS = ['status', 'tier', 'assignee', 'department', 'classification', 'promiseAt', 'plannedAt', 'outcome'] as const;
export type Field = (typeof FIELDS)[number];

export interface Standing extends Readonly<Record<Field, string | null>> {
  /** Id of the process and its version, once it has begun. */
  readonly process: string | null;
  readonly version: number | null;
}

export interface Change {
  readonly field: Field;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Replayed {
  readonly entry: Entry;
  readonly changes: readonly Change[];
  readonly after: Standing;
}

const NOTHING: Standing = {
  status: null,
  tier: null,
  assignee: null,
  department: null,
  classification: null,
  promiseAt: null,
  plannedAt: null,
  outcome: null,
  process: null,
  version: null,
};

/** Oldest first. */
export function replay(entries: readonly Entry[]): readonly Replayed[] {
  let standing = NOTHING;
  return entries.map((entry) => {
    const before = standing;
    standing = { ...before, ...effectOf(entry, before) };
    const after = standing;
    const changes = FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
      field,
      before: before[field],
      after: after[field],
    }));
    return { entry, changes, after };
  });
}

function effectOf({ act, facts }: Entry, before: Standing): Partial<Standing> {
  const text = (name: string): string | null => (typeof facts[name] === 'string' && facts[name] !== '' ? facts[name] : null);
  switch (act) {
    case 'case.registered':
      return { status: 'registered', classification: text('classification') };
    case 'case.classified':
      return { classification: text('after') };
    case 'run.started':
      return { status: 'open', process: text('processId'), version: typeof facts.version === 'number' ? facts.version : null };
    case 'dates.computed':
      return { promiseAt: text('promiseAt'), department: text('department') ?? before.department };
    case 'dates.recounted':
      return { promiseAt: text('promiseAt') };
    case 'case.planned':
      return { plannedAt: text('plannedAt') };
    case 'tier.entered':
      return { tier: text('tier'), department: text('department') ?? before.department };
    case 'task.created':
      return { tier: text('tier') ?? before.tier, assignee: text('assignee') };
    case 'task.claimed':
    case 'task.assigned':
    case 'task.released':
      return { assignee: text('assignee') };
    case 'case.resolved':
      return { status: 'resolved', outcome: text('outcomeCode') };
    case 'case.reopened':
      return { status: 'registered', outcome: null, promiseAt: null, plannedAt: null };
    case 'run.ended':
      return { status: before.status === 'resolved' ? 'resolved' : 'stopped', assignee: null };
    default:
      return {};
  }
}

/** How the case stood at a moment (ms): after the last act until then. */
export function standingAt(replayed: readonly Replayed[], atMs: number): Standing {
  return replayed.findLast(({ entry }) => Date.parse(entry.at) <= atMs)?.after ?? NOTHING;
}
