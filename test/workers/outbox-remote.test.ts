/** The outbox in front of systems of their own: claims, patience, the breaker, and what is left to a person. */
import pg from 'pg';
import { Outbox } from '../../workers/index.js';
import type { OutboxParts } from '../../workers/outbox/outbox.js';
import type { Delivery, Effect, RemotePeer } from '../../workers/outbox/peer.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { newKey, PinnedClock, SILENT } from './ports.js';

const MINUTE_MS = 60_000;

let database: TestDatabase;
let pool: pg.Pool;
let clock: PinnedClock;
/** What the CRM was asked, and what it answers. */
let asked: string[];
let answer: (effect: Effect) => Promise<Delivery> | Delivery;
let held: string[];

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
  clock = new PinnedClock();
  asked = [];
  held = [];
  answer = () => ({ type: 'delivered', recordId: '4711' });
});

afterEach(async () => {
  await pool.end();
  await database.drop();
});

const remote: RemotePeer = {
  type: 'remote',
  async deliver(effect) {
    asked.push(`${effect.caseNumber} ${effect.action}`);
    return answer(effect);
  },
};

function open(more: Partial<OutboxParts> = {}): Outbox {
  const watch = {
    delivered: async () => undefined,
    held: async ({ caseNumber }: Effect, { code }: { readonly code: string }) => void held.push(`${caseNumber} ${code}`),
  };
  return new Outbox({ pool, clock, peers: { crm: remote, dms: remote }, log: SILENT, watch, random: () => 0.5, ...more });
}

function write(outbox: Outbox, caseNumber: string, action = 'record', system: 'crm' | 'dms' = 'crm'): Promise<string> {
  return outbox.write({ key: newKey(action), system, caseNumber, action, payload: {} });
}

async function rows<Row extends object>(sql: string): Promise<Row[]> {
  return (await pool.query<Row>(sql)).rows;
}

const away: Delivery = { type: 'unavailable', reason: 'connect ECONNREFUSED' };

test('keeps what the peer called its record, and each try with its answer', async () => {
  const outbox = open();
  answer = () =>
    asked.length === 1 ? { type: 'busy', reason: '412 changed meanwhile' } : { type: 'delivered', recordId: '4711', detail: '201' };
  await write(outbox, 'LCK-1');
  await outbox.drain();
  clock.advance(1_000);
  await outbox.drain();
  expect(await rows('SELECT remote_id, attempts FROM outbox')).toEqual([{ remote_id: '4711', attempts: 2 }]);
  expect(await rows('SELECT outcome, detail FROM outbox_attempt ORDER BY id')).toEqual([
    { outcome: 'busy', detail: '412 changed meanwhile' },
    { outcome: 'delivered', detail: '201' },
  ]);
});

test('cases go side by side, the effects of a case one after the other', async () => {
  const outbox = open();
  let now = 0;
  let most = 0;
  answer = async () => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 20));
    now--;
    return { type: 'delivered' };
  };
  for (let number = 0; number < 16; number++) for (const action of ['record', 'change']) await write(outbox, `LCK-${number}`, action);
  await outbox.drain();
  expect(most).toBe(8);
  for (let number = 0; number < 16; number++) {
    expect(asked.filter((line) => line.startsWith(`LCK-${number} `))).toEqual([`LCK-${number} record`, `LCK-${number} change`]);
  }
});

test('a system that can do only one thing at a time gets one at a time', async () => {
  const outbox = open({ slowMs: 5 });
  let now = 0;
  let inVain = 0;
  // As a server with one worker: whoever comes meanwhile waits longer than anybody listens.
  answer = async () => {
    const isAlone = ++now === 1;
    await new Promise((resolve) => setTimeout(resolve, 10));
    now--;
    if (isAlone) return { type: 'delivered' };
    inVain++;
    return { type: 'unavailable', reason: 'The operation was aborted due to timeout' };
  };
  for (let number = 0; number < 60; number++) await write(outbox, `LCK-${number}`);
  for (let minute = 0; minute < 10; minute++, clock.advance(MINUTE_MS)) await outbox.drain();
  expect(await rows('SELECT count(*)::int AS left FROM outbox WHERE delivered_at IS NULL')).toEqual([{ left: 0 }]);
  // It asks from time to time whether there is room for a second one: never more than that.
  expect(inVain).toBeLessThan(60 / 4);
});

test('a system that does not answer holds up no other one', async () => {
  const outbox = open();
  let release = (): void => undefined;
  const silence = new Promise<void>((resolve) => {
    release = resolve;
  });
  answer = async ({ system }) => {
    if (system === 'crm') await silence;
    return { type: 'delivered' };
  };
  for (let number = 0; number < 20; number++)
    for (const system of ['crm', 'dms'] as const) await write(outbox, `LCK-${number}`, 'record', system);
  outbox.start();
  const left = async (): Promise<unknown> =>
    rows('SELECT system, count(*)::int AS left FROM outbox WHERE delivered_at IS NULL GROUP BY 1 ORDER BY 1');
  while (JSON.stringify(await left()) !== '[{"system":"crm","left":20}]') await new Promise((resolve) => setTimeout(resolve, 10));
  release();
  while (JSON.stringify(await left()) !== '[]') await new Promise((resolve) => setTimeout(resolve, 10));
  await outbox.stop();
});

test('a system that is away is left alone after five tries, probed by one effect, and gets all when it is back', async () => {
  const outbox = open();
  answer = () => away;
  for (let number = 0; number < 40; number++) await write(outbox, `LCK-${number}`);
  await write(outbox, 'LCK-1', 'open', 'dms');
  await outbox.drain();
  // Several are on their way at once, so some more than five may have asked before the door closed.
  const crmAsked = asked.filter((line) => line.endsWith('record')).length;
  expect(crmAsked).toBeGreaterThanOrEqual(5);
  expect(crmAsked).toBeLessThanOrEqual(13);
  expect(await rows(`SELECT system, down_since IS NOT NULL AS down, last_error FROM system_state WHERE system = 'crm'`)).toEqual([
    { system: 'crm', down: true, last_error: 'connect ECONNREFUSED' },
  ]);
  clock.advance(5_000);
  asked = [];
  await outbox.drain();
  expect(asked.filter((line) => line.endsWith('record'))).toHaveLength(1);
  // An hour of virtual time costs some probes, never a try for each effect.
  for (let minute = 0; minute < 60; minute++) {
    clock.advance(MINUTE_MS);
    await outbox.drain();
  }
  expect(asked.filter((line) => line.endsWith('record')).length).toBeLessThan(20);
  answer = () => ({ type: 'delivered' });
  clock.advance(10 * MINUTE_MS);
  await outbox.drain();
  expect(await rows('SELECT count(*)::int AS left FROM outbox WHERE delivered_at IS NULL')).toEqual([{ left: 0 }]);
  expect(await rows('SELECT system FROM system_state WHERE down_since IS NOT NULL')).toEqual([]);
  expect(held).toEqual([]);
});

test('a system that was away when the last run ended is back with the first effect that it takes in this one', async () => {
  const before = open();
  answer = () => away;
  for (let number = 0; number < 6; number++) await write(before, `LCK-${number}`);
  await before.drain();
  const down = () => rows('SELECT system FROM system_state WHERE down_since IS NOT NULL');
  expect(await down()).toEqual([{ system: 'crm' }]);
  answer = () => ({ type: 'delivered' });
  const after = open();
  await write(after, 'LCK-9');
  await after.drain();
  expect(await down()).toEqual([]);
  // And what waited for its own next try needn't.
  await after.drain();
  expect(await rows('SELECT count(*)::int AS left FROM outbox WHERE delivered_at IS NULL')).toEqual([{ left: 0 }]);
});

test('a system that asks for time gets it', async () => {
  const outbox = open();
  answer = () => ({ ...away, reason: '429', retryAfterMs: 90_000 });
  await write(outbox, 'LCK-1');
  await write(outbox, 'LCK-2');
  await outbox.drain();
  const first = asked.length;
  expect(await outbox.nextDueMs()).toBe(clock.now() + 90_000);
  clock.advance(89_999);
  await outbox.drain();
  expect(asked).toHaveLength(first);
  answer = () => ({ type: 'delivered' });
  clock.advance(1);
  await outbox.drain();
  expect(await rows('SELECT count(*)::int AS left FROM outbox WHERE delivered_at IS NULL')).toEqual([{ left: 0 }]);
});

test('what is refused waits for a person at once, and what follows in the case waits with it; other cases go on', async () => {
  const outbox = open();
  answer = ({ caseNumber }) =>
    caseNumber === 'LCK-1' ? { type: 'refused', code: 'unknown-code', reason: 'no status “duplicate”' } : { type: 'delivered' };
  await write(outbox, 'LCK-1', 'resolve');
  await write(outbox, 'LCK-1', 'change');
  await write(outbox, 'LCK-2', 'resolve');
  await outbox.drain();
  clock.advance(24 * 60 * MINUTE_MS);
  await outbox.drain();
  expect(asked.filter((line) => line.startsWith('LCK-1'))).toEqual(['LCK-1 resolve']);
  expect(held).toEqual(['LCK-1 unknown-code']);
  expect(await rows('SELECT case_number, action, held_code FROM outbox WHERE delivered_at IS NULL ORDER BY id')).toEqual([
    { case_number: 'LCK-1', action: 'resolve', held_code: 'unknown-code' },
    { case_number: 'LCK-1', action: 'change', held_code: null },
  ]);
  expect(await outbox.nextDueMs()).toBeUndefined();
});

test('after the last try a person is told, never silence', async () => {
  const outbox = open();
  answer = () => ({ type: 'busy', reason: 'the document is locked' });
  await write(outbox, 'LCK-1');
  let nextMs: number | undefined = clock.now();
  while (nextMs !== undefined) {
    clock.advance(Math.max(0, nextMs - clock.now()));
    nextMs = await outbox.drain();
  }
  expect(asked).toHaveLength(20);
  expect(held).toEqual(['LCK-1 gave-up']);
});

test('a system that rests gets nothing until its time is over', async () => {
  const outbox = open();
  await pool.query(`UPDATE system_state SET paused_at = $1, paused_until = $2 WHERE system = 'crm'`, [
    new Date(clock.now()),
    new Date(clock.now() + MINUTE_MS),
  ]);
  await write(outbox, 'LCK-1');
  await write(outbox, 'LCK-1', 'open', 'dms');
  await outbox.drain();
  expect(asked).toEqual(['LCK-1 open']);
  clock.advance(MINUTE_MS);
  await outbox.drain();
  expect(asked).toEqual(['LCK-1 open', 'LCK-1 record']);
});

test('an effect whose caller died is asked again once its claim has run out, and by nobody before', async () => {
  const outbox = open();
  await write(outbox, 'LCK-1');
  await pool.query(`UPDATE outbox SET claimed_until = clock_timestamp() + interval '1 hour'`);
  await outbox.drain();
  expect(asked).toEqual([]);
  await pool.query(`UPDATE outbox SET claimed_until = clock_timestamp() - interval '1 second'`);
  await outbox.drain();
  expect(asked).toEqual(['LCK-1 record']);
});

test('two nodes ask for each effect once', async () => {
  const nodes = [open(), open()];
  answer = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return { type: 'delivered' };
  };
  for (let number = 0; number < 30; number++) await write(nodes[0] as Outbox, `LCK-${number}`);
  await Promise.all(nodes.map((node) => node.drain()));
  expect([...asked].sort()).toEqual(Array.from({ length: 30 }, (_, number) => `LCK-${number} record`).sort());
});
