/** What each system holds of a resident: their records in the CRM and their files in the DMS, within what the person may read there. */
import { z } from 'zod';
import { iso, rows } from '../database.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { casesFor } from '../policy/may.js';
import { findSame } from './same.js';

const recordSchema = z
  .object({
    system: z.enum(['crm', 'dms']),
    number: z.string().meta({ description: 'Of the record, or the file.' }),
    caseNumber: z.string(),
    state: z.string(),
    at: z.iso.datetime().meta({ description: 'Of its last change.' }),
    documents: z.int().nullable().meta({ description: 'In the file; null for a record.' }),
  })
  .meta({ id: 'ResidentRecord' });

const params = z.object({ id: z.uuid() });
type Asked = SignedIn<z.infer<typeof params>>;

async function listRecords({ api, person, ids }: Asked & { ids: readonly string[] }): Promise<Answer> {
  const policy = casesFor(person, 'register.read');
  const found = await rows<{ system: string; number: string; case_number: string; state: string; at: Date; documents: number | null }>(
    api.db,
    `WITH theirs AS (SELECT c.number FROM case_file c WHERE c.resident_id = ANY (CAST(:ids AS uuid[])) AND (${policy.sql}))
     SELECT 'crm' AS system, CAST(r.number AS text) AS number, r.case_number, r.status AS state, r.changed_at AS at, NULL AS documents
       FROM crm_record r JOIN theirs ON theirs.number = r.case_number
     UNION ALL
     SELECT 'dms', f.file_number, f.case_number, f.state, coalesce(f.closed_at, f.opened_at),
            (SELECT count(DISTINCT d.id)::integer FROM dms_document d WHERE d.file_id = f.id)
       FROM dms_file f JOIN theirs ON theirs.number = f.case_number
     UNION ALL
     SELECT e.system, coalesce(e.record_number, e.record_id), e.case_number, CASE WHEN e.is_closed THEN 'closed' ELSE 'open' END, e.known_since, NULL
       FROM external_record e JOIN theirs ON theirs.number = e.case_number
      ORDER BY at DESC, number LIMIT 200`,
    { ids, ...policy.parameters },
  );
  return ok(found.map(({ case_number, at, ...rest }) => ({ ...rest, caseNumber: case_number, at: iso(at) })));
}

export const residentRecordRoutes: readonly Route[] = [
  route(
    'register.read',
    {
      method: 'get',
      path: '/api/v1/residents/{id}/records',
      tag: 'residents',
      summary: 'What CRM and DMS hold of a resident',
      params,
      answers: { 200: json(recordSchema.array(), 'Newest first') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Asked, { ids: readonly string[] }>(findSame, listRecords),
  ),
];
