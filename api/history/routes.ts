/** History for the auditor: who did what and when, and the elements the engine went through under which version. */
import { z } from 'zod';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { numberParams } from '../cases/schemas.js';
import { iso, row, rows } from '../database.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { keySchema } from '../http/values.js';
import { logLook } from './access-log.js';

const stepSchema = z
  .object({
    caseRun: z.string(),
    processId: z.string(),
    version: z.int(),
    processInstanceKey: z.string(),
    elementInstanceKey: z.string(),
    element: z.string(),
    name: z.string(),
    type: z.string(),
    enteredAt: z.iso.datetime(),
    leftAt: z.iso.datetime().nullable(),
    how: z.string().nullable().meta({ description: 'completed, terminated, or null while it goes on.' }),
  })
  .meta({ id: 'HistoryStep' });

type OnCase = SignedIn<z.infer<typeof numberParams>>;
type WithCase = { readonly theCase: CaseRow };

async function findForHistory({ api, person, params }: OnCase): Promise<WithCase> {
  return { theCase: await caseFor(api.db, person, 'history.read', params.number) };
}
async function logHistory({ api, person, theCase }: OnCase & WithCase): Promise<object> {
  await logLook(api.db, { login: person.login, act: 'history.opened', subjectType: 'case', subjectId: theCase.number, atMs: Date.now() });
  return {};
}

async function listSteps({ api, theCase }: OnCase & WithCase): Promise<Answer> {
  const found = await rows<{
    case_run: string;
    process_id: string;
    version: number;
    process_instance_key: string;
    element_instance_key: string;
    element_id: string;
    name: string | null;
    element_type: string;
    entered_at: Date;
    left_at: Date | null;
    how: string | null;
  }>(
    api.db,
    `SELECT r.case_run, s.process_id, s.version, s.process_instance_key, s.element_instance_key, s.element_id, e.name, s.element_type,
            s.entered_at, s.left_at, s.how
       FROM case_step s JOIN case_run r ON r.case_id = s.case_id AND r.run = s.run
       LEFT JOIN model_element e ON e.engine = s.engine AND e.definition_key = s.definition_key AND e.element_id = s.element_id
      WHERE s.case_id = :id ORDER BY s.run, s.position, s.element_instance_key LIMIT 10000`,
    { id: theCase.id },
  );
  return ok(
    found.map((one) => ({
      caseRun: one.case_run,
      processId: one.process_id,
      version: one.version,
      processInstanceKey: one.process_instance_key,
      elementInstanceKey: one.element_instance_key,
      element: one.element_id,
      name: one.name ?? one.element_id,
      type: one.element_type,
      enteredAt: iso(one.entered_at),
      leftAt: iso(one.left_at),
      how: one.how,
    })),
  );
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

async function retryStep({ api, params }: SignedIn<z.infer<typeof incidentParams>>): Promise<Answer> {
  const found = await row<{ job_key: string }>(
    api.db,
    'SELECT job_key FROM case_incident WHERE engine = :engine AND incident_key = :key AND resolved_at IS NULL',
    { engine: api.engine.name, key: params.key },
  );
  if (found === undefined) throw new Problem('NOT_FOUND', 'Ten krok nie czeka na naprawę.');
  const result = await api.engine.retry({ incidentKey: params.key, jobKey: found.job_key });
  if (result.type === 'unreachable')
    throw new Problem('ENGINE_UNAVAILABLE', 'Silnik chwilowo nie odpowiada. Spróbuj za chwilę.', { retryAfterSeconds: 2 });
  if (result.type === 'refused') throw new Problem('NOT_FOUND', `Kroku nie da się ponowić: ${result.reason}`);
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
