/** Cases that belong to a case: the one that it is a part of, its parts, its original, its duplicates, and the resident's others. Whatever one may not read isn't there. */
import { z } from 'zod';
import { rows } from '../database.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { casesFor } from '../policy/may.js';
import { PART_COLUMNS } from './late.js';
import { CASE_COLUMNS, type CaseRow, caseFor } from './lookup.js';
import { caseSummarySchema, numberParams } from './schemas.js';
import { type NamedCaseRow, toSummary } from './view.js';

const MOST = 20;

const relatedSchema = z
  .array(caseSummarySchema.extend({ why: z.enum(['parent', 'part', 'original', 'duplicate', 'same-resident']) }))
  .meta({ id: 'RelatedCases' });

type OnCase = SignedIn<z.infer<typeof numberParams>>;

async function findReadable({ api, person, params }: OnCase): Promise<{ theCase: CaseRow }> {
  return { theCase: await caseFor(api.db, person, 'case.read', params.number) };
}

async function listRelated({ api, person, theCase }: OnCase & { theCase: CaseRow }): Promise<Answer> {
  const policy = casesFor(person, 'case.read');
  const now = new Date(api.clock.now());
  const found = await rows<NamedCaseRow & { why: string }>(
    api.db,
    `SELECT ${CASE_COLUMNS}, ${PART_COLUMNS}, k.name AS classification_name, r.name AS resident_name,
            CASE WHEN c.id = own.parent_id THEN 'parent' WHEN c.parent_id = :id THEN 'part' WHEN c.number = :original THEN 'original' WHEN c.original_number = :number THEN 'duplicate' ELSE 'same-resident' END AS why
       FROM case_file c LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification LEFT JOIN resident r ON r.id = c.resident_id
      CROSS JOIN (SELECT parent_id FROM case_file WHERE id = :id) own
      WHERE c.id <> :id AND (${policy.sql})
        AND (c.id = own.parent_id OR c.parent_id = :id OR c.number = :original OR c.original_number = :number OR (c.resident_id = CAST(:resident AS uuid)))
      ORDER BY coalesce(c.id = own.parent_id OR c.parent_id = :id, false) DESC, (c.closed_at IS NULL) DESC, c.registered_at DESC LIMIT :limit`,
    {
      ...policy.parameters,
      id: theCase.id,
      now,
      number: theCase.number,
      original: theCase.original_number ?? '',
      resident: theCase.resident_id,
      limit: MOST,
    },
  );
  return ok(found.map((one) => ({ ...toSummary(one, now), why: one.why })));
}

export const relatedRoutes: readonly Route[] = [
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/related',
      tag: 'cases',
      summary: 'Cases that belong to this one',
      params: numberParams,
      answers: { 200: json(relatedSchema, 'Those of one matter first, then open ones') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findReadable, listRelated),
  ),
];
