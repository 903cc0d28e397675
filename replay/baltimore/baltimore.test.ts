/** The replay on 200 real requests (test/fixtures/baltimore), and on its own reading of the whole file where that is at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createTestDatabase } from '../../test/support/postgres.js';
import { type ReplayOptions, replay } from './replay.js';
import { readRequests } from './source.js';
import { tableOf } from './table.js';
import { handOnsOf, routeOf } from './tiers.js';
import { totalsOf } from './totals.js';

const FIXTURE = readFileSync(new URL('../../test/fixtures/baltimore/requests.csv', import.meta.url), 'utf8');
const WHOLE_FILE = fileURLToPath(new URL('../../../shared/data/baltimore-311.csv', import.meta.url));

const HEAD =
  'ServiceRequestNum,SRType,MethodReceived,CreatedDate,SRStatus,StatusDate,DueDate,CloseDate,Agency,Outcome,ZipCode,Neighborhood,Latitude,Longitude';
const fileOf = (...lines: readonly string[]): string => [HEAD, ...lines].join('\n');
const line = (created: string, status = 'Closed', close = created, due = ''): string =>
  `1,SW-Bulk,Phone,${created},${status},${created},${due},${close},Solid Waste,,21215,Dorchester,39,-77`;

describe('reading the file', () => {
  test('takes wall-clock times of Baltimore, winter and summer', () => {
    const [winter, summer] = readRequests(fileOf(line('01/15/2016 11:30:00 PM'), line('07/15/2016 12:30:00 AM')));
    expect(new Date(winter?.createdMs ?? 0).toISOString()).toBe('2016-01-16T04:30:00.000Z');
    expect(new Date(summer?.createdMs ?? 0).toISOString()).toBe('2016-07-15T04:30:00.000Z');
  });

  test('takes the first of the hour that autumn repeats', () => {
    const [request] = readRequests(fileOf(line('11/06/2016 01:30:00 AM')));
    expect(new Date(request?.createdMs ?? 0).toISOString()).toBe('2016-11-06T05:30:00.000Z');
  });

  test.each([
    [
      'a time that is none',
      line('2016-01-15 11:30'),
      /Expected CreatedDate in row 2 like '04\/12\/2018 11:11:26 AM', but it is '2016-01-15 11:30'/,
    ],
    [
      'a closed request without a date',
      line('01/15/2016 11:30:00 PM', 'Closed', ''),
      /row 2 to have a CloseDate exactly when it is closed/,
    ],
    [
      'a closing before the creation',
      line('01/15/2016 11:30:00 PM', 'Closed', '01/14/2016 11:30:00 PM'),
      /row 2 to be closed after it was created/,
    ],
    ['a closed status that nobody knows', line('01/15/2016 11:30:00 PM', 'Closed (Lost)'), /its status is 'Closed \(Lost\)'/],
  ])('refuses %s and says where', (_, text, reason) => {
    expect(() => readRequests(fileOf(text))).toThrow(reason);
  });

  test('agrees with what the text itself says', () => {
    expectSameTotals(FIXTURE);
    expect(totalsOf(FIXTURE).requests).toBe(200);
  });

  const whole = existsSync(WHOLE_FILE) ? test : test.skip;
  whole('agrees with the whole file of 10,000 (skipped where ../shared/data is missing)', () => {
    const csv = readFileSync(WHOLE_FILE, 'utf8');
    expectSameTotals(csv);
    expect(totalsOf(csv)).toMatchObject({
      requests: 10_000,
      closed: 9_792,
      stillOpen: 208,
      byOutcome: { done: 9_567, duplicate: 207, transferred: 18 },
    });
  });
});

function expectSameTotals(csv: string): void {
  const requests = readRequests(csv);
  const closed = requests.flatMap(({ ending, dueMs }) => (ending.type === 'closed' ? [{ ...ending, dueMs }] : []));
  const totals = totalsOf(csv);
  expect(requests.length).toBe(totals.requests);
  expect(closed.length).toBe(totals.closed);
  expect(closed.filter(({ atMs, dueMs }) => dueMs !== undefined && atMs <= dueMs).length).toBe(totals.onTime);
  expect(closed.filter(({ atMs, dueMs }) => dueMs !== undefined && atMs > dueMs).length).toBe(totals.late);
  expect(closed.filter(({ dueMs }) => dueMs === undefined).length).toBe(totals.noDueDate);
}

describe('the simulated tiers', () => {
  test('follow the seed and the number alone, in about the stated shares', () => {
    const routes = Array.from({ length: 4_000 }, (_, index) => routeOf(`15-${index}`));
    expect(routes).toEqual(Array.from({ length: 4_000 }, (_, index) => routeOf(`15-${index}`)));
    const share = (route: string): number => routes.filter((one) => one === route).length / routes.length;
    expect(share('table')).toBeCloseTo(0.7, 1);
    expect(share('line-1')).toBeCloseTo(0.15, 1);
    expect(share('line-2')).toBeCloseTo(0.1, 1);
    expect(share('all-tiers')).toBeCloseTo(0.05, 1);
    expect(routes).not.toEqual(Array.from({ length: 4_000 }, (_, index) => routeOf(`15-${index}`, 'another seed')));
  });

  test('bring a request to its recorded agency whatever the table says', () => {
    const steps = (tier: string, agency: string): string[] =>
      handOnsOf('table', { tier, agency }, 'Health').map(({ to, agency: at }) => `${to} ${at ?? ''}`);
    expect(steps('department', 'Health')).toEqual([]);
    expect(steps('department', 'Housing')).toEqual(['line-2 ', 'department Health']);
    expect(steps('line-1', 'Housing')).toEqual(['department Health']);
  });
});

describe('a replay of 200 requests', () => {
  async function replayed(options: Pick<ReplayOptions, 'transport'> & { readonly limit?: number }) {
    const database = await createTestDatabase();
    try {
      const { result, lastMs } = await replay({ csv: FIXTURE, databaseUrl: database.url, ...options });
      const pool = new pg.Pool({ connectionString: database.url, max: 1 });
      const { rows } = await pool.query<{ last: Date }>('SELECT max(at) AS last FROM history');
      await pool.end();
      return { result, lastMs, lastEventMs: rows[0]?.last.getTime() ?? Number.NaN };
    } finally {
      await database.drop();
    }
  }

  test('ends with every request where the file leaves it, and not a moment later', async () => {
    const { result, lastMs, lastEventMs } = await replayed({ transport: 'in-process' });
    expect(result.faults).toEqual([]);
    const totals = totalsOf(FIXTURE);
    expect(result).toMatchObject({ created: 200, resolved: totals.closed, stillOpen: totals.stillOpen });
    expect(lastEventMs).toBeLessThanOrEqual(lastMs);
    const table = tableOf(result, 10);
    expect(table).toContain(`| all closed | ${totals.closed} | ${totals.onTime} | ${totals.late} | ${totals.noDueDate} |`);
    expect(table).toContain(`created 200 = resolved ${totals.closed} + still open ${totals.stillOpen}`);
    expect(table).toContain('20.0 cases/s');
  }, 240_000);

  test('tells the same over the wire', async () => {
    const { result } = await replayed({ transport: 'over-the-wire', limit: 20 });
    expect(result.faults).toEqual([]);
    expect(result.created).toBe(20);
  }, 120_000);

  test('is refused in a database that holds people or cases', async () => {
    const database = await createTestDatabase();
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    await pool.query(`INSERT INTO person (login, name, password_hash, roles, created_at) VALUES ('a', 'a', '', '{admin}', now())`);
    await pool.end();
    await expect(replay({ csv: FIXTURE, databaseUrl: database.url, transport: 'in-process' })).rejects.toMatchObject({
      code: 'DATABASE_NOT_EMPTY',
    });
    await database.drop();
  });
});
