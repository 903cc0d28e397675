/**
 * How long a new writer keeps its clients waiting: opens many reference instances, stops, starts a new engine on the same database and
 * measures from the start until commands of each kind are accepted, and until all is read. Option of bench/main.ts: `--recovery N` (open
 * instances).
 */
import pg from 'pg';
import { type CommandOutcome, createEngine, type Engine, parseVariables } from '../engine/index.js';
import { startPostgres } from '../test/support/postgres.js';
import { REFERENCE_BPMN, REFERENCE_PROCESS_ID } from '../test/support/reference-process.js';

const CREATED_AT_ONCE = 2_000;
const RUNS = 3;

export async function measureRecovery(openInstances: number): Promise<void> {
  const cluster = await startPostgres({ durable: true });
  try {
    await fill(cluster.url, openInstances);
    // Each run begins with empty memory; the database stays warm, as after a takeover.
    for (const jobs of await newestJobs(cluster.url)) await measure(cluster.url, openInstances, jobs);
  } finally {
    await cluster.stop();
  }
}

/** Jobs of instances that recovery reads last: made when the instance began, and made by a later step. */
interface OldJobs {
  readonly first: bigint;
  readonly later: bigint;
}

async function measure(databaseUrl: string, openInstances: number, jobs: OldJobs): Promise<void> {
  const engine = createEngine({ databaseUrl, clock: 'real' });
  const begun = performance.now();
  await engine.start();
  const startedMs = performance.now() - begun;
  const complete = (jobKey: bigint) => until(begun, () => engine.execute({ type: 'completeJob', jobKey, variables: new Map() }));
  const [created, first, later, activated, correlated, read] = await Promise.all([
    until(begun, () => create(engine)),
    complete(jobs.first),
    complete(jobs.later),
    activate(engine).then(() => performance.now() - begun),
    until(begun, () => publish(engine)),
    engine.quiet().then(() => performance.now() - begun),
  ]);
  const text = (ms: number): string => `${ms.toFixed(0)} ms`;
  console.log(
    `${openInstances} open instances: writer after ${text(startedMs)}, creation accepted ${text(created)}, job activated ${text(activated)}, ` +
      `first job of the newest instance completed ${text(first)}, a later job of it ${text(later)}, message published ${text(correlated)}, quiet ${text(read)}`,
  );
  await engine.stop();
}

async function until(begun: number, send: () => Promise<CommandOutcome>): Promise<number> {
  for (;;) {
    const outcome = await send();
    if (outcome.type === 'accepted') return performance.now() - begun;
    if (outcome.type === 'rejected') throw new Error(`Expected a command to be accepted, but: ${outcome.reason}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function create(engine: Engine): Promise<CommandOutcome> {
  return engine.execute({
    type: 'createInstance',
    bpmnProcessId: REFERENCE_PROCESS_ID,
    version: -1,
    variables: VARIABLES,
    startElementIds: [],
  });
}

function publish(engine: Engine): Promise<CommandOutcome> {
  return engine.execute({
    type: 'publishMessage',
    name: 'nobody waits for it',
    correlationKey: 'none',
    messageId: '',
    timeToLiveMs: 0,
    variables: new Map(),
  });
}

async function activate(engine: Engine): Promise<void> {
  const jobs = await engine.activateJobs({
    type: 'register',
    worker: 'bench',
    timeoutMs: 60_000,
    maxJobs: 1,
    waitMs: 60_000,
    fetchVariables: [],
  });
  if (jobs.length !== 1) throw new Error('Expected a job, but there is none');
}

async function fill(databaseUrl: string, openInstances: number): Promise<void> {
  const engine = createEngine({ databaseUrl, clock: 'real' });
  await engine.start();
  await engine.deploy([{ name: 'reference.bpmn', content: REFERENCE_BPMN }]);
  let left = openInstances;
  await Promise.all(
    Array.from({ length: CREATED_AT_ONCE }, async () => {
      while (left-- > 0) await until(0, () => create(engine));
    }),
  );
  for (let more = 0; more < 2 * RUNS; more++) await create(engine);
  await engine.quiet();
  const first = await openJobs(databaseUrl, 'register');
  for (const jobKey of first.slice(RUNS)) await engine.execute({ type: 'completeJob', jobKey, variables: variables({ amount: 1 }) });
  await engine.quiet();
  await engine.stop();
}

async function newestJobs(databaseUrl: string): Promise<OldJobs[]> {
  const first = await openJobs(databaseUrl, 'register');
  const later = await openJobs(databaseUrl, 'notify');
  return Array.from({ length: RUNS }, (_, run) => ({ first: first[run] ?? 0n, later: later[run] ?? 0n }));
}

/** Of the newest instances first. */
async function openJobs(databaseUrl: string, type: string): Promise<bigint[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ key: string }>(
    "SELECT key FROM search_job WHERE state = 'CREATED' AND type = $1 ORDER BY instance_key DESC LIMIT $2",
    [type, 2 * RUNS],
  );
  await client.end();
  return rows.map(({ key }) => BigInt(key));
}

const VARIABLES = variables({ amount: 150, customer: 'A-1234', orderId: 'LCK-2026-000123', items: [{ sku: 'abc', quantity: 2 }] });

function variables(value: Readonly<Record<string, unknown>>) {
  const parsed = parseVariables(JSON.stringify(value));
  if (parsed.type === 'invalid') throw new Error(parsed.reason);
  return parsed.variables;
}
