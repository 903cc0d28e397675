/** Making a case a part of another one, and separating it again. Both timelines say so. */
import { z } from 'zod';
import { rungPast, tellAbove } from '../alerts/case-above.js';
import { later, row, type Transaction, transaction } from '../database.js';
import { lockCases, record } from '../history/journal.js';
import { type Said, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, type Route, route, type SignedIn } from '../http/route.js';
import { CASE_COLUMNS, type CaseRow, caseFor } from './lookup.js';
import { numberParams } from './schemas.js';

const joinSchema = z
  .object({
    parent: z.string().trim().min(1).max(60).nullable().meta({ description: 'Number of the case that it is a part of; null: of none.' }),
  })
  .meta({ id: 'PartOf' });

type Joining = SignedIn<z.infer<typeof numberParams>, unknown, z.infer<typeof joinSchema>>;
interface Both {
  readonly theCase: CaseRow;
  readonly parent: CaseRow | null;
}

async function findBoth({ api, person, params, body }: Joining): Promise<Both> {
  const theCase = await caseFor(api.db, person, 'case.write', params.number);
  return { theCase, parent: body.parent === null ? null : await caseFor(api.db, person, 'case.write', body.parent) };
}

async function join({ api, person, theCase, parent }: Joining & Both): Promise<Answer> {
  const atMs = api.clock.now();
  const actor = person.login;
  await transaction(api.db, async (on) => {
    const cases = await lockCases(
      on,
      'c.id = :id OR c.id = CAST(:parent AS uuid) OR c.id = (SELECT parent_id FROM case_file WHERE id = :id)',
      {
        id: theCase.id,
        parent: parent?.id ?? null,
      },
    );
    const before = await formerParent(on, theCase.id);
    if (before === (parent?.id ?? null)) return;
    const former = cases.find(({ id }) => id === before);
    if (before !== null && former === undefined) throw meanwhile(theCase.number);
    if (parent !== null) await checkParent(on, theCase.id, parent.id);
    later(on, 'UPDATE case_file SET parent_id = CAST(:parent AS uuid) WHERE id = :id', { parent: parent?.id ?? null, id: theCase.id });
    if (former !== undefined) {
      await record(on, { caseId: theCase.id, atMs, actor, act: 'case.separated', facts: { parent: former.number } });
      await record(on, { caseId: former.id, atMs, actor, act: 'part.removed', facts: { part: theCase.number } });
    }
    if (parent !== null) {
      await record(on, { caseId: theCase.id, atMs, actor, act: 'case.joined', facts: { parent: parent.number } });
      await record(on, { caseId: parent.id, atMs, actor, act: 'part.added', facts: { part: theCase.number } });
      const past = await pastOf(on, theCase.id, new Date(atMs));
      if (past !== undefined)
        await tellAbove(api, on, parent.id, { part: theCase, kind: past.kind, dueAt: past.at, atMs, actor, told: [] });
    }
  });
  return { status: 204 };
}

/** As it is now that it is locked. */
async function pastOf(on: Transaction, id: string, now: Date): Promise<ReturnType<typeof rungPast>> {
  const part = await row<CaseRow>(on, `SELECT ${CASE_COLUMNS} FROM case_file c WHERE c.id = :id`, { id });
  return part === undefined ? undefined : rungPast(part, now);
}

async function formerParent(on: Transaction, id: string): Promise<string | null> {
  return (await row<{ parent_id: string | null }>(on, 'SELECT parent_id FROM case_file WHERE id = :id', { id }))?.parent_id ?? null;
}

/** Both are locked, so nobody makes either anything else meanwhile. */
async function checkParent(on: Transaction, id: string, parentId: string): Promise<void> {
  if (id === parentId) throw refused(said('Sprawa nie może być częścią samej siebie.', 'A case can’t be a part of itself.'));
  const found = await row<{ is_open: boolean; is_part: boolean; has_parts: boolean }>(
    on,
    `SELECT closed_at IS NULL AS is_open, parent_id IS NOT NULL AS is_part, EXISTS (SELECT 1 FROM case_file p WHERE p.parent_id = :id) AS has_parts
       FROM case_file WHERE id = :parentId`,
    { id, parentId },
  );
  if (found?.is_open !== true)
    throw refused(said('Tamta sprawa jest już załatwiona; nie dostanie nowych części.', 'That case is settled; it gets no new parts.'));
  if (found.is_part)
    throw refused(
      said('Tamta sprawa sama jest częścią innej. Wskaż tę inną.', 'That case is itself a part of another one. Name that one.'),
    );
  if (found.has_parts)
    throw refused(said('Ta sprawa ma własne części. Najpierw je odłącz.', 'This case has parts of its own. Separate them first.'));
}

function refused(message: Said): Problem {
  return new Problem('INVALID_REQUEST', message, { errors: [{ field: 'parent', message }] });
}

function meanwhile(number: string): Problem {
  return new Problem(
    'CHANGED_MEANWHILE',
    said(
      `Ktoś właśnie zmienił, do czego należy sprawa ${number}. Odśwież ją i spróbuj ponownie.`,
      `Somebody has just changed what case ${number} belongs to. Reload it and try again.`,
    ),
  );
}

export const joinRoutes: readonly Route[] = [
  route(
    'case.write',
    {
      method: 'put',
      path: '/api/v1/cases/{number}/parent',
      tag: 'cases',
      summary: 'Make a case a part of another one, or of none',
      description: 'A case is late when any of its parts is. One floor: what is a part has no parts.',
      params: numberParams,
      body: joinSchema,
      answers: { 204: empty('It is') },
      problems: ['NOT_FOUND', 'CHANGED_MEANWHILE'],
    },
    inOrder<Joining, Both>(findBoth, join),
  ),
];
