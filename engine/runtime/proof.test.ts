/** Whoever changes history behind the engine's back is found: on real PostgreSQL, by tampering with what the engine itself wrote. */
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js';
import { REFERENCE_BPMN, REFERENCE_PROCESS_ID } from '../../test/support/reference-process.js';
import { createEngine, type Engine, type HistoryReport, type HistoryScope, parseVariables } from '../index.js';
import { appendAnchor, readAnchors, sealAnchor } from '../store/chain/index.js';

let database: TestDatabase;
let engine: Engine;
let pool: pg.Pool;
/** Ended by itself, waiting at its user task, canceled. */
let ended: bigint;
let open: bigint;
let canceled: bigint;
let rows: number;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  engine = createEngine({ databaseUrl: database.url, clock: 'real' });
  await engine.start();
  expect(await engine.deploy([{ name: 'reference.bpmn', content: REFERENCE_BPMN }])).toMatchObject({ type: 'accepted' });
  [ended, open] = [await create(), await create()];
  for (const _ of [ended, open]) await complete('register');
  await appendAnchor(pool, Date.now());
  canceled = await create();
  await engine.execute({ type: 'cancelInstance', instanceKey: canceled });
  await engine.execute({
    type: 'publishMessage',
    name: 'm',
    correlationKey: 'c',
    messageId: '',
    timeToLiveMs: 60_000,
    variables: new Map(),
  });
  const { rows: tasks } = await pool.query<{ key: string }>('SELECT key FROM user_task WHERE process_instance_key = $1', [ended]);
  await engine.execute({ type: 'completeUserTask', taskKey: BigInt(tasks[0]?.key ?? 0), variables: new Map(), action: 'complete' });
  await complete('notify');
  await appendAnchor(pool, Date.now());
  await engine.quiet();
  rows = Number((await pool.query<{ count: string }>('SELECT count(*) FROM history')).rows[0]?.count);
});
afterAll(async () => {
  await engine.stop();
  await pool.end();
  await database.drop();
});

async function create(): Promise<bigint> {
  const parsed = parseVariables(JSON.stringify({ amount: 150, who: 'Jan Kowalski' }));
  if (parsed.type === 'invalid') throw new Error(parsed.reason);
  const outcome = await engine.execute({
    type: 'createInstance',
    bpmnProcessId: REFERENCE_PROCESS_ID,
    version: -1,
    variables: parsed.variables,
    startElementIds: [],
  });
  if (outcome.type !== 'accepted' || outcome.response.type !== 'instanceCreated') throw new Error(JSON.stringify(outcome));
  return outcome.response.instanceKey;
}

async function complete(type: string): Promise<void> {
  const request = { type, worker: 't', timeoutMs: 60_000, maxJobs: 1, waitMs: 2_000, fetchVariables: [] };
  const [job] = await engine.activateJobs(request);
  const parsed = parseVariables('{"approved":true}');
  if (!job || parsed.type === 'invalid') throw new Error(`no job of type ${type}`);
  expect(await engine.execute({ type: 'completeJob', jobKey: job.key, variables: parsed.variables })).toMatchObject({ type: 'accepted' });
}

const ALL: HistoryScope = { type: 'all' };
const of = (...rootKeys: bigint[]): HistoryScope => ({ type: 'instances', rootKeys });
const TABLES = ['history', 'anchor', 'tree_state', 'stream_head'];

/** What is found once the statements have run; then everything is put back. */
async function tampered(statements: string | (() => Promise<void>), ...scopes: HistoryScope[]): Promise<HistoryReport[]> {
  for (const table of TABLES) await pool.query(`CREATE TABLE before_${table} AS SELECT * FROM ${table}`);
  try {
    if (typeof statements === 'string') await pool.query(statements);
    else await statements();
    const reports: HistoryReport[] = [];
    for (const scope of scopes) reports.push(await engine.verifyHistory(scope));
    return reports;
  } finally {
    for (const table of TABLES) {
      await pool.query(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM before_${table}; DROP TABLE before_${table}`);
    }
  }
}

const reasons = (report: HistoryReport | undefined): string[] => (report?.faults ?? []).map(({ reason }) => reason);
const last = (key: bigint): string => `(SELECT max(position) FROM history WHERE stream_key = ${key})`;

test('what the engine wrote is intact, all of it and instance by instance', async () => {
  const progress: (number | undefined)[] = [];
  const report = await engine.verifyHistory(ALL, { onProgress: (counts, ofRows) => progress.push(counts.rows, ofRows) });
  // The three instances, messages, deployments.
  expect(report).toEqual({ rows, streams: 5, anchors: 2, erased: 0, unanchored: 0, faults: [], faultCount: 0 });
  expect(progress.slice(-2)).toEqual([rows, rows]);
  expect(await engine.verifyHistory(of(ended, open, canceled))).toMatchObject({ streams: 3, faults: [], unanchored: 0 });
});

test('a changed row is found', async () => {
  const [all, one, other] = await tampered(
    `UPDATE history SET at = at + interval '1 ms' WHERE stream_key = ${ended} AND seq = 2`,
    ALL,
    of(ended),
    of(open),
  );
  for (const report of [all, one]) expect(report?.faults).toEqual([{ reason: 'HASH_MISMATCH', streamKey: ended, seq: 2 }]);
  expect(other?.faults).toEqual([]);
});

test('a row that is gone from the middle is found', async () => {
  const [all, one] = await tampered(`DELETE FROM history WHERE stream_key = ${ended} AND seq = 3`, ALL, of(ended));
  expect(all?.faults).toEqual([{ reason: 'SEQUENCE_GAP', streamKey: ended, seq: 3 }, { reason: 'ROWS_MISSING' }]);
  expect(one?.faults).toEqual([{ reason: 'SEQUENCE_GAP', streamKey: ended, seq: 3 }]);
});

test('a tail that is gone is found, whether its instance has ended or is open', async () => {
  const [all, one] = await tampered(`DELETE FROM history WHERE position = ${last(ended)}`, ALL, of(ended));
  expect(reasons(all)).toEqual(['TAIL_MISSING', 'ROWS_MISSING', 'ANCHOR_ROOT']);
  expect(reasons(one)).toEqual(['TAIL_MISSING', 'ANCHOR_ROOT']);
  const [openOne] = await tampered(`DELETE FROM history WHERE position = ${last(open)}`, of(open));
  expect(reasons(openOne)).toEqual(['HEAD_MISMATCH', 'ANCHOR_ROOT']);
});

test('a tail that is gone is found by the anchor alone, when the open state was bent to fit', async () => {
  const bend = `DELETE FROM history WHERE position = ${last(open)};
    UPDATE tree_state SET (seq, head) = (SELECT seq, hash FROM history WHERE position = ${last(open)}) WHERE key = ${open}`;
  const [all] = await tampered(bend, ALL);
  expect(reasons(all)).toEqual(['ROWS_MISSING', 'ANCHOR_ROOT']);
});

test('an instance that is gone as a whole is found', async () => {
  const [all, one] = await tampered(`DELETE FROM history WHERE stream_key = ${canceled}`, ALL, of(canceled));
  expect(reasons(all)).toEqual(['ROWS_MISSING', 'ANCHOR_ROOT']);
  expect(one?.faults).toEqual([{ reason: 'STREAM_MISSING', streamKey: canceled }]);
});

test('payloads that changed places are found', async () => {
  const [all, one] = await tampered(
    `UPDATE history h SET payload = o.payload, salt = o.salt FROM history o
      WHERE h.seq = 1 AND o.seq = 1 AND (h.stream_key, o.stream_key) IN ((${ended}, ${open}), (${open}, ${ended}))`,
    ALL,
    of(open),
  );
  expect(all?.faults).toEqual([
    { reason: 'PAYLOAD_MISMATCH', streamKey: ended, seq: 1 },
    { reason: 'PAYLOAD_MISMATCH', streamKey: open, seq: 1 },
  ]);
  expect(reasons(one)).toEqual(['PAYLOAD_MISMATCH']);
});

test('a forged anchor is found: its root, its own hash, and a whole one that the next does not follow', async () => {
  const zeros = `decode(repeat('00', 32), 'hex')`;
  expect(reasons((await tampered(`UPDATE anchor SET root = ${zeros}`, ALL))[0])).toEqual(['ANCHOR_CHAIN']);
  const [all, one] = await tampered(`UPDATE anchor SET hash = ${zeros} WHERE first_position > 1`, ALL, of(ended));
  expect([reasons(all), reasons(one)]).toEqual([['ANCHOR_CHAIN'], ['ANCHOR_CHAIN']]);
  const forge = async (): Promise<void> => {
    for await (const { hash: _, ...first } of readAnchors(pool)) {
      const forged = sealAnchor({ ...first, atMs: first.atMs - 60_000 }, undefined);
      await pool.query(`UPDATE anchor SET at = at - interval '1 minute', hash = $1 WHERE first_position = 1`, [forged.hash]);
      return;
    }
  };
  const [forged] = await tampered(forge, ALL);
  expect(forged?.faults).toEqual([{ reason: 'ANCHOR_CHAIN', position: expect.any(BigInt) }]);
  expect(forged?.faults[0]?.position).toBeGreaterThan(1n);
  expect(reasons((await tampered('DELETE FROM anchor WHERE first_position = 1', ALL))[0])).toEqual(['ANCHOR_GAP']);
});

test('a later row under an earlier position is found', async () => {
  const [one] = await tampered(`UPDATE history SET position = -position WHERE stream_key = ${open} AND seq > 1`, of(open));
  expect(reasons(one)).toContain('POSITION_ORDER');
});

test('a check that nobody waits for any more ends', async () => {
  await expect(engine.verifyHistory(ALL, { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
});

describe('erasing', () => {
  test('is refused while an instance is open', async () => {
    expect(await engine.eraseHistory([ended, open])).toEqual({ type: 'stillOpen', rootKeys: [open] });
    expect(await engine.verifyHistory(of(ended))).toMatchObject({ erased: 0 });
  });

  test('takes payloads and what the search tables made of them; the chains and anchors still fit', async () => {
    const erasure = await engine.eraseHistory([ended]);
    expect(erasure).toEqual({ type: 'erased', payloads: expect.any(Number) });
    const { rows: left } = await pool.query('SELECT value FROM search_variable WHERE instance_key = $1', [ended]);
    expect(left.length).toBeGreaterThan(0);
    expect(new Set(left.map(({ value }) => value))).toEqual(new Set(['null']));
    const { rows: found } = await pool.query(
      `SELECT stream_key FROM history WHERE position(convert_to('Kowalski', 'UTF8') IN payload) > 0 AND stream_key = $1`,
      [ended],
    );
    expect(found).toEqual([]);
    const payloads = erasure.type === 'erased' ? erasure.payloads : 0;
    expect(payloads).toBeGreaterThan(0);
    expect(await engine.verifyHistory(ALL)).toMatchObject({ rows, anchors: 2, erased: payloads, faults: [] });
    expect(await engine.eraseHistory([ended])).toEqual({ type: 'erased', payloads: 0 });
  });
});

test('work that goes on meanwhile is never taken for a fault', async () => {
  let working = true;
  const work = async (): Promise<void> => {
    while (working) {
      await create();
      await complete('register');
      await appendAnchor(pool, Date.now());
    }
  };
  const done = work();
  let checked = 0;
  for (let round = 0; round < 15; round++) {
    const report = await engine.verifyHistory(ALL);
    expect(report.faults).toEqual([]);
    expect(report.rows).toBeGreaterThanOrEqual(checked);
    checked = report.rows;
  }
  working = false;
  await done;
  expect(checked).toBeGreaterThan(rows);
});
