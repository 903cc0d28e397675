/** Search tables on real PostgreSQL: complete, exactly once, whether rows come from memory, from the table, or both. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js';
import { deployed, variables } from '../core/testing/given.js';
import { boundaryEvent, endEvent, flow, path, processXml, serviceTask, startEvent, timer } from '../model/testing/process-xml.js';
import { appendAnchor, verifyHistory, verifyStream } from '../store/chain/index.js';
import { Projector } from './projector.js';
import { Recorded, type RecordedRow } from './testing/recorded.js';

const MODEL = processXml('p', [
  startEvent('s'),
  serviceTask('a', 'classify'),
  boundaryEvent('late', 'a', [timer('timeDuration', 'PT1H')]),
  serviceTask('b', 'notify'),
  endEvent('e'),
  endEvent('expired'),
  path('s', 'a', 'b', 'e'),
  flow('late-expired', 'late', 'expired'),
]);

let database: TestDatabase;
let pool: pg.Pool;
let projector: Projector;
const errors: unknown[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
});
afterEach(async () => {
  await projector.stop();
  expect(errors).toEqual([]);
  await pool.query('DROP TABLE IF EXISTS history_any; TRUNCATE anchor');
  await pool.query(`UPDATE projector SET position = 0;
    TRUNCATE search_instance, search_element, search_variable, search_job, search_user_task, search_incident`);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Three instances: one ends, one waits for its second job, one fails and has an incident. */
async function recordedRuns(): Promise<Recorded> {
  const run = new Recorded(await deployed(MODEL));
  const { engine } = run;
  const jobOf = (key: bigint) => [...(engine.tree(key)?.elements.values() ?? [])].find((element) => element.job)?.job?.key ?? 0n;
  const keys: bigint[] = [];
  for (const topic of ['roads', 'lamps', 'trees']) {
    engine.nowMs += 1000;
    run.run({ type: 'createInstance', bpmnProcessId: 'p', variables: variables({ topic, note: 'x'.repeat(9000) }), startElementIds: [] });
    keys.push(run.rows.at(-1)?.streamKey ?? 0n);
  }
  const [ended = 0n, open = 0n, failed = 0n] = keys;
  engine.nowMs += 1000;
  run.run({ type: 'completeJob', jobKey: jobOf(ended), variables: variables({ topic: 'bridges' }) });
  run.run({ type: 'completeJob', jobKey: jobOf(ended), variables: variables() });
  run.run({ type: 'completeJob', jobKey: jobOf(open), variables: variables() });
  run.run({ type: 'failJob', jobKey: jobOf(failed), retries: 0, backoffMs: 0, message: 'CRM answers 500', variables: variables() });
  return run;
}

function projectorOf(run: Recorded): Projector {
  return new Projector({ databaseUrl: database.url, definitions: run.engine.catalog, onError: (error) => errors.push(error) });
}

const offered = (rows: readonly RecordedRow[]) => ({ entries: rows, lastPosition: rows.at(-1)?.position ?? 0n });

async function tables(): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const table of ['instance', 'element', 'variable', 'job', 'user_task', 'incident']) {
    const { rows } = await pool.query(`SELECT row_to_json(t) AS row FROM search_${table} t ORDER BY t::text`);
    found[table] = rows.map((row: { row: unknown }) => row.row);
  }
  return found;
}

describe('projector', () => {
  test('makes the search tables from the table of history', async () => {
    const run = await recordedRuns();
    await run.store(pool);
    projector = projectorOf(run);
    projector.start();
    await projector.reached(BigInt(run.rows.length));
    const { rows: instances } = await pool.query('SELECT bpmn_process_id, version, state, ended_at FROM search_instance ORDER BY key');
    expect(instances).toEqual([
      { bpmn_process_id: 'p', version: 1, state: 'COMPLETED', ended_at: new Date(run.engine.nowMs) },
      { bpmn_process_id: 'p', version: 1, state: 'ACTIVE', ended_at: null },
      { bpmn_process_id: 'p', version: 1, state: 'ACTIVE', ended_at: null },
    ]);
    const { rows: elements } = await pool.query('SELECT element_id, element_type, state FROM search_element ORDER BY instance_key, key');
    expect(elements.map((row) => `${row.element_id} ${row.element_type} ${row.state}`)).toEqual([
      's startEvent COMPLETED',
      'a serviceTask COMPLETED',
      'b serviceTask COMPLETED',
      'e endEvent COMPLETED',
      's startEvent COMPLETED',
      'a serviceTask COMPLETED',
      'b serviceTask ACTIVE',
      's startEvent COMPLETED',
      'a serviceTask ACTIVE',
    ]);
    const { rows: jobs } = await pool.query('SELECT type, state, retries, error_message FROM search_job ORDER BY instance_key, key');
    expect(jobs.map((row) => `${row.type} ${row.state} ${row.retries} ${row.error_message}`)).toEqual([
      'classify COMPLETED 3 ',
      'notify COMPLETED 3 ',
      'classify COMPLETED 3 ',
      'notify CREATED 3 ',
      'classify FAILED 0 CRM answers 500',
    ]);
    const { rows: values } = await pool.query("SELECT value FROM search_variable WHERE name = 'topic' ORDER BY instance_key");
    expect(values.map((row) => row.value)).toEqual(['"bridges"', '"lamps"', '"trees"']);
    const { rows: notes } = await pool.query("SELECT length(value) AS length, truncated FROM search_variable WHERE name = 'note' LIMIT 1");
    expect(notes).toEqual([{ length: 8192, truncated: true }]);
    const { rows: incidents } = await pool.query('SELECT element_id, error_type, message, resolved_at FROM search_incident');
    expect(incidents).toEqual([
      { element_id: 'a', error_type: 'JOB_NO_RETRIES', message: expect.stringContaining('CRM answers 500'), resolved_at: null },
    ]);
  });

  test('gives the same tables whether rows come one by one from memory, at once, or partly from the table', async () => {
    const run = await recordedRuns();
    const end = BigInt(run.rows.length);
    await run.store(pool);
    projector = projectorOf(run);
    projector.start();
    await projector.reached(end);
    const expected = await tables();
    expect(expected.element?.length).toBe(9);

    projector.rebuild();
    await projector.reached(end);
    expect(await tables()).toEqual(expected);

    await projector.stop();
    await pool.query('DROP TABLE history_any');
    await pool.query(`UPDATE projector SET position = 0;
      TRUNCATE search_instance, search_element, search_variable, search_job, search_user_task, search_incident`);
    projector = projectorOf(run);
    projector.start();
    for (const row of run.rows) {
      projector.offer(offered([row]));
      await projector.reached(row.position);
    }
    expect(await tables()).toEqual(expected);

    await projector.stop();
    await pool.query(`UPDATE projector SET position = 0;
      TRUNCATE search_instance, search_element, search_variable, search_job, search_user_task, search_incident`);
    await run.store(pool, run.rows.slice(0, 4));
    projector = projectorOf(run);
    // The first four only in the table, the rest only in memory.
    projector.offer(offered(run.rows.slice(4)));
    expect(projector.lagMs).toBeGreaterThan(0);
    projector.start();
    await projector.reached(end);
    expect(await tables()).toEqual(expected);
    expect(projector.lagMs).toBe(0);
  });

  test('rows that are offered again or overlap count once', async () => {
    const run = await recordedRuns();
    projector = projectorOf(run);
    projector.start();
    projector.offer(offered(run.rows.slice(0, 5)));
    projector.offer(offered(run.rows.slice(2)));
    projector.offer(offered(run.rows.slice(0, 3)));
    await projector.reached(BigInt(run.rows.length));
    expect((await tables()).instance?.length).toBe(3);
  });

  test('goes on after its connection was cut, without losing or doubling a row', async () => {
    const run = await recordedRuns();
    projector = projectorOf(run);
    projector.start();
    projector.offer(offered(run.rows.slice(0, 3)));
    await projector.reached(3n);
    await pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'okienko projector' AND datname = current_database()",
    );
    projector.offer(offered(run.rows.slice(3)));
    await projector.reached(BigInt(run.rows.length));
    expect(errors.splice(0).length).toBeGreaterThan(0);
    expect((await tables()).element?.length).toBe(9);
  });

  test('a row that no table takes is left out and noted, and all others are there', async () => {
    const run = await recordedRuns();
    // A NUL in a variable, as a bug of ours would write it.
    const at = run.rows.findIndex((row) => row.payload?.includes('lamps'));
    const rows = run.rows.map((row, index) => {
      if (index !== at || !row.payload) return row;
      const payload = Buffer.from(row.payload);
      payload[payload.indexOf('lamps')] = 0;
      return { ...row, payload };
    });
    projector = projectorOf(run);
    projector.start();
    projector.offer(offered(rows));
    await projector.reached(BigInt(rows.length));
    expect(errors.splice(0).map(String).at(-1)).toContain(`history row ${at + 1} to the search tables, but it can't be`);
    expect(projector.failingMs).toBe(0);
    const { rows: letters } = await pool.query('SELECT reader, position, root_key, code FROM dead_letter');
    expect(letters).toEqual([{ reader: 'search', position: String(at + 1), root_key: String(rows[at]?.streamKey), code: '22021' }]);
    expect((await tables()).instance?.length).toBe(2);

    // Made again from a history that is in order, nothing is left out any more.
    await run.store(pool);
    projector.rebuild();
    await projector.reached(BigInt(rows.length));
    expect((await tables()).instance?.length).toBe(3);
    expect((await pool.query('SELECT 1 FROM dead_letter')).rowCount).toBe(0);
  });

  test('two of them at once: what one has done the other does not do again', async () => {
    const run = await recordedRuns();
    await run.store(pool);
    projector = projectorOf(run);
    const other = projectorOf(run);
    projector.start();
    other.start();
    await projector.reached(BigInt(run.rows.length));
    await other.reached(BigInt(run.rows.length));
    await other.stop();
    errors.length = 0;
    const { instance, element } = await tables();
    expect([instance?.length, element?.length]).toEqual([3, 9]);
  });
});

/** The rows were stored without state, so only the log is looked at. */
async function anchorFaults(): Promise<unknown[]> {
  return (await verifyHistory(pool, { type: 'all' })).faults.filter(({ reason }) => reason.startsWith('ANCHOR'));
}

describe('proof of a stored history', () => {
  test('PostgreSQL works out the same root, a stream verifies, and a missing tail is seen by the anchor alone', async () => {
    const run = await recordedRuns();
    projector = projectorOf(run);
    await run.store(pool, run.rows.slice(0, 5));
    await appendAnchor(pool, 1_700_000_000_000);
    await run.store(pool, run.rows.slice(5));
    const second = await appendAnchor(pool, 1_700_000_060_000);
    expect(second?.firstPosition).toBe(6n);
    expect(await appendAnchor(pool, 1_700_000_120_000)).toBeUndefined();
    expect(await anchorFaults()).toEqual([]);

    const last = run.rows.at(-1);
    const stream = run.rows.filter((row) => row.streamKey === last?.streamKey);
    expect(verifyStream(stream)).toMatchObject({ type: 'intact', rows: stream.length });
    await pool.query('UPDATE history SET payload = NULL, salt = NULL WHERE stream_key = $1', [last?.streamKey]);
    expect(await anchorFaults()).toEqual([]);
    await pool.query('DELETE FROM history WHERE position = $1', [last?.position]);
    expect(await anchorFaults()).toEqual([{ reason: 'ANCHOR_ROOT', position: 6n }]);
  });
});
