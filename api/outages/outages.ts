/** Known outages and planned works: entered and ended by the lines, said to callers, and what their reports are linked to. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { logChange } from '../changes/log.js';
import { iso, row, rows, type Transaction, transaction } from '../database.js';
import { rule, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { momentSchema } from '../http/values.js';
import type { Services } from '../services.js';
import { isOn } from './streets.js';

const words = (max: number) => z.string().trim().min(1).max(max);

const newOutageSchema = z
  .object({
    title: words(200),
    planned: z.boolean().default(false).meta({ description: 'Planned works, else an outage.' }),
    classifications: z.array(words(120)).max(50).meta({ description: 'Codes; empty: of any kind.' }),
    streets: z.array(words(120)).max(100).meta({ description: 'Empty: everywhere.' }),
    startsAt: momentSchema,
    endsAt: momentSchema.nullable().meta({ description: 'Null: nobody knows yet.' }),
    say: words(2_000).meta({ description: 'Read aloud to the caller.' }),
  })
  .refine(({ startsAt, endsAt }) => endsAt === null || Date.parse(endsAt) > Date.parse(startsAt), {
    path: ['endsAt'],
    message: rule('Oczekiwano końca późniejszego niż początek', 'Expected an end after the beginning'),
  })
  .meta({ id: 'NewOutage' });

const outageSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    planned: z.boolean(),
    classifications: z.array(z.string()),
    streets: z.array(z.string()),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime().nullable(),
    say: z.string(),
    enteredBy: z.string(),
    enteredAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    state: z.enum(['planned', 'on', 'over']),
    cases: z.int().meta({ description: 'Reports that were linked to it.' }),
  })
  .meta({ id: 'Outage' });

const knownOutageSchema = z
  .object({ outage: outageSchema, why: z.enum(['place', 'kind']).meta({ description: 'kind: on other streets, or no place was given.' }) })
  .meta({ id: 'KnownOutage' });

interface OutageRow {
  readonly id: string;
  readonly title: string;
  readonly planned: boolean;
  readonly classifications: string[];
  readonly streets: string[];
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly say: string;
  readonly entered_by: string;
  readonly entered_at: Date;
  readonly ended_at: Date | null;
  readonly cases: number;
}

const OUTAGE = `o.id, o.title, o.planned, o.classifications, o.streets, o.starts_at, o.ends_at, o.say, o.entered_by, o.entered_at, o.ended_at,
  (SELECT count(*)::integer FROM case_file c WHERE c.outage_id = o.id) AS cases`;

function toOutage(found: OutageRow, nowMs: number) {
  const endMs = (found.ended_at ?? found.ends_at)?.getTime() ?? Number.POSITIVE_INFINITY;
  return {
    id: found.id,
    title: found.title,
    planned: found.planned,
    classifications: found.classifications,
    streets: found.streets,
    startsAt: iso(found.starts_at),
    endsAt: iso(found.ends_at),
    say: found.say,
    enteredBy: found.entered_by,
    enteredAt: iso(found.entered_at),
    endedAt: iso(found.ended_at),
    state: endMs <= nowMs ? ('over' as const) : found.starts_at.getTime() > nowMs ? ('planned' as const) : ('on' as const),
    cases: found.cases,
  };
}

const LONGEST_LIST = 300;

async function listOutages({ api }: SignedIn): Promise<Answer> {
  const now = api.clock.now();
  const found = await rows<OutageRow>(
    api.db,
    `SELECT ${OUTAGE} FROM outage o
      WHERE o.tenant_id = '<default>' AND coalesce(o.ended_at, o.ends_at, 'infinity') > CAST(:now AS timestamptz) - interval '30 days'
      ORDER BY coalesce(o.ended_at, o.ends_at, 'infinity') > CAST(:now AS timestamptz) DESC, o.starts_at DESC LIMIT :limit`,
    { now: new Date(now), limit: LONGEST_LIST },
  );
  return ok(found.map((one) => toOutage(one, now)));
}

const nearQuery = z.object({ classification: words(120), place: z.string().trim().max(400).optional() });

async function listKnown({ api, query }: SignedIn<unknown, z.infer<typeof nearQuery>>): Promise<Answer> {
  const now = api.clock.now();
  const found = await rows<OutageRow>(
    api.db,
    `SELECT ${OUTAGE} FROM outage o
      WHERE o.tenant_id = '<default>' AND o.ended_at IS NULL AND o.starts_at <= CAST(:now AS timestamptz)
        AND (o.ends_at IS NULL OR o.ends_at > CAST(:now AS timestamptz))
        AND (cardinality(o.classifications) = 0 OR :classification = ANY (o.classifications))
      ORDER BY o.starts_at DESC LIMIT :limit`,
    { now: new Date(now), classification: query.classification, limit: LONGEST_LIST },
  );
  const place = query.place ?? '';
  const known = found.map((one) => {
    const isHere = one.streets.length === 0 || (place !== '' && one.streets.some((street) => isOn(place, street)));
    return { outage: toOutage(one, now), why: isHere ? ('place' as const) : ('kind' as const) };
  });
  // An outage of every kind somewhere else tells nothing about this call.
  return ok(known.filter(({ why, outage }) => why === 'place' || outage.classifications.length > 0));
}

type Writing<Params = unknown> = SignedIn<Params, unknown, z.infer<typeof newOutageSchema>>;
const idParams = z.object({ id: z.uuid() });
type OfOutage = z.infer<typeof idParams>;

const columnsOf = ({ title, planned, classifications, streets, startsAt, endsAt, say }: z.infer<typeof newOutageSchema>) => ({
  title,
  planned,
  classifications,
  streets,
  startsAt: new Date(startsAt),
  endsAt: endsAt === null ? null : new Date(endsAt),
  say,
});

async function addOutage({ api, person, body }: Writing): Promise<Answer> {
  const now = api.clock.now();
  const id = randomUUID();
  const added = await logged(api, person.login, id, (on) =>
    row<OutageRow>(
      on,
      `INSERT INTO outage AS o (id, title, planned, classifications, streets, starts_at, ends_at, say, entered_by, entered_at)
       VALUES (:id, :title, :planned, CAST(:classifications AS text[]), CAST(:streets AS text[]), :startsAt, :endsAt, :say, :login, :now)
       RETURNING ${OUTAGE}`,
      { ...columnsOf(body), id, login: person.login, now: new Date(now) },
    ),
  );
  return { status: 201, body: toOutage(added, now) };
}

async function changeOutage({ api, person, params, body }: Writing<OfOutage>): Promise<Answer> {
  const changed = await logged(api, person.login, params.id, (on) =>
    row<OutageRow>(
      on,
      `UPDATE outage AS o SET title = :title, planned = :planned, classifications = CAST(:classifications AS text[]),
         streets = CAST(:streets AS text[]), starts_at = :startsAt, ends_at = :endsAt, say = :say, changed_by = :login
        WHERE o.id = :id AND o.ended_at IS NULL RETURNING ${OUTAGE}`,
      { ...columnsOf(body), id: params.id, login: person.login },
    ),
  );
  return ok(toOutage(changed, api.clock.now()));
}

async function endOutage({ api, person, params }: SignedIn<OfOutage>): Promise<Answer> {
  const now = api.clock.now();
  const ended = await logged(api, person.login, params.id, (on) =>
    row<OutageRow>(
      on,
      `UPDATE outage AS o SET ended_at = :now, ended_by = :login WHERE o.id = :id AND o.ended_at IS NULL RETURNING ${OUTAGE}`,
      { id: params.id, login: person.login, now: new Date(now) },
    ),
  );
  return ok(toOutage(ended, now));
}

/** `change` gives the outage as it stands then; what it was is read before, under its lock. */
async function logged(
  api: Services,
  login: string,
  id: string,
  change: (on: Transaction) => Promise<OutageRow | undefined>,
): Promise<OutageRow> {
  return transaction(api.db, async (on) => {
    const before = await row<OutageRow>(on, `SELECT ${OUTAGE} FROM outage o WHERE o.id = :id FOR UPDATE OF o`, { id });
    const after = await change(on);
    if (after === undefined)
      throw new Problem(
        'NOT_FOUND',
        said(
          'Nie ma takiej awarii albo ktoś ją już zakończył. Nic się nie zmieniło.',
          'There is no such outage, or somebody has ended it already. Nothing has changed.',
        ),
      );
    await logChange(on, { login, subjectType: 'outage', subjectId: id, before: before && asLogged(before), after: asLogged(after) });
    return after;
  });
}

function asLogged({ title, planned, classifications, streets, starts_at, ends_at, say, ended_at }: OutageRow) {
  return {
    name: title,
    planned,
    classifications,
    streets,
    startsAt: iso(starts_at),
    endsAt: iso(ends_at),
    say,
    endedAt: iso(ended_at),
  };
}

export const outageRoutes: readonly Route[] = [
  route(
    'outage.read',
    {
      method: 'get',
      path: '/api/v1/outages',
      tag: 'outages',
      summary: 'Known outages and planned works, those of the last 30 days included',
      answers: { 200: json(z.array(outageSchema), 'Those that are on or to come first') },
      problems: [],
    },
    listOutages,
  ),
  route(
    'outage.read',
    {
      method: 'get',
      path: '/api/v1/outages/known',
      tag: 'outages',
      summary: 'What is on now and explains a call',
      query: nearQuery,
      answers: { 200: json(z.array(knownOutageSchema), 'The latest first') },
      problems: [],
    },
    listKnown,
  ),
  route(
    'outage.write',
    {
      method: 'post',
      path: '/api/v1/outages',
      tag: 'outages',
      summary: 'Enter an outage or planned works',
      body: newOutageSchema,
      answers: { 201: json(outageSchema, 'Entered') },
      problems: [],
    },
    addOutage,
  ),
  route(
    'outage.write',
    {
      method: 'put',
      path: '/api/v1/outages/{id}',
      tag: 'outages',
      summary: 'Change an outage that isn’t ended',
      params: idParams,
      body: newOutageSchema,
      answers: { 200: json(outageSchema, 'Changed') },
      problems: ['NOT_FOUND'],
    },
    changeOutage,
  ),
  route(
    'outage.write',
    {
      method: 'post',
      path: '/api/v1/outages/{id}/end',
      tag: 'outages',
      summary: 'End an outage now',
      params: idParams,
      answers: { 200: json(outageSchema, 'Ended') },
      problems: ['NOT_FOUND'],
    },
    endOutage,
  ),
];
