/** Who looked at what: a row for each opening of a case, a resident, a document. */
import { z } from 'zod';
import { rows, run, type Statements } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';

export interface Look {
  readonly login: string;
  readonly act:
    | 'case.opened'
    | 'contacts.opened'
    | 'dates.opened'
    | 'documents.listed'
    | 'messages.opened'
    | 'tasks.opened'
    | 'history.opened'
    | 'failed-steps.opened'
    | 'document.opened'
    | 'resident.opened'
    | 'resident.erased'
    | 'residents.searched'
    | 'notes.opened'
    | 'questions.opened'
    | 'cases.exported'
    | 'sample.drawn'
    | 'sample.opened'
    | 'sample.exported';
  readonly subjectType: 'case' | 'resident' | 'document' | 'search' | 'failed-steps' | 'sample';
  readonly subjectId: string;
  readonly atMs: number;
  /** Why, where one was asked. */
  readonly purpose?: string;
}

export async function logLook(on: Statements, look: Look): Promise<void> {
  await run(
    on,
    'INSERT INTO access_log (at, login, act, subject_type, subject_id, purpose) VALUES (:at, :login, :act, :type, :id, :purpose)',
    {
      at: new Date(look.atMs),
      login: look.login,
      act: look.act,
      type: look.subjectType,
      id: look.subjectId,
      purpose: look.purpose ?? null,
    },
  );
}

/** A step of the endpoints that show a part of a case. */
export function logsCase(act: Look['act']) {
  return async ({ api, person, theCase }: SignedIn & { readonly theCase: { readonly number: string } }): Promise<object> => {
    await logLook(api.db, { login: person.login, act, subjectType: 'case', subjectId: theCase.number, atMs: Date.now() });
    return {};
  };
}

const query = z.object({
  subjectType: z.enum(['case', 'resident', 'document', 'search', 'failed-steps', 'sample']).optional(),
  subjectId: z.string().max(200).optional(),
  login: z.string().max(100).optional(),
  before: z.coerce.number().int().positive().optional().meta({ description: 'Id of the last row of the page before.' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const lookSchema = z
  .object({
    id: z.number(),
    at: z.iso.datetime(),
    login: z.string(),
    act: z.string(),
    subjectType: z.string(),
    subjectId: z.string(),
    purpose: z.string().nullable(),
  })
  .meta({ id: 'AccessLogEntry' });

async function listLooks({ api, query: asked }: SignedIn<unknown, z.infer<typeof query>>): Promise<Answer> {
  const found = await rows<{
    id: string;
    at: Date;
    login: string;
    act: string;
    subject_type: string;
    subject_id: string;
    purpose: string | null;
  }>(
    api.db,
    `SELECT id, at, login, act, subject_type, subject_id, purpose FROM access_log
      WHERE (CAST(:type AS text) IS NULL OR subject_type = :type) AND (CAST(:subject AS text) IS NULL OR subject_id = :subject)
        AND (CAST(:login AS text) IS NULL OR login = :login) AND (CAST(:before AS bigint) IS NULL OR id < :before)
      ORDER BY id DESC LIMIT :limit`,
    {
      type: asked.subjectType ?? null,
      subject: asked.subjectId ?? null,
      login: asked.login ?? null,
      before: asked.before ?? null,
      limit: asked.limit,
    },
  );
  return ok(
    found.map((look) => ({
      id: Number(look.id),
      at: look.at.toISOString(),
      login: look.login,
      act: look.act,
      subjectType: look.subject_type,
      subjectId: look.subject_id,
      purpose: look.purpose,
    })),
  );
}

export const accessLogRoutes: readonly Route[] = [
  route(
    'access-log.read',
    {
      method: 'get',
      path: '/api/v1/access-log',
      tag: 'history',
      summary: 'Who looked at what',
      query,
      answers: { 200: json(z.array(lookSchema), 'Newest first') },
      problems: [],
    },
    listLooks,
  ),
];
