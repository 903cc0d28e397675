/** Letters over a real SMTP server: what arrives, and what the server's answers mean for the letter, for others and for the system. */
import pg from 'pg';
import { messageIdOf, Outbox, smtpPeer } from '../../workers/index.js';
import type { LetterKind } from '../../workers/ports.js';
import { openPostOffice, type PostOffice } from '../support/post-office.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { PinnedClock, SILENT } from './ports.js';

const FROM = 'Urząd Miasta <okienko@miasto.example>';
const HOUR_MS = 3_600_000;

let database: TestDatabase;
let pool: pg.Pool;
let clock: PinnedClock;
let office: PostOffice;
let outbox: Outbox;
let held: string[];
/** When the city opens again; undefined: it is open. */
let opensAtMs: number | undefined;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
  clock = new PinnedClock();
  office = await openPostOffice();
  held = [];
  opensAtMs = undefined;
  const server = { host: '127.0.0.1', port: office.port, tls: false, user: null, password: '' };
  const nextOpening = async (at: number): Promise<number> => Math.max(at, opensAtMs ?? at);
  const watch = {
    delivered: async () => undefined,
    held: async ({ effectKey }: { effectKey: string }, { code }: { code: string }) => void held.push(`${effectKey} ${code}`),
  };
  const mail = smtpPeer({ server, from: FROM, pool, clock, nextOpening });
  outbox = new Outbox({ pool, clock, peers: { mail }, log: SILENT, watch, random: () => 0.5 });
});

afterEach(async () => {
  await office.away();
  await pool.end();
  await database.drop();
});

async function post(
  key: string,
  { to = 'anna@example.org', kind = 'receipt' as LetterKind, subject = 'Sprawa LCK-1' } = {},
): Promise<void> {
  await pool.query(
    `INSERT INTO message_outbox (effect_key, kind, channel, recipient_name, recipient, subject, body, created_at, mail_id)
     VALUES ($1, $2, 'mail', 'Anna Żółć, córka', $3, $4, 'Zażółć gęślą jaźń.', $5, $6)`,
    [key, kind, to, subject, new Date(clock.now()), messageIdOf(key, FROM)],
  );
  await pool.query(
    `INSERT INTO outbox (effect_key, system, case_number, action, payload, lane, created_at, next_attempt_at)
     VALUES ($1, 'mail', 'LCK-1', 'letter', jsonb_build_object('kind', $3::text), $1, $2, $2)`,
    [key, new Date(clock.now()), kind],
  );
}

async function rows<Row extends object>(sql: string): Promise<Row[]> {
  return (await pool.query<Row>(sql)).rows;
}
const states = () =>
  rows<{ key: string; tries: number; delivered: boolean }>(
    'SELECT effect_key AS key, attempts AS tries, delivered_at IS NOT NULL AS delivered FROM outbox ORDER BY id',
  );

test('a letter arrives as it was written, names its case and is known by its effect', async () => {
  await post('embedded/17/notify.mail', { subject: 'Prosimy o zdjęcie' });
  await outbox.drain();
  const [mail] = office.mails;
  expect(mail?.subject).toBe('Prosimy o zdjęcie [LCK-1]');
  expect(mail?.text?.trim()).toBe('Zażółć gęślą jaźń.');
  expect(mail?.from?.value).toEqual([{ name: 'Urząd Miasta', address: 'okienko@miasto.example' }]);
  expect(mail?.to).toMatchObject({ value: [{ name: 'Anna Żółć, córka', address: 'anna@example.org' }] });
  expect(mail?.headers.get('x-okienko-case')).toBe('LCK-1');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  const id = messageIdOf('embedded/17/notify.mail', FROM);
  expect(mail?.messageId).toBe(`<${id}>`);
  expect(await rows('SELECT remote_id FROM outbox')).toEqual([{ remote_id: id }]);
});

test('whose answer is lost goes out again as the same mail', async () => {
  office.loseNextAnswer = true;
  await post('k1');
  await outbox.drain();
  expect(await states()).toEqual([{ key: 'k1', tries: 1, delivered: false }]);
  clock.advance(2_000);
  await outbox.drain();
  expect(await states()).toEqual([{ key: 'k1', tries: 2, delivered: true }]);
  expect(office.mails.map(({ messageId }) => messageId)).toEqual([office.mails[0]?.messageId, office.mails[0]?.messageId]);
});

test('an unknown recipient is left to a person; other letters of the case go on', async () => {
  office.refuse = (recipient) => (recipient === 'nobody@example.org' ? { code: 550, text: '5.1.1 no such user' } : undefined);
  await post('k1', { to: 'nobody@example.org' });
  await post('k2');
  await outbox.drain();
  expect(held).toEqual(['k1 not-found']);
  expect((await states()).map(({ delivered }) => delivered)).toEqual([false, true]);
  const [attempt] = await rows<{ outcome: string; detail: string }>(
    `SELECT outcome, detail FROM outbox_attempt WHERE outcome <> 'delivered'`,
  );
  expect(attempt).toMatchObject({ outcome: 'refused', detail: expect.stringContaining('5.1.1 no such user') });
});

test('a recipient whose server asks to come back later is tried later, and the system does not count as away', async () => {
  office.refuse = (recipient) => (recipient === 'grey@example.org' ? { code: 451, text: '4.7.1 greylisted' } : undefined);
  for (let number = 0; number < 6; number++) await post(`grey${number}`, { to: 'grey@example.org' });
  await post('k2');
  await outbox.drain();
  expect((await states()).at(-1)).toEqual({ key: 'k2', tries: 1, delivered: true });
  expect(await rows(`SELECT down_since FROM system_state WHERE system = 'mail'`)).toEqual([{ down_since: null }]);
  office.refuse = () => undefined;
  clock.advance(2_000);
  await outbox.drain();
  expect((await states()).every(({ delivered }) => delivered)).toBe(true);
  expect(held).toEqual([]);
});

test('a server that is away, or lets nobody in, is an outage: nothing is left to a person, all goes when it is back', async () => {
  await office.away();
  for (let number = 0; number < 6; number++) await post(`k${number}`);
  await outbox.drain();
  const [state] = await rows<{ down: boolean; last_error: string }>(
    `SELECT down_since IS NOT NULL AS down, last_error FROM system_state WHERE system = 'mail'`,
  );
  expect(state).toMatchObject({ down: true, last_error: expect.stringContaining('ECONNREFUSED') });
  await office.back();
  clock.advance(HOUR_MS);
  await outbox.drain();
  expect((await states()).every(({ delivered }) => delivered)).toBe(true);
  expect(held).toEqual([]);
  expect(office.mails).toHaveLength(6);
});

test('while the city is closed, status letters and requests wait for its opening without a try; a receipt and a notice go at once', async () => {
  opensAtMs = clock.now() + 9 * HOUR_MS;
  await post('status', { kind: 'status' });
  await post('request', { kind: 'request' });
  await post('receipt', { kind: 'receipt' });
  await post('notice', { kind: 'notice' });
  expect(await outbox.drain()).toBe(opensAtMs);
  expect(await states()).toEqual([
    { key: 'status', tries: 0, delivered: false },
    { key: 'request', tries: 0, delivered: false },
    { key: 'receipt', tries: 1, delivered: true },
    { key: 'notice', tries: 1, delivered: true },
  ]);
  clock.advance(9 * HOUR_MS);
  opensAtMs = undefined;
  await outbox.drain();
  expect((await states()).every(({ delivered }) => delivered)).toBe(true);
});

test('a letter that was erased before it left goes to nobody', async () => {
  await post('k1');
  await pool.query(`UPDATE message_outbox SET recipient_name = '', recipient = '', subject = '', body = ''`);
  await outbox.drain();
  expect(held).toEqual(['k1 not-found']);
  expect(office.mails).toEqual([]);
});
