/** Our codes become a system's own at delivery, by what counts then; what has none is held, and nothing of it leaves. */
import pg from 'pg';
import { type CodeBook, crmOverOutbox, dmsOverOutbox, Outbox } from '../../workers/index.js';
import type { Delivery, Effect } from '../../workers/outbox/peer.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { factsOf, newKey, PinnedClock, SILENT } from './ports.js';

let database: TestDatabase;
let pool: pg.Pool;
const clock = new PinnedClock();
const words = new Map<string, string>();
const book: CodeBook = { theirs: async (system, { kind, code }) => words.get(`${system} ${kind} ${code}`), means: async () => undefined };
let sent: Effect[] = [];
let answer: Delivery = { type: 'delivered' };
const peer = {
  type: 'remote' as const,
  deliver: async (effect: Effect) => {
    sent.push(effect);
    return answer;
  },
};

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 10 });
});
beforeEach(async () => {
  await pool.query('TRUNCATE outbox CASCADE');
  words.clear();
  sent = [];
  answer = { type: 'delivered' };
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

function outboxWith(codes: CodeBook | undefined): Outbox {
  return new Outbox({ pool, clock, peers: { crm: peer, dms: peer }, log: SILENT, random: () => 0.5, codes });
}
const stored = async () => (await pool.query('SELECT held_code, sent_codes, last_error, payload FROM outbox ORDER BY id')).rows;
const resolve = (outbox: Outbox, code: string, whose: 'ours' | 'theirs' = 'ours') =>
  crmOverOutbox(outbox).resolveCase({ key: newKey('crm.case.resolve'), facts: factsOf('LCK-1'), outcome: { whose, code } });

test('the effect keeps our codes, the system hears its own, and the ledger knows what was said', async () => {
  words.set('crm status resolved', 'Closed').set('crm outcome done', 'FIXED').set('dms outcome done', 'ZAL');
  const outbox = outboxWith(book);
  await resolve(outbox, 'done');
  await outbox.drain();
  expect(sent.map(({ payload }) => payload)).toEqual([{ caseNumber: 'LCK-1', caseRun: 'LCK-1/1', status: 'Closed', outcome: 'FIXED' }]);
  expect(await stored()).toEqual([
    expect.objectContaining({
      payload: expect.objectContaining({ status: 'resolved', outcome: 'done' }),
      sent_codes: { status: 'Closed', outcome: 'FIXED' },
      held_code: null,
    }),
  ]);
});

test('a code that the system hasn’t: held by its name, nothing is sent; sent again, it goes by the table of that day', async () => {
  words.set('crm status resolved', 'Closed');
  const outbox = outboxWith(book);
  await resolve(outbox, 'emergency');
  await outbox.drain();
  expect(sent).toEqual([]);
  expect(await stored()).toEqual([
    expect.objectContaining({
      held_code: 'unknown-code',
      sent_codes: { status: 'Closed', outcome: null },
      last_error: expect.stringContaining("for crm to have one for our outcome 'emergency'"),
    }),
  ]);
  words.set('crm outcome emergency', '112');
  await pool.query('UPDATE outbox SET held_at = NULL, held_code = NULL, attempts = 0');
  await outbox.drain();
  expect(sent).toMatchObject([{ payload: { outcome: '112' } }]);
});

test('what the system itself refuses as unknown keeps what it was called', async () => {
  words.set('crm status resolved', 'Closed').set('crm outcome done', 'FIXD');
  answer = { type: 'refused', code: 'unknown-code', reason: 'No such value' };
  const outbox = outboxWith(book);
  await resolve(outbox, 'done');
  await outbox.drain();
  expect(await stored()).toMatchObject([{ held_code: 'unknown-code', sent_codes: { status: 'Closed', outcome: 'FIXD' } }]);
});

test('a model’s own code for the system, and what was written before there were tables, goes as it is', async () => {
  words.set('crm status resolved', 'Closed');
  const outbox = outboxWith(book);
  await resolve(outbox, 'RESOLVED_DONE', 'theirs');
  const before = { caseNumber: 'LCK-2', caseRun: 'LCK-2/1', status: 'resolved', outcome: 'RESOLVED_OLD' };
  await outbox.write({ key: newKey('crm.case.resolve'), system: 'crm', caseNumber: 'LCK-2', action: 'change', payload: before });
  await outbox.drain();
  // Two cases don't wait for each other.
  const payloads = sent.map(({ payload }) => payload);
  expect(payloads).toHaveLength(2);
  expect(payloads).toContainEqual({ caseNumber: 'LCK-1', caseRun: 'LCK-1/1', status: 'Closed', outcome: 'RESOLVED_DONE' });
  expect(payloads).toContainEqual(before);
  expect(await stored()).toMatchObject([{ sent_codes: { status: 'Closed' } }, { sent_codes: null }]);
});

test('without a book of codes nothing of ours leaves untranslated', async () => {
  const outbox = outboxWith(undefined);
  await resolve(outbox, 'done');
  await outbox.drain();
  expect(sent).toEqual([]);
  expect(await stored()).toMatchObject([{ held_code: 'unknown-code', sent_codes: { status: null, outcome: null } }]);
});

test('the DMS hears of the result in its own code', async () => {
  words.set('dms outcome done', 'ZAL');
  const outbox = outboxWith(book);
  const dms = dmsOverOutbox(pool, outbox, clock, book);
  const facts = factsOf('LCK-1');
  await dms.openFile({ key: newKey('dms.file.open'), facts, department: 'ZDiT', plannedAt: null });
  await dms.closeFile({ key: newKey('dms.file.close'), facts, outcome: { whose: 'ours', code: 'done' } });
  await outbox.drain();
  await outbox.drain();
  expect(sent.at(-1)).toMatchObject({ action: 'close', payload: { caseRun: 'LCK-1/1', result: 'ZAL' } });
});
