/** What lies in a file of the built-in DMS (EOD): each document with every version that arrived there, and where its paper lies. */
import { z } from 'zod';
import { row, rows } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { hasRegister, visible } from './visible.js';

const dmsDocumentSchema = z
  .object({
    id: z.string(),
    name: z.string().meta({ description: 'Of its last version.' }),
    versions: z
      .array(z.object({ version: z.number().int().min(1), name: z.string(), storedAt: z.iso.datetime() }))
      .min(1)
      .meta({ description: 'The last first.' }),
    paper: z.object({ store: z.string(), place: z.string() }).nullable(),
    inCase: z.boolean().meta({ description: 'The case of the file has it as well, under the same id.' }),
  })
  .meta({ id: 'DmsDocument' });

type Listing = SignedIn<{ id: string }>;

async function findFile({ api, person, params }: Listing): Promise<object> {
  const policy = visible(person, 'f');
  const found = await row(api.db, `SELECT 1 FROM dms_file f WHERE f.id = :id AND ${policy.sql}`, { id: params.id, ...policy.parameters });
  if (found) return {};
  throw new Problem(
    'NOT_FOUND',
    said('Nie ma takiej teczki. Sprawdź jej znak na liście teczek.', 'There is no such file. Check its number in the list of files.'),
  );
}

async function listDocuments({ api, params }: Listing): Promise<Answer> {
  return ok(
    await rows(
      api.db,
      `SELECT d.id, (array_agg(d.name ORDER BY d.version DESC))[1] AS name,
              json_agg(json_build_object('version', d.version, 'name', d.name,
                'storedAt', to_char(d.stored_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) ORDER BY d.version DESC) AS versions,
              -- A version that arrived after that was said lies there as well.
              (array_agg(json_build_object('store', d.paper_store, 'place', d.paper_place) ORDER BY d.version DESC)
                 FILTER (WHERE d.paper_store IS NOT NULL))[1] AS paper,
              EXISTS (SELECT 1 FROM document o JOIN case_file c ON c.id = o.case_id JOIN dms_file f ON f.case_number = c.number
                       WHERE f.id = :id AND CAST(o.id AS text) = d.id) AS "inCase"
         FROM dms_document d WHERE d.file_id = :id GROUP BY d.id ORDER BY min(d.stored_at), d.id`,
      { id: params.id },
    ),
  );
}

export const registerDocumentRoutes: readonly Route[] = [
  route(
    'register.read',
    {
      method: 'get',
      path: '/api/v1/registers/dms/{id}/documents',
      tag: 'registers',
      summary: 'Documents of a file in the built-in DMS (EOD)',
      params: z.object({ id: z.string().max(200) }),
      answers: { 200: json(z.array(dmsDocumentSchema), 'Those that arrived first come first') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Listing, object, object>(hasRegister('dms'), findFile, listDocuments),
  ),
];
