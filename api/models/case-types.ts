/** What the process owner sees of each case type: what is published, what still runs on which version, how many are late, is there a draft. */
import { z } from 'zod';
import { isLate } from '../cases/late.js';
import { iso, rows } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';

/** Lateness is told of the cases registered in this time before now. */
const LATE_WINDOW = '90 days';
const UNTIL = { caseId: 'case_file.id', at: 'coalesce(closed_at, :now)' };

const caseTypeSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    caseType: z.boolean().meta({ description: 'Cases of it can be registered; false: it is a part that case types call, or nothing yet.' }),
    published: z
      .object({ version: z.int(), at: z.iso.datetime(), by: z.string().nullable(), note: z.string().nullable() })
      .nullable()
      .meta({ description: 'The newest version; null: only a draft.' }),
    running: z
      .array(z.object({ version: z.int(), cases: z.int() }))
      .meta({ description: 'Cases that are not closed, by version, newest first; versions without any are left out.' }),
    late: z.object({ cases: z.int(), byOriginal: z.int(), of: z.int() }).meta({
      description:
        'Of the cases of the last 90 days with a promise: those closed after it, or still open behind it; `byOriginal` against the promise without extensions.',
    }),
    draft: z.object({ savedAt: z.iso.datetime(), savedBy: z.string() }).nullable(),
  })
  .meta({ id: 'CaseType' });

interface CaseTypeRow {
  readonly id: string;
  readonly name: string;
  readonly startable: boolean | null;
  readonly version: number | null;
  readonly deployed_at: Date | null;
  readonly deployed_by: string | null;
  readonly change_note: string | null;
  readonly running: readonly { readonly version: number; readonly cases: number }[];
  readonly late: number;
  readonly late_by_original: number;
  readonly promised: number;
  readonly draft_at: Date | null;
  readonly draft_by: string | null;
}

async function listCaseTypes({ api }: SignedIn): Promise<Answer> {
  const found = await rows<CaseTypeRow>(
    api.db,
    `WITH newest AS (
       SELECT DISTINCT ON (process_id) process_id, version, name, startable, deployed_at, deployed_by, change_note
         FROM model WHERE engine = :engine ORDER BY process_id, version DESC
     ), by_version AS (
       SELECT case_type, type_version AS version, count(*)::integer AS cases
         FROM case_file WHERE status IN ('registered', 'open') AND type_version IS NOT NULL GROUP BY case_type, type_version
     ), running AS (
       SELECT case_type, json_agg(json_build_object('version', version, 'cases', cases) ORDER BY version DESC) AS versions
         FROM by_version GROUP BY case_type
     ), promised AS (
       SELECT case_type, count(*)::integer AS of, (count(*) FILTER (WHERE ${isLate({ ...UNTIL, promiseAt: 'promise_at' })}))::integer AS late,
              (count(*) FILTER (
                WHERE ${isLate({ ...UNTIL, promiseAt: 'coalesce(promise_original_at, promise_at)' }, 'promise_original_at')}))::integer AS late_by_original
         FROM case_file WHERE registered_at > CAST(:now AS timestamptz) - interval '${LATE_WINDOW}' AND promise_at IS NOT NULL GROUP BY case_type
     )
     SELECT coalesce(n.process_id, d.id) AS id, coalesce(n.name, d.name) AS name, n.startable, n.version, n.deployed_at, n.deployed_by,
            n.change_note, coalesce(r.versions, '[]') AS running, coalesce(p.late, 0) AS late, coalesce(p.late_by_original, 0) AS late_by_original, coalesce(p.of, 0) AS promised,
            d.saved_at AS draft_at, d.saved_by AS draft_by
       FROM newest n FULL JOIN model_draft d ON d.id = n.process_id
       LEFT JOIN running r ON r.case_type = n.process_id
       LEFT JOIN promised p ON p.case_type = n.process_id
      ORDER BY coalesce(n.startable, false) DESC, name, id LIMIT 500`,
    { engine: api.engine.name, now: new Date(api.clock.now()) },
  );
  return ok(
    found.map((one) => ({
      id: one.id,
      name: one.name,
      caseType: one.startable ?? false,
      published:
        one.version === null || one.deployed_at === null
          ? null
          : { version: one.version, at: iso(one.deployed_at), by: one.deployed_by, note: one.change_note },
      running: one.running,
      late: { cases: one.late, byOriginal: one.late_by_original, of: one.promised },
      draft: one.draft_at === null || one.draft_by === null ? null : { savedAt: iso(one.draft_at), savedBy: one.draft_by },
    })),
  );
}

export const caseTypeRoutes: readonly Route[] = [
  route(
    'model.draft',
    {
      method: 'get',
      path: '/api/v1/case-types',
      tag: 'models',
      summary: 'Case types with their running cases and drafts',
      answers: { 200: json(z.array(caseTypeSchema), 'Case types first, by name') },
      problems: [],
    },
    listCaseTypes,
  ),
];
