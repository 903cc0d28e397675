/**
 * What the desk can say about a matter before it is registered. The date and the first task are the model's, and only a case shows what
 * the model made of it: so the last case of the same kind tells, and the answer says which one.
 */
import { z } from 'zod';
import { CHANNELS } from '../cases/codes.js';
import { addTerm } from '../cases/dates.js';
import { iso, row, rows } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const guideQuery = z.object({
  classification: z.string().trim().min(1).max(120),
  tier: z.string().trim().min(1).max(120).meta({ description: 'Where the case would begin.' }),
});

const guideSchema = z
  .object({
    promise: z
      .object({ at: z.iso.datetime(), like: z.string().meta({ description: 'The case whose term this is, counted from now.' }) })
      .nullable()
      .meta({ description: 'Null: no such case yet.' }),
    first: z
      .object({ tier: z.string().nullable(), actions: z.array(z.string()), like: z.string() })
      .nullable()
      .meta({ description: 'The first task of the last such case. Null: no such case yet.' }),
  })
  .meta({ id: 'DeskGuide' });

const termFacts = z.object({ amount: z.number(), unit: z.enum(['service-hours', 'working-days', 'calendar-days', 'calendar-hours']) });

/** So many of the newest cases are looked through: a kind that changed is told anew soon. */
const LOOKED_THROUGH = 200;

async function guide(exchange: SignedIn<unknown, z.infer<typeof guideQuery>>): Promise<Answer> {
  const [promise, first] = await Promise.all([likelyPromise(exchange), likelyFirstTask(exchange)]);
  return ok({ promise, first });
}

async function likelyPromise({ api, query }: SignedIn<unknown, z.infer<typeof guideQuery>>) {
  const last = await row<{ number: string; department: string | null; facts: string }>(
    api.db,
    `SELECT c.number, c.department, j.facts
       FROM (SELECT id, number, department, registered_at FROM case_file WHERE classification = :classification AND tenant_id = '<default>'
              ORDER BY registered_at DESC LIMIT 20) c
       JOIN case_journal j ON j.case_id = c.id AND j.act = 'dates.computed'
      ORDER BY c.registered_at DESC, j.seq DESC LIMIT 1`,
    { classification: query.classification },
  );
  const term = last === undefined ? undefined : termFacts.safeParse(JSON.parse(last.facts));
  if (last === undefined || term?.success !== true) return null;
  const calendar = await api.calendars.of(api.db, last.department);
  return { at: iso(new Date(addTerm(calendar, api.clock.now(), term.data.amount, term.data.unit))), like: last.number };
}

async function likelyFirstTask({ api, query }: SignedIn<unknown, z.infer<typeof guideQuery>>) {
  const last = await row<{ number: string; tier: string | null; actions: string[] }>(
    api.db,
    `SELECT c.number, t.tier, t.actions
       FROM (SELECT f.id, f.number, f.classification, f.registered_at FROM case_file f
              WHERE f.tenant_id = '<default>' AND f.case_type = (SELECT k.case_type FROM classification k WHERE k.code = :classification)
              ORDER BY f.registered_at DESC LIMIT :limit) c
       JOIN case_run r ON r.case_id = c.id AND r.run = 1 AND r.start_variables ->> 'entryTier' = :tier
       CROSS JOIN LATERAL (SELECT tier, actions FROM task WHERE case_id = c.id AND run = 1 ORDER BY created_at, task_key LIMIT 1) t
      ORDER BY c.classification = :classification DESC, c.registered_at DESC LIMIT 1`,
    { ...query, limit: LOOKED_THROUGH },
  );
  return last === undefined ? null : { tier: last.tier, actions: last.actions, like: last.number };
}

const frequentQuery = z.object({ channel: z.enum(CHANNELS), limit: z.coerce.number().int().min(1).max(20).default(5) });

async function frequent({ api, query }: SignedIn<unknown, z.infer<typeof frequentQuery>>): Promise<Answer> {
  const found = await rows<{ classification: string }>(
    api.db,
    `SELECT classification FROM case_file
      WHERE tenant_id = '<default>' AND channel = :channel AND registered_at > CAST(:now AS timestamptz) - interval '90 days'
      GROUP BY classification ORDER BY count(*) DESC, classification LIMIT :limit`,
    { channel: query.channel, now: new Date(api.clock.now()), limit: query.limit },
  );
  return ok(found.map(({ classification }) => classification));
}

const alikeQuery = z.object({
  classification: z.string().trim().min(1).max(120),
  resident: z.uuid().optional(),
  place: z.string().trim().min(1).max(400).optional(),
});

const alikeSchema = z
  .object({
    number: z.string(),
    why: z.enum(['resident', 'place']).meta({ description: 'The same kind from the same resident, or at the same place.' }),
    registeredAt: z.iso.datetime(),
    publicStatus: z.string(),
  })
  .meta({ id: 'AlikeCase' });

async function alike({ api, query }: SignedIn<unknown, z.infer<typeof alikeQuery>>): Promise<Answer> {
  const found = await rows<{ number: string; why: string; registered_at: Date; public_status: string }>(
    api.db,
    `SELECT number, CASE WHEN resident_id = CAST(:resident AS uuid) THEN 'resident' ELSE 'place' END AS why, registered_at, public_status
       FROM case_file
      WHERE tenant_id = '<default>' AND classification = :classification AND status IN ('registered', 'open')
        AND registered_at > CAST(:now AS timestamptz) - interval '14 days'
        AND (resident_id = CAST(:resident AS uuid) OR lower(place) = lower(CAST(:place AS text)))
      ORDER BY registered_at DESC LIMIT 5`,
    {
      classification: query.classification,
      resident: query.resident ?? null,
      place: query.place ?? null,
      now: new Date(api.clock.now()),
    },
  );
  return ok(
    found.map(({ registered_at, public_status, ...rest }) => ({ ...rest, registeredAt: iso(registered_at), publicStatus: public_status })),
  );
}

export const guideRoutes: readonly Route[] = [
  route(
    'desk.use',
    {
      method: 'get',
      path: '/api/v1/desk/guide',
      tag: 'desk',
      summary: 'What to expect of a matter before it is registered',
      query: guideQuery,
      answers: { 200: json(guideSchema, 'As the last such case went') },
      problems: [],
    },
    guide,
  ),
  route(
    'desk.use',
    {
      method: 'get',
      path: '/api/v1/desk/frequent',
      tag: 'desk',
      summary: 'The most frequent classifications of a channel, over 90 days',
      query: frequentQuery,
      answers: { 200: json(z.array(z.string()), 'Codes, the most frequent first') },
      problems: [],
    },
    frequent,
  ),
  route(
    'desk.use',
    {
      method: 'get',
      path: '/api/v1/desk/alike',
      tag: 'desk',
      summary: 'Open cases of the last 14 days that this contact may belong to',
      query: alikeQuery,
      answers: { 200: json(z.array(alikeSchema), 'Newest first') },
      problems: [],
    },
    alike,
  ),
];
