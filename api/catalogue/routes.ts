/** The service catalogue: classifications with their approved answers, and the register of entry points. */
import { z } from 'zod';
import { row, rows } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const words = z.array(z.string().trim().min(1).max(400)).max(50);

const classificationSchema = z
  .object({
    code: z.string().trim().min(1).max(120),
    name: z.string().trim().min(1).max(200),
    caseType: z.string().trim().min(1).max(120).meta({ description: 'Process id of the case type.' }),
    handling: z.enum(['standard', 'mixed', 'ad-hoc', 'simple', 'formal']),
    department: z.string().max(120).nullable(),
    approvedAnswer: z.string().max(20_000),
    promise: z.string().max(400).meta({ description: 'In words, to be read aloud; the date itself is the model’s.' }),
    ask: words.meta({ description: 'What to ask the caller.' }),
    bring: words.meta({ description: 'What the resident must bring or send.' }),
    keywords: words,
    active: z.boolean(),
  })
  .meta({ id: 'Classification' });

const entryPointSchema = z
  .object({
    id: z.string().trim().min(1).max(120),
    name: z.string().trim().min(1).max(200),
    location: z.string().max(400),
    tool: z.string().max(200),
    channel: z.string().max(60),
    dataCollected: z.string().max(1000),
    active: z.boolean(),
  })
  .meta({ id: 'EntryPoint' });

const CLASSIFICATION = `code, name, case_type AS "caseType", handling, department, approved_answer AS "approvedAnswer", promise, ask, bring, keywords, active`;
const ENTRY_POINT = `id, name, location, tool, channel, data_collected AS "dataCollected", active`;

async function listClassifications({ api, query }: SignedIn<unknown, { q?: string | undefined }>): Promise<Answer> {
  return ok(
    await rows(
      api.db,
      `SELECT ${CLASSIFICATION} FROM classification
        WHERE CAST(:q AS text) IS NULL OR code ILIKE :like OR name ILIKE :like OR EXISTS (SELECT 1 FROM unnest(keywords) AS word WHERE word ILIKE :like)
        ORDER BY name COLLATE "pl-x-icu", code LIMIT 3000`,
      { q: query.q ?? null, like: `%${(query.q ?? '').replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%` },
    ),
  );
}

async function putClassification({
  api,
  params,
  body,
}: SignedIn<{ code: string }, unknown, z.infer<typeof classificationSchema>>): Promise<Answer> {
  sameId(params.code, body.code, 'code');
  return ok(
    await row(
      api.db,
      `INSERT INTO classification (code, name, case_type, handling, department, approved_answer, promise, ask, bring, keywords, active)
       VALUES (:code, :name, :caseType, :handling, :department, :approvedAnswer, :promise, CAST(:ask AS text[]), CAST(:bring AS text[]),
         CAST(:keywords AS text[]), :active)
       ON CONFLICT (tenant_id, code) DO UPDATE SET name = excluded.name, case_type = excluded.case_type, handling = excluded.handling,
         department = excluded.department, approved_answer = excluded.approved_answer, promise = excluded.promise, ask = excluded.ask,
         bring = excluded.bring, keywords = excluded.keywords, active = excluded.active
       RETURNING ${CLASSIFICATION}`,
      body,
    ),
  );
}

async function listEntryPoints({ api }: SignedIn): Promise<Answer> {
  return ok(await rows(api.db, `SELECT ${ENTRY_POINT} FROM entry_point ORDER BY name COLLATE "pl-x-icu", id`));
}

async function putEntryPoint({ api, params, body }: SignedIn<{ id: string }, unknown, z.infer<typeof entryPointSchema>>): Promise<Answer> {
  sameId(params.id, body.id, 'id');
  return ok(
    await row(
      api.db,
      `INSERT INTO entry_point (id, name, location, tool, channel, data_collected, active)
       VALUES (:id, :name, :location, :tool, :channel, :dataCollected, :active)
       ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, location = excluded.location, tool = excluded.tool,
         channel = excluded.channel, data_collected = excluded.data_collected, active = excluded.active
       RETURNING ${ENTRY_POINT}`,
      body,
    ),
  );
}

function sameId(inPath: string, inBody: string, field: string): void {
  if (inPath === inBody) return;
  throw new Problem(
    'INVALID_REQUEST',
    said('Identyfikator w adresie i w treści muszą być takie same.', 'The identifier in the address and in the body must be the same.'),
    {
      errors: [{ field, message: said(`Oczekiwano ${inPath}, a przyszło ${inBody}`, `Expected ${inPath}, but got ${inBody}`) }],
    },
  );
}

export const catalogueRoutes: readonly Route[] = [
  route(
    'catalogue.read',
    {
      method: 'get',
      path: '/api/v1/catalogue/classifications',
      tag: 'catalogue',
      summary: 'Classifications with their approved answers',
      query: z.object({ q: z.string().trim().min(1).max(100).optional() }),
      answers: { 200: json(z.array(classificationSchema), 'By name') },
      problems: [],
    },
    listClassifications,
  ),
  route(
    'catalogue.write',
    {
      method: 'put',
      path: '/api/v1/catalogue/classifications/{code}',
      tag: 'catalogue',
      summary: 'Add or change a classification',
      params: z.object({ code: z.string() }),
      body: classificationSchema,
      answers: { 200: json(classificationSchema, 'Stored') },
      problems: [],
    },
    putClassification,
  ),
  route(
    'catalogue.read',
    {
      method: 'get',
      path: '/api/v1/catalogue/entry-points',
      tag: 'catalogue',
      summary: 'Register of entry points',
      answers: { 200: json(z.array(entryPointSchema), 'By name') },
      problems: [],
    },
    listEntryPoints,
  ),
  route(
    'catalogue.write',
    {
      method: 'put',
      path: '/api/v1/catalogue/entry-points/{id}',
      tag: 'catalogue',
      summary: 'Add or change an entry point',
      params: z.object({ id: z.string() }),
      body: entryPointSchema,
      answers: { 200: json(entryPointSchema, 'Stored') },
      problems: [],
    },
    putEntryPoint,
  ),
];
