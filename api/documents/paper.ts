/** Where the paper of a document lies: in which chronological store (skład chronologiczny), and where in it. Said by whoever put it there; the DMS hears of it. */
import { z } from 'zod';
import { caseFor } from '../cases/lookup.js';
import { row, run, transaction } from '../database.js';
import { lockCases, record } from '../history/journal.js';
import { rule, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, type Route, route, type SignedIn } from '../http/route.js';
import { sendPaper } from './to-file.js';

/** Signatures and shelves; they stay in history when the resident is forgotten, so that the paper can be found and destroyed, too. */
const mark = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(
      /^[\p{L}\p{N} .,:;/()_-]+$/u,
      rule('Oczekiwano liter, cyfr i znaków . , : ; / ( ) _ -', 'Expected letters, digits and the signs . , : ; / ( ) _ -'),
    );

export const paperSchema = z
  .object({
    store: mark(60).meta({ description: 'Signature of the chronological store.' }),
    place: mark(120).meta({ description: 'Shelf, box, number of the paper there. Nothing personal.' }),
  })
  .meta({ id: 'PaperPlace' });

const params = z.object({ number: z.string(), id: z.uuid() });
const saying = z.object({ paper: paperSchema.nullable().meta({ description: 'Null: there is no paper, or none any more.' }) });

async function sayWhere({
  api,
  person,
  params: { number, id },
  body,
}: SignedIn<z.infer<typeof params>, unknown, z.infer<typeof saying>>): Promise<Answer> {
  const theCase = await caseFor(api.db, person, 'case.write', number);
  const { store = null, place = null } = body.paper ?? {};
  await transaction(api.db, async (on) => {
    await lockCases(on, 'c.id = :id', { id: theCase.id });
    const before = await row<{ store: string | null; place: string | null }>(
      on,
      'SELECT paper_store AS store, paper_place AS place FROM document WHERE id = :id AND case_id = :caseId FOR UPDATE',
      { id, caseId: theCase.id },
    );
    if (before === undefined)
      throw new Problem('NOT_FOUND', said('Nie ma takiego dokumentu w tej sprawie.', 'This case has no such document.'));
    if (before.store === store && before.place === place) return;
    const atMs = api.clock.now();
    await run(
      on,
      `UPDATE document SET paper_store = :store, paper_place = :place, paper_at = :at, paper_by = :by,
       paper_said = paper_said + 1 WHERE id = :id`,
      {
        ...{ id, store, place, by: person.login },
        at: new Date(atMs),
      },
    );
    const facts = { documentId: id, store, place, storeBefore: before.store, placeBefore: before.place };
    await record(on, { caseId: theCase.id, atMs, actor: person.login, act: 'document.paper', facts });
    await sendPaper(on, theCase.id, atMs);
  });
  return { status: 204 };
}

export const paperRoutes: readonly Route[] = [
  route(
    'case.write',
    {
      method: 'put',
      path: '/api/v1/cases/{number}/documents/{id}/paper',
      tag: 'documents',
      summary: 'Say where the paper of a document lies',
      description: 'In the case’s history, and told to the DMS once the document is in its file there.',
      params,
      body: saying,
      answers: { 204: empty('Written') },
      problems: ['NOT_FOUND'],
    },
    sayWhere,
  ),
];
