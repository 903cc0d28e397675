/**
 * *Try it*: plays a draft from its beginning, act by act, and shows how it stands then. The server keeps nothing between two calls: a
 * rehearsal is its setup and its acts, which the owner's page holds; so it needs no end, and any node plays it.
 */
import { z } from 'zod';
import { RehearsalLimit } from '../../engine/index.js';
import { type Database, row } from '../database.js';
import type { DeployedModel } from '../engine-port/port.js';
import type { EngineRehearsal } from '../engine-port/rehearsal.js';
import { type Language, languageOf, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { draftPartsOf, resourcesOf } from '../models/draft-parts.js';
import { type DraftRow, findDraft } from '../models/drafts.js';
import type { Services } from '../services.js';
import { rehearsalSchema, type Setup } from './acts.js';
import { REHEARSAL_LIMITS } from './limits.js';
import { OutOfTime } from './out-of-time.js';
import { perform } from './perform.js';
import { Stage } from './stage.js';
import { type View, viewOf, viewSchema } from './view.js';

const draftParams = z.object({ id: z.string().min(1).max(200) });
type Play = z.output<typeof rehearsalSchema>;

async function rehearse({ api, http, params, body }: SignedIn<z.infer<typeof draftParams>, unknown, Play>): Promise<Answer> {
  const draft = await findDraft(api.db, params.id);
  const setup = await fullSetup(api, draft.id, body.setup);
  const rehearsal = await api.engine.rehearse(Date.parse(setup.beginAt), REHEARSAL_LIMITS);
  if (rehearsal === undefined)
    throw new Problem(
      'ENGINE_UNAVAILABLE',
      said('Ten silnik nie umie prób. Szkic jest bezpieczny.', 'This engine can’t rehearse. The draft is safe.'),
    );
  const caseType = await startedBy(rehearsal, draft, resourcesOf(await draftPartsOf(api.db, draft.id)));
  return ok(await api.rehearsals.play((db) => play(new Stage(api, db, rehearsal), draft, caseType, { ...body, setup }, languageOf(http))));
}

type FullSetup = Setup & { readonly beginAt: string; readonly classification: string };

async function fullSetup(api: Services, caseType: string, setup: Setup): Promise<FullSetup> {
  const calendar = await api.calendars.of(api.db, null);
  const beginAt = setup.beginAt ?? new Date(calendar.nextOpening(api.clock.now())).toISOString();
  const { classification } = setup;
  return { ...setup, beginAt, classification: classification ?? (await firstClassification(api.db, caseType)) };
}

/** `''`: the catalogue is empty. */
async function firstClassification(on: Database, caseType: string): Promise<string> {
  const found = await row<{ code: string }>(
    on,
    'SELECT code FROM classification WHERE active ORDER BY case_type = :caseType DESC, department IS NULL, code LIMIT 1',
    { caseType },
  );
  return found?.code ?? '';
}

/** The draft, with its forms and tables, beside what is published; gives the process that a case of it starts. */
async function startedBy(rehearsal: EngineRehearsal, draft: DraftRow, parts: ReturnType<typeof resourcesOf>): Promise<string> {
  const resources = [{ name: draft.resource_name, content: draft.xml }, ...parts];
  const result = await rehearsal.port.deploy(resources.map(({ name, content }) => ({ name, content: Buffer.from(content, 'utf8') })));
  switch (result.type) {
    case 'deployed':
      return (await caseTypeOf(rehearsal, draft, result.models)) ?? draft.id;
    case 'invalid':
      throw new Problem(
        'MODEL_INVALID',
        said(
          `Szkicu nie da się jeszcze wypróbować. Błędów: ${result.faults.length}, każdy przy swoim kroku.`,
          `The draft can’t be tried yet. Faults: ${result.faults.length}, each at its step.`,
        ),
        {
          faults: [...result.faults],
        },
      );
    case 'refused':
    case 'unreachable':
      throw new Problem(
        'MODEL_INVALID',
        said(`Szkicu nie da się jeszcze wypróbować: ${result.reason}`, `The draft can’t be tried yet: ${result.reason}`),
      );
  }
}

async function caseTypeOf({ port }: EngineRehearsal, { id }: DraftRow, models: readonly DeployedModel[]): Promise<string | undefined> {
  if (models.some(({ processId }) => processId === id)) return id;
  for (const { definitionKey, processId } of models) {
    const model = await port.model(definitionKey);
    const start = model?.elements.find((element) => element.id === model.noneStart);
    if (start?.properties.publicStatus !== undefined) return processId;
  }
  return models[0]?.processId;
}

async function play(
  stage: Stage,
  draft: DraftRow,
  caseType: string,
  { setup, acts }: Play & { setup: FullSetup },
  language: Language,
): Promise<View> {
  let carriedOut = 0;
  const stopped = await (async (): Promise<View['stopped']> => {
    try {
      const refused = await stage.begin(caseType, setup.classification, setup);
      if (refused !== undefined) return { why: 'not-started', detail: refused };
      for (const act of acts) {
        const refusal = await perform(stage, act, carriedOut);
        if (refusal !== undefined) return { why: 'act', detail: refusal[language] };
        carriedOut++;
      }
      return null;
    } catch (error) {
      if (error instanceof RehearsalLimit) return { why: error.limit === 'elements' ? 'elements' : 'steps', detail: error.message };
      if (error instanceof OutOfTime) return { why: 'time', detail: error.message };
      throw error;
    }
  })();
  // What was done before a bound was met is shown.
  await stage.write();
  return viewOf(stage, draft.resource_name, { revision: draft.revision, setup, acts: carriedOut, stopped });
}

export const rehearsalRoutes: readonly Route[] = [
  route(
    'model.draft',
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/rehearsal',
      tag: 'models',
      summary: 'Try a draft: play it with example data, in its own time',
      description:
        'Nothing leaves the house and nothing is stored: send the same acts again with one more. Steps, open elements and time are bounded; a model that runs on is stopped and shown as far as it came.',
      params: draftParams,
      body: rehearsalSchema,
      answers: { 200: json(viewSchema, 'How it stands') },
      problems: ['NOT_FOUND', 'MODEL_INVALID', 'ENGINE_UNAVAILABLE'],
    },
    rehearse,
  ),
];
