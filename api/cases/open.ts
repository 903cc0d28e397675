/** Opening a case: everything that its page shows, and the row in the access log that says who looked. */
import { z } from 'zod';
import { whatContactsBrought } from '../contacts/brought.js';
import { iso, row, rows, type Statements } from '../database.js';
import { logLook } from '../history/access-log.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { INT4_MAX } from '../http/values.js';
import { may } from '../policy/may.js';
import { findResident, toResident } from '../residents/residents.js';
import { PART_COLUMNS } from './late.js';
import { type CaseRow, caseFor, policyOf } from './lookup.js';
import { caseSchema, numberParams, timelineEntrySchema } from './schemas.js';
import { type NamedCaseRow, toDetail } from './view.js';

type Asked = SignedIn<z.infer<typeof numberParams>>;

async function findReadable({ api, person, params }: Asked): Promise<{ theCase: CaseRow }> {
  return { theCase: await caseFor(api.db, person, 'case.read', params.number) };
}

async function logOpening({ api, person, theCase }: Asked & { theCase: CaseRow }): Promise<object> {
  await logLook(api.db, { login: person.login, act: 'case.opened', subjectType: 'case', subjectId: theCase.number, atMs: Date.now() });
  return {};
}

/** What the people of the system call the record of the link `l` of the run `r`: of a system of its own, else of our register. */
const NUMBER_THERE = `coalesce(
  (SELECT e.record_number FROM external_record e WHERE e.system = l.system AND e.case_run = r.case_run ORDER BY e.known_since DESC LIMIT 1),
  (SELECT f.file_number FROM dms_file f WHERE l.system = 'dms' AND f.id = l.record_id),
  (SELECT CAST(k.number AS text) FROM crm_record k WHERE l.system = 'crm' AND k.id = l.record_id))`;

/** How that record stands: the link says it as we left it, and its own people may have closed it since. */
const CLOSED_THERE = `LATERAL (
  SELECT true AS is_closed, f.closed_at AS at FROM dms_file f WHERE l.system = 'dms' AND f.id = l.record_id AND f.state = 'closed'
  UNION ALL SELECT true, k.changed_at FROM crm_record k WHERE l.system = 'crm' AND k.id = l.record_id AND k.status = 'resolved'
  UNION ALL SELECT true, max(o.delivered_at) FROM external_record e
    LEFT JOIN outbox o ON o.system = e.system AND o.case_number = e.case_number AND o.action = 'close' AND o.payload->>'caseRun' = e.case_run
    WHERE e.system = l.system AND e.case_run = r.case_run AND e.is_closed GROUP BY e.record_id
  LIMIT 1)`;

async function showCase({ api, person, theCase }: Asked & { theCase: CaseRow }): Promise<Answer> {
  const id = { id: theCase.id };
  const now = new Date(api.clock.now());
  const [names, runs, links, pending, failed, sync, resident, contacts] = await Promise.all([
    row<Omit<NamedCaseRow, keyof CaseRow> & { status_code: string | null }>(
      api.db,
      `SELECT c.status_code, ${PART_COLUMNS}, (SELECT name FROM classification k WHERE k.code = c.classification AND k.tenant_id = c.tenant_id) AS classification_name,
              (SELECT name FROM resident r WHERE r.id = c.resident_id) AS resident_name
         FROM case_file c WHERE c.id = :id`,
      { ...id, now },
    ),
    rows<{ case_run: string; engine: string; process_instance_key: string | null; start_state: string; ended_at: Date | null }>(
      api.db,
      'SELECT case_run, engine, process_instance_key, start_state, ended_at FROM case_run WHERE case_id = :id ORDER BY run',
      id,
    ),
    rows<{ system: string; record_id: string; number: string | null; state: string; at: Date }>(
      api.db,
      `SELECT l.system, l.record_id, CASE WHEN there.is_closed THEN 'closed' ELSE l.state END AS state, coalesce(there.at, l.at) AS at,
              ${NUMBER_THERE} AS number
         FROM case_link l JOIN case_run r ON r.case_id = l.case_id AND r.run = l.run LEFT JOIN ${CLOSED_THERE} there ON true
        WHERE l.case_id = :id ORDER BY l.run, l.system`,
      id,
    ),
    rows<PendingRow>(
      api.db,
      `SELECT id, task_key, login, decision, outcome_code, decided_at, not_before, state, failure_code, closing_text
         FROM pending_completion WHERE case_id = :id AND state IN ('pending', 'carrying', 'failed') ORDER BY decided_at`,
      id,
    ),
    rows<{ incident_key: string; element_id: string; message: string; raised_at: Date }>(
      api.db,
      'SELECT incident_key, element_id, message, raised_at FROM case_incident WHERE case_id = :id AND resolved_at IS NULL ORDER BY raised_at',
      id,
    ),
    rows<{ system: string; waiting: number; delivered_at: Date | null; waits_since: Date | null; failing: boolean }>(
      api.db,
      `SELECT system, count(*) FILTER (WHERE delivered_at IS NULL)::integer AS waiting, max(delivered_at) AS delivered_at,
              min(created_at) FILTER (WHERE delivered_at IS NULL) AS waits_since,
              coalesce(bool_or(last_error IS NOT NULL) FILTER (WHERE delivered_at IS NULL), false) AS failing
         FROM outbox WHERE case_number = :number AND withdrawn_at IS NULL GROUP BY system ORDER BY system`,
      { number: theCase.number },
    ),
    theCase.resident_id === null ? undefined : findResident(api.db, theCase.resident_id),
    whatContactsBrought(api.db, theCase.id),
  ]);
  return ok({
    ...toDetail(
      {
        ...theCase,
        classification_name: names?.classification_name ?? null,
        resident_name: names?.resident_name ?? null,
        part_late: names?.part_late ?? false,
        part_late_by_original: names?.part_late_by_original ?? false,
      },
      now,
    ),
    statusCode: may(person, 'case.write', await policyOf(api.db, theCase.id)) ? (names?.status_code ?? null) : null,
    residentCard: resident === undefined ? null : toResident(resident),
    ...contacts,
    runs: runs.map((one) => ({
      caseRun: one.case_run,
      engine: one.engine,
      processInstanceKey: one.process_instance_key,
      startState: one.start_state,
      endedAt: iso(one.ended_at),
    })),
    links: links.map((one) => ({ system: one.system, recordId: one.record_id, number: one.number, state: one.state, at: iso(one.at) })),
    pending: pending.map(toPending),
    sync: sync.map((one) => ({
      system: one.system,
      state: one.waiting === 0 ? 'delivered' : one.failing ? 'failing' : 'waiting',
      at: iso(one.waiting === 0 ? one.delivered_at : one.waits_since),
    })),
    failedSteps: failed.map((one) => ({
      incidentKey: one.incident_key,
      element: one.element_id,
      message: one.message,
      at: iso(one.raised_at),
    })),
  });
}

interface PendingRow {
  readonly id: string;
  readonly task_key: string | null;
  readonly login: string;
  readonly decision: string;
  readonly outcome_code: string | null;
  readonly decided_at: Date;
  readonly not_before: Date;
  readonly state: string;
  readonly failure_code: string | null;
  readonly closing_text: string | null;
}

function toPending(one: PendingRow) {
  return {
    id: one.id,
    taskKey: one.task_key,
    by: one.login,
    decision: one.decision,
    outcomeCode: one.outcome_code,
    decidedAt: iso(one.decided_at),
    notBefore: iso(one.not_before),
    state: one.state,
    failureCode: one.failure_code,
    closingText: one.closing_text,
  };
}

const timelineQuery = z.object({
  after: z.coerce.number().int().min(0).max(INT4_MAX).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(300),
});

type TimelineAsked = SignedIn<z.infer<typeof numberParams>, z.infer<typeof timelineQuery>>;

export async function entriesOf(on: Statements, caseId: string, { after, limit }: z.infer<typeof timelineQuery>) {
  const entries = await rows<{ seq: number; at: Date; actor: string; act: string; facts: string; payload: string | null }>(
    on,
    'SELECT seq, at, actor, act, facts, payload FROM case_journal WHERE case_id = :caseId AND seq > :after ORDER BY seq LIMIT :limit',
    { caseId, after, limit },
  );
  return entries.map((entry) => ({
    seq: entry.seq,
    at: iso(entry.at),
    actor: entry.actor,
    act: entry.act,
    facts: JSON.parse(entry.facts) as Readonly<Record<string, unknown>>,
    payload: entry.payload === null ? null : (JSON.parse(entry.payload) as Readonly<Record<string, unknown>>),
  }));
}

async function showTimeline({ api, theCase, query }: TimelineAsked & { theCase: CaseRow }): Promise<Answer> {
  return ok(await entriesOf(api.db, theCase.id, query));
}

export const openRoutes: readonly Route[] = [
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}',
      tag: 'cases',
      summary: 'Open a case',
      description: 'Opening is written to the access log.',
      params: numberParams,
      answers: { 200: json(caseSchema, 'The case') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findReadable, logOpening, showCase),
  ),
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/timeline',
      tag: 'cases',
      summary: 'The case, act by act',
      params: numberParams,
      query: timelineQuery,
      answers: { 200: json(z.array(timelineEntrySchema), 'Oldest first') },
      problems: ['NOT_FOUND'],
    },
    inOrder<TimelineAsked, { theCase: CaseRow }, object>(findReadable, logOpening, showTimeline),
  ),
];
