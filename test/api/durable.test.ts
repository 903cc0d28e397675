/** What survives: a crash between the case row and its start, between a decision and its completion; nothing happens twice. */
import type { Api, EnginePort } from '../../api/index.js';
import { Stack, startApi, startWorkers } from './support/stack.js';

const REGISTRATION = {
  caseType: 'resident-matter',
  classification: 'roads.pothole',
  department: 'roads',
  residentId: null,
  replyChannel: 'none',
  place: null,
  channel: 'phone',
  entryPoint: null,
  entryTier: null,
  note: 'Dziura.',
  registeredBy: 'lena',
} as const;

let stack: Stack;
const others: (() => Promise<void>)[] = [];

beforeEach(async () => {
  stack = await Stack.start({ running: false, workers: false });
});
afterEach(async () => {
  for (const stop of others.splice(0)) await stop();
  await stack.stop();
});

/** The api comes back on the same database. The node before it said nothing any more. */
async function restart(port?: (real: EnginePort) => EnginePort): Promise<Api> {
  const [api, stop] = startApi(stack.database.url, stack.engine, port === undefined ? {} : { port });
  others.push(stop);
  await api.start();
  return api;
}

async function instancesOf(caseRun: string): Promise<number> {
  const [found] = await stack.rows<{ n: string }>(
    `SELECT count(*) AS n FROM case_journal WHERE act = 'run.started' AND facts LIKE '%' || $1 || '%'`,
    [`"processId":"resident-matter"`],
  );
  const [engine] = await stack.rows<{ n: string }>('SELECT count(*) AS n FROM tree_state WHERE root_key > 100');
  expect(caseRun).toMatch(/\/1$/);
  expect(found?.n).toBe(engine?.n);
  return Number(engine?.n);
}

test('a case whose process was never started is started after the restart, once', async () => {
  const registered = await stack.api.register(REGISTRATION);
  expect(await stack.rows('SELECT start_state, start_node FROM case_run')).toEqual([{ start_state: 'intended', start_node: null }]);
  const api = await restart();
  await api.quiet();
  expect(await stack.rows('SELECT start_state FROM case_run')).toEqual([{ start_state: 'started' }]);
  expect(await instancesOf(registered.caseRun)).toBe(1);
});

test('a start that the engine got, but whose answer was lost with the node, is not made again', async () => {
  const registered = await stack.api.register(REGISTRATION);
  // The first node asks the engine and dies before it hears: its claim stays, the instance exists.
  await stack.rows(`UPDATE case_run SET start_node = 'a-node-that-died'`);
  const [run] = await stack.rows<{ start_variables: Record<string, string> }>('SELECT start_variables FROM case_run');
  const { parseVariables } = await import('../../engine/index.js');
  const variables = parseVariables(JSON.stringify(run?.start_variables));
  if (variables.type === 'invalid') throw new Error(variables.reason);
  await stack.engine.execute({
    type: 'createInstance',
    bpmnProcessId: 'resident-matter',
    version: -1,
    variables: variables.variables,
    startElementIds: [],
  });
  let starts = 0;
  const api = await restart((real) => ({
    ...real,
    start: (request) => {
      starts += 1;
      return real.start(request);
    },
  }));
  await api.quiet();
  expect(starts).toBe(0);
  expect(await instancesOf(registered.caseRun)).toBe(1);
});

test('a start that died before the engine got it is made by the next node', async () => {
  const registered = await stack.api.register(REGISTRATION);
  await stack.rows(`UPDATE case_run SET start_node = 'a-node-that-died'`);
  const api = await restart();
  await api.quiet();
  expect(await instancesOf(registered.caseRun)).toBe(1);
});

test('a decision that was claimed by a node that died is carried out by the next, once', async () => {
  const first = await restart();
  const workers = startWorkers(stack.database.url, stack.engine, first);
  others.unshift(() => workers.stop());
  await first.register(REGISTRATION);
  await first.quiet();
  for (let tries = 0; tries < 100 && (await stack.rows('SELECT 1 FROM task')).length === 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  await stack.rows(
    `INSERT INTO pending_completion (id, case_id, run, engine, task_key, login, decision, variables, decided_at, not_before, state, node)
     SELECT gen_random_uuid(), case_id, run, engine, task_key, 'lena', 'line-2', '{"decision":"line-2"}', now(), created_at, 'carrying', 'a-node-that-died' FROM task`,
  );
  for (let tries = 0; tries < 100; tries++) {
    const open = await stack.rows<{ element_id: string }>(`SELECT element_id FROM task WHERE state = 'open'`);
    if (open[0]?.element_id === 'clarify') break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await stack.rows('SELECT element_id, state, ended_by FROM task ORDER BY created_at, task_key')).toEqual([
    { element_id: 'answer', state: 'completed', ended_by: 'lena' },
    { element_id: 'clarify', state: 'open', ended_by: null },
  ]);
  expect(await stack.rows('SELECT state FROM pending_completion')).toEqual([{ state: 'done' }]);
});

test('the feed is read once, also by two nodes at the same time', async () => {
  const [one, two] = [await restart(), await restart()];
  for (let n = 0; n < 20; n++) await one.register(REGISTRATION);
  await Promise.all([one.quiet(), two.quiet()]);
  const started = await stack.rows<{ case_id: string; n: string }>(
    `SELECT case_id, count(*) AS n FROM case_journal WHERE act = 'run.started' GROUP BY case_id`,
  );
  expect(started).toHaveLength(20);
  expect(new Set(started.map((found) => found.n))).toEqual(new Set(['1']));
  expect(await stack.rows('SELECT count(*)::int AS n FROM tree_state WHERE root_key > 100')).toEqual([{ n: 20 }]);
});

test('a case type that the engine refuses to start is shown as such, not tried for ever', async () => {
  const api = await restart();
  await api.register({ ...REGISTRATION, caseType: 'no-such-process' });
  await api.quiet();
  expect(await stack.rows('SELECT c.status, r.start_state FROM case_file c JOIN case_run r ON r.case_id = c.id')).toEqual([
    { status: 'not-started', start_state: 'refused' },
  ]);
  expect(await stack.rows(`SELECT act FROM case_journal ORDER BY seq`)).toEqual([
    { act: 'case.registered' },
    { act: 'case.start-refused' },
  ]);
});
