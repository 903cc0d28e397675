/** Forms and decision tables for their owner: the list, one with its content, and asking a table without any effect. */
import { z } from 'zod';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { nameOf, newestPart, newestPartList, publication, usesOfParts } from './parts.js';

const kind = z.enum(['form', 'decisions']).meta({ description: '`decisions`: a decision, with the DMN file that it is in.' });
const useSchema = z.object({ processId: z.string(), processName: z.string(), steps: z.array(z.string()) });
const about = {
  kind,
  id: z.string(),
  name: z.string().meta({ description: 'A form is named by its first heading.' }),
  version: z.int(),
  resourceName: z.string(),
  at: z.iso.datetime().nullable().meta({ description: 'null: published before this was written down.' }),
  by: z.string().nullable(),
  note: z.string().nullable(),
  usedIn: z.array(useSchema).meta({ description: 'Steps of the newest version of each model.' }),
};
const partSchema = z.object(about).meta({ id: 'ModelPart' });
const partContentSchema = z.object({ ...about, content: z.string() }).meta({ id: 'ModelPartContent' });
const params = z.object({ kind, id: z.string().min(1).max(200) });

const trySchema = z
  .object({
    xml: z.string().min(1).max(900_000),
    decisionId: z.string().min(1).max(200),
    variables: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'DecisionQuestion' });
const fault = z.object({ elementId: z.string(), reason: z.string() });
const trialSchema = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('value'),
      value: z.unknown(),
      evaluated: z.array(z.object({ id: z.string(), matchedRuleIds: z.array(z.string()), output: z.unknown() })),
    }),
    z.object({ type: z.literal('failure'), reason: z.string() }),
    z.object({ type: z.literal('invalid'), faults: z.array(fault) }),
    z.object({ type: z.literal('unknown') }),
  ])
  .meta({ id: 'DecisionTrial', description: '`unknown`: the file has no decision of this id.' });

async function list({ api }: SignedIn): Promise<Answer> {
  const [parts, uses] = await Promise.all([newestPartList(api), usesOfParts(api)]);
  return ok(
    parts.map(({ kind, id, name, row }) => ({
      kind,
      id,
      name,
      version: row.version,
      resourceName: row.resource_name,
      ...publication(row),
      usedIn: uses.get(`${kind} ${id}`) ?? [],
    })),
  );
}

async function give({ api, params: { kind, id } }: SignedIn<z.infer<typeof params>>): Promise<Answer> {
  const part = await newestPart(api, kind, id);
  if (part === undefined) {
    throw new Problem(
      'NOT_FOUND',
      kind === 'form'
        ? said(`Nie ma opublikowanego formularza ${id}.`, `There is no published form ${id}.`)
        : said(`Nie ma opublikowanego rozstrzygnięcia ${id}.`, `There is no published decision ${id}.`),
    );
  }
  const uses = await usesOfParts(api);
  return ok({
    kind,
    id,
    name: nameOf(part, part.ids.indexOf(id)),
    version: part.version,
    resourceName: part.resource_name,
    ...publication(part),
    usedIn: uses.get(`${kind} ${id}`) ?? [],
    content: part.content,
  });
}

async function tryOut({ api, body }: SignedIn<unknown, unknown, z.infer<typeof trySchema>>): Promise<Answer> {
  return ok(await api.engine.tryDecision(body));
}

const tag = 'models';
export const modelPartRoutes: readonly Route[] = [
  route(
    'model.draft',
    {
      method: 'get',
      path: '/api/v1/model-parts',
      tag,
      summary: 'Published forms and decision tables',
      answers: { 200: json(z.array(partSchema), 'In the version that is used now, by name') },
      problems: [],
    },
    list,
  ),
  route(
    'model.draft',
    {
      method: 'get',
      path: '/api/v1/model-parts/{kind}/{id}',
      tag,
      summary: 'A published form, or the DMN file of a decision',
      params,
      answers: { 200: json(partContentSchema, 'As it was published') },
      problems: ['NOT_FOUND'],
    },
    give,
  ),
  route(
    'model.draft',
    {
      method: 'post',
      path: '/api/v1/decisions/try',
      tag,
      summary: 'What a decision answers, without any effect',
      body: trySchema,
      answers: { 200: json(trialSchema, 'The answer, or why there is none') },
      problems: [],
    },
    tryOut,
  ),
];
