/** What must survive: each test has a fresh database of a durable cluster, and breaks something under load. */
import { type ClientCommand, type CommandOutcome, createEngine, type Engine } from '../../engine/index.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { expectConsistent } from './consistency.js';
import { type Acknowledged, createReference, deployReference, keepBusy } from './load.js';
import { NodeProcess } from './node-process.js';
import { PostgresProxy } from './proxy.js';

const LIMIT_MS = 120_000;

let cluster: TestPostgres;
const engines: Engine[] = [];
const nodes: NodeProcess[] = [];

beforeAll(async () => {
  cluster = await startPostgres({ durable: true });
}, LIMIT_MS);

afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.kill9()));
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
  await cluster.renew();
});

afterAll(() => cluster.stop());

interface Complaint {
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;
}

async function startEngine(databaseUrl: string, complaints: Complaint[] = []): Promise<Engine> {
  const note = (message: string, details?: Readonly<Record<string, unknown>>): void => void complaints.push({ message, details });
  const engine = createEngine({ databaseUrl, clock: 'real', log: { info: () => undefined, warn: note, error: note } });
  engines.push(engine);
  await engine.start();
  return engine;
}

function startNode(databaseUrl: string, load: boolean): NodeProcess {
  const node = new NodeProcess(databaseUrl, { load });
  nodes.push(node);
  return node;
}

const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1_000));

async function expectKept(databaseUrl: string, created: readonly bigint[], completed: readonly bigint[]): Promise<void> {
  const { instances, answered } = await expectConsistent(databaseUrl);
  expect(created.length).toBeGreaterThan(20);
  expect(completed.length).toBeGreaterThan(20);
  expect(created.filter((key) => !instances.has(key))).toEqual([]);
  expect(completed.filter((key) => !answered.has(key))).toEqual([]);
}

test(
  'kill -9 of the node under load: each acknowledged command is there, no other one half there, and another node goes on',
  async () => {
    const node = startNode(cluster.url, true);
    await node.said('completed', 60_000);
    await seconds(2);
    await node.kill9();
    await expectKept(cluster.url, node.keys('created'), node.keys('completed'));
    const engine = await startEngine(cluster.url);
    for (let waited = 0; engine.status().role !== 'writer' && waited < 100; waited++) await seconds(0.1);
    const [job] = await engine.activateJobs({
      type: 'register',
      worker: 'next',
      timeoutMs: 1_000,
      maxJobs: 1,
      waitMs: 2_000,
      fetchVariables: [],
    });
    expect(job).toBeDefined();
    expect(await engine.execute({ type: 'completeJob', jobKey: job?.key ?? 0n, variables: new Map() })).toMatchObject({ type: 'accepted' });
    await engine.quiet();
    await expectConsistent(cluster.url);
  },
  LIMIT_MS,
);

test(
  'kill -9 of PostgreSQL under load: each acknowledged command is there, no other one half there, and the same node goes on',
  async () => {
    const proxy = new PostgresProxy(() => cluster.url);
    await proxy.open();
    const engine = await startEngine(proxy.url);
    await deployReference(engine);
    const facts: Acknowledged[] = [];
    const over = new AbortController();
    const busy = keepBusy(engine, over.signal, (fact) => facts.push(fact));
    await seconds(2);
    await cluster.kill9();
    const before = facts.length;
    await seconds(0.5);
    await cluster.restart();
    for (let waited = 0; facts.length < before + 200 && waited < 200; waited++) await seconds(0.1);
    expect(facts.length).toBeGreaterThanOrEqual(before + 200);
    over.abort();
    await busy;
    await engine.quiet();
    const keysOf = (type: string): bigint[] => facts.filter((fact) => fact.type === type).map(({ key }) => key);
    await expectKept(cluster.url, keysOf('created'), keysOf('completed'));
    await proxy.close();
  },
  LIMIT_MS,
);

test(
  'a poisoned command among good ones, in the first of two batches in flight: only it is answered with an error',
  async () => {
    const complaints: Complaint[] = [];
    const engine = await startEngine(cluster.url, complaints);
    await deployReference(engine);
    const good = (count: number) => Array.from({ length: count }, (_, index) => createReference(engine, index));
    // A NUL in a value that is too large to be inline: no border has seen it, and PostgreSQL refuses the row.
    const poison = new Map([['large', `"${'\u0000'.repeat(3_000)}"`]]);
    const before = good(300);
    const poisoned = engine.execute({
      type: 'createInstance',
      bpmnProcessId: 'reference',
      version: -1,
      variables: poison,
      startElementIds: [],
    });
    const after = good(600);
    expect(await poisoned).toMatchObject({ type: 'rejected', code: 'INVALID_ARGUMENT' });
    for (const outcome of await Promise.all([...before, ...after])) expect(outcome).toMatchObject({ type: 'accepted' });
    expect(complaints.filter(({ message }) => message.startsWith('mending'))).toMatchObject([{ details: { batches: 2 } }]);
    const { instances, openTrees } = await expectConsistent(cluster.url);
    expect([instances.size, openTrees]).toEqual([900, 900]);
    await engine.quiet();
  },
  LIMIT_MS,
);

test(
  'a lost connection with unknown outcome: what is in counts once, what is not is done again',
  async () => {
    const proxy = new PostgresProxy(() => cluster.url);
    await proxy.open();
    const engine = await startEngine(proxy.url);
    await deployReference(engine);
    for (let round = 0; round < 5; round++) {
      // Even rounds lose the answers of statements that were carried out; odd ones also lose statements on their way.
      const creating = Array.from({ length: 700 }, (_, index) => createReference(engine, index));
      if (round % 2 === 0) await proxy.loseAnswers(300);
      else {
        await new Promise((resolve) => setTimeout(resolve, round));
        proxy.cut();
      }
      expect((await Promise.all(creating)).filter(({ type }) => type !== 'accepted')).toEqual([]);
      const { instances } = await expectConsistent(cluster.url);
      expect(instances.size).toBe(700 * (round + 1));
      // The search tables lost their connections too. 5 s behind, the engine takes nothing new: not what is asked here.
      await engine.quiet();
    }
    await proxy.close();
  },
  LIMIT_MS,
);

test(
  'the answer to taking the lease back is lost as well: the term goes on, and what was sent counts once',
  async () => {
    const proxy = new PostgresProxy(() => cluster.url);
    await proxy.open();
    const engine = await startEngine(proxy.url);
    await deployReference(engine);
    const regained = proxy.loseAnswerTo('SET epoch = epoch + 1');
    const creating = Array.from({ length: 100 }, (_, index) => createReference(engine, index));
    proxy.cut();
    await regained;
    expect((await Promise.all(creating)).filter(({ type }) => type !== 'accepted')).toEqual([]);
    const { instances } = await expectConsistent(cluster.url);
    expect(instances.size).toBe(100);
    expect(engine.status().role).toBe('writer');
    await engine.quiet();
    await proxy.close();
  },
  LIMIT_MS,
);

test(
  'a second node takes over within 5 s of the first being paused; when that wakes up it is refused and stands by',
  async () => {
    const first = startNode(cluster.url, true);
    await first.said('completed', 60_000);
    const second = startNode(cluster.url, false);
    expect((await second.said('role', 30_000)).text).toMatch(/^role standby/);
    await seconds(1);
    first.pause();
    const pausedAtMs = performance.now();
    const taken = await second.said('role writer', 20_000);
    expect(taken.atMs - pausedAtMs).toBeLessThan(5_000);
    const toldBefore = first.lines.length;
    const { rows } = await expectConsistent(cluster.url);
    first.resume();
    await first.said('role standby', 20_000, toldBefore);
    // What it had acknowledged is there; what it was at when it was paused came to nothing.
    await seconds(1);
    expect((await expectConsistent(cluster.url)).rows).toBe(rows);
    await expectKept(cluster.url, first.keys('created'), first.keys('completed'));
  },
  LIMIT_MS,
);

test(
  'kill -9 of the writer under load that comes through a standby: answers are right or UNAVAILABLE, and the standby serves on within 5 s',
  async () => {
    const node = startNode(cluster.url, false);
    await node.said('role writer', 60_000);
    const engine = await startEngine(cluster.url);
    expect(engine.status().role).toBe('standby');
    await deployReference(engine);
    const refusals: CommandOutcome[] = [];
    const watched: Engine = Object.assign(Object.create(engine) as Engine, {
      execute: async (command: ClientCommand) => {
        const outcome = await engine.execute(command);
        if (outcome.type !== 'accepted') refusals.push(outcome);
        return outcome;
      },
    });
    const facts: (Acknowledged & { readonly atMs: number })[] = [];
    const over = new AbortController();
    const busy = keepBusy(watched, over.signal, (fact) => facts.push({ ...fact, atMs: performance.now() }));
    await seconds(2);
    expect(refusals).toEqual([]);
    await node.kill9();
    const killedMs = performance.now();
    for (let waited = 0; engine.status().role !== 'writer' && waited < 200; waited++) await seconds(0.05);
    await seconds(1);
    over.abort();
    await busy;
    const before = facts.filter(({ atMs }) => atMs < killedMs);
    const after = facts.filter(({ atMs }) => atMs > killedMs + 100);
    expect([before.length > 100, after.length > 100]).toEqual([true, true]);
    expect((after[0]?.atMs ?? 0) - killedMs).toBeLessThan(5_000);
    expect(refusals.filter((outcome) => outcome.type !== 'unavailable')).toEqual([]);
    const keysOf = (type: string): bigint[] => facts.filter((fact) => fact.type === type).map(({ key }) => key);
    await expectKept(cluster.url, keysOf('created'), keysOf('completed'));
  },
  LIMIT_MS,
);

test(
  'a writer that is paused: who asked it through a standby is told within 5 s, and nothing is sent twice',
  async () => {
    const node = startNode(cluster.url, false);
    await node.said('role writer', 60_000);
    const engine = await startEngine(cluster.url);
    await deployReference(engine);
    expect(await createReference(engine, 1)).toMatchObject({ type: 'accepted' });
    node.pause();
    const pausedMs = performance.now();
    const asked = await Promise.all([createReference(engine, 2), createReference(engine, 3)]);
    expect(performance.now() - pausedMs).toBeLessThan(5_000);
    for (const outcome of asked) expect(outcome).toMatchObject({ type: 'unavailable', code: 'OUTCOME_UNKNOWN' });
    for (let waited = 0; engine.status().role !== 'writer' && waited < 100; waited++) await seconds(0.05);
    expect(performance.now() - pausedMs).toBeLessThan(5_000);
    expect(await createReference(engine, 4)).toMatchObject({ type: 'accepted' });
    const toldBefore = node.lines.length;
    node.resume();
    await node.said('role standby', 20_000, toldBefore);
    await seconds(1);
    expect((await expectConsistent(cluster.url)).openTrees).toBe(2);
  },
  LIMIT_MS,
);
