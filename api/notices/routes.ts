/** What concerns me since I last looked. */

import { z } from 'zod';
import { row, rows, run } from '../database.js';
import { rule } from '../http/language.js';
import { type Answer, empty, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { NOTICE_KINDS } from './tell.js';

/** More than this nobody reads through; the cases have it all. */
const MOST = 50;

const noticeSchema = z
  .object({
    id: z.string().meta({ description: 'Of the case’s journal: stable, one an act.' }),
    kind: z.enum(NOTICE_KINDS),
    caseNumber: z.string(),
    classification: z.string(),
    actor: z.string(),
    at: z.iso.datetime(),
    read: z.boolean(),
  })
  .meta({ id: 'Notice' });

const noticesSchema = z
  .object({ unread: z.int(), notices: z.array(noticeSchema) })
  .meta({ id: 'Notices', description: 'The newest fifty; `unread` counts all.' });

const readSchema = z
  .object({
    ids: z.union([
      z.array(z.string().regex(/^[0-9a-f-]{36}:\d{1,9}$/, rule('Oczekiwano `id` z listy', 'Expected an `id` of the list'))).max(MOST),
      z.literal('all'),
    ]),
  })
  .meta({ id: 'NoticesRead' });

async function listNotices({ api, person }: SignedIn): Promise<Answer> {
  const [notices, counted] = await Promise.all([
    rows<{ id: string; kind: string; caseNumber: string; classification: string; actor: string; at: Date; read: boolean }>(
      api.db,
      `SELECT n.case_id || ':' || n.seq AS id, n.kind, c.number AS "caseNumber", coalesce(k.name, c.classification) AS classification,
              n.actor, n.at, n.read_at IS NOT NULL AS read
         FROM (SELECT * FROM notice WHERE tenant_id = '<default>' AND login = :login ORDER BY at DESC, case_id, seq LIMIT ${MOST}) n
         JOIN case_file c ON c.id = n.case_id LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification
        ORDER BY n.at DESC, n.case_id, n.seq`,
      { login: person.login },
    ),
    row<{ unread: number }>(
      api.db,
      `SELECT count(*)::integer AS unread FROM notice WHERE tenant_id = '<default>' AND login = :login AND read_at IS NULL`,
      { login: person.login },
    ),
  ]);
  return ok({ unread: counted?.unread ?? 0, notices: notices.map((one) => ({ ...one, at: one.at.toISOString() })) });
}

async function readNotices({ api, person, body }: SignedIn<unknown, unknown, z.infer<typeof readSchema>>): Promise<Answer> {
  const mine = `UPDATE notice SET read_at = now() WHERE tenant_id = '<default>' AND login = :login AND read_at IS NULL`;
  if (body.ids === 'all') await run(api.db, mine, { login: person.login });
  else
    await run(
      api.db,
      `${mine} AND (case_id, seq) IN (SELECT CAST(split_part(id, ':', 1) AS uuid), CAST(split_part(id, ':', 2) AS integer)
                                        FROM unnest(CAST(:ids AS text[])) AS id)`,
      { login: person.login, ids: body.ids },
    );
  return { status: 204 };
}

export const noticeRoutes: readonly Route[] = [
  route(
    'signed-in',
    {
      method: 'get',
      path: '/api/v1/me/notices',
      tag: 'people',
      summary: 'What concerns me',
      description:
        'Given to me, sent back to me, a contact in my case, an answer to my question, a date of it, somebody who took or ended my task, a failed step.',
      answers: { 200: json(noticesSchema, 'Newest first') },
      problems: [],
    },
    listNotices,
  ),
  route<unknown, unknown, z.infer<typeof readSchema>>(
    'signed-in',
    {
      method: 'post',
      path: '/api/v1/me/notices/read',
      tag: 'people',
      summary: 'I have read it',
      body: readSchema,
      answers: { 204: empty('Noted; what is not mine is left alone') },
      problems: [],
    },
    readNotices,
  ),
];
