/** Where cases and other systems differ: the list of it, and looking again. */
import type { z } from 'zod';
import type { RecordSystem } from '../../workers/ports.js';
import { iso, rows, run } from '../database.js';
import { type Answer, empty, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { may } from '../policy/may.js';
import { actsOn, driftActRoutes } from './acts.js';
import { type Difference, differenceSchema } from './difference.js';
import { driftMoveRoutes } from './move-acts.js';
import { comparableOf } from './reconciler.js';
import { driftReplanRoutes } from './replan-act.js';
import { comparison, driftListSchema, driftQuery, type driftSchema, reconciledSchema } from './schemas.js';

const MOST = 500;

interface Row {
  readonly id: string;
  readonly system: RecordSystem;
  readonly case_number: string;
  readonly case_run: string;
  readonly difference: unknown;
  readonly state: 'repairing' | 'left' | 'accepted';
  readonly repairs: number;
  readonly found_at: Date;
  readonly seen_at: Date;
  readonly repaired_at: Date | null;
  readonly decided_by: string | null;
  readonly reason: string | null;
  readonly gone_at: Date | null;
}

const WHICH = {
  open: `gone_at IS NULL AND state <> 'accepted' ORDER BY state, found_at, id`,
  settled: `gone_at IS NOT NULL OR state = 'accepted' ORDER BY coalesce(gone_at, decided_at, seen_at) DESC, id`,
} as const;

async function listDrift({ api, person, query }: SignedIn<unknown, z.infer<typeof driftQuery>>): Promise<Answer> {
  const [found, systems] = await Promise.all([
    rows<Row>(api.db, `SELECT * FROM drift WHERE ${WHICH[query.state]} LIMIT ${MOST}`),
    rows<{ system: RecordSystem; compared_at: Date | null; compared_cases: number | null }>(
      api.db,
      'SELECT system, compared_at, compared_cases FROM system_state WHERE system = ANY (CAST(:comparable AS text[])) ORDER BY system',
      { comparable: comparableOf(api) },
    ),
  ]);
  const showsNames = may(person, 'system.manage');
  return ok({
    systems: systems.map((one) => ({ system: one.system, comparedAt: iso(one.compared_at), comparedCases: one.compared_cases })),
    drift: found.map((one) => show(one, showsNames)),
  });
}

function show(one: Row, showsNames: boolean): z.infer<typeof driftSchema> {
  const difference = differenceSchema.parse(one.difference);
  const isGone = one.gone_at !== null;
  return {
    id: one.id,
    system: one.system,
    caseNumber: one.case_number,
    caseRun: one.case_run,
    type: difference.type,
    recordId: 'recordId' in difference ? difference.recordId : null,
    document: 'documentId' in difference ? (showsNames ? difference.name : difference.documentId) : null,
    effectId: difference.type === 'held' ? difference.effectId : null,
    ...valuesOf(difference),
    changed: 'changed' in difference ? difference.changed : null,
    state: isGone ? 'gone' : one.state,
    repairs: one.repairs,
    foundAt: iso(one.found_at),
    seenAt: iso(one.seen_at),
    repairedAt: iso(one.repaired_at),
    decidedBy: one.decided_by,
    reason: one.reason,
    goneAt: iso(one.gone_at),
    acts: isGone ? [] : actsOn(one.state, difference),
  };
}

/** null: there is nothing, or no code says it. */
function valuesOf(difference: Difference): { readonly ours: string | null; readonly theirs: string | null } {
  switch (difference.type) {
    case 'status':
    case 'outcome':
    case 'promise':
    case 'statutory-date':
    case 'planned-work':
    case 'number-changed':
      return { ours: difference.ours, theirs: difference.theirs };
    case 'closed-there':
      return { ours: null, theirs: difference.outcome };
    case 'wrong-case':
      return { ours: difference.caseRun, theirs: difference.names };
    case 'document-elsewhere':
      return { ours: difference.caseNumber, theirs: difference.caseRun };
    case 'record-twice':
      return { ours: null, theirs: difference.number };
    case 'held':
      return { ours: difference.action, theirs: difference.code };
    default:
      return { ours: null, theirs: null };
  }
}

async function compareNow({ api, body }: SignedIn<unknown, unknown, z.infer<typeof comparison>>): Promise<Answer> {
  const { system, caseNumber } = body;
  const systems = system === null ? {} : { systems: [system] };
  if (caseNumber !== null) return ok(await api.reconcile({ ...systems, caseNumber: caseNumber.toUpperCase() }));
  // All of them take long: the node that has the schedule does it next.
  await run(api.db, 'UPDATE system_state SET compare_asked = true WHERE CAST(:system AS text) IS NULL OR system = :system', { system });
  api.wakeReconciler();
  return { status: 202 };
}

export const reconcilerRoutes: readonly Route[] = [
  route(
    'drift.read',
    {
      method: 'get',
      path: '/api/v1/drift',
      tag: 'sync',
      summary: 'Where cases and other systems differ',
      query: driftQuery,
      answers: { 200: json(driftListSchema, `What a person must settle first, at most ${MOST}`) },
      problems: [],
    },
    listDrift,
  ),
  route(
    'drift.settle',
    {
      method: 'post',
      path: '/api/v1/reconciliations',
      tag: 'sync',
      summary: 'Compare with other systems now',
      description: 'One case is compared while the caller waits. All are compared by the node that has the schedule, as soon as it can.',
      body: comparison,
      answers: { 200: json(reconciledSchema, 'The case was compared'), 202: empty('All will be') },
      problems: [],
    },
    compareNow,
  ),
  ...driftActRoutes,
  ...driftMoveRoutes,
  ...driftReplanRoutes,
];
