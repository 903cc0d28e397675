/** Drafts of the desk: each person's own, kept on the server, so that a reload, a sign-out or a second call loses nothing. */
import { z } from 'zod';
import { row, rows, run } from '../database.js';
import { type Answer, empty, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { ADDED_SINCE, draftContentSchema, draftSchema } from './schemas.js';

const idParams = z.object({ id: z.uuid() });
type OfDraft<Body = unknown> = SignedIn<z.infer<typeof idParams>, unknown, Body>;

const putSchema = z.object({ startedAt: z.iso.datetime(), content: draftContentSchema }).meta({ id: 'DeskDraftToKeep' });

const keptSchema = z
  .object({ caseNumber: z.string().nullable().meta({ description: 'Not null: registered meanwhile, so nothing was kept.' }) })
  .meta({ id: 'DeskDraftKept' });

/** Conversations that nobody came back to are forgotten: they hold what callers said. */
const FORGOTTEN_AFTER = '30 days';
const MOST_DRAFTS = 20;

async function listDrafts({ api, person }: SignedIn): Promise<Answer> {
  const found = await rows<{ id: string; content: unknown; started_at: Date; saved_at: Date }>(
    api.db,
    `SELECT id, content, started_at, saved_at FROM desk_draft WHERE login = :login AND case_number IS NULL ORDER BY started_at, id LIMIT :limit`,
    { login: person.login, limit: MOST_DRAFTS },
  );
  return ok(
    found.flatMap(({ id, content, started_at, saved_at }) => {
      // A later version of the product may have changed what a draft holds.
      const known = draftContentSchema.safeParse({ ...ADDED_SINCE, ...(content as object) });
      return known.success ? [{ id, startedAt: started_at.toISOString(), savedAt: saved_at.toISOString(), content: known.data }] : [];
    }),
  );
}

async function keepDraft({ api, person, params, body }: OfDraft<z.infer<typeof putSchema>>): Promise<Answer> {
  const kept = await run(
    api.db,
    `INSERT INTO desk_draft (id, login, content, started_at, saved_at) VALUES (:id, :login, CAST(:content AS jsonb), :startedAt, now())
     ON CONFLICT (id) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at
      WHERE desk_draft.login = excluded.login AND desk_draft.case_number IS NULL`,
    { id: params.id, login: person.login, content: JSON.stringify(body.content), startedAt: new Date(body.startedAt) },
  );
  if (kept > 0) return ok({ caseNumber: null });
  const registered = await row<{ case_number: string | null }>(
    api.db,
    'SELECT case_number FROM desk_draft WHERE id = :id AND login = :login',
    { id: params.id, login: person.login },
  );
  return ok({ caseNumber: registered?.case_number ?? null });
}

async function dropDraft({ api, person, params }: OfDraft): Promise<Answer> {
  await run(
    api.db,
    `DELETE FROM desk_draft WHERE login = :login AND case_number IS NULL AND (id = :id OR saved_at < now() - CAST(:age AS interval))`,
    { id: params.id, login: person.login, age: FORGOTTEN_AFTER },
  );
  return { status: 204 };
}

export const deskDraftRoutes: readonly Route[] = [
  route(
    'desk.use',
    {
      method: 'get',
      path: '/api/v1/desk/drafts',
      tag: 'desk',
      summary: 'Your conversations that are not registered yet',
      answers: { 200: json(z.array(draftSchema), 'In the order in which they began') },
      problems: [],
    },
    listDrafts,
  ),
  route(
    'desk.use',
    {
      method: 'put',
      path: '/api/v1/desk/drafts/{id}',
      tag: 'desk',
      summary: 'Keep a conversation as it stands',
      description: 'The id is yours to choose; `POST /cases` takes it as `draftId`, and the same conversation becomes one case only.',
      params: idParams,
      body: putSchema,
      answers: { 200: json(keptSchema, 'Kept') },
      problems: [],
    },
    keepDraft,
  ),
  route(
    'desk.use',
    {
      method: 'delete',
      path: '/api/v1/desk/drafts/{id}',
      tag: 'desk',
      summary: 'Throw a conversation away',
      params: idParams,
      answers: { 204: empty('Gone') },
      problems: [],
    },
    dropDraft,
  ),
];
