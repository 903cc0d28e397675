/** A rehearsal of what is deployed, from a start or from an open task as it stands: nothing is written and no worker hears of it. */
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js';
import { REFERENCE_BPMN, REFERENCE_PROCESS_ID } from '../../test/support/reference-process.js';
import { createEngine, type Engine, parseVariables, RehearsalLimit } from '../index.js';

const LIMITS = { steps: 100, events: 5_000, elements: 50 };

let database: TestDatabase;
let engine: Engine;

beforeAll(async () => {
  database = await createTestDatabase();
  engine = createEngine({ databaseUrl: database.url, clock: 'controllable' });
  await engine.start();
  await engine.deploy([{ name: 'reference.bpmn', content: REFERENCE_BPMN }]);
});
afterAll(async () => {
  await engine.stop();
  await database.drop();
});

function variables(value: unknown) {
  const parsed = parseVariables(JSON.stringify(value));
  if (parsed.type === 'invalid') throw new Error(parsed.reason);
  return parsed.variables;
}

const start = (values: unknown) =>
  ({
    type: 'createInstance',
    bpmnProcessId: REFERENCE_PROCESS_ID,
    version: -1,
    variables: variables(values),
    startElementIds: [],
  }) as const;
const completed = (taskKey: bigint, values: unknown = {}) =>
  ({ type: 'completeUserTask', taskKey, variables: variables(values), action: '' }) as const;

/** The engine's own, newest. */
async function openTask(values: unknown): Promise<bigint> {
  await engine.execute(start(values));
  const job = await take('register', 2_000);
  await engine.execute({ type: 'completeJob', jobKey: job?.key ?? 0n, variables: new Map() });
  await engine.quiet();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return BigInt((await client.query<{ key: string }>('SELECT max(key) AS key FROM user_task')).rows[0]?.key ?? 0);
  } finally {
    await client.end();
  }
}

async function stored(): Promise<unknown> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (
      await client.query('SELECT (SELECT count(*) FROM history), (SELECT count(*) FROM tree_state), (SELECT max(seq) FROM tree_state)')
    ).rows;
  } finally {
    await client.end();
  }
}

const take = async (type: string, waitMs: number) =>
  (await engine.activateJobs({ type, worker: 'test', timeoutMs: 60_000, maxJobs: 1, waitMs, fetchVariables: [] }))[0];

test('from a start: jobs with what they would get, then the task, and no worker hears of it', async () => {
  const before = await stored();
  const rehearsal = await engine.rehearse(engine.clock.now(), LIMITS);
  await rehearsal?.execute(start({ amount: 150 }));
  const [job] = rehearsal?.jobs() ?? [];
  expect(job).toMatchObject({ type: 'register', elementId: 'register', variablesJson: '{"amount":150}' });
  await rehearsal?.execute({ type: 'completeJob', jobKey: job?.key ?? 0n, variables: variables({ approved: true }) });
  const [task] = rehearsal?.tasks() ?? [];
  expect(task).toMatchObject({ elementId: 'review' });
  expect((await rehearsal?.processModel(task?.definitionKey ?? 0n))?.bpmnProcessId).toBe(REFERENCE_PROCESS_ID);
  expect(await rehearsal?.taskForm(task?.key ?? 0n)).toBeUndefined();
  expect(await rehearsal?.execute(completed(task?.key ?? 0n))).toMatchObject({ type: 'accepted' });
  expect(rehearsal?.tasks()).toEqual([]);
  expect(rehearsal?.jobs().map(({ type }) => type)).toEqual(['notify']);
  expect(await rehearsal?.execute(completed(task?.key ?? 0n))).toMatchObject({ type: 'rejected', code: 'NOT_FOUND' });
  expect(await take('register', 0)).toBeUndefined();
  expect(await stored()).toEqual(before);
});

test('from an open task, with values too large for its row; the task itself stays as it is', async () => {
  const long = 'x'.repeat(5_000);
  const taskKey = await openTask({ amount: 150, long });
  const before = await stored();
  for (let twice = 0; twice < 2; twice++) {
    const rehearsal = await engine.rehearse(engine.clock.now(), LIMITS, taskKey);
    expect(rehearsal?.tasks()).toMatchObject([{ key: taskKey, elementId: 'review' }]);
    expect(await rehearsal?.execute(completed(taskKey, { done: true }))).toMatchObject({ type: 'accepted' });
    const [job] = rehearsal?.jobs() ?? [];
    expect(JSON.parse(job?.variablesJson ?? '{}')).toMatchObject({ amount: 150, long, done: true });
  }
  expect(await stored()).toEqual(before);
});

test('a task goes on in the version that it was made with, and a start in the newest', async () => {
  const taskKey = await openTask({ amount: 150 });
  const renamed = REFERENCE_BPMN.toString('utf8').replaceAll('notify', 'notify-anew');
  expect((await engine.deploy([{ name: 'reference.bpmn', content: Buffer.from(renamed) }])).type).toBe('accepted');
  const rehearsal = await engine.rehearse(engine.clock.now(), LIMITS, taskKey);
  await rehearsal?.execute(completed(taskKey));
  expect(rehearsal?.jobs().map(({ type, processDefinitionVersion }) => [type, processDefinitionVersion])).toEqual([['notify', 1]]);
  await rehearsal?.execute(start({ amount: 1 }));
  expect(rehearsal?.jobs().map(({ type, processDefinitionVersion }) => [type, processDefinitionVersion])).toEqual([
    ['notify', 1],
    ['register', 2],
  ]);
});

test('a tree above the limits can’t be gone on with', async () => {
  const rehearsal = await engine.rehearse(engine.clock.now(), { ...LIMITS, elements: 1 }, await openTask({ amount: 150 }));
  const [task] = rehearsal?.tasks() ?? [];
  await expect(rehearsal?.execute(completed(task?.key ?? 0n))).rejects.toThrow(RehearsalLimit);
  expect(rehearsal?.met).toMatchObject({ limit: 'elements' });
});

test('what isn’t there can’t be rehearsed', async () => {
  const rehearsal = await engine.rehearse(engine.clock.now(), LIMITS);
  expect(await rehearsal?.execute({ ...start({}), bpmnProcessId: 'none' })).toMatchObject({ type: 'rejected' });
  expect(await engine.rehearse(engine.clock.now(), LIMITS, 1n)).toBeUndefined();
});
