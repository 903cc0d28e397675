/** The elements that the engine went through, and another try for an automatic step that failed. */
import { z } from 'zod';
import { numberParams } from '../cases/schemas.js';
import { iso, row, rows, transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { keySchema } from '../http/values.js';
import { logLook } from './access-log.js';
import { findForHistory, logHistory, type OnCase, stepSchema, stepsOf, type WithCase } from './case-history.js';
import { record } from './journal.js';

async function listSteps(exchange: OnCase & WithCase): Promise<Answer> {
  return ok(await stepsOf(exchange));
}

const failedStepSchema = z
  .object({
    key: z.string(),
    caseNumber: z.string(),
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
  const found = await rows<{
    incident_key: string;
    number: string;
    element_id: string;
    name: string | null;
    error_type: string;
    message: string;
    raised_at: Date;
  }>(
    api.db,
    `SELECT i.incident_key, c.number, i.element_id, e.name, i.error_type, i.message, i.raised_at
       FROM case_incident i JOIN case_file c ON c.id = i.case_id
       LEFT JOIN model m ON m.engine = i.engine AND m.process_id = c.case_type AND m.version = c.type_version
       LEFT JOIN model_element e ON e.engine = m.engine AND e.definition_key = m.definition_key AND e.element_id = i.element_id
      WHERE i.engine = :engine AND i.resolved_at IS NULL ORDER BY i.raised_at, i.incident_key LIMIT :limit`,
    { engine: api.engine.name, limit: query.limit },
  );
  return ok(
    found.map((one) => ({
      key: one.incident_key,
      caseNumber: one.number,
      element: one.element_id,
      name: one.name ?? one.element_id,
      errorType: one.error_type,
      message: one.message,
      at: iso(one.raised_at),
    })),
  );
}

const incidentParams = z.object({ key: keySchema });

async function retryStep({ api, params, person }: SignedIn<z.infer<typeof incidentParams>>): Promise<Answer> {
  const found = await row<{ job_key: string; case_id: string; element_id: string }>(
    api.db,
    'SELECT job_key, case_id, element_id FROM case_incident WHERE engine = :engine AND incident_key = :key AND resolved_at IS NULL',
    { engine: api.engine.name, key: params.key },
  );
  if (found === undefined) throw new Problem('NOT_FOUND', said('Ten krok nie czeka na naprawę.', 'This step does not wait for repair.'));
  const result = await api.engine.retry({ incidentKey: params.key, jobKey: found.job_key });
  if (result.type === 'unreachable')
    throw new Problem(
      'ENGINE_UNAVAILABLE',
      said('Silnik chwilowo nie odpowiada. Spróbuj za chwilę.', 'The engine does not answer now. Try again in a moment.'),
      { retryAfterSeconds: 2 },
    );
  if (result.type === 'refused')
    throw new Problem(
      'NOT_FOUND',
      said(
        'Kroku nie da się ponowić: nie czeka już na naprawę. Odśwież listę.',
        'The step can’t be tried again: it does not wait for repair any more. Refresh the list.',
      ),
    );
  // That somebody put their hand to it is part of the case.
  await transaction(api.db, (on) =>
    record(on, {
      caseId: found.case_id,
      atMs: api.clock.now(),
      actor: person.login,
      act: 'step.retried',
      facts: { incidentKey: params.key, element: found.element_id },
    }),
  );
  return { status: 204 };
}

export const historyRoutes: readonly Route[] = [
  route(
    'history.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/steps',
      tag: 'history',
      summary: 'Elements that the engine went through',
      description: 'Who did what stands in the timeline. Opening is written to the access log.',
      params: numberParams,
      answers: { 200: json(z.array(stepSchema), 'In order') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findForHistory, logHistory, listSteps),
  ),
  route(
    'step.retry',
    {
      method: 'get',
      path: '/api/v1/failed-steps',
      tag: 'history',
      summary: 'Automatic steps of cases that wait for repair',
      description: 'Listing is written to the access log.',
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
