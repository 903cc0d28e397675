/**
 * Writes down what differs and does what is planned about it, in one transaction that holds the case: whoever dies before its end has done
 * nothing, whoever comes later finds it done.
 */
import { randomUUID } from 'node:crypto';
import { later, run, type Transaction } from '../database.js';
import { takePlanned } from '../dates/replanned.js';
import { record } from '../history/journal.js';
import type { Services } from '../services.js';
import { type Difference, subjectOf } from './difference.js';
import { type DriftRow, driftNow, factsOf, isSame } from './drift-row.js';
import type { Kept } from './ledger-runs.js';
import type { OurCase } from './our-side.js';
import { type Plan, planFor } from './plan.js';
import type { Theirs } from './sides.js';
import { takeFrom } from './take.js';
import { type Telling, tellAgain, tellThatItGoesOn } from './tell-again.js';

const ACTOR = 'system:reconciler';

export interface Found {
  readonly kept: Kept;
  readonly ours: OurCase;
  readonly theirs: Theirs;
  readonly differences: readonly Difference[];
  /** Nothing but what is held was looked at: the rest stays as it was. */
  readonly onlyHeld: boolean;
}

export interface Settled {
  readonly differences: number;
  readonly repaired: number;
  readonly left: number;
  /** To be published after the commit. */
  readonly messageIds: readonly string[];
}

interface Decided {
  readonly difference: Difference;
  readonly row: DriftRow | undefined;
  readonly plan: Plan;
  /** Of the row, which may not be there yet. */
  readonly id: string;
  readonly repairs: number;
}

export async function settle(api: Services, on: Transaction, found: Found): Promise<Settled> {
  const { kept, ours, differences, onlyHeld } = found;
  const rows = await driftNow(on, kept.system, ours.caseId, 'FOR UPDATE');
  const gone = rows.filter(
    (one) => (!onlyHeld || one.difference.type === 'held') && !differences.some((two) => isSame(one.difference, two)),
  );
  for (const one of gone) await heal(api, on, found, one);
  const decided = differences.flatMap((difference) => decide(kept, rows, difference));
  const tellings: Telling[] = [];
  const messageIds: string[] = [];
  const taken = new Set<string>();
  for (const one of decided) {
    const key = `again|${one.id}|${one.repairs + 1}`;
    if (one.plan.type === 'tell') tellings.push({ key, effects: one.plan.effects });
    if (one.plan.type === 'reopen') await tellThatItGoesOn(on, ours, one.difference.caseRun, key, api.clock.now());
    if (one.plan.type === 'take' && !taken.has(one.plan.recordId)) {
      taken.add(one.plan.recordId);
      messageIds.push(...(await takeFrom(api, on, found, one.plan.recordId)));
    }
    if (one.plan.type === 'replan') {
      const before = ours.plannedAt === null ? null : new Date(ours.plannedAt);
      await takePlanned(on, { ...one.plan, caseId: ours.caseId, before, atMs: api.clock.now(), by: ACTOR });
    }
    await keep(api, on, found, one);
  }
  await tellAgain(on, tellings, api.clock.now());
  const left = decided.filter(({ plan }) => plan.type === 'person').length;
  return { differences: decided.length, repaired: decided.length - left, left, messageIds };
}

/** Accepted as it is, it is no difference until one side says something else. */
function decide({ system }: Kept, rows: readonly DriftRow[], difference: Difference): readonly Decided[] {
  const row = rows.find((one) => isSame(one.difference, difference));
  const isNew = row === undefined || (row.state === 'accepted' && !saysTheSame(row.difference, difference));
  if (!isNew && row.state === 'accepted') return [];
  const repairs = isNew ? 0 : row.repairs;
  const plan = planFor(system, difference, repairs);
  return [{ difference, row, plan, id: row?.id ?? randomUUID(), repairs }];
}

function saysTheSame(one: Difference, other: Difference): boolean {
  return JSON.stringify(factsOf('', one)) === JSON.stringify(factsOf('', other));
}

const STATES = {
  tell: 'repairing',
  reopen: 'repairing',
  take: 'repairing',
  replan: 'repairing',
  accept: 'accepted',
  person: 'left',
} as const;
const ACTS = {
  tell: 'drift.told-again',
  reopen: 'drift.told-again',
  take: 'drift.taken-over',
  replan: 'drift.taken-over',
  accept: 'drift.taken-over',
  person: 'drift.left',
};

async function keep(api: Services, on: Transaction, { kept: { system }, ours }: Found, one: Decided): Promise<void> {
  const { difference, row, plan, id } = one;
  const state = STATES[plan.type];
  const repairs = one.repairs + (plan.type === 'person' ? 0 : 1);
  const isTaken = plan.type === 'take' || plan.type === 'replan';
  const now = new Date(api.clock.now());
  later(
    on,
    `INSERT INTO drift (id, system, case_id, case_number, case_run, type, subject, difference, found_at, seen_at, state, repairs, repaired_at, gone_at)
     VALUES (:id, :system, :caseId, :caseNumber, :caseRun, :type, :subject, CAST(:difference AS jsonb), :now, :now, :state, :repairs,
             CASE WHEN :isRepaired THEN CAST(:now AS timestamptz) END, CASE WHEN :isTaken THEN CAST(:now AS timestamptz) END)
     ON CONFLICT (id) DO UPDATE SET difference = excluded.difference, seen_at = excluded.seen_at, state = excluded.state,
            repairs = excluded.repairs, repaired_at = coalesce(excluded.repaired_at, drift.repaired_at), gone_at = excluded.gone_at,
            decided_by = NULL, decided_at = NULL, reason = NULL`,
    {
      ...{ id, system, caseId: ours.caseId, caseNumber: ours.caseNumber, caseRun: difference.caseRun },
      ...{ type: difference.type, subject: subjectOf(difference), difference: JSON.stringify(difference) },
      ...{ now, state, repairs, isRepaired: plan.type !== 'person', isTaken },
    },
  );
  // A person who is left with it is told once.
  if (row?.state === 'left' && state === 'left') return;
  await record(on, { caseId: ours.caseId, atMs: now.getTime(), actor: ACTOR, act: ACTS[plan.type], facts: factsOf(system, difference) });
}

async function heal(api: Services, on: Transaction, { kept: { system }, ours }: Found, { id, difference, state }: DriftRow): Promise<void> {
  const now = new Date(api.clock.now());
  await run(on, 'UPDATE drift SET gone_at = :now WHERE id = :id', { id, now });
  if (state === 'accepted') return;
  await record(on, { caseId: ours.caseId, atMs: now.getTime(), actor: ACTOR, act: 'drift.healed', facts: factsOf(system, difference) });
}
