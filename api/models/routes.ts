/** Process models: what is published, its XML, and publishing. Faults come back by element, all at once. */
import { z } from 'zod';
import { iso, rows } from '../database.js';
import { rule } from '../http/language.js';
import { type Answer, inOrder, json, ok, type Route, raw, route, type SignedIn } from '../http/route.js';
import { findModel, type OnVersion, versionParams, type WithModel } from './one-version.js';
import { publish } from './publish.js';

const modelSchema = z
  .object({
    definitionKey: z.string(),
    processId: z.string(),
    version: z.int(),
    name: z.string(),
    resourceName: z.string(),
    startable: z.boolean().meta({ description: 'A case type: cases of it can be registered.' }),
    deployedAt: z.iso.datetime(),
    deployedBy: z.string().nullable(),
    note: z.string().nullable().meta({ description: 'What the version changes, in the words of whoever published it.' }),
    openCases: z.int(),
  })
  .meta({ id: 'Model' });

const elementSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    formId: z.string().nullable(),
    tier: z.string().nullable(),
    actions: z.array(z.string()),
    publicStatus: z.string().nullable(),
  })
  .meta({ id: 'ModelElement' });

const deploySchema = z
  .object({
    resources: z
      .array(
        z.object({
          name: z
            .string()
            .regex(
              /^[\w .-]{1,200}\.(bpmn|dmn|form)$/,
              rule('Oczekiwano nazwy .bpmn, .dmn lub .form', 'Expected a name that ends in .bpmn, .dmn or .form'),
            ),
          content: z.string().min(1),
        }),
      )
      .min(1)
      .max(100),
    note: z.string().max(2000).optional().meta({ description: 'What is changed, in words; shown with the version.' }),
  })
  .meta({ id: 'Deployment', description: 'All of it is published, or nothing.' });

const deployedSchema = z
  .object({
    models: z.array(z.object({ definitionKey: z.string(), processId: z.string(), version: z.int(), resourceName: z.string() })),
  })
  .meta({ id: 'Deployed' });

interface ModelRow {
  readonly definition_key: string;
  readonly process_id: string;
  readonly version: number;
  readonly name: string;
  readonly resource_name: string;
  readonly startable: boolean;
  readonly deployed_at: Date;
  readonly deployed_by: string | null;
  readonly change_note: string | null;
  readonly open_cases: number;
}

async function listModels({ api, query }: SignedIn<unknown, { processId?: string | undefined }>): Promise<Answer> {
  const found = await rows<ModelRow>(
    api.db,
    `SELECT m.definition_key, m.process_id, m.version, m.name, m.resource_name, m.startable, m.deployed_at, m.deployed_by, m.change_note,
            (SELECT count(*) FROM case_file c WHERE c.case_type = m.process_id AND c.type_version = m.version AND c.status = 'open')::integer AS open_cases
       FROM model m WHERE m.engine = :engine AND (CAST(:processId AS text) IS NULL OR m.process_id = :processId)
      ORDER BY m.process_id, m.version DESC LIMIT 2000`,
    { engine: api.engine.name, processId: query.processId ?? null },
  );
  return ok(
    found.map((one) => ({
      definitionKey: one.definition_key,
      processId: one.process_id,
      version: one.version,
      name: one.name,
      resourceName: one.resource_name,
      startable: one.startable,
      deployedAt: iso(one.deployed_at),
      deployedBy: one.deployed_by,
      note: one.change_note,
      openCases: one.open_cases,
    })),
  );
}

async function giveXml({ model }: OnVersion & WithModel): Promise<Answer> {
  return { status: 200, body: model.xml, mediaType: 'application/xml; charset=utf-8' };
}

async function listElements({ api, model }: OnVersion & WithModel): Promise<Answer> {
  return ok(
    await rows(
      api.db,
      `SELECT element_id AS id, name, type, form_id AS "formId", tier, actions, public_status AS "publicStatus"
         FROM model_element WHERE engine = :engine AND definition_key = :key ORDER BY element_id`,
      { engine: api.engine.name, key: model.definition_key },
    ),
  );
}

async function deploy({ api, person, body }: SignedIn<unknown, unknown, z.infer<typeof deploySchema>>): Promise<Answer> {
  return { status: 201, body: { models: await publish(api, person, body) } };
}

export const modelRoutes: readonly Route[] = [
  route(
    'model.read',
    {
      method: 'get',
      path: '/api/v1/models',
      tag: 'models',
      summary: 'Published models',
      query: z.object({ processId: z.string().max(200).optional() }),
      answers: { 200: json(z.array(modelSchema), 'By process, newest version first') },
      problems: [],
    },
    listModels,
  ),
  route(
    'model.deploy',
    {
      method: 'post',
      path: '/api/v1/models',
      tag: 'models',
      summary: 'Publish models, decision tables and forms',
      body: deploySchema,
      answers: { 201: json(deployedSchema, 'Published') },
      problems: ['MODEL_INVALID', 'ENGINE_UNAVAILABLE'],
    },
    deploy,
  ),
  route(
    'model.read',
    {
      method: 'get',
      path: '/api/v1/models/{processId}/{version}/xml',
      tag: 'models',
      summary: 'BPMN XML of a version',
      params: versionParams,
      answers: { 200: raw('application/xml', 'The XML as it was published') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findModel, giveXml),
  ),
  route(
    'model.read',
    {
      method: 'get',
      path: '/api/v1/models/{processId}/{version}/elements',
      tag: 'models',
      summary: 'What the desk knows of each element',
      params: versionParams,
      answers: { 200: json(z.array(elementSchema), 'By id') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findModel, listElements),
  ),
];
