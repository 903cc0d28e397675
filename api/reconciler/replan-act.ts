/** The department's date counts, as a person says where both sides changed when work is planned. */
import type { z } from 'zod';
import { row, run, transaction } from '../database.js';
import { momentOf, takePlanned } from '../dates/replanned.js';
import { record } from '../history/journal.js';
import { type Answer, empty, type Route, route, type SignedIn } from '../http/route.js';
import { lock } from './acts.js';
import { factsOf } from './drift-row.js';
import { driftParams } from './schemas.js';

async function replan({ api, person, params: { id } }: SignedIn<z.infer<typeof driftParams>>): Promise<Answer> {
  await transaction(api.db, async (on) => {
    const { difference, caseId, system } = await lock(on, id, 'replan');
    if (difference.type !== 'planned-work') throw new Error(`Expected another planned date, but got ${difference.type}`);
    const plannedAt = momentOf(difference.theirs);
    if (plannedAt === undefined) throw new Error('Expected a moment, but somebody wrote something else');
    const theCase = await row<{ planned_at: Date | null }>(on, 'SELECT planned_at FROM case_file WHERE id = :caseId', { caseId });
    const by = { by: person.login, atMs: api.clock.now() };
    await takePlanned(on, { caseId, recordId: difference.recordId, plannedAt, before: theCase?.planned_at ?? null, ...by });
    await run(on, 'UPDATE drift SET gone_at = :now, decided_by = :login, decided_at = :now WHERE id = :id', {
      ...{ id, login: person.login, now: new Date(by.atMs) },
    });
    const facts = factsOf(system, difference);
    await record(on, { caseId, atMs: by.atMs, actor: person.login, act: 'drift.taken-over', facts });
  });
  return { status: 204 };
}

export const driftReplanRoutes: readonly Route[] = [
  route(
    'drift.settle',
    {
      method: 'post',
      path: '/api/v1/drift/{id}/replan',
      tag: 'sync',
      summary: 'Theirs counts: the case has the planned date of the other system',
      params: driftParams,
      answers: { 204: empty('The case has it') },
      problems: ['CHANGED_MEANWHILE'],
    },
    replan,
  ),
];
