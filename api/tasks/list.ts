/** Queues: the tasks that somebody may work on, most urgent first. */
import { z } from 'zod';
import { hasLatePart, isLateRow, TASK_IS_LATE } from '../cases/late.js';
import { iso, type Parameters, row, rows } from '../database.js';
import { logLook } from '../history/access-log.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { casesFor, tasksFor } from '../policy/may.js';
import { TASK_COLUMNS, type TaskRow, taskFor } from './lookup.js';
import { keyParams, taskCountsSchema, taskSchema } from './schemas.js';

interface ListedTask extends TaskRow {
  readonly number: string;
  readonly classification: string;
  readonly classification_name: string | null;
  readonly resident_name: string | null;
  readonly place: string | null;
  readonly last_event_at: Date;
  readonly public_status: string;
  readonly promise_at: Date | null;
  readonly pending: boolean;
  readonly part_late: boolean;
}

const FROM = `FROM task t JOIN case_file c ON c.id = t.case_id`;
/**
 * What is due first comes first: the promise to the resident, the step's own date or the follow-up; then the older task. All of it stands
 * in the task, so that the index gives this order (migrations/0090_casework.sql) and a hundred thousand open tasks cost no sorting.
 */
const URGENCY = '(t.urgent_at, t.created_at, t.task_key)';
/** One's own tasks are few: those that one wanted to be reminded of come first once the date has come. */
const REMINDED_FIRST = '(t.follow_up_at IS NULL OR t.follow_up_at > :now, t.urgent_at, t.created_at, t.task_key)';
const OPEN = `t.state = 'open' AND t.engine = :engine`;
/** Put aside until a date, or ended with a request whose reply isn't here. */
const WAITING = `(t.engine = :engine AND ((t.state = 'open' AND t.follow_up_at > :now) OR t.waiting_since IS NOT NULL))`;
const LISTED = `${TASK_COLUMNS}, c.number, c.classification, c.public_status, c.promise_at, c.place, c.last_event_at,
  (SELECT k.name FROM classification k WHERE k.tenant_id = c.tenant_id AND k.code = c.classification) AS classification_name,
  (SELECT r.name FROM resident r WHERE r.id = c.resident_id) AS resident_name,
  EXISTS (SELECT 1 FROM pending_completion p WHERE p.engine = t.engine AND p.task_key = t.task_key AND p.state IN ('pending', 'carrying')) AS pending,
  ${hasLatePart('c.id')} AS part_late`;

const query = z.object({
  mine: z.enum(['true', 'false']).default('false'),
  unassigned: z.enum(['true', 'false']).default('false'),
  late: z.enum(['true', 'false']).default('false'),
  waiting: z.enum(['true', 'false']).default('false').meta({ description: 'Put aside until a date that is still ahead.' }),
  assignee: z.string().max(120).optional(),
  tier: z.string().max(60).optional(),
  case: z.string().max(60).optional().meta({ description: 'Number of a case: all its tasks, ended ones too.' }),
  classification: z.string().max(120).optional(),
  after: keyParams.shape.key.optional().meta({ description: 'Key of the last task of the page before.' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

function toTask(found: ListedTask, now: Date) {
  return {
    key: found.task_key,
    caseNumber: found.number,
    name: found.name,
    element: found.element_id,
    formId: found.form_id,
    tier: found.tier,
    department: found.department,
    actions: found.actions,
    assignee: found.assignee,
    dueAt: iso(found.due_at),
    entry: found.entry,
    handedOnBy: found.handed_on_by,
    state: found.waiting_since !== null ? 'waiting' : found.state === 'open' && found.pending ? 'closing' : found.state,
    createdAt: iso(found.created_at),
    endedAt: iso(found.ended_at),
    endedBy: found.ended_by,
    decision: found.decision,
    classification: found.classification,
    classificationName: found.classification_name ?? found.classification,
    resident: found.resident_name,
    place: found.place,
    lastEventAt: iso(found.last_event_at),
    publicStatus: found.public_status,
    promiseAt: iso(found.promise_at),
    late: found.state === 'open' && isLateRow({ ...found, closed_at: null }, now),
    lateByPart: found.part_late,
    followUpAt: iso(found.follow_up_at),
    followUpBy: found.follow_up_by,
    followUpNote: found.follow_up_note,
    afterWait: found.after_wait,
    waitingSince: iso(found.waiting_since),
    waitingKind: found.waiting_kind,
  };
}

/** What narrows a queue, beside what the person may work on. */
export interface Narrowing {
  readonly mine?: boolean;
  readonly unassigned?: boolean;
  readonly late?: boolean;
  readonly waiting?: boolean;
  readonly assignee?: string | undefined;
  readonly tier?: string | undefined;
  readonly classification?: string | undefined;
}

function narrow(asked: Narrowing, login: string, now: Date): { readonly conditions: readonly string[]; readonly parameters: Parameters } {
  const conditions: string[] = [];
  if (asked.mine === true) conditions.push('t.assignee = :login');
  if (asked.unassigned === true) conditions.push('t.assignee IS NULL');
  if (asked.late === true) conditions.push(TASK_IS_LATE);
  conditions.push(asked.waiting === true ? WAITING : OPEN);
  if (asked.assignee !== undefined) conditions.push('t.assignee = :assignee');
  if (asked.tier !== undefined) conditions.push('t.tier = :tier');
  if (asked.classification !== undefined) conditions.push('t.classification = :classification');
  return {
    conditions,
    parameters: {
      ...(asked.mine === true ? { login } : {}),
      ...(asked.late === true || asked.waiting === true ? { now } : {}),
      ...(asked.assignee === undefined ? {} : { assignee: asked.assignee }),
      ...(asked.tier === undefined ? {} : { tier: asked.tier }),
      ...(asked.classification === undefined ? {} : { classification: asked.classification }),
    },
  };
}

async function listTasks(exchange: SignedIn<unknown, z.infer<typeof query>>): Promise<Answer> {
  const { api, person, query: asked } = exchange;
  const now = new Date(api.clock.now());
  const work = tasksFor(person);
  // The tasks of one case are part of the case: who may read it may see them.
  const policy = asked.case === undefined ? work : casesFor(person, 'case.read');
  const is = (flag: 'true' | 'false'): boolean => flag === 'true';
  const narrowed = narrow(
    { ...asked, mine: is(asked.mine), unassigned: is(asked.unassigned), late: is(asked.late), waiting: is(asked.waiting) },
    person.login,
    now,
  );
  const conditions =
    asked.case === undefined ? [policy.sql, ...narrowed.conditions] : [policy.sql, 't.engine = :engine', 'c.number = :number'];
  const order = is(asked.mine) ? REMINDED_FIRST : URGENCY;
  if (asked.after !== undefined) {
    conditions.push(`${order} > (SELECT ${order.slice(1, -1)} FROM task t WHERE t.engine = :engine AND t.task_key = :after)`);
  }
  const found = await rows<ListedTask>(
    api.db,
    `SELECT ${LISTED} ${FROM} WHERE ${conditions.join(' AND ')}
      ORDER BY ${order.slice(1, -1)} LIMIT :limit`,
    {
      ...policy.parameters,
      ...narrowed.parameters,
      now,
      engine: api.engine.name,
      limit: asked.limit,
      ...(asked.case === undefined ? {} : { number: asked.case }),
      ...(asked.after === undefined ? {} : { after: asked.after }),
    },
  );
  if (asked.case !== undefined && found.length > 0) {
    await logLook(api.db, { login: person.login, act: 'tasks.opened', subjectType: 'case', subjectId: asked.case, atMs: Date.now() });
  }
  return ok(found.map((one) => toTask(one, now)));
}

async function countTasks({ api, person }: SignedIn): Promise<Answer> {
  const work = tasksFor(person);
  const counted = await row<Record<'mine' | 'tier' | 'unassigned' | 'late' | 'waiting', number>>(
    api.db,
    `SELECT count(*)::integer AS tier, count(*) FILTER (WHERE t.assignee = :login)::integer AS mine,
            count(*) FILTER (WHERE t.assignee IS NULL)::integer AS unassigned, count(*) FILTER (WHERE ${TASK_IS_LATE})::integer AS late,
            count(*) FILTER (WHERE t.follow_up_at > :now)::integer
              + (SELECT count(*)::integer FROM task t WHERE ${work.sql} AND t.waiting_since IS NOT NULL AND t.engine = :engine) AS waiting
       FROM task t WHERE ${work.sql} AND ${OPEN}`,
    { ...work.parameters, login: person.login, now: new Date(api.clock.now()), engine: api.engine.name },
  );
  return ok(counted);
}

/** How many open tasks a person's filter finds. */
export async function countNarrowed({ api, person }: SignedIn, asked: Narrowing): Promise<number> {
  const work = tasksFor(person);
  const { conditions, parameters } = narrow(asked, person.login, new Date(api.clock.now()));
  const counted = await row<{ count: number }>(
    api.db,
    `SELECT count(*)::integer AS count FROM task t WHERE ${[work.sql, ...conditions].join(' AND ')}`,
    { ...work.parameters, ...parameters, engine: api.engine.name },
  );
  return counted?.count ?? 0;
}

/** Keys of tasks that nobody has or is deciding, the most urgent first. */
export async function freeTasks({ api, person }: SignedIn, limit: number): Promise<readonly string[]> {
  const work = tasksFor(person);
  const found = await rows<{ task_key: string }>(
    api.db,
    `SELECT t.task_key FROM task t
      WHERE ${work.sql} AND ${OPEN} AND t.assignee IS NULL AND (t.follow_up_at IS NULL OR t.follow_up_at <= :now)
        AND NOT EXISTS (SELECT 1 FROM pending_completion p
                         WHERE p.engine = t.engine AND p.task_key = t.task_key AND p.state IN ('pending', 'carrying'))
      ORDER BY ${URGENCY.slice(1, -1)} LIMIT :limit`,
    { ...work.parameters, engine: api.engine.name, now: new Date(api.clock.now()), limit },
  );
  return found.map((one) => one.task_key);
}

async function findTask({ api, person, params }: SignedIn<z.infer<typeof keyParams>>): Promise<{ task: TaskRow }> {
  const [found] = await rows<TaskRow>(
    api.db,
    `SELECT ${TASK_COLUMNS} ${FROM} WHERE t.engine = :engine AND t.task_key = :key AND (${casesFor(person, 'case.read').sql})`,
    { engine: api.engine.name, key: params.key, ...casesFor(person, 'case.read').parameters },
  );
  return { task: found ?? (await taskFor(api.db, api.engine.name, person, 'task.work', params.key)) };
}

export async function showTask({ api, task }: SignedIn & { task: TaskRow }): Promise<Answer> {
  const now = new Date(api.clock.now());
  const [found] = await rows<ListedTask>(api.db, `SELECT ${LISTED} ${FROM} WHERE t.engine = :engine AND t.task_key = :key`, {
    engine: task.engine,
    key: task.task_key,
    now,
  });
  if (found === undefined) throw new Problem('NOT_FOUND', said(`Nie ma zadania ${task.task_key}.`, `There is no task ${task.task_key}.`));
  return ok(toTask(found, now));
}

export const taskListRoutes: readonly Route[] = [
  route(
    'signed-in',
    {
      method: 'get',
      path: '/api/v1/tasks',
      tag: 'tasks',
      summary: 'My tier, my tasks, or the tasks of a case',
      description: 'Open tasks that you may work on, the earliest promise first; with `case`, all tasks of a case that you may read.',
      query,
      answers: { 200: json(z.array(taskSchema), 'Most urgent first') },
      problems: [],
    },
    listTasks,
  ),
  route(
    'task.work',
    {
      method: 'get',
      path: '/api/v1/tasks/counts',
      tag: 'tasks',
      summary: 'How many tasks wait',
      answers: { 200: json(taskCountsSchema, 'Counts over all pages of the list') },
      problems: [],
    },
    countTasks,
  ),
  route(
    'signed-in',
    {
      method: 'get',
      path: '/api/v1/tasks/{key}',
      tag: 'tasks',
      summary: 'One task',
      params: keyParams,
      answers: { 200: json(taskSchema, 'The task') },
      problems: ['NOT_FOUND'],
    },
    inOrder<SignedIn<z.infer<typeof keyParams>>, { task: TaskRow }>(findTask, showTask),
  ),
];
