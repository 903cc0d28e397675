/** What a person decides about a difference: ours counts and is told again, or it stays as it is. Each stands in the case's journal. */
import type { z } from 'zod';
import { row, run, type Transaction, transaction } from '../database.js';
import { momentOf } from '../dates/replanned.js';
import { lockCases, record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, type Route, route, type SignedIn } from '../http/route.js';
import { type Difference, differenceSchema } from './difference.js';
import { type DriftRow, factsOf } from './drift-row.js';
import { acceptance, driftParams } from './schemas.js';
import { tellAgain } from './tell-again.js';

type Act = 'tell' | 'replan' | 'move-back' | 'take-over' | 'accept';

/** What is told to the other system when ours counts; empty: that can be set right over there alone, or in the ledger. */
function effectsOf(difference: Difference): readonly string[] {
  return 'effects' in difference ? difference.effects : [];
}

export function actsOn(state: DriftRow['state'], difference: Difference): Act[] {
  if (state === 'repairing') return [];
  const acts: Act[] =
    difference.type === 'document-elsewhere' ? ['move-back', 'take-over'] : effectsOf(difference).length > 0 ? ['tell'] : [];
  if (difference.type === 'planned-work' && momentOf(difference.theirs) !== undefined) acts.push('replan');
  return state === 'left' && difference.type !== 'held' ? [...acts, 'accept'] : acts;
}

export interface Locked {
  readonly id: string;
  readonly caseId: string;
  readonly system: string;
  readonly difference: Difference;
  readonly repairs: number;
}

/** The cases that it is about first, then the difference. */
export async function lock(on: Transaction, id: string, act: Act): Promise<Locked> {
  const cases = `c.id = (SELECT case_id FROM drift WHERE id = :id) OR c.number = (SELECT difference->>'caseNumber' FROM drift WHERE id = :id)`;
  await lockCases(on, cases, { id });
  const found = await row<{ case_id: string; system: string; difference: unknown; repairs: number; state: DriftRow['state'] }>(
    on,
    'SELECT case_id, system, difference, repairs, state FROM drift WHERE id = :id AND gone_at IS NULL FOR UPDATE',
    { id },
  );
  const difference = found === undefined ? undefined : differenceSchema.parse(found.difference);
  if (found === undefined || difference === undefined || !actsOn(found.state, difference).includes(act)) throw settled();
  return { id, caseId: found.case_id, system: found.system, difference, repairs: found.repairs };
}

function settled(): Problem {
  return new Problem(
    'CHANGED_MEANWHILE',
    said(
      'Tej rozbieżności już nie ma albo jest właśnie naprawiana. Nic nie zmieniono. Odśwież listę.',
      'This difference is gone or is being repaired. Nothing was changed. Reload the list.',
    ),
  );
}

async function tellOurs({ api, person, params: { id } }: SignedIn<z.infer<typeof driftParams>>): Promise<Answer> {
  await transaction(api.db, async (on) => {
    const { difference, repairs, caseId, system } = await lock(on, id, 'tell');
    const now = new Date(api.clock.now());
    await tellAgain(on, [{ key: `again|${id}|${repairs + 1}`, effects: effectsOf(difference) }], now.getTime());
    await run(
      on,
      `UPDATE drift SET state = 'repairing', repairs = repairs + 1, repaired_at = :now, decided_by = :login, decided_at = :now, reason = NULL
        WHERE id = :id`,
      { id, login: person.login, now },
    );
    await record(on, { caseId, atMs: now.getTime(), actor: person.login, act: 'drift.told-again', facts: factsOf(system, difference) });
  });
  return { status: 204 };
}

async function accept({
  api,
  person,
  params: { id },
  body: { reason },
}: SignedIn<z.infer<typeof driftParams>, unknown, z.infer<typeof acceptance>>): Promise<Answer> {
  await transaction(api.db, async (on) => {
    const { difference, caseId, system } = await lock(on, id, 'accept');
    const now = new Date(api.clock.now());
    await run(on, `UPDATE drift SET state = 'accepted', decided_by = :login, decided_at = :now, reason = :reason WHERE id = :id`, {
      ...{ id, login: person.login, now, reason },
    });
    const facts = factsOf(system, difference);
    await record(on, { caseId, atMs: now.getTime(), actor: person.login, act: 'drift.accepted', facts, payload: { reason } });
  });
  return { status: 204 };
}

export const driftActRoutes: readonly Route[] = [
  route(
    'drift.settle',
    {
      method: 'post',
      path: '/api/v1/drift/{id}/tell',
      tag: 'sync',
      summary: 'Ours counts: tell the other system again',
      params: driftParams,
      answers: { 204: empty('It is on its way; the next look shows whether it helped') },
      problems: ['CHANGED_MEANWHILE'],
    },
    tellOurs,
  ),
  route(
    'drift.settle',
    {
      method: 'post',
      path: '/api/v1/drift/{id}/accept',
      tag: 'sync',
      summary: 'It stays as it is',
      description: 'It is no difference any more, until one side says something else.',
      params: driftParams,
      body: acceptance,
      answers: { 204: empty('Accepted') },
      problems: ['CHANGED_MEANWHILE'],
    },
    accept,
  ),
];
