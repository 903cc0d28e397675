/** `GET /cases`: filters and pages, within what the policy lets the person see. Pages go by a cursor, so new cases don't shift them. */
import { z } from 'zod';
import { rows } from '../database.js';
import { Problem } from '../http/problem.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { momentSchema } from '../http/values.js';
import { casesFor } from '../policy/may.js';
import { CASE_STATUSES } from './codes.js';
import { CASE_COLUMNS, type CaseRow } from './lookup.js';
import { caseSummarySchema } from './schemas.js';
import { toSummary } from './view.js';

const query = z.object({
  status: z.enum(CASE_STATUSES).optional(),
  tier: z.string().max(60).optional(),
  assignee: z.string().max(60).optional(),
  classification: z.string().max(120).optional(),
  department: z.string().max(120).optional(),
  caseType: z.string().max(120).optional(),
  outcomeCode: z.string().max(120).optional(),
  late: z.enum(['true', 'false']).optional(),
  registeredFrom: momentSchema.optional(),
  registeredTo: momentSchema.optional(),
  after: z.string().max(200).optional().meta({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

async function listCases({ api, person, query: asked }: SignedIn<unknown, z.infer<typeof query>>): Promise<Answer> {
  const policy = casesFor(person, 'case.read');
  const after = asked.after === undefined ? undefined : readCursor(asked.after);
  const now = new Date(api.clock.now());
  const filters: [string, string, unknown][] = [
    ['c.status = :status', 'status', asked.status],
    ['c.tier = :tier', 'tier', asked.tier],
    ['c.assignee = :assignee', 'assignee', asked.assignee],
    ['c.classification = :classification', 'classification', asked.classification],
    ['c.department = :department', 'department', asked.department],
    ['c.case_type = :caseType', 'caseType', asked.caseType],
    ['c.outcome_code = :outcomeCode', 'outcomeCode', asked.outcomeCode],
    ['c.registered_at >= CAST(:registeredFrom AS timestamptz)', 'registeredFrom', utc(asked.registeredFrom)],
    ['c.registered_at < CAST(:registeredTo AS timestamptz)', 'registeredTo', utc(asked.registeredTo)],
    ['(c.registered_at, c.id) < (CAST(:afterAt AS timestamptz), CAST(:afterId AS uuid))', 'afterAt', after?.at],
  ];
  const used = filters.filter(([, , value]) => value !== undefined);
  const late =
    asked.late === undefined ? 'true' : `(coalesce(c.closed_at, :now) > c.promise_at) IS ${asked.late === 'true' ? '' : 'NOT '}TRUE`;
  const found = await rows<CaseRow & { classification_name: string | null; resident_name: string | null }>(
    api.db,
    `SELECT ${CASE_COLUMNS}, k.name AS classification_name, r.name AS resident_name
       FROM case_file c LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification LEFT JOIN resident r ON r.id = c.resident_id
      WHERE ${[policy.sql, late, ...used.map(([sql]) => sql)].join(' AND ')}
      ORDER BY c.registered_at DESC, c.id DESC LIMIT :limit`,
    {
      ...policy.parameters,
      ...Object.fromEntries(used.map(([, name, value]) => [name, String(value)])),
      ...(after === undefined ? {} : { afterId: after.id }),
      ...(asked.late === undefined ? {} : { now }),
      limit: asked.limit + 1,
    },
  );
  const page = found.slice(0, asked.limit);
  const last = page.at(-1);
  return ok({
    cases: page.map((one) => toSummary(one, now)),
    next: found.length > asked.limit && last !== undefined ? writeCursor(last) : null,
  });
}

function utc(moment: string | undefined): string | undefined {
  return moment === undefined ? undefined : new Date(moment).toISOString();
}

function writeCursor(last: CaseRow): string {
  return Buffer.from(`${last.registered_at.toISOString()} ${last.id}`).toString('base64url');
}

function readCursor(after: string): { at: string; id: string } {
  const [at, id] = Buffer.from(after, 'base64url').toString('utf8').split(' ');
  if (at === undefined || id === undefined || !momentSchema.safeParse(at).success || !z.uuid().safeParse(id).success) {
    throw new Problem('INVALID_REQUEST', 'Zacznij listę od początku.', {
      errors: [{ field: 'after', message: 'Oczekiwano `next` z poprzedniej strony' }],
    });
  }
  return { at: new Date(at).toISOString(), id };
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
