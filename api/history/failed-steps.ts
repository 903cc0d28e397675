/** Automatic steps that failed, of cases and of processes that no case stands behind, and another try for them. */
import { z } from 'zod';
import { logChange } from '../changes/log.js';
import { row, rows, transaction } from '../database.js';
import type { OpenIncident } from '../engine-port/port.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { keySchema } from '../http/values.js';
import type { Services } from '../services.js';
import { logLook } from './access-log.js';
import { record } from './journal.js';

const failedStepSchema = z
  .object({
    key: z.string(),
    caseNumber: z.string().nullable().meta({ description: 'Null: no case stands behind the process.' }),
    process: z.string().meta({ description: 'Its name.' }),
    version: z.int(),
    element: z.string(),
    name: z.string(),
    errorType: z.string(),
    message: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'FailedStep' });

const failedStepsQuery = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) });

/** For who repairs them: who may retry need not be allowed to read the cases. */
async function listFailedSteps({ api, person, query }: SignedIn<unknown, z.infer<typeof failedStepsQuery>>): Promise<Answer> {
  // A worker's message may quote what it was working on.
  await logLook(api.db, { login: person.login, act: 'failed-steps.opened', subjectType: 'failed-steps', subjectId: '', atMs: Date.now() });
  const incidents = await api.engine.openIncidents({ limit: query.limit });
  const [numbers, names] = await Promise.all([caseNumbers(api, incidents), elementNames(api, incidents)]);
  return ok(
    incidents.map(({ incidentKey, rootInstanceKey, definitionKey, processId, version, elementId, errorType, message, raisedAtMs }) => {
      const named = names.get(`${definitionKey} ${elementId}`);
      return {
        key: incidentKey,
        caseNumber: numbers.get(rootInstanceKey) ?? null,
        process: named?.process ?? processId,
        version,
        element: elementId,
        name: named?.name ?? elementId,
        errorType,
        message,
        at: new Date(raisedAtMs).toISOString(),
      };
    }),
  );
}

async function caseNumbers(api: Services, incidents: readonly OpenIncident[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ key: string; number: string }>(
    api.db,
    `SELECT r.process_instance_key AS key, c.number FROM case_run r JOIN case_file c ON c.id = r.case_id
      WHERE r.engine = :engine AND r.process_instance_key = ANY (CAST(:roots AS bigint[]))`,
    { engine: api.engine.name, roots: incidents.map(({ rootInstanceKey }) => rootInstanceKey) },
  );
  return new Map(found.map(({ key, number }) => [key, number]));
}

async function elementNames(
  api: Services,
  incidents: readonly OpenIncident[],
): Promise<ReadonlyMap<string, { readonly process: string; readonly name: string }>> {
  const found = await rows<{ definition_key: string; element_id: string; process: string; name: string }>(
    api.db,
    `SELECT m.definition_key, e.element_id, m.name AS process, e.name FROM model m
       JOIN model_element e ON e.engine = m.engine AND e.definition_key = m.definition_key
      WHERE m.engine = :engine AND m.definition_key = ANY (CAST(:keys AS bigint[])) AND e.element_id = ANY (CAST(:elements AS text[]))`,
    {
      engine: api.engine.name,
      keys: incidents.map(({ definitionKey }) => definitionKey),
      elements: incidents.map(({ elementId }) => elementId),
    },
  );
  return new Map(found.map(({ definition_key, element_id, ...named }) => [`${definition_key} ${element_id}`, named]));
}

const incidentParams = z.object({ key: keySchema });

async function retryStep({ api, params, person }: SignedIn<z.infer<typeof incidentParams>>): Promise<Answer> {
  const [incident] = await api.engine.openIncidents({ limit: 1, incidentKey: params.key });
  if (incident === undefined)
    throw new Problem('NOT_FOUND', said('Ten krok nie czeka na naprawę.', 'This step does not wait for a repair.'));
  const result = await api.engine.retry(incident);
  if (result.type === 'unreachable')
    throw new Problem(
      'ENGINE_UNAVAILABLE',
      said('Silnik chwilowo nie odpowiada. Spróbuj za chwilę.', 'The engine does not answer now. Try again in a moment.'),
      { retryAfterSeconds: 2 },
    );
  if (result.type === 'refused')
    throw new Problem('NOT_FOUND', said(`Kroku nie da się ponowić: ${result.reason}`, `The step can’t be tried again: ${result.reason}`));
  await leaveTrace(api, person.login, incident);
  return { status: 204 };
}

/** That somebody put their hand to it is part of the case; without one it stands among the changes. */
async function leaveTrace(
  api: Services,
  login: string,
  { incidentKey, rootInstanceKey, processId, elementId }: OpenIncident,
): Promise<void> {
  await transaction(api.db, async (on) => {
    const of = await row<{ case_id: string }>(
      on,
      'SELECT case_id FROM case_run WHERE engine = :engine AND process_instance_key = :rootInstanceKey',
      { engine: api.engine.name, rootInstanceKey },
    );
    if (of === undefined) {
      const after = { process: processId, element: elementId, triedAgain: true };
      await logChange(on, { login, subjectType: 'step', subjectId: incidentKey, before: {}, after });
      return;
    }
    await record(on, {
      caseId: of.case_id,
      atMs: api.clock.now(),
      actor: login,
      act: 'step.retried',
      facts: { incidentKey, element: elementId },
    });
  });
}

export const failedStepRoutes: readonly Route[] = [
  route(
    'step.retry',
    {
      method: 'get',
      path: '/api/v1/failed-steps',
      tag: 'history',
      summary: 'Automatic steps that wait for repair',
      description: 'Of cases, and of processes that no case stands behind. Listing is written to the access log.',
      query: failedStepsQuery,
      answers: { 200: json(z.array(failedStepSchema), 'Oldest first') },
      problems: [],
    },
    listFailedSteps,
  ),
  route(
    'step.retry',
    {
      method: 'post',
      path: '/api/v1/failed-steps/{key}/retry',
      tag: 'history',
      summary: 'Give a failed automatic step another try',
      params: incidentParams,
      answers: { 204: empty('Tried again') },
      problems: ['NOT_FOUND', 'ENGINE_UNAVAILABLE'],
    },
    retryStep,
  ),
];
