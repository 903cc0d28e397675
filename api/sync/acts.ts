/** What a person does about deliveries: try again, give up. Each act on a case's effect stands in its journal. */
import { z } from 'zod';
import { row, rows, type Transaction, transaction } from '../database.js';
import { type LockedCase, lockCases, record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import type { Services } from '../services.js';
import { AGAIN, STATE_SQL } from './effect-row.js';
import { effectParams, systemParams } from './schemas.js';

interface Touched {
  readonly caseNumber: string;
  readonly system: string;
  readonly action: string;
}

/** The case first, then its effect: the other way round, two who both want both would wait for each other. */
function lockCaseOf(on: Transaction, effectId: string): Promise<readonly LockedCase[]> {
  return lockCases(on, 'c.number = (SELECT case_number FROM outbox WHERE id = CAST(:effectId AS bigint))', { effectId });
}

interface Acts {
  readonly actor: string;
  readonly act: string;
  readonly cases: readonly LockedCase[];
  readonly touched: readonly Touched[];
  readonly reason?: string;
}

async function noteActs(api: Services, on: Transaction, { actor, act, cases, touched, reason }: Acts): Promise<void> {
  const ids = new Map(cases.map(({ id, number }) => [number, id]));
  for (const { caseNumber, system, action } of touched) {
    const caseId = ids.get(caseNumber);
    if (caseId === undefined) continue;
    const payload = reason === undefined ? {} : { payload: { reason } };
    await record(on, { caseId, atMs: api.clock.now(), actor, act, facts: { system, action }, ...payload });
  }
}

const RETURNING = 'RETURNING case_number AS "caseNumber", system, action';
async function replayOne({ api, person, params }: SignedIn<z.infer<typeof effectParams>>): Promise<Answer> {
  await transaction(api.db, async (on) => {
    const cases = await lockCaseOf(on, params.id);
    const touched = await row<Touched>(
      on,
      `${AGAIN} WHERE id = CAST(:id AS bigint) AND delivered_at IS NULL AND withdrawn_at IS NULL ${RETURNING}`,
      { id: params.id, now: new Date(api.clock.now()) },
    );
    if (touched === undefined) throw settled();
    await noteActs(api, on, { actor: person.login, act: 'delivery.replayed', cases, touched: [touched] });
  });
  return { status: 204 };
}

async function replayAll({ api, person, params }: SignedIn<z.infer<typeof systemParams>>): Promise<Answer> {
  const replayed = await transaction(api.db, async (on) => {
    const heldOf = `system = :system AND ${STATE_SQL.held}`;
    const cases = await lockCases(on, `c.number IN (SELECT case_number FROM outbox WHERE ${heldOf})`, params);
    // What is held since then, of other cases, waits for the next time.
    const touched = await rows<Touched>(on, `${AGAIN} WHERE ${heldOf} AND case_number = ANY (CAST(:numbers AS text[])) ${RETURNING}`, {
      system: params.system,
      numbers: cases.map(({ number }) => number),
      now: new Date(api.clock.now()),
    });
    await noteActs(api, on, { actor: person.login, act: 'delivery.replayed', cases, touched });
    return touched.length;
  });
  return ok({ replayed });
}

/** Those of them that are still held; gives how many. */
export async function replayEffects(api: Services, actor: string, ids: readonly string[]): Promise<number> {
  return transaction(api.db, async (on) => {
    const these = `id = ANY (CAST(:ids AS bigint[])) AND ${STATE_SQL.held}`;
    const cases = await lockCases(on, `c.number IN (SELECT case_number FROM outbox WHERE ${these})`, { ids });
    const touched = await rows<Touched>(on, `${AGAIN} WHERE ${these} ${RETURNING}`, { ids, now: new Date(api.clock.now()) });
    await noteActs(api, on, { actor, act: 'delivery.replayed', cases, touched });
    return touched.length;
  });
}

const withdrawal = z.object({ reason: z.string().trim().min(3).max(500) });

async function withdraw({ api, person, params, body }: SignedIn<z.infer<typeof effectParams>, unknown, z.infer<typeof withdrawal>>) {
  await transaction(api.db, async (on) => {
    const cases = await lockCaseOf(on, params.id);
    const touched = await row<Touched>(
      on,
      `UPDATE outbox SET withdrawn_at = :now, withdrawn_by = :login
        WHERE id = CAST(:id AS bigint) AND ${STATE_SQL.held} AND (claimed_until IS NULL OR claimed_until < clock_timestamp()) ${RETURNING}`,
      { id: params.id, login: person.login, now: new Date(api.clock.now()) },
    );
    if (touched === undefined) throw settled();
    await noteActs(api, on, { actor: person.login, act: 'delivery.withdrawn', cases, touched: [touched], reason: body.reason });
  });
  return { status: 204 };
}

function settled(): Problem {
  return new Problem(
    'CHANGED_MEANWHILE',
    said(
      'Tego wpisu nie można już zmienić: został dostarczony, wycofany albo jest w drodze. Odśwież listę.',
      'This entry can’t be changed any more: it was delivered, withdrawn or is on its way. Reload the list.',
    ),
  );
}

export const syncActRoutes: readonly Route[] = [
  route(
    'system.manage',
    {
      method: 'post',
      path: '/api/v1/effects/{id}/replay',
      tag: 'sync',
      summary: 'Try an effect again now',
      params: effectParams,
      answers: { 204: empty('It is due') },
      problems: ['CHANGED_MEANWHILE'],
    },
    replayOne,
  ),
  route(
    'system.manage',
    {
      method: 'post',
      path: '/api/v1/systems/{system}/replay',
      tag: 'sync',
      summary: 'Try again all that a system’s deliveries left to a person',
      params: systemParams,
      answers: { 200: json(z.object({ replayed: z.int() }).meta({ id: 'Replayed' }), 'How many are due') },
      problems: [],
    },
    replayAll,
  ),
  route(
    'system.manage',
    {
      method: 'post',
      path: '/api/v1/effects/{id}/withdraw',
      tag: 'sync',
      summary: 'Give up an effect that is left to a person',
      description: 'What waits behind it for the same case and system goes on.',
      params: effectParams,
      body: withdrawal,
      answers: { 204: empty('It will not be sent') },
      problems: ['CHANGED_MEANWHILE'],
    },
    withdraw,
  ),
];
