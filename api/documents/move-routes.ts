/** Moving a document to the right case: what would happen, and doing it. */
import { z } from 'zod';
import { CASE_STATUSES } from '../cases/codes.js';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { row, type Statements, transaction } from '../database.js';
import { lockCases } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { documentOf, type MovedDocument, moveDocument, prospectOf } from './move.js';

const params = z.object({ number: z.string(), id: z.uuid() });
const number = z.string().trim().min(1).max(60).meta({ description: 'Number of the case that it belongs to.' });
const query = z.object({ to: number });
const moveSchema = z.object({ to: number, reason: z.string().trim().min(3).max(500) }).meta({ id: 'DocumentMove' });

const previewSchema = z
  .object({
    to: z.object({ number: z.string(), classificationName: z.string().nullable(), status: z.enum(CASE_STATUSES) }),
    inDms: z.enum(['moves', 'sent', 'none']).meta({
      description: '`moves`: from file to file there. `sent`: the right case’s file gets it. `none`: it isn’t there, nor will it be.',
    }),
    toFile: z.string().nullable().meta({ description: 'Number of the file in the DMS that gets it.' }),
  })
  .meta({ id: 'DocumentMovePreview' });

type Params = z.infer<typeof params>;

interface Both {
  readonly from: CaseRow;
  readonly to: CaseRow;
}

/** Whoever moves it may work on both. */
async function findBoth({ api, person, params }: SignedIn<Params>, to: string): Promise<Both> {
  const from = await caseFor(api.db, person, 'document.move', params.number);
  return { from, to: await caseFor(api.db, person, 'document.move', to.toUpperCase()) };
}

async function documentIn(on: Statements, from: CaseRow, id: string): Promise<MovedDocument> {
  const found = await documentOf(on, from.id, id);
  if (found !== undefined) return found;
  throw new Problem(
    'NOT_FOUND',
    said(`Sprawa ${from.number} nie ma takiego dokumentu. Odśwież stronę.`, `Case ${from.number} has no such document. Reload the page.`),
  );
}

type Looking = SignedIn<Params, z.infer<typeof query>>;
const findForLook = (exchange: Looking): Promise<Both> => findBoth(exchange, exchange.query.to);

async function look({ api, params, from, to }: Looking & Both): Promise<Answer> {
  const document = await documentIn(api.db, from, params.id);
  const inDms = await prospectOf(api.db, document.id, from, to);
  const kind = await row<{ name: string }>(api.db, 'SELECT name FROM classification WHERE code = :code', { code: to.classification });
  return ok({
    to: { number: to.number, classificationName: kind?.name ?? null, status: to.status },
    inDms: inDms.type,
    toFile: inDms.type === 'none' ? null : inDms.to.number,
  });
}

type Acting = SignedIn<Params, unknown, z.infer<typeof moveSchema>>;
const findForAct = (exchange: Acting): Promise<Both> => findBoth(exchange, exchange.body.to);

async function move({ api, person, params, body, from, to }: Acting & Both): Promise<Answer> {
  await transaction(api.db, async (on) => {
    await lockCases(on, 'c.id IN (:from, :to)', { from: from.id, to: to.id });
    const document = await documentIn(on, from, params.id);
    const inDms = await prospectOf(on, document.id, from, to);
    await moveDocument(on, { document, from, to, by: person.login, reason: body.reason, atMs: api.clock.now() }, inDms);
  });
  return { status: 204 };
}

export const moveRoutes: readonly Route[] = [
  route(
    'document.move',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/documents/{id}/move',
      tag: 'documents',
      summary: 'What moving a document to another case would do',
      params,
      query,
      answers: { 200: json(previewSchema, 'It can be moved') },
      problems: ['NOT_FOUND', 'DOCUMENT_NOT_MOVED'],
    },
    inOrder<Looking, Both>(findForLook, look),
  ),
  route(
    'document.move',
    {
      method: 'post',
      path: '/api/v1/cases/{number}/documents/{id}/move',
      tag: 'documents',
      summary: 'Move a document to another case',
      description: 'Here at once, in the DMS as soon as it can. Both cases’ timelines say so. Needs the right to work on both.',
      params,
      body: moveSchema,
      answers: { 204: empty('It is in the other case') },
      problems: ['NOT_FOUND', 'DOCUMENT_NOT_MOVED'],
    },
    inOrder<Acting, Both>(findForAct, move),
  ),
];
