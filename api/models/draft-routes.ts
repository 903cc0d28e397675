/** The process owner's work before publishing: begin a draft, edit it alone, ask what the engine would refuse, publish it with a note. */
import { z } from 'zod';
import { iso, row, run } from '../database.js';
import { rule, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { INT4_MAX } from '../http/values.js';
import type { Services } from '../services.js';
import { draftPartsOf, draftPartsSchema, resourcesOf } from './draft-parts.js';
import { CAME, neighbours, neighboursOf } from './draft-states.js';
import {
  type DraftRow,
  EDITOR_TIMEOUT_S,
  edit,
  findDraft,
  insertDraft,
  leave,
  newestVersion,
  saveDraft,
  stepDraft,
  taken,
} from './drafts.js';
import { publish } from './publish.js';
import { idOf, TEMPLATES, underAnotherName } from './templates.js';

const name = z.string().trim().min(1).max(200);
const xml = z.string().min(1).max(900_000);
const params = z.object({ id: z.string().min(1).max(200) });
const tab = z.uuid().meta({ description: 'Made by the tab of a browser that has the draft open.' });

const draftSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    xml: z.string(),
    parts: draftPartsSchema,
    baseVersion: z.int().nullable().meta({ description: 'The published version that it began from.' }),
    revision: z.int(),
    savedAt: z.iso.datetime(),
    savedBy: z.string(),
    ...neighbours,
  })
  .meta({ id: 'ModelDraft' });

const beginSchema = z
  .discriminatedUnion('from', [
    z.object({ from: z.literal('template'), template: z.enum(['three-tier', 'information', 'field-intervention']), name }),
    z.object({ from: z.literal('version'), processId: z.string().max(200) }),
    z.object({ from: z.literal('file'), fileName: z.string().min(1).max(200), name, xml }),
  ])
  .meta({ id: 'DraftBeginning', description: 'A draft of a published case type that exists already is left as it is.' });

const saveSchema = z
  .object({
    tab,
    revision: z.int().max(INT4_MAX),
    name,
    xml,
    parts: draftPartsSchema.optional(),
    came: z
      .enum(CAME)
      .default('done')
      .meta({ description: 'What undoing took back, or redoing has not brought back, stays ahead as later states.' }),
  })
  .meta({ id: 'DraftSave', description: '`parts` are all that the draft shall have; absent: they stay as they are.' });
const stepSchema = z
  .object({ tab, revision: z.int().max(INT4_MAX), to: z.enum(['earlier', 'later']) })
  .meta({ id: 'DraftStep', description: 'To the state that it was saved in before, or after.' });
const editorSchema = z
  .object({
    mine: z.boolean().meta({ description: 'This tab may save; else the one named may.' }),
    login: z.string(),
    name: z.string(),
    askAgainSeconds: z.int(),
  })
  .meta({ id: 'DraftEditor' });
const faultsSchema = z
  .object({ faults: z.array(z.object({ resourceName: z.string(), elementId: z.string(), reason: z.string() })) })
  .meta({ id: 'DraftFaults', description: '`resourceName` is `draft.bpmn` for the model itself.' });
const checkSchema = z.object({ xml, parts: draftPartsSchema.optional() }).meta({ id: 'DraftCheck' });
const publishSchema = z
  .object({
    tab,
    revision: z.int().max(INT4_MAX),
    note: z.string().trim().min(1, rule('Napisz, co się zmienia', 'Write what changes')).max(2000),
  })
  .meta({ id: 'DraftPublication' });

type On<Body = unknown> = SignedIn<z.infer<typeof params>, unknown, Body>;

async function toDraft(api: Services, draft: DraftRow) {
  return {
    id: draft.id,
    name: draft.name,
    xml: draft.xml,
    parts: await draftPartsOf(api.db, draft.id),
    baseVersion: draft.base_version,
    revision: draft.revision,
    savedAt: iso(draft.saved_at),
    savedBy: draft.saved_by,
    ...(await neighboursOf(api.db, draft.id)),
  };
}

async function begin({ api, person, body }: SignedIn<unknown, unknown, z.infer<typeof beginSchema>>): Promise<Answer> {
  switch (body.from) {
    case 'version': {
      const version = await newestVersion(api, body.processId);
      if (version === undefined)
        throw new Problem(
          'NOT_FOUND',
          said(`Nie ma opublikowanego typu sprawy ${body.processId}.`, `There is no published case type ${body.processId}.`),
        );
      const { process_id: id, name, resource_name: resourceName, xml, version: baseVersion } = version;
      await insertDraft(api, person.login, { id, name, resourceName, xml, baseVersion });
      return { status: 201, body: await toDraft(api, await findDraft(api.db, id)) };
    }
    case 'template': {
      const template = await newestVersion(api, TEMPLATES[body.template]);
      if (template === undefined)
        throw new Problem('NOT_FOUND', said(`Wzór ${body.template} nie jest opublikowany.`, `Template ${body.template} is not published.`));
      const id = idOf(body.name);
      const xml = underAnotherName(template.xml, template.process_id, id, body.name);
      return { status: 201, body: await beginNew({ api, person }, id, body.name, xml) };
    }
    case 'file':
      return { status: 201, body: await beginNew({ api, person }, idOf(body.fileName.replace(/\.\w+$/, '')), body.name, body.xml) };
  }
}

async function beginNew({ api, person }: Pick<On, 'api' | 'person'>, id: string, name: string, xml: string) {
  if (id === '')
    throw new Problem(
      'INVALID_REQUEST',
      said('Nazwa musi zawierać literę. Nic nie zostało zapisane.', 'The name must have a letter. Nothing was saved.'),
    );
  const draft = { id, name, resourceName: `${id}.bpmn`, xml, baseVersion: null };
  if ((await newestVersion(api, id)) !== undefined || !(await insertDraft(api, person.login, draft))) {
    throw new Problem(
      'ALREADY_EXISTS',
      said(
        `Typ sprawy o nazwie „${name}” już jest (${id}). Wybierz inną nazwę.`,
        `There is a case type named “${name}” already (${id}). Choose another name.`,
      ),
    );
  }
  return toDraft(api, await findDraft(api.db, id));
}

async function give({ api, params }: On): Promise<Answer> {
  return ok(await toDraft(api, await findDraft(api.db, params.id)));
}

async function save({ api, person, params, body }: On<z.infer<typeof saveSchema>>): Promise<Answer> {
  return ok(await toDraft(api, await saveDraft(api, person.login, { id: params.id, ...body })));
}

async function step({ api, person, params, body }: On<z.infer<typeof stepSchema>>): Promise<Answer> {
  const draft = await stepDraft(api, person.login, { id: params.id, ...body });
  return ok(await toDraft(api, draft ?? (await findDraft(api.db, params.id))));
}

async function discard({ api, person, params }: On): Promise<Answer> {
  const discarded = await run(
    api.db,
    'DELETE FROM model_draft WHERE id = :id AND (editor_until IS NULL OR editor_until <= now() OR editor = :login)',
    { id: params.id, login: person.login },
  );
  if (discarded === 0) throw await taken(api, params.id);
  return { status: 204 };
}

async function stay({ api, person, params, body }: On<{ tab: string }>): Promise<Answer> {
  const editor = await edit(api, person.login, params.id, body.tab);
  return ok({ mine: editor.tab === body.tab, login: editor.login, name: editor.name, askAgainSeconds: EDITOR_TIMEOUT_S / 3 });
}

async function goAway({ api, params, body }: On<{ tab: string }>): Promise<Answer> {
  await leave(api, params.id, body.tab);
  return { status: 204 };
}

async function check({ api, body }: SignedIn<unknown, unknown, z.infer<typeof checkSchema>>): Promise<Answer> {
  const resources = [{ name: 'draft.bpmn', content: body.xml }, ...resourcesOf(body.parts ?? [])];
  const faults = await api.engine.check(resources.map(({ name, content }) => ({ name, content: Buffer.from(content, 'utf8') })));
  return ok({ faults: faults.map(({ resourceName, elementId, reason }) => ({ resourceName, elementId, reason })) });
}

async function offer({ api }: SignedIn): Promise<Answer> {
  const found = await row<{ forms: readonly string[]; actions: readonly string[]; processes: readonly string[] }>(
    api.db,
    `SELECT ARRAY(SELECT DISTINCT form_id FROM model_element WHERE engine = :engine AND form_id IS NOT NULL ORDER BY form_id) AS forms,
            ARRAY(SELECT DISTINCT unnest(actions) FROM model_element WHERE engine = :engine ORDER BY 1) AS actions,
            ARRAY(SELECT DISTINCT process_id FROM model WHERE engine = :engine ORDER BY process_id) AS processes`,
    { engine: api.engine.name },
  );
  return ok(found);
}

async function onlyMine({ api, params, body }: On<z.infer<typeof publishSchema>>): Promise<{ draft: DraftRow }> {
  const draft = await findDraft(api.db, params.id);
  const kept = await run(
    api.db,
    `UPDATE model_draft SET editor_until = now() + interval '${EDITOR_TIMEOUT_S} seconds'
      WHERE id = :id AND revision = :revision AND editor_tab = CAST(:tab AS uuid)`,
    { id: params.id, revision: body.revision, tab: body.tab },
  );
  if (kept === 0) throw await taken(api, params.id);
  return { draft };
}

/** A file may carry the id of a case type that runs already: publishing it as something new would replace that one unseen. */
async function onlyItself({ api, draft }: On & { draft: DraftRow }): Promise<object> {
  if (draft.base_version !== null) return {};
  const ids = [...draft.xml.matchAll(/<(?:\w+:)?process\b[^>]*\sid="([^"]+)"/g)].map(([, id = '']) => id);
  for (const id of ids) {
    const other = await newestVersion(api, id);
    if (other === undefined) continue;
    throw new Problem(
      'ALREADY_EXISTS',
      said(
        `Ten model ma identyfikator typu „${other.name}” (${id}). Nic nie zostało opublikowane; zmień go na karcie Technicznie.`,
        `This model has the identifier of case type “${other.name}” (${id}). Nothing was published; change it on the tab Technical.`,
      ),
    );
  }
  return {};
}

async function publishDraft({ api, person, body, draft }: On<z.infer<typeof publishSchema>> & { draft: DraftRow }): Promise<Answer> {
  const parts = resourcesOf(await draftPartsOf(api.db, draft.id));
  const models = await publish(api, person, { resources: [{ name: draft.resource_name, content: draft.xml }, ...parts], note: body.note });
  await run(api.db, 'DELETE FROM model_draft WHERE id = :id AND revision = :revision', { id: draft.id, revision: draft.revision });
  return { status: 201, body: { models } };
}

const choicesSchema = z
  .object({ forms: z.array(z.string()), actions: z.array(z.string()), processes: z.array(z.string()) })
  .meta({ id: 'DraftChoices', description: 'What published models use: forms, decisions of tasks, processes that can be called.' });

const publishedSchema = z
  .object({ models: z.array(z.object({ definitionKey: z.string(), processId: z.string(), version: z.int(), resourceName: z.string() })) })
  .meta({ id: 'DraftPublished' });

const tag = 'models';
export const modelDraftRoutes: readonly Route[] = [
  route(
    'model.draft',
    {
      method: 'post',
      path: '/api/v1/drafts',
      tag,
      summary: 'Begin a draft from a template, a published version or a file',
      body: beginSchema,
      answers: { 201: json(draftSchema, 'The draft') },
      problems: ['NOT_FOUND', 'ALREADY_EXISTS'],
    },
    begin,
  ),
  route(
    'model.draft',
    {
      method: 'post',
      path: '/api/v1/drafts/check',
      tag,
      summary: 'What the engine would refuse, without publishing',
      body: checkSchema,
      answers: { 200: json(faultsSchema, 'Empty: it would be taken') },
      problems: [],
    },
    check,
  ),
  route(
    'model.draft',
    {
      method: 'get',
      path: '/api/v1/drafts/choices',
      tag,
      summary: 'What a draft can refer to',
      answers: { 200: json(choicesSchema, 'Each in the order of the alphabet') },
      problems: [],
    },
    offer,
  ),
  route(
    'model.draft',
    {
      method: 'get',
      path: '/api/v1/drafts/{id}',
      tag,
      summary: 'A draft',
      params,
      answers: { 200: json(draftSchema, 'As it was last saved') },
      problems: ['NOT_FOUND'],
    },
    give,
  ),
  route(
    'model.draft',
    {
      method: 'put',
      path: '/api/v1/drafts/{id}',
      tag,
      summary: 'Save a draft',
      params,
      body: saveSchema,
      answers: { 200: json(draftSchema, 'Saved, with its new revision') },
      problems: ['NOT_FOUND', 'DRAFT_TAKEN'],
    },
    save,
  ),
  route(
    'model.draft',
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/step',
      tag,
      summary: 'Go to the state that a draft was saved in before or after',
      params,
      body: stepSchema,
      answers: { 200: json(draftSchema, 'Saved as that state, with its new revision; as it was, where there is none') },
      problems: ['NOT_FOUND', 'DRAFT_TAKEN'],
    },
    step,
  ),
  route(
    'model.draft',
    {
      method: 'delete',
      path: '/api/v1/drafts/{id}',
      tag,
      summary: 'Discard a draft',
      params,
      answers: { 204: empty('Gone; what is published stays') },
      problems: ['NOT_FOUND', 'DRAFT_TAKEN'],
    },
    discard,
  ),
  route(
    'model.draft',
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/editor',
      tag,
      summary: 'Open a draft for editing, or say that it still is',
      params,
      body: z.object({ tab }).meta({ id: 'DraftTab' }),
      answers: { 200: json(editorSchema, 'Who has it') },
      problems: ['NOT_FOUND'],
    },
    stay,
  ),
  route(
    'model.draft',
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/editor/leave',
      tag,
      summary: 'Let somebody else edit',
      params,
      body: z.object({ tab }).meta({ id: 'DraftLeaving' }),
      answers: { 204: empty('Left, if it had it') },
      problems: [],
    },
    goAway,
  ),
  route(
    'model.deploy',
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/publish',
      tag,
      summary: 'Publish a draft as the next version',
      params,
      body: publishSchema,
      answers: { 201: json(publishedSchema, 'Published; the draft is gone') },
      problems: ['NOT_FOUND', 'DRAFT_TAKEN', 'ALREADY_EXISTS', 'MODEL_INVALID', 'ENGINE_UNAVAILABLE'],
    },
    inOrder(onlyMine, onlyItself, publishDraft),
  ),
];
