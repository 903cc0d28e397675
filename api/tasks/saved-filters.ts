/** A person's own filters of the queue, each with how much it finds now. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { row, rows, run } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { countNarrowed } from './list.js';

/** Each is counted whenever the queue is looked at. */
const MOST = 8;

const filterFields = {
  name: z.string().trim().min(1).max(60),
  view: z.enum(['mine', 'tier', 'waiting', 'late']),
  unassigned: z.boolean(),
  classification: z.string().max(120).nullable(),
};
const newFilter = z.object(filterFields).meta({ id: 'NewSavedFilter' });
const savedFilter = z.object({ id: z.uuid(), ...filterFields, count: z.int() }).meta({ id: 'SavedFilter' });
const idParams = z.object({ id: z.uuid() });

type Filter = z.infer<typeof newFilter> & { readonly id: string };
type Adding = SignedIn<unknown, unknown, z.infer<typeof newFilter>>;

function counted(exchange: SignedIn, filter: Filter): Promise<number> {
  return countNarrowed(exchange, {
    mine: filter.view === 'mine',
    late: filter.view === 'late',
    waiting: filter.view === 'waiting',
    unassigned: filter.unassigned,
    classification: filter.classification ?? undefined,
  });
}

async function listFilters(exchange: SignedIn): Promise<Answer> {
  const { api, person } = exchange;
  const found = await rows<Filter>(
    api.db,
    'SELECT id, name, view, unassigned, classification FROM saved_filter WHERE login = :login ORDER BY created_at, id',
    { login: person.login },
  );
  return ok(await Promise.all(found.map(async (filter) => ({ ...filter, count: await counted(exchange, filter) }))));
}

async function checkRoom({ api, person }: Adding): Promise<object> {
  const has = await row<{ count: number }>(api.db, 'SELECT count(*)::integer AS count FROM saved_filter WHERE login = :login', {
    login: person.login,
  });
  if ((has?.count ?? 0) >= MOST)
    throw new Problem(
      'TOO_LARGE',
      said(`Masz już ${MOST} filtrów. Usuń jeden, żeby dodać następny.`, `You already have ${MOST} filters. Remove one to add another.`),
    );
  return {};
}

async function addFilter(exchange: Adding): Promise<Answer> {
  const { api, person, body } = exchange;
  const added = await row<Filter>(
    api.db,
    `INSERT INTO saved_filter (id, login, name, view, unassigned, classification, created_at)
     VALUES (:id, :login, :name, :view, :unassigned, :classification, now())
     ON CONFLICT DO NOTHING RETURNING id, name, view, unassigned, classification`,
    { id: randomUUID(), login: person.login, ...body },
  );
  if (added === undefined)
    throw new Problem(
      'ALREADY_EXISTS',
      said(`Masz już filtr „${body.name}”. Nazwij ten inaczej.`, `You already have a filter “${body.name}”. Name this one differently.`),
    );
  return { status: 201, body: { ...added, count: await counted(exchange, added) } };
}

async function removeFilter({ api, person, params }: SignedIn<z.infer<typeof idParams>>): Promise<Answer> {
  const removed = await run(api.db, 'DELETE FROM saved_filter WHERE id = :id AND login = :login', { id: params.id, login: person.login });
  if (removed === 0) throw new Problem('NOT_FOUND', said('Nie ma już takiego filtru.', 'There is no such filter any more.'));
  return { status: 204 };
}

export const savedFilterRoutes: readonly Route[] = [
  route(
    'task.work',
    {
      method: 'get',
      path: '/api/v1/me/filters',
      tag: 'tasks',
      summary: 'My filters of the queue, with their counts',
      answers: { 200: json(z.array(savedFilter), 'Oldest first') },
      problems: [],
    },
    listFilters,
  ),
  route(
    'task.work',
    {
      method: 'post',
      path: '/api/v1/me/filters',
      tag: 'tasks',
      summary: 'Save a filter of the queue',
      body: newFilter,
      answers: { 201: json(savedFilter, 'Saved') },
      problems: ['ALREADY_EXISTS', 'TOO_LARGE'],
    },
    inOrder<Adding, object>(checkRoom, addFilter),
  ),
  route(
    'task.work',
    {
      method: 'delete',
      path: '/api/v1/me/filters/{id}',
      tag: 'tasks',
      summary: 'Remove a filter of mine',
      params: idParams,
      answers: { 204: empty('Removed') },
      problems: ['NOT_FOUND'],
    },
    removeFilter,
  ),
];
