import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Outbox } from '../../workers/index.js';
import type { LocalPeer } from '../../workers/outbox/peer.js';
import type { EffectKey } from '../../workers/ports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { newKey, PinnedClock, SILENT } from './ports.js';

type Deliver = LocalPeer['deliver'];

let database: TestDatabase;
let pool: pg.Pool;
let clock: PinnedClock;
let delivered: string[];

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  clock = new PinnedClock();
  delivered = [];
});

afterEach(async () => {
  await pool.end();
  await database.drop();
});

const note: Deliver = async (row) => {
  delivered.push(`${row.system} ${row.caseNumber} ${row.action}`);
};

function outboxTo(crm: Deliver, dms: Deliver = note): Outbox {
  const peers = { crm: { type: 'local', deliver: crm }, dms: { type: 'local', deliver: dms } } as const;
  return new Outbox({ pool, clock, peers, log: SILENT, random: () => 0.5 });
}

function write(
  outbox: Outbox,
  system: 'crm' | 'dms',
  caseNumber: string,
  action: string,
  key: EffectKey = newKey(action),
): Promise<string> {
  return outbox.write({ key, system, caseNumber, action, payload: { action } });
}

async function rowOf(effectKey: string): Promise<{ attempts: number; last_error: string | null; delivered: boolean }> {
  const { rows } = await pool.query(
    'SELECT attempts, last_error, delivered_at IS NOT NULL AS delivered FROM outbox WHERE effect_key = $1',
    [effectKey],
  );
  return rows[0];
}

describe('the outbox', () => {
  test('delivers the rows of a case in the order in which they were written', async () => {
    const outbox = outboxTo(note);
    for (const action of ['record', 'change', 'resolve']) await write(outbox, 'crm', 'LCK-1', action);
    await outbox.drain();
    expect(delivered).toEqual(['crm LCK-1 record', 'crm LCK-1 change', 'crm LCK-1 resolve']);
  });

  test('keeps one row for an effect that is written twice, and delivers it once', async () => {
    const outbox = outboxTo(note);
    const key = newKey('record');
    expect(await write(outbox, 'crm', 'LCK-1', 'record', key)).toBe(await write(outbox, 'crm', 'LCK-1', 'record', key));
    await outbox.drain();
    await write(outbox, 'crm', 'LCK-1', 'record', key);
    await outbox.drain();
    expect(delivered).toEqual(['crm LCK-1 record']);
  });

  test('holds back what follows a failing row of the same case and system, and nothing else', async () => {
    const outbox = outboxTo(async (row, connection) => {
      if (row.caseNumber === 'LCK-1') throw new Error('the CRM is away');
      await note(row, connection);
    });
    await write(outbox, 'crm', 'LCK-1', 'record');
    await write(outbox, 'crm', 'LCK-1', 'change');
    await write(outbox, 'dms', 'LCK-1', 'open');
    await write(outbox, 'crm', 'LCK-2', 'record');
    await outbox.drain();
    expect([...delivered].sort()).toEqual(['crm LCK-2 record', 'dms LCK-1 open']);
  });

  test('tries a failing row again after 1, 2, 4 … seconds of the engine clock and recovers in order', async () => {
    let away = true;
    const outbox = outboxTo(async (row, connection) => {
      if (away) throw new Error('the CRM is away');
      await note(row, connection);
    });
    const first = await write(outbox, 'crm', 'LCK-1', 'record');
    await write(outbox, 'crm', 'LCK-1', 'change');
    const begin = clock.now();
    const tried: number[] = [];
    for (let attempts = 0; attempts < 4; attempts++) {
      await outbox.drain();
      expect(await rowOf(first)).toEqual({ attempts: attempts + 1, last_error: 'the CRM is away', delivered: false });
      const nextMs = await outbox.nextDueMs();
      tried.push((nextMs ?? 0) - begin);
      clock.advance((nextMs ?? 0) - clock.now() - 1);
      await outbox.drain();
      expect((await rowOf(first)).attempts).toBe(attempts + 1);
      clock.advance(1);
    }
    expect(tried).toEqual([1_000, 3_000, 7_000, 15_000]);
    away = false;
    await outbox.drain();
    expect(delivered).toEqual(['crm LCK-1 record', 'crm LCK-1 change']);
    expect(await rowOf(first)).toEqual({ attempts: 5, last_error: null, delivered: true });
    expect(await outbox.nextDueMs()).toBeUndefined();
  });

  test('never waits longer than an hour between two tries', async () => {
    const outbox = outboxTo(async () => {
      throw new Error('the CRM is away');
    });
    await write(outbox, 'crm', 'LCK-1', 'record');
    let longestMs = 0;
    for (let tries = 0; tries < 15; tries++) {
      await outbox.drain();
      const waitMs = ((await outbox.nextDueMs()) ?? 0) - clock.now();
      longestMs = Math.max(longestMs, waitMs);
      clock.advance(waitMs);
    }
    expect(longestMs).toBe(3_600_000);
  });

  test('takes back what a delivery wrote when it fails half way, and does it whole the next time', async () => {
    await pool.query('CREATE TABLE carried (case_number text)');
    let crash = true;
    const outbox = outboxTo(async (row, connection) => {
      await connection.query('INSERT INTO carried VALUES ($1)', [row.caseNumber]);
      if (crash) throw new Error('crashed between');
    });
    await write(outbox, 'crm', 'LCK-1', 'record');
    await outbox.drain();
    expect((await pool.query('SELECT * FROM carried')).rowCount).toBe(0);
    crash = false;
    clock.advance(1_000);
    await outbox.drain();
    expect((await pool.query('SELECT * FROM carried')).rowCount).toBe(1);
  });

  test('delivers what a process left behind that ended between writing and delivering', async () => {
    await write(outboxTo(note), 'crm', 'LCK-1', 'record');
    // Its connection went while the row was locked: nothing of it stays.
    const dead = new pg.Client({ connectionString: database.url });
    await dead.connect();
    await dead.query(`BEGIN; SELECT FROM outbox FOR UPDATE; UPDATE outbox SET delivered_at = now()`);
    await dead.end();
    await outboxTo(note).drain();
    expect(delivered).toEqual(['crm LCK-1 record']);
  });

  test('two nodes that deliver at once carry each row over once', async () => {
    const slow: Deliver = async (row, connection) => {
      await sleep(2);
      await note(row, connection);
    };
    const nodes = [outboxTo(slow), outboxTo(slow)] as const;
    for (let number = 0; number < 40; number++) await write(nodes[0], 'crm', `LCK-${number % 10}`, `act-${number}`);
    while (delivered.length < 40) await Promise.all(nodes.map((node) => node.drain()));
    expect(delivered.length).toBe(40);
    for (let number = 0; number < 10; number++) {
      const ofCase = delivered.filter((line) => line.startsWith(`crm LCK-${number} `)).map((line) => Number(line.split('act-')[1]));
      expect(ofCase).toEqual([number, number + 10, number + 20, number + 30]);
    }
  });

  test('delivers by itself once started, new rows and those that waited, and stops when told', async () => {
    const outbox = outboxTo(note);
    await write(outbox, 'crm', 'LCK-1', 'record');
    outbox.start();
    await until(() => delivered.length === 1);
    await write(outbox, 'crm', 'LCK-1', 'change');
    await until(() => delivered.length === 2);
    await outbox.stop();
    await write(outbox, 'crm', 'LCK-1', 'resolve');
    await sleep(300);
    expect(delivered).toEqual(['crm LCK-1 record', 'crm LCK-1 change']);
  });
});

async function until(reached: () => boolean): Promise<void> {
  for (let waited = 0; !reached(); waited++) {
    if (waited > 500) throw new Error('waited 5 s in vain');
    await sleep(10);
  }
}
