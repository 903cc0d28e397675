/** Two engines on one database: what is asked of the standby is done by the writer. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { REFERENCE_BPMN, REFERENCE_PROCESS_ID } from '../../../test/support/reference-process.js';
import { startTwoEngines, type TwoEngines } from '../../../test/support/two-engines.js';
import { type Engine, parseVariables } from '../../index.js';
import { SILENT } from '../log.js';
import { newSecret } from './wire.js';
import { WriterLink } from './writer-link.js';

let running: TwoEngines;
let writer: Engine;
let standby: Engine;

beforeEach(async () => {
  running = await startTwoEngines();
  ({ writer, standby } = running);
  expect(await standby.deploy([{ name: 'reference.bpmn', content: REFERENCE_BPMN }])).toMatchObject({
    type: 'accepted',
    response: { type: 'deployed', resources: [{ type: 'process', bpmnProcessId: REFERENCE_PROCESS_ID, version: 1 }] },
  });
});

afterEach(() => running.stop());

function variables(value: unknown) {
  const parsed = parseVariables(JSON.stringify(value));
  if (parsed.type === 'invalid') throw new Error(parsed.reason);
  return parsed.variables;
}

const creation = (amount: number) => ({
  type: 'createInstance' as const,
  bpmnProcessId: REFERENCE_PROCESS_ID,
  version: -1,
  variables: variables({ amount, words: 'zażółć "gęślą" jaźń' }),
  startElementIds: [],
});

const poll = (engine: Engine, type: string, waitMs = 5_000, signal?: AbortSignal) =>
  engine.activateJobs({
    type,
    worker: 'test',
    timeoutMs: 60_000,
    maxJobs: 1,
    waitMs,
    fetchVariables: [],
    ...(signal ? { signal } : {}),
  });

async function writerAddress(): Promise<{ readonly address: string; readonly secret: string }> {
  const client = new pg.Client({ connectionString: running.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ link_address: string; link_secret: string }>('SELECT link_address, link_secret FROM lease');
  await client.end();
  return { address: rows[0]?.link_address ?? '', secret: rows[0]?.link_secret ?? '' };
}

describe('a standby', () => {
  test('has commands, a long poll and a creation with result done by the writer', async () => {
    expect([writer.status().role, standby.status().role, standby.status().reachesWriter]).toEqual(['writer', 'standby', true]);
    const waiting = poll(standby, 'register');
    await sleep(100);
    const result = standby.executeWithResult(creation(50), { timeoutMs: 10_000, fetchVariables: ['done', 'words'] });
    const [first] = await waiting;
    expect(first).toMatchObject({ elementId: 'register', bpmnProcessId: REFERENCE_PROCESS_ID, worker: 'test', customHeaders: {} });
    expect(JSON.parse(first?.variablesJson ?? '')).toEqual({ amount: 50, words: 'zażółć "gęślą" jaźń' });
    const jobKey = first?.key ?? 0n;
    expect(await standby.execute({ type: 'completeJob', jobKey, variables: new Map() })).toMatchObject({ type: 'accepted' });
    expect(await standby.execute({ type: 'completeJob', jobKey, variables: new Map() })).toMatchObject({
      type: 'rejected',
      code: 'NOT_FOUND',
    });
    const [last] = await poll(standby, 'notify');
    await standby.execute({ type: 'completeJob', jobKey: last?.key ?? 0n, variables: variables({ done: true }) });
    const completed = await result;
    expect(completed).toMatchObject({
      type: 'completed',
      outcome: { type: 'accepted', response: { type: 'instanceCreated', version: 1 } },
    });
    expect(completed.type === 'completed' && JSON.parse(completed.variablesJson)).toEqual({ done: true, words: 'zażółć "gęślą" jaźń' });
  });

  test('reads what was done through it: its feed names the new definition and reaches the position of the answer', async () => {
    const outcome = await standby.execute(creation(1));
    const position = outcome.type === 'accepted' ? outcome.position : 0n;
    expect(standby.status().position).toBe(position);
    const over = new AbortController();
    const ids: string[] = [];
    for await (const entry of standby.feed(0n, over.signal)) {
      for (const event of entry.events) ids.push(event.bpmnProcessId);
      if (entry.position >= position) over.abort();
    }
    expect(ids.slice(-3)).toEqual(Array(3).fill(REFERENCE_PROCESS_ID));
  });

  test('tells a faulty deployment, a mistake and a late result as the writer does', async () => {
    expect(await standby.deploy([{ name: 'x.bpmn', content: Buffer.from('no XML') }])).toMatchObject({
      type: 'invalid',
      faults: [{ resourceName: 'x.bpmn' }],
    });
    expect(await standby.execute({ ...creation(1), bpmnProcessId: 'nul\u0000' })).toMatchObject({
      type: 'rejected',
      code: 'INVALID_ARGUMENT',
    });
    expect(await standby.executeWithResult(creation(1), { timeoutMs: 100, fetchVariables: [] })).toMatchObject({ type: 'timedOut' });
  });

  test('gives a long poll up at the writer too, so that no job is leased to nobody', async () => {
    const gone = new AbortController();
    const abandoned = poll(standby, 'register', 60_000, gone.signal);
    await sleep(100);
    gone.abort();
    expect(await abandoned).toEqual([]);
    await sleep(50);
    await writer.execute(creation(1));
    expect(await poll(standby, 'register')).toHaveLength(1);
  });

  test("leaves the clock to the writer, whose time is the cases'", () => {
    expect(() => standby.clock.pin(0)).toThrow(expect.objectContaining({ code: 'CLOCK_OF_WRITER' }));
    expect(() => standby.clock.reset()).toThrow(expect.objectContaining({ code: 'CLOCK_OF_WRITER' }));
  });

  test('refuses what no message may carry, and sends large values whole', async () => {
    const big = { ...creation(1), variables: variables({ amount: 1, text: '"'.repeat(1_500_000) }) };
    expect(await standby.execute(big)).toMatchObject({ type: 'accepted' });
    const [job] = await poll(standby, 'register');
    expect(JSON.parse(job?.variablesJson ?? '').text).toHaveLength(1_500_000);
    expect(await standby.deploy([{ name: 'x.bpmn', content: Buffer.alloc(25 * 1024 * 1024) }])).toMatchObject({
      type: 'rejected',
      code: 'INVALID_ARGUMENT',
    });
  });

  test('takes over when the writer stops, and serves those who asked it before', async () => {
    await standby.execute(creation(50));
    const [job] = await poll(standby, 'register');
    const polling = poll(standby, 'notify', 60_000);
    const begunMs = performance.now();
    await writer.stop();
    expect(await polling).toEqual([]);
    let outcome = await standby.execute({ type: 'completeJob', jobKey: job?.key ?? 0n, variables: new Map() });
    while (outcome.type === 'unavailable') {
      expect(outcome.code).toBe('NOT_WRITER');
      await sleep(50);
      outcome = await standby.execute({ type: 'completeJob', jobKey: job?.key ?? 0n, variables: new Map() });
    }
    expect(outcome).toMatchObject({ type: 'accepted' });
    expect(performance.now() - begunMs).toBeLessThan(5_000);
    expect(standby.status().role).toBe('writer');
    expect(await poll(standby, 'notify')).toHaveLength(1);
  });
});

describe('the link', () => {
  test('lets nobody in without the secret of this term', async () => {
    const { address, secret } = await writerAddress();
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    const complaints: string[] = [];
    const link = new WriterLink({ ...SILENT, warn: (message) => void complaints.push(message) });
    link.follow({ address, secret: newSecret() });
    expect(await link.execute(creation(1))).toMatchObject({ type: 'unavailable', code: 'NOT_WRITER' });
    expect(complaints).toEqual(['no link to the writer']);
    link.follow({ address, secret });
    expect(await link.execute(creation(1))).toMatchObject({ type: 'accepted' });
    link.follow(undefined);
    expect(await link.execute(creation(1))).toMatchObject({ type: 'unavailable', code: 'NOT_WRITER' });
  });

  test('does not work with the secret of a term that is over', async () => {
    const old = await writerAddress();
    await writer.stop();
    for (let waited = 0; standby.status().role !== 'writer' && waited < 100; waited++) await sleep(50);
    const now = await writerAddress();
    expect([now.address === old.address, now.secret === old.secret]).toEqual([false, false]);
    const link = new WriterLink(SILENT);
    link.follow({ address: now.address, secret: old.secret });
    expect(await link.execute(creation(1))).toMatchObject({ type: 'unavailable', code: 'NOT_WRITER' });
    link.follow(undefined);
  });
});
