/** A draft of a table on what was said and heard in the last month: what would have been another code, how often, in which cases. */
import { z } from 'zod';
import { CODE_KINDS, type Code, type CodeKind } from '../../workers/index.js';
import { iso, rows } from '../database.js';
import type { Services } from '../services.js';
import type { TableKey } from './tables.js';

const EXAMPLES = 5;

export const trialSchema = z
  .object({
    since: z.iso.datetime(),
    compared: z.int().meta({ description: 'Codes that were said or heard since then.' }),
    notCompared: z.int().meta({ description: 'Said in the system’s own code by a model, or before there were tables.' }),
    differences: z.array(
      z.object({
        kind: z.enum(CODE_KINDS),
        code: z.string(),
        was: z.string().nullable().meta({ description: 'null: it had no answer, so it was held.' }),
        becomes: z.string().nullable().meta({ description: 'null: it would be held.' }),
        times: z.int(),
        cases: z.array(z.string()).meta({ description: `At most ${EXAMPLES}.` }),
      }),
    ),
  })
  .meta({ id: 'CodeTrial' });
type Trial = z.infer<typeof trialSchema>;

/** `was`: undefined where today's table says it. */
interface Past extends Code {
  readonly was?: string | null;
  readonly times: number;
  readonly cases: readonly string[];
}

export async function tryTable(api: Services, key: TableKey, xml: string): Promise<Trial> {
  const nowMs = api.clock.now();
  const since = monthBefore(nowMs);
  const { past, notCompared } = await (key.direction === 'outward' ? said : heard)(api, key, since);
  const differences = new Map<string, Trial['differences'][number]>();
  for (const { kind, code, times, cases, ...one } of past) {
    const was = one.was === undefined ? await nowSays(api, key, { kind, code }, nowMs) : one.was;
    const becomes = (await api.codes.answerOf(xml, { kind, code })) ?? null;
    if (was === becomes) continue;
    const at = JSON.stringify([kind, code, was]);
    const known = differences.get(at);
    const examples = [...new Set([...(known?.cases ?? []), ...cases])].slice(0, EXAMPLES);
    differences.set(at, { kind, code, was, becomes, times: (known?.times ?? 0) + times, cases: examples });
  }
  return {
    since: iso(since),
    compared: past.reduce((sum, { times }) => sum + times, 0),
    notCompared,
    differences: [...differences.values()].sort((one, other) => other.times - one.times),
  };
}

async function nowSays(api: Services, { system, direction }: TableKey, code: Code, atMs: number): Promise<string | null> {
  if (direction === 'outward') return (await api.codes.theirs(system, code, atMs)) ?? null;
  const understood = await api.codes.ours(system, code, atMs);
  return understood.type === 'ours' ? understood.code : null;
}

function monthBefore(nowMs: number): Date {
  const since = new Date(nowMs);
  since.setUTCMonth(since.getUTCMonth() - 1);
  return since;
}

interface Seen {
  readonly past: readonly Past[];
  readonly notCompared: number;
}

const SAID = `SELECT field, code, ours, sent, count(*)::int AS times, (array_agg(case_number ORDER BY id DESC))[1:${EXAMPLES}] AS cases
  FROM (SELECT o.id, o.case_number, f.field, o.payload->>f.field AS code, coalesce(o.payload->'ours' @> to_jsonb(f.field), false) AS ours,
               CASE WHEN o.sent_codes IS NULL THEN NULL ELSE jsonb_build_object('code', o.sent_codes->f.field) END AS sent
          FROM outbox o CROSS JOIN unnest(ARRAY['status', 'outcome', 'result']) AS f (field)
         WHERE o.system = :system AND o.action IN ('change', 'close') AND o.created_at >= :since AND o.payload->>f.field IS NOT NULL) said
 GROUP BY field, code, ours, sent`;

async function said(api: Services, { system }: TableKey, since: Date): Promise<Seen> {
  const found = await rows<{
    field: 'status' | 'outcome' | 'result';
    code: string;
    ours: boolean;
    sent: { readonly code: string | null } | null;
    times: number;
    cases: readonly string[];
  }>(api.db, SAID, { system, since });
  const kindOf = (field: string): CodeKind => (field === 'status' ? 'status' : 'outcome');
  return {
    past: found
      .filter(({ ours }) => ours)
      .map(({ field, code, sent, times, cases }) => ({
        kind: kindOf(field),
        code,
        times,
        cases,
        ...(sent === null ? {} : { was: sent.code }),
      })),
    notCompared: found.filter(({ ours, field }) => !ours && field !== 'status').reduce((sum, { times }) => sum + times, 0),
  };
}

/** What is held and what is known of records there; of our own register's files those that its people closed. */
const HEARD = `SELECT kind, code, count(*)::int AS times, (array_agg(DISTINCT case_number))[1:${EXAMPLES}] AS cases
  FROM (SELECT 'outcome' AS kind, outcome AS code, case_number FROM external_record
         WHERE system = :system AND changed_at >= :since AND outcome IS NOT NULL AND (system = 'crm' OR closings > 0)
        UNION ALL SELECT 'status', status, case_number FROM external_record WHERE system = :system AND system = 'crm' AND changed_at >= :since AND status IS NOT NULL
        UNION ALL SELECT 'outcome', result, case_number FROM dms_file
         WHERE :system = 'dms' AND closed_by <> 'okienko' AND closed_at >= :since AND result IS NOT NULL
           AND NOT EXISTS (SELECT FROM held_inward h WHERE h.system = 'dms' AND h.record_id = dms_file.id)
        UNION ALL SELECT kind, code, case_number FROM held_inward WHERE system = :system) heard
 GROUP BY kind, code`;

async function heard(api: Services, { system }: TableKey, since: Date): Promise<Seen> {
  return { past: await rows<Past>(api.db, HEARD, { system, since }), notCompared: 0 };
}
