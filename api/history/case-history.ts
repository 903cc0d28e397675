/**
 * The auditor's view of one case in one answer: every act with what it carried, every element that its processes went through and which
 * of them began which, the runs with their versions. Opening it is logged; nothing here changes anything.
 */
import { z } from 'zod';
import { type CaseRow, caseFor, policyOf } from '../cases/lookup.js';
import { numberParams, timelineEntrySchema } from '../cases/schemas.js';
import { iso, row, rows } from '../database.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { may } from '../policy/may.js';
import type { CaseServices } from '../services.js';
import { logLook } from './access-log.js';

/** More of either than any real case has; what is left out is said. */
const MOST_ENTRIES = 5_000;
const MOST_STEPS = 10_000;

const dateTime = z.iso.datetime();

export const stepSchema = z
  .object({
    caseRun: z.string(),
    processId: z.string(),
    version: z.int(),
    processInstanceKey: z.string(),
    elementInstanceKey: z.string(),
    element: z.string(),
    name: z.string(),
    type: z.string(),
    enteredAt: dateTime,
    leftAt: dateTime.nullable(),
    how: z.string().nullable().meta({ description: 'completed, terminated, or null while it goes on.' }),
    calledInstanceKey: z.string().nullable().meta({ description: 'Of a call activity: the process instance that it began.' }),
  })
  .meta({ id: 'HistoryStep' });

const historySchema = z
  .object({
    number: z.string(),
    classificationName: z.string(),
    caseType: z.string(),
    status: z.string(),
    registeredAt: dateTime,
    promiseAt: dateTime.nullable(),
    closedAt: dateTime.nullable(),
    readAt: dateTime.meta({ description: 'What goes on is counted up to this moment.' }),
    runs: z.array(
      z.object({
        caseRun: z.string(),
        processInstanceKey: z.string().nullable(),
        startedAt: dateTime.nullable(),
        endedAt: dateTime.nullable(),
      }),
    ),
    processes: z.array(z.object({ processId: z.string(), version: z.int(), name: z.string() })),
    entries: z.array(timelineEntrySchema).meta({ description: 'Oldest first. Payloads only for whoever may read the case itself.' }),
    pauses: z
      .array(
        z.object({
          kind: z.string(),
          tier: z.string().nullable(),
          from: dateTime,
          to: dateTime.nullable(),
          endedHow: z.string().nullable(),
          enteredLate: z.boolean(),
        }),
      )
      .meta({ description: 'When the case waited for somebody outside, over all runs; null: it still does. Overlaps count once.' }),
    steps: z.array(stepSchema).meta({ description: 'In order.' }),
    isCutOff: z.boolean().meta({ description: 'There are more entries or steps than an answer holds.' }),
  })
  .meta({ id: 'CaseHistory' });

export type OnCase = SignedIn<z.infer<typeof numberParams>>;
export type WithCase = { readonly theCase: CaseRow };

export async function findForHistory({ api, person, params }: OnCase): Promise<WithCase> {
  return { theCase: await caseFor(api.db, person, 'history.read', params.number) };
}

export async function logHistory({ api, person, theCase }: OnCase & WithCase): Promise<object> {
  await logLook(api.db, { login: person.login, act: 'history.opened', subjectType: 'case', subjectId: theCase.number, atMs: Date.now() });
  return {};
}

export type Step = z.infer<typeof stepSchema>;

interface StepRow {
  readonly case_run: string;
  readonly process_id: string;
  readonly version: number;
  readonly process_instance_key: string;
  readonly element_instance_key: string;
  readonly element_id: string;
  readonly name: string | null;
  readonly element_type: string;
  readonly entered_at: Date;
  readonly left_at: Date | null;
  readonly how: string | null;
  readonly called_instance_key: string | null;
}

export async function stepsOf({
  api,
  theCase,
}: {
  readonly api: CaseServices;
  readonly theCase: Pick<CaseRow, 'id'>;
}): Promise<readonly Step[]> {
  const found = await rows<StepRow>(
    api.db,
    `SELECT r.case_run, s.process_id, s.version, s.process_instance_key, s.element_instance_key, s.element_id, e.name, s.element_type,
            s.entered_at, s.left_at, s.how, s.called_instance_key
       FROM case_step s JOIN case_run r ON r.case_id = s.case_id AND r.run = s.run
       LEFT JOIN model_element e ON e.engine = s.engine AND e.definition_key = s.definition_key AND e.element_id = s.element_id
      WHERE s.case_id = :id ORDER BY s.run, s.position, s.element_instance_key LIMIT ${MOST_STEPS}`,
    { id: theCase.id },
  );
  return found.map((one) => ({
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
    calledInstanceKey: one.called_instance_key,
  }));
}

async function showHistory(exchange: OnCase & WithCase): Promise<Answer> {
  const { api, person, theCase } = exchange;
  const id = { id: theCase.id };
  const [steps, entries, runs, names, classification, policy, pauses] = await Promise.all([
    stepsOf(exchange),
    rows<{ seq: number; at: Date; actor: string; act: string; facts: string; payload: string | null }>(
      api.db,
      `SELECT seq, at, actor, act, facts, payload FROM case_journal WHERE case_id = :id ORDER BY seq LIMIT ${MOST_ENTRIES}`,
      id,
    ),
    rows<{ case_run: string; process_instance_key: string | null; started_at: Date | null; ended_at: Date | null }>(
      api.db,
      'SELECT case_run, process_instance_key, started_at, ended_at FROM case_run WHERE case_id = :id ORDER BY run',
      id,
    ),
    rows<{ processId: string; version: number; name: string }>(
      api.db,
      `SELECT DISTINCT m.process_id AS "processId", m.version, m.name FROM case_step s
         JOIN model m ON m.engine = s.engine AND m.definition_key = s.definition_key WHERE s.case_id = :id ORDER BY m.process_id, m.version`,
      id,
    ),
    row<{ name: string }>(api.db, 'SELECT name FROM classification WHERE code = :code', { code: theCase.classification }),
    policyOf(api.db, theCase.id),
    rows<{ kind: string; tier: string | null; from_at: Date; to_at: Date | null; ended_how: string | null; late_reason: string | null }>(
      api.db,
      'SELECT kind, tier, from_at, to_at, ended_how, late_reason FROM case_pause WHERE case_id = :id AND from_at IS NOT NULL ORDER BY from_at',
      id,
    ),
  ]);
  const readsTexts = may(person, 'case.read', policy);
  return ok({
    number: theCase.number,
    classificationName: classification?.name ?? theCase.classification,
    caseType: theCase.case_type,
    status: theCase.status,
    registeredAt: iso(theCase.registered_at),
    promiseAt: iso(theCase.promise_at),
    closedAt: iso(theCase.closed_at),
    readAt: new Date(api.clock.now()).toISOString(),
    runs: runs.map((one) => ({
      caseRun: one.case_run,
      processInstanceKey: one.process_instance_key,
      startedAt: iso(one.started_at),
      endedAt: iso(one.ended_at),
    })),
    processes: names,
    entries: entries.map((entry) => ({
      seq: entry.seq,
      at: iso(entry.at),
      actor: entry.actor,
      act: entry.act,
      facts: JSON.parse(entry.facts) as unknown,
      payload: entry.payload === null || !readsTexts ? null : (JSON.parse(entry.payload) as unknown),
    })),
    pauses: pauses.map((one) => ({
      kind: one.kind,
      tier: one.tier,
      from: iso(one.from_at),
      to: iso(one.to_at),
      endedHow: one.ended_how,
      enteredLate: one.late_reason !== null,
    })),
    steps,
    isCutOff: entries.length === MOST_ENTRIES || steps.length === MOST_STEPS,
  });
}

export const caseHistoryRoutes: readonly Route[] = [
  route(
    'history.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/history',
      tag: 'history',
      summary: 'The whole history of a case',
      description: 'Acts and steps of all runs, for reading alone. Opening is written to the access log.',
      params: numberParams,
      answers: { 200: json(historySchema, 'The history') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findForHistory, logHistory, showHistory),
  ),
];
