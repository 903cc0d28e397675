/**
 * Two rows of the register that are one person become one: cases go over to the row that is kept, the other stays, is found by all that it
 * was found by, and stands for the kept one. Notes, contacts and consents are read from both (same.ts), so that taking it back moves cases
 * alone. Nothing is overwritten; a legal hold goes with its case, and forgetting the one forgets both.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { iso, row, rows, run, type Statements, type Transaction, transaction } from '../database.js';
import { lockCases, record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';

export const mergeSchema = z
  .object({
    id: z.uuid(),
    keptId: z.uuid(),
    mergedId: z.uuid(),
    mergedName: z.string(),
    mergedBy: z.string(),
    mergedAt: z.iso.datetime(),
    cases: z.array(z.string()).meta({ description: 'Numbers of the cases that went over.' }),
  })
  .meta({ id: 'ResidentMerge' });

interface MergeRow {
  readonly id: string;
  readonly kept_id: string;
  readonly merged_id: string;
  readonly merged_name: string;
  readonly merged_by: string;
  readonly merged_at: Date;
  readonly numbers: string[];
}

const pairParams = z.object({ id: z.uuid(), other: z.uuid() });
const mergeParams = z.object({ id: z.uuid(), merge: z.uuid() });
type Merging = SignedIn<z.infer<typeof pairParams>>;
type Splitting = SignedIn<z.infer<typeof mergeParams>>;

/** Merges that stand, into the resident with this id; newest first. */
export async function mergesOf(on: Statements, keptId: string): Promise<z.infer<typeof mergeSchema>[]> {
  const found = await rows<MergeRow>(
    on,
    `SELECT m.id, m.kept_id, m.merged_id, r.name AS merged_name, m.merged_by, m.merged_at,
            ARRAY(SELECT number FROM case_file WHERE id = ANY (m.case_ids) ORDER BY number) AS numbers
       FROM resident_merge m JOIN resident r ON r.id = m.merged_id
      WHERE m.kept_id = :keptId AND m.split_at IS NULL ORDER BY m.merged_at DESC, m.id`,
    { keptId },
  );
  return found.map((one) => ({
    id: one.id,
    keptId: one.kept_id,
    mergedId: one.merged_id,
    mergedName: one.merged_name,
    mergedBy: one.merged_by,
    mergedAt: iso(one.merged_at),
    cases: one.numbers,
  }));
}

/** Cases first, then residents in the order of their ids: the order in which an erasure locks. */
async function lockBoth(on: Transaction, one: string, other: string): Promise<readonly { id: string }[]> {
  const cases = await lockCases(on, 'c.resident_id = ANY (CAST(:both AS uuid[]))', { both: [one, other] });
  const residents = await rows<{ id: string }>(
    on,
    `SELECT id FROM resident WHERE id = ANY (CAST(:both AS uuid[])) AND erased_at IS NULL AND merged_into IS NULL ORDER BY id FOR UPDATE`,
    { both: [one, other] },
  );
  if (residents.length < 2) {
    throw new Problem(
      'NOT_FOUND',
      said(
        'Nie połączono: jednej z tych osób nie ma już w rejestrze osobno. Otwórz mieszkańca ponownie.',
        'Not merged: one of the two is no longer in the register by themself. Open the resident again.',
      ),
    );
  }
  return cases.filter(({ resident_id }) => resident_id === other);
}

async function merge({ api, person, params: { id: keptId, other: mergedId } }: Merging): Promise<Answer> {
  if (keptId === mergedId)
    throw new Problem(
      'INVALID_REQUEST',
      said('To ta sama pozycja rejestru. Wybierz drugą.', 'This is the same row of the register. Choose another one.'),
    );
  const atMs = api.clock.now();
  const mergeId = randomUUID();
  await transaction(api.db, async (on) => {
    const cases = await lockBoth(on, keptId, mergedId);
    const followers = await rows<{ id: string }>(
      on,
      'UPDATE resident SET merged_into = :keptId WHERE merged_into = :mergedId RETURNING id',
      { keptId, mergedId },
    );
    await run(on, 'UPDATE resident SET merged_into = :keptId WHERE id = :mergedId', { keptId, mergedId });
    await run(on, 'UPDATE case_file SET resident_id = :keptId WHERE resident_id = :mergedId', { keptId, mergedId });
    await run(
      on,
      `INSERT INTO resident_merge (id, kept_id, merged_id, merged_by, merged_at, case_ids, follower_ids)
       VALUES (:mergeId, :keptId, :mergedId, :login, :at, CAST(:cases AS uuid[]), CAST(:followers AS uuid[]))`,
      {
        mergeId,
        keptId,
        mergedId,
        login: person.login,
        at: new Date(atMs),
        cases: cases.map(({ id }) => id),
        followers: followers.map(({ id }) => id),
      },
    );
    for (const { id } of cases) {
      await record(on, { caseId: id, atMs, actor: person.login, act: 'resident.merged', facts: { keptId, mergedId, mergeId } });
    }
  });
  return ok(await mergesOf(api.db, keptId));
}

/** Back to two: the cases that went over and are still there return. What came since stays, and can be told apart by its own contact. */
async function split({ api, person, params: { id: keptId, merge: mergeId } }: Splitting): Promise<Answer> {
  const atMs = api.clock.now();
  await transaction(api.db, async (on) => {
    const found = await row<{ merged_id: string; case_ids: string[]; follower_ids: string[] }>(
      on,
      'SELECT merged_id, case_ids, follower_ids FROM resident_merge WHERE id = :mergeId AND kept_id = :keptId AND split_at IS NULL',
      { mergeId, keptId },
    );
    if (found === undefined)
      throw new Problem(
        'NOT_FOUND',
        said('Nie ma już czego rozdzielać. Otwórz mieszkańca ponownie.', 'There is nothing left to split. Open the resident again.'),
      );
    const cases = await lockCases(on, 'c.id = ANY (CAST(:ids AS uuid[])) AND c.resident_id = :keptId', { ids: found.case_ids, keptId });
    const mergedId = found.merged_id;
    // Two who split at once: the second finds nothing left.
    const split = await run(on, 'UPDATE resident_merge SET split_by = :login, split_at = :at WHERE id = :mergeId AND split_at IS NULL', {
      login: person.login,
      at: new Date(atMs),
      mergeId,
    });
    const apart = await run(
      on,
      'UPDATE resident SET merged_into = NULL WHERE id = :mergedId AND merged_into = :keptId AND erased_at IS NULL',
      { mergedId, keptId },
    );
    if (split === 0 || apart === 0)
      throw new Problem(
        'NOT_FOUND',
        said('Nie ma już czego rozdzielać. Otwórz mieszkańca ponownie.', 'There is nothing left to split. Open the resident again.'),
      );
    await run(on, 'UPDATE resident SET merged_into = :mergedId WHERE id = ANY (CAST(:followers AS uuid[])) AND merged_into = :keptId', {
      mergedId,
      followers: found.follower_ids,
      keptId,
    });
    await run(on, 'UPDATE case_file SET resident_id = :mergedId WHERE id = ANY (CAST(:ids AS uuid[]))', {
      mergedId,
      ids: cases.map(({ id }) => id),
    });
    for (const { id } of cases) {
      await record(on, { caseId: id, atMs, actor: person.login, act: 'resident.split', facts: { keptId, mergedId, mergeId } });
    }
  });
  return ok(await mergesOf(api.db, keptId));
}

const answers = { 200: json(mergeSchema.array(), 'What is merged into this resident now, newest first') };

export const mergeRoutes: readonly Route[] = [
  route(
    'resident.merge',
    {
      method: 'post',
      path: '/api/v1/residents/{id}/merge/{other}',
      tag: 'residents',
      summary: 'Merge another resident into this one',
      description: 'Cases go over; both stay findable; every case notes it. It can be taken back.',
      params: pairParams,
      answers,
      problems: ['NOT_FOUND'],
    },
    merge,
  ),
  route(
    'resident.merge',
    {
      method: 'post',
      path: '/api/v1/residents/{id}/merges/{merge}/split',
      tag: 'residents',
      summary: 'Take a merge back',
      description: 'The cases that went over return; what was registered since stays.',
      params: mergeParams,
      answers,
      problems: ['NOT_FOUND'],
    },
    split,
  ),
];
