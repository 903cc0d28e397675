/** `GET /cases`: filters and pages, within what the policy lets the person see. Pages go by a cursor, so new cases don't shift them. */
import { z } from 'zod';
import { rows } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { caseFilterSchema, caseWhere, writeCursor } from './filter.js';
import { PART_COLUMNS } from './late.js';
import { CASE_COLUMNS } from './lookup.js';
import { caseSummarySchema } from './schemas.js';
import { type NamedCaseRow, toSummary } from './view.js';

const query = caseFilterSchema.extend({
  after: z.string().max(200).optional().meta({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

async function listCases({ api, person, query: asked }: SignedIn<unknown, z.infer<typeof query>>): Promise<Answer> {
  const now = new Date(api.clock.now());
  const where = caseWhere(person, asked, now, asked.after);
  const found = await rows<NamedCaseRow>(
    api.db,
    `SELECT ${CASE_COLUMNS}, ${PART_COLUMNS}, k.name AS classification_name, r.name AS resident_name
       FROM case_file c LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification LEFT JOIN resident r ON r.id = c.resident_id
      WHERE ${where.sql} ORDER BY c.registered_at DESC, c.id DESC LIMIT :limit`,
    { ...where.parameters, limit: asked.limit + 1 },
  );
  const page = found.slice(0, asked.limit);
  const last = page.at(-1);
  return ok({
    cases: page.map((one) => toSummary(one, now)),
    next: found.length > asked.limit && last !== undefined ? writeCursor(last) : null,
  });
}

export const listRoutes: readonly Route[] = [
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/cases',
      tag: 'cases',
      summary: 'List cases',
      description: 'Newest first. Front office and both lines see all cases, a department those that are or were with it, auditors all.',
      query,
      answers: {
        200: json(z.object({ cases: z.array(caseSummarySchema), next: z.string().nullable() }).meta({ id: 'CasePage' }), 'One page'),
      },
      problems: [],
    },
    listCases,
  ),
];
