/** A foresight runs an instance in memory: up to whoever must act next, with nothing written and nobody told. */
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js';
import { REFERENCE_BPMN, REFERENCE_PROCESS_ID } from '../../test/support/reference-process.js';
import { createEngine, type Engine, parseVariables } from '../index.js';

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
  const foresight = await engine.foresee({ type: 'start', bpmnProcessId: REFERENCE_PROCESS_ID, variables: variables({ amount: 150 }) });
  const [job] = (await foresight?.jobs()) ?? [];
  expect(job).toMatchObject({ type: 'register', elementId: 'register', variablesJson: '{"amount":150}' });
  expect(await foresight?.completeJob(job?.key ?? 0n, variables({ approved: true }))).toBeUndefined();
  const [task] = (await foresight?.tasks()) ?? [];
  expect(task).toMatchObject({ elementId: 'review', form: undefined });
  expect(await foresight?.completeTask(task?.key ?? 0n, new Map())).toBeUndefined();
  expect((await foresight?.jobs())?.map(({ type }) => type)).toEqual(['notify']);
  expect(await foresight?.completeTask(task?.key ?? 0n, new Map())).toMatchObject({ type: 'rejected', code: 'NOT_FOUND' });
  expect(await take('register', 0)).toBeUndefined();
  expect(await stored()).toEqual(before);
});

test('from an open task, with values too large for its row; the task itself stays as it is', async () => {
  const long = 'x'.repeat(5_000);
  await engine.execute({
    type: 'createInstance',
    bpmnProcessId: REFERENCE_PROCESS_ID,
    version: -1,
    variables: variables({ amount: 150, long }),
    startElementIds: [],
  });
  const first = await take('register', 2_000);
  await engine.execute({ type: 'completeJob', jobKey: first?.key ?? 0n, variables: new Map() });
  await engine.quiet();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const taskKey = BigInt((await client.query<{ key: string }>('SELECT key FROM user_task')).rows[0]?.key ?? 0);
  await client.end();
  const before = await stored();
  for (let twice = 0; twice < 2; twice++) {
    const foresight = await engine.foresee({ type: 'task', taskKey });
    expect(await foresight?.completeTask(taskKey, variables({ done: true }))).toBeUndefined();
    const [job] = (await foresight?.jobs()) ?? [];
    expect(JSON.parse(job?.variablesJson ?? '{}')).toMatchObject({ amount: 150, long, done: true });
  }
  expect(await stored()).toEqual(before);
});

test('what isn’t there can’t be foreseen', async () => {
  expect(await engine.foresee({ type: 'start', bpmnProcessId: 'none', variables: new Map() })).toBeUndefined();
  expect(await engine.foresee({ type: 'task', taskKey: 1n })).toBeUndefined();
});
