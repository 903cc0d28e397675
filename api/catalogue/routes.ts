/** The service catalogue: classifications with their approved answers, and the register of entry points. */
import { z } from 'zod';
import { ARCHIVE_CATEGORY, JRWA_CLASS } from '../../forms/file-numbers.js';
import { logChange } from '../changes/log.js';
import { row, rows, transaction } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { sameId } from '../http/same-id.js';
import { checkBase, versionsOf, versionsSchema } from './versions.js';

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
    questions: z
      .array(z.looseObject({ type: z.string() }))
      .max(30)
      .optional()
      .meta({
        description:
          'Absent: as they are. What the desk asks of such a matter: components of a form-js schema. Answers stay with the contact.',
      }),
    active: z.boolean(),
    nameEn: z.string().trim().max(200).default('').meta({ description: 'Its name in English; empty = there is none.' }),
    jrwaClass: z
      .string()
      .trim()
      .regex(JRWA_CLASS)
      .default('')
      .meta({ description: 'Symbol in the list of files (JRWA) under which the built-in EOD opens its file; empty: none.' }),
    archiveCategory: z.string().trim().regex(ARCHIVE_CATEGORY).default('').meta({
      description: 'How long the file is kept: A for good, B5 five years, BE5 then looked at again, Bc while it is of use; empty: unknown.',
    }),
    danger: z.boolean().default(false).meta({ description: 'Danger to life or property: 112 comes first.' }),
  })
  .meta({ id: 'ClassificationToStore' });

const storedSchema = classificationSchema
  .extend({
    questions: z.array(z.looseObject({ type: z.string() })),
    version: z.int().meta({ description: 'Of its wording: name, approved answer and what to bring.' }),
  })
  .meta({ id: 'Classification' });

const classificationChange = classificationSchema
  .extend({
    note: z.string().trim().max(2000).optional().meta({ description: 'What is changed and why; kept with the version.' }),
    basedOn: z
      .int()
      .nonnegative()
      .optional()
      .meta({ description: 'Number of the version that was changed; refused when there is a newer one.' }),
  })
  .meta({ id: 'ClassificationChange' });

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

const CLASSIFICATION = `code, name, case_type AS "caseType", handling, department, approved_answer AS "approvedAnswer", promise, ask, bring, keywords, questions,
  active, version, name_en AS "nameEn", danger, jrwa_class AS "jrwaClass", archive_category AS "archiveCategory"`;
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

type Classification = z.infer<typeof storedSchema>;

async function putClassification({
  api,
  person,
  params,
  body,
}: SignedIn<{ code: string }, unknown, z.infer<typeof classificationChange>>): Promise<Answer> {
  sameId(params.code, body.code, 'code');
  const { note, basedOn, questions, ...values } = body;
  const stored = await transaction(api.db, async (on) => {
    const before = await row<Classification>(on, `SELECT ${CLASSIFICATION} FROM classification WHERE code = :code FOR UPDATE`, params);
    await checkBase(on, params.code, basedOn);
    const after = await row<Classification>(
      on,
      `INSERT INTO classification (code, name, case_type, handling, department, approved_answer, promise, ask, bring, keywords, questions, active, name_en, danger,
         jrwa_class, archive_category)
       VALUES (:code, :name, :caseType, :handling, :department, :approvedAnswer, :promise, CAST(:ask AS text[]), CAST(:bring AS text[]),
         CAST(:keywords AS text[]), coalesce(CAST(:questions AS jsonb), '[]'), :active, :nameEn, :danger, :jrwaClass, :archiveCategory)
       ON CONFLICT (tenant_id, code) DO UPDATE SET name = excluded.name, case_type = excluded.case_type, handling = excluded.handling,
         department = excluded.department, approved_answer = excluded.approved_answer, promise = excluded.promise, ask = excluded.ask,
         bring = excluded.bring, keywords = excluded.keywords, questions = coalesce(CAST(:questions AS jsonb), classification.questions),
         active = excluded.active, name_en = excluded.name_en, danger = excluded.danger,
         jrwa_class = excluded.jrwa_class, archive_category = excluded.archive_category
       RETURNING ${CLASSIFICATION}`,
      { ...values, questions: questions === undefined ? null : JSON.stringify(questions) },
    );
    const [was, is] = [withoutVersion(before), withoutVersion(after)];
    await logChange(on, { login: person.login, subjectType: 'classification', subjectId: params.code, before: was, after: is, note });
    return after;
  });
  return ok(stored);
}

/** The wording's number follows from the change; it is none itself. */
function withoutVersion(stored: Classification | undefined): Omit<Classification, 'version'> | undefined {
  if (stored === undefined) return undefined;
  const { version: _, ...rest } = stored;
  return rest;
}

type EntryPoint = z.infer<typeof entryPointSchema>;

async function listEntryPoints({ api }: SignedIn): Promise<Answer> {
  return ok(await rows(api.db, `SELECT ${ENTRY_POINT} FROM entry_point ORDER BY name COLLATE "pl-x-icu", id`));
}

async function putEntryPoint({
  api,
  person,
  params,
  body,
}: SignedIn<{ id: string }, unknown, z.infer<typeof entryPointSchema>>): Promise<Answer> {
  sameId(params.id, body.id, 'id');
  const stored = await transaction(api.db, async (on) => {
    const before = await row<EntryPoint>(on, `SELECT ${ENTRY_POINT} FROM entry_point WHERE id = :id FOR UPDATE`, params);
    const after = await row<EntryPoint>(
      on,
      `INSERT INTO entry_point (id, name, location, tool, channel, data_collected, active)
       VALUES (:id, :name, :location, :tool, :channel, :dataCollected, :active)
       ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, location = excluded.location, tool = excluded.tool,
         channel = excluded.channel, data_collected = excluded.data_collected, active = excluded.active
       RETURNING ${ENTRY_POINT}`,
      body,
    );
    await logChange(on, { login: person.login, subjectType: 'entry-point', subjectId: params.id, before, after });
    return after;
  });
  return ok(stored);
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
      answers: { 200: json(z.array(storedSchema), 'By name') },
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
      body: classificationChange,
      answers: { 200: json(storedSchema, 'Stored') },
      problems: ['CHANGED_MEANWHILE'],
    },
    putClassification,
  ),
  route(
    'catalogue.write',
    {
      method: 'get',
      path: '/api/v1/catalogue/classifications/{code}/versions',
      tag: 'catalogue',
      summary: 'What a classification was, version by version',
      params: z.object({ code: z.string().max(120) }),
      answers: { 200: json(versionsSchema, 'Newest first; empty while nobody has changed it') },
      problems: [],
    },
    versionsOf,
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
