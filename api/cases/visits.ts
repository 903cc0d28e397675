/** Visits of tiers: who gets the case when it comes to a tier, and what "back" means. The model says which tier; this says which person. */
import type { TierVisit, Visit } from '../../workers/ports.js';
import { later, row, type Statements } from '../database.js';
import { awaitAcceptance, setAcceptance } from '../dates/acceptance.js';
import { nextKnock } from '../dates/knocks.js';
import { giveUpWaiting } from '../dates/pauses.js';
import { record } from '../history/journal.js';
import { toPerson } from '../people/sessions.js';
import { may } from '../policy/may.js';
import type { Role } from '../policy/person.js';
import type { CaseServices } from '../services.js';
import { awayAt, standIn } from '../team/absences.js';
import { SEND_BACK } from './codes.js';
import type { Effect } from './effects.js';

/** Whose units accept a case or refuse it. */
const DEPARTMENT: Role = 'department';

export interface VisitRow {
  readonly entry: number;
  readonly tier: string;
  readonly department: string | null;
  readonly assignee: string;
  readonly came_from: number;
  readonly entered_at: Date;
  readonly left_by: string | null;
  /** The case waited for a reply when this visit ended, and how that ended. */
  readonly after_wait: string | null;
}

export async function findVisit(
  { on, theCase, run: of }: Pick<Effect, 'theCase' | 'run'> & { readonly on: Statements },
  entry: number,
): Promise<VisitRow | undefined> {
  return row<VisitRow>(
    on,
    'SELECT entry, tier, department, assignee, came_from, entered_at, left_by, after_wait FROM case_visit WHERE case_id = :caseId AND run = :run AND entry = :entry',
    { caseId: theCase.id, run: of.run, entry },
  );
}

export interface Entering {
  readonly toTier: string;
  readonly fallbackTier: string;
  readonly toPerson: string;
  readonly department?: string;
  readonly decision: unknown;
  readonly unknownDecision: boolean;
}

export async function enterTier(api: CaseServices, effect: Effect, asked: Entering): Promise<TierVisit> {
  const { on, theCase, run: of, atMs } = effect;
  const current = await findVisit(effect, of.entry);
  // Closed elsewhere, or taken over while it waited: nobody waits for that reply any more.
  await giveUpWaiting(effect.on, theCase.id, effect.atMs, effect.actor);
  const afterWait = current?.after_wait ?? null;
  const origin =
    asked.toTier === SEND_BACK && current !== undefined && current.came_from > 0 ? await findVisit(effect, current.came_from) : undefined;
  const tier = asked.toTier === SEND_BACK ? (origin?.tier ?? asked.fallbackTier) : asked.toTier;
  const department = origin?.department ?? of.next_department ?? asked.department ?? theCase.department;
  const wanted =
    origin === undefined
      ? [of.next_person, asked.toPerson, await lastHolder(effect, tier, department)]
      : [of.next_person, origin.left_by, origin.assignee, asked.toPerson];
  const assignee = await firstWhoMay(effect, wanted, tier, department);
  const decision = typeof asked.decision === 'string' ? asked.decision.slice(0, 120) : null;
  if (asked.unknownDecision) {
    await record(effect.on, {
      caseId: theCase.id,
      atMs: effect.atMs,
      actor: effect.actor,
      act: 'decision.unknown',
      facts: { tier, entry: of.entry + 1 },
      payload: { decision: asked.decision ?? null },
    });
  }
  if (current !== undefined && current.tier !== tier) {
    later(effect.on, 'UPDATE case_file SET hand_ons = hand_ons + 1 WHERE id = :id', { id: theCase.id });
  }
  // A wait is no hand-on: "back" still means whoever handed on before it.
  const cameFrom = origin?.came_from ?? (afterWait !== null && current?.tier === tier ? current.came_from : of.entry);
  let acceptAt = tier === DEPARTMENT ? theCase.accept_at : null;
  // Back from a wait it is with the same department, which has accepted it, or still has to.
  if (tier === DEPARTMENT && (current?.tier !== tier || current.department !== department))
    acceptAt = await awaitAcceptance(api, on, { caseId: theCase.id, run: of.run, department, atMs });
  else if (acceptAt === null) setAcceptance(on, theCase.id, null);
  const visit = await openVisit(
    { ...effect, theCase: { ...theCase, accept_at: acceptAt } },
    { tier, department, assignee, cameFrom, decision, afterWait },
  );
  return { tier, ...visit };
}

/** Also for the steps after a closing, which have a visit of their own but no tier of the routing. */
export async function openVisit(
  { on, theCase, run: of, atMs, actor }: Effect,
  asked: {
    readonly tier: string;
    readonly department: string | null;
    readonly assignee: string;
    readonly cameFrom: number;
    readonly decision: string | null;
    readonly afterWait?: string | null;
  },
): Promise<Visit> {
  const entry = of.entry + 1;
  const key = { caseId: theCase.id, run: of.run };
  later(
    on,
    `UPDATE case_visit SET left_at = :at, left_by = coalesce(CAST(:by AS text), left_by), decision = coalesce(CAST(:decision AS text), decision)
      WHERE case_id = :caseId AND run = :run AND entry = :entry`,
    { ...key, entry: of.entry, at: new Date(atMs), by: of.passed_on_by, decision: asked.decision },
  );
  later(
    on,
    `INSERT INTO case_visit (case_id, run, entry, tier, department, assignee, came_from, entered_at, begun_by_wait)
     VALUES (:caseId, :run, :entry, :tier, :department, :assignee, :cameFrom, :at, :begunByWait)`,
    {
      ...key,
      entry,
      tier: asked.tier,
      department: asked.department,
      assignee: asked.assignee,
      cameFrom: asked.cameFrom,
      begunByWait: asked.afterWait ?? null,
      at: new Date(atMs),
    },
  );
  later(
    on,
    `UPDATE case_run SET entry = :entry, next_person = NULL, next_department = NULL, passed_on_by = NULL WHERE case_id = :caseId AND run = :run`,
    { ...key, entry },
  );
  if (asked.department !== null && asked.department !== theCase.department) {
    later(on, 'UPDATE case_file SET department = :department WHERE id = :caseId', { department: asked.department, caseId: theCase.id });
  }
  await record(on, {
    caseId: theCase.id,
    atMs,
    actor,
    act: 'tier.entered',
    facts: {
      tier: asked.tier,
      entry,
      department: asked.department,
      assignee: asked.assignee,
      decision: asked.decision,
      by: of.passed_on_by,
    },
  });
  return { entry, knockAt: nextKnock(theCase, atMs), assignee: asked.assignee };
}

async function lastHolder({ on, theCase, run: of }: Effect, tier: string, department: string | null): Promise<string | null> {
  const found = await row<{ holder: string | null }>(
    on,
    `SELECT coalesce(left_by, nullif(assignee, '')) AS holder FROM case_visit
      WHERE case_id = :caseId AND run = :run AND tier = :tier AND department IS NOT DISTINCT FROM CAST(:department AS text)
      ORDER BY entry DESC LIMIT 1`,
    { caseId: theCase.id, run: of.run, tier, department },
  );
  return found?.holder ?? null;
}

async function firstWhoMay(
  { on, atMs }: Effect,
  logins: readonly (string | null)[],
  tier: string,
  department: string | null,
): Promise<string> {
  const away = await awayAt(on, new Date(atMs));
  for (const wanted of logins) {
    const login = wanted === null || wanted === '' ? undefined : standIn(wanted, away);
    if (login === undefined) continue;
    const found = await row<{ login: string; name: string; roles: Role[]; unit_id: string | null; tier_lead: boolean }>(
      on,
      'SELECT login, name, roles, unit_id, tier_lead FROM person WHERE login = :login AND active',
      { login },
    );
    // Absence strands nothing: who has left, is away or changed tiers is skipped, and the queue has it.
    if (found !== undefined && may(toPerson(found), 'task.work', { units: [], tier, department })) return login;
  }
  return '';
}
