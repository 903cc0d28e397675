import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js';
import { REFERENCE_BPMN, REFERENCE_PROCESS_ID } from '../../test/support/reference-process.js';
import { type ActivatedJob, type CommandOutcome, createEngine, type Engine, parseVariables } from '../index.js';

let database: TestDatabase;
let engine: Engine;

beforeEach(async () => {
  database = await createTestDatabase();
  engine = createEngine({ databaseUrl: database.url, clock: 'controllable' });
  await engine.start();
});

afterEach(async () => {
  await engine.stop();
  await database.drop();
});

function variables(value: unknown) {
  const parsed = parseVariables(JSON.stringify(value));
  if (parsed.type === 'invalid') throw new Error(parsed.reason);
  return parsed.variables;
}

async function deployReference(): Promise<void> {
  const outcome = await engine.deploy([{ name: 'reference.bpmn', content: REFERENCE_BPMN }]);
  expect(outcome).toMatchObject({ type: 'accepted', response: { type: 'deployed' } });
}

function create(amount: number): Promise<CommandOutcome> {
  return engine.execute({
    type: 'createInstance',
    bpmnProcessId: REFERENCE_PROCESS_ID,
    version: -1,
    variables: variables({ amount }),
    startElementIds: [],
  });
}

async function take(type: string, waitMs = 2_000): Promise<ActivatedJob> {
  const [job] = await engine.activateJobs({ type, worker: 'test', timeoutMs: 60_000, maxJobs: 1, waitMs, fetchVariables: [] });
  if (!job) throw new Error(`no job of type ${type}`);
  return job;
}

async function rows(sql: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

describe('the engine on PostgreSQL', () => {
  test('carries an instance from its start to its end and leaves nothing open', async () => {
    await deployReference();
    expect(await create(150)).toMatchObject({ type: 'accepted', response: { type: 'instanceCreated', version: 1 } });
    const first = await take('register');
    expect(first).toMatchObject({ elementId: 'register', variablesJson: '{"amount":150}', tenantId: '<default>' });
    await engine.execute({ type: 'completeJob', jobKey: first.key, variables: variables({ approved: true }) });
    const [[taskKey, elementId]] = (await rows('SELECT key, element_id FROM user_task')) as [[string, string]];
    expect(elementId).toBe('review');
    expect(
      await engine.execute({ type: 'completeUserTask', taskKey: BigInt(taskKey), variables: new Map(), action: 'complete' }),
    ).toMatchObject({ type: 'accepted' });
    const last = await take('notify');
    expect(JSON.parse(last.variablesJson)).toEqual({ amount: 150, approved: true });
    expect(await rows('SELECT count(*)::int FROM tree_state')).toEqual([[1]]);
    expect(await engine.execute({ type: 'completeJob', jobKey: last.key, variables: new Map() })).toMatchObject({ type: 'accepted' });
    expect(await rows('SELECT (SELECT count(*)::int FROM tree_state), (SELECT count(*)::int FROM user_task)')).toEqual([[0, 0]]);
    expect(await engine.execute({ type: 'completeJob', jobKey: last.key, variables: new Map() })).toMatchObject({
      type: 'rejected',
      code: 'NOT_FOUND',
    });
  });

  test('does not hand out a job that no message can carry, and says so by an incident', async () => {
    await deployReference();
    const big = variables({ amount: 150, text: 'x'.repeat(2_500_000) });
    const created = await engine.execute({
      type: 'createInstance',
      bpmnProcessId: REFERENCE_PROCESS_ID,
      version: -1,
      variables: big,
      startElementIds: [],
    });
    if (created.type !== 'accepted' || created.response.type !== 'instanceCreated') throw new Error('not created');
    const { instanceKey } = created.response;
    await engine.execute({
      type: 'setVariables',
      elementInstanceKey: instanceKey,
      variables: variables({ more: 'y'.repeat(2_500_000) }),
      local: false,
    });
    const poll = { type: 'register', worker: 'test', timeoutMs: 60_000, maxJobs: 1, waitMs: 500, fetchVariables: [] };
    expect(await engine.activateJobs(poll)).toEqual([]);
    await engine.quiet();
    expect(await rows('SELECT error_type FROM search_incident')).toEqual([['MESSAGE_SIZE_EXCEEDED']]);
    expect(await engine.activateJobs({ ...poll, waitMs: 0, fetchVariables: ['amount'] })).toEqual([]);
  });

  test('goes on where it was after a restart', async () => {
    await deployReference();
    await create(1);
    const job = await take('register');
    await engine.stop();
    engine = createEngine({ databaseUrl: database.url, clock: 'controllable' });
    await engine.start();
    expect(engine.status().role).toBe('writer');
    const again = await take('register');
    expect(again.key).toBe(job.key);
    expect(await engine.execute({ type: 'completeJob', jobKey: job.key, variables: new Map() })).toMatchObject({ type: 'accepted' });
    expect((await take('notify')).variablesJson).toBe('{"amount":1}');
  });

  test('feeds what happened, in order and without gaps, to one who comes late and to one who waits', async () => {
    await deployReference();
    await create(1);
    const seen: string[] = [];
    const abort = new AbortController();
    const reading = (async () => {
      let position = 0n;
      for await (const entry of engine.feed(0n, abort.signal)) {
        expect(entry.position).toBe(position + 1n);
        position = entry.position;
        for (const event of entry.events) if (event.type === 'element' && event.data.intent === 'ACTIVATED') seen.push(event.elementId);
        if (entry.command === 'completeJob') abort.abort();
      }
    })();
    const job = await take('register');
    await engine.execute({ type: 'completeJob', jobKey: job.key, variables: new Map() });
    await reading;
    expect(seen).toEqual(['reference', 'start', 'register', 'large', 'notify']);
  });

  test('hands a job out again when its lease is over, and still takes the late answer', async () => {
    await deployReference();
    await create(1);
    engine.clock.pin(Date.now());
    const job = await take('register');
    await expect(take('register', 50)).rejects.toThrow('no job');
    engine.clock.pin(engine.clock.now() + 60_001);
    expect((await take('register')).key).toBe(job.key);
    expect(await engine.execute({ type: 'completeJob', jobKey: job.key, variables: new Map() })).toMatchObject({ type: 'accepted' });
  });

  test('keeps large values apart and gives them to the worker', async () => {
    await deployReference();
    const text = 'x'.repeat(5_000);
    await engine.execute({
      type: 'createInstance',
      bpmnProcessId: REFERENCE_PROCESS_ID,
      version: -1,
      variables: variables({ amount: 1, text }),
      startElementIds: [],
    });
    expect(await rows('SELECT length(json) FROM variable_value')).toEqual([[5_002]]);
    await engine.stop();
    engine = createEngine({ databaseUrl: database.url, clock: 'controllable' });
    await engine.start();
    const job = await take('register');
    expect(JSON.parse(job.variablesJson)).toEqual({ amount: 1, text });
    await engine.execute({ type: 'completeJob', jobKey: job.key, variables: new Map() });
    const last = await take('notify');
    await engine.execute({ type: 'completeJob', jobKey: last.key, variables: new Map() });
    expect(await rows('SELECT count(*)::int FROM variable_value')).toEqual([[0]]);
  });

  test('waits for an instance and gives its variables', async () => {
    await deployReference();
    const created = engine.executeWithResult(
      {
        type: 'createInstance',
        bpmnProcessId: REFERENCE_PROCESS_ID,
        version: -1,
        variables: variables({ amount: 1 }),
        startElementIds: [],
      },
      { timeoutMs: 5_000, fetchVariables: ['done'] },
    );
    for (const type of ['register', 'notify']) {
      const job = await take(type);
      await engine.execute({ type: 'completeJob', jobKey: job.key, variables: variables({ done: type }) });
    }
    expect(await created).toMatchObject({ type: 'completed', variablesJson: '{"done":"notify"}' });
  });
});
