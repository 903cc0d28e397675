/** Residents that are likely the same person: the same phone number, e-mail address, or name at the same address; masked. */
import { z } from 'zod';
import { rows, run } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { masked } from './mask.js';
import { loadResident, RESIDENT, type ResidentRow, residentSchema, toResident } from './residents.js';
import { sameResident } from './same.js';

const MOST = 5;

const duplicateSchema = residentSchema
  .extend({
    alike: z
      .array(z.enum(['phone', 'email', 'name-address']))
      .min(1)
      .meta({ description: 'What the two have in common.' }),
    caseCount: z.int(),
  })
  .meta({ id: 'LikelyDuplicate' });

const params = z.object({ id: z.uuid() });
const pairParams = z.object({ id: z.uuid(), other: z.uuid() });
type Asked = SignedIn<z.infer<typeof params>>;
type Found = { readonly resident: ResidentRow };

const NUMBER = (table: string) => `right(regexp_replace(${table}.phone, '\\D', '', 'g'), 9)`;
const SAME_PHONE = `(o.phone IS NOT NULL AND ${NUMBER('o')} = ${NUMBER('r')} AND length(${NUMBER('r')}) >= 7)`;
const SAME_EMAIL = 'lower(o.email) = lower(r.email)';
const SAME_NAME = '(lower(o.name) = lower(r.name) AND o.postal_address IS NOT NULL AND lower(o.postal_address) = lower(r.postal_address))';

async function listDuplicates({ api, resident }: Asked & Found): Promise<Answer> {
  const columns = RESIDENT.split(', ').map((column) => `o.${column}`);
  const found = await rows<ResidentRow & { by_phone: boolean; by_email: boolean; by_name: boolean; cases: number }>(
    api.db,
    `SELECT ${columns.join(', ')}, coalesce(${SAME_PHONE}, false) AS by_phone, coalesce(${SAME_EMAIL}, false) AS by_email,
            coalesce(${SAME_NAME}, false) AS by_name, (SELECT count(*)::integer FROM case_file c WHERE c.resident_id = o.id) AS cases
       FROM resident r JOIN resident o ON o.id <> r.id AND o.merged_into IS NULL AND o.erased_at IS NULL AND o.kind = r.kind
        AND (${SAME_PHONE} OR ${SAME_EMAIL} OR ${SAME_NAME})
      WHERE r.id = :id
        AND NOT EXISTS (SELECT FROM resident_distinct d WHERE d.one_id = least(r.id, o.id) AND d.other_id = greatest(r.id, o.id))
      ORDER BY o.created_at DESC, o.id LIMIT ${MOST}`,
    { id: resident.id },
  );
  return ok(
    found.map(({ by_phone, by_email, by_name, cases, ...one }) => ({
      ...masked(toResident(one)),
      alike: [...(by_phone ? ['phone'] : []), ...(by_email ? ['email'] : []), ...(by_name ? ['name-address'] : [])],
      caseCount: cases,
    })),
  );
}

async function sayDistinct({ api, person, params: { id, other } }: SignedIn<z.infer<typeof pairParams>>): Promise<Answer> {
  const [one] = await sameResident(api.db, id);
  const [two] = await sameResident(api.db, other);
  if (one === undefined || two === undefined || one === two)
    throw new Problem('NOT_FOUND', said('Nie ma takich dwóch mieszkańców w rejestrze.', 'The register has no such two residents.'));
  await run(
    api.db,
    `INSERT INTO resident_distinct (one_id, other_id, said_by, said_at)
     VALUES (least(CAST(:one AS uuid), CAST(:two AS uuid)), greatest(CAST(:one AS uuid), CAST(:two AS uuid)), :login, :at) ON CONFLICT DO NOTHING`,
    { one, two, login: person.login, at: new Date(api.clock.now()) },
  );
  return { status: 204 };
}

export const duplicateRoutes: readonly Route[] = [
  route(
    'resident.merge',
    {
      method: 'get',
      path: '/api/v1/residents/{id}/duplicates',
      tag: 'residents',
      summary: 'Residents that are likely the same person',
      params,
      answers: { 200: json(duplicateSchema.array(), `At most ${MOST}, masked`) },
      problems: ['NOT_FOUND'],
    },
    inOrder(loadResident, listDuplicates),
  ),
  route(
    'resident.merge',
    {
      method: 'put',
      path: '/api/v1/residents/{id}/distinct/{other}',
      tag: 'residents',
      summary: 'These two are not the same person',
      description: 'They are not proposed to each other again.',
      params: pairParams,
      answers: { 204: empty('Noted') },
      problems: ['NOT_FOUND'],
    },
    sayDistinct,
  ),
];
