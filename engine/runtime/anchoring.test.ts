/** Anchors come by themselves, and a node that stops while it writes one waits for it instead of pulling its connections away. */
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js';
import { deployed } from '../core/testing/given.js';
import { endEvent, path, processXml, startEvent } from '../model/testing/process-xml.js';
import { Recorded } from '../projection/testing/recorded.js';
import { readAnchors } from '../store/chain/index.js';
import { Anchoring } from './anchoring.js';

const MODEL = processXml('p', [startEvent('s'), endEvent('e'), path('s', 'e')]);

let database: TestDatabase;
let pool: pg.Pool;
let errors: unknown[];

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 3 });
  errors = [];
  const run = new Recorded(await deployed(MODEL));
  run.run({ type: 'createInstance', bpmnProcessId: 'p', variables: new Map(), startElementIds: [] });
  await run.store(pool);
});
afterEach(async () => {
  await database.drop();
});

const nothing = (): void => undefined;
function anchoring(isWriter = true): Anchoring {
  const log = { info: nothing, warn: nothing, error: (_: string, details?: { error?: unknown }) => void errors.push(details?.error) };
  return new Anchoring({ pool, log, isWriter: () => isWriter }, 5);
}

async function anchors(): Promise<number> {
  let count = 0;
  for await (const _ of readAnchors(pool)) count++;
  return count;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('one anchor for what has happened, none while nothing does', async () => {
  const running = anchoring();
  running.start();
  await until(async () => (await anchors()) > 0);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await running.stop();
  expect(await anchors()).toBe(1);
  expect(errors).toEqual([]);
  await pool.end();
});

test('a node that is not the writer anchors nothing', async () => {
  const running = anchoring(false);
  running.start();
  await new Promise((resolve) => setTimeout(resolve, 60));
  await running.stop();
  expect(await anchors()).toBe(0);
  await pool.end();
});

test('stopping during an anchor waits for it; the pool can be ended then', async () => {
  const locker = new pg.Client({ connectionString: database.url });
  await locker.connect();
  await locker.query('BEGIN; LOCK TABLE anchor IN ACCESS EXCLUSIVE MODE');
  const running = anchoring();
  running.start();
  await until(async () => {
    const { rowCount } = await locker.query("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()");
    return rowCount === 1;
  });
  let ended = false;
  const stopped = running.stop().then(async () => {
    await pool.end();
    ended = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(ended).toBe(false);
  await locker.query('COMMIT');
  await stopped;
  expect(errors).toEqual([]);
  expect((await locker.query('SELECT FROM anchor')).rowCount).toBe(1);
  await locker.end();
});
