/** The sample data as a city meets it at its first start. One story for all tests: it takes a while to tell. */
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../test/support/postgres.js';
import { CATALOGUE } from './catalogue/index.js';
import { loadSampleOnce } from './index.js';
import { PEOPLE } from './office.js';

let database: TestDatabase;
let pool: pg.Pool;
let endMs: number;
const said: string[] = [];
const say = (sentence: string): void => {
  said.push(sentence);
};

beforeAll(async () => {
  database = await createTestDatabase();
  // What a start that was killed on the way has left.
  const killed = new pg.Client({ connectionString: database.url });
  await killed.connect();
  await killed.query(`CREATE DATABASE "${new URL(database.url).pathname.slice(1)}_sample"`);
  await killed.end();
  await loadSampleOnce({ databaseUrl: database.url, say });
  endMs = Date.now();
  process.stdout.write(`${said.join('\n')}\n`);
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
}, 600_000);

afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function rows<Row>(sql: string): Promise<Row[]> {
  return (await pool.query(sql)).rows;
}

async function counts(sql: string): Promise<Record<string, number>> {
  return Object.fromEntries((await rows<{ name: string; n: number }>(sql)).map(({ name, n }) => [name, n]));
}

describe('the sample data', () => {
  test('are about 300 cases of the last 60 days, all marked, with residents, catalogue and office', async () => {
    expect(await counts('SELECT sample::text AS name, count(*)::int AS n FROM case_file GROUP BY 1')).toEqual({ true: 300 });
    expect(await counts('SELECT sample::text AS name, count(*)::int AS n FROM resident GROUP BY 1')).toEqual({ true: 120 });
    expect(await rows('SELECT count(DISTINCT name)::int AS n FROM resident')).toEqual([{ n: 120 }]);
    const [span] = await rows<{ first: Date; last: Date }>('SELECT min(registered_at) AS first, max(registered_at) AS last FROM case_file');
    expect(endMs - (span?.first.getTime() ?? 0)).toBeLessThan(60 * 86_400_000);
    expect(endMs - (span?.last.getTime() ?? 0)).toBeGreaterThanOrEqual(0);
    expect(await rows(`SELECT count(*)::int AS n FROM unit WHERE kind = 'department'`)).toEqual([{ n: 3 }]);
    expect(await rows(`SELECT count(*)::int AS n FROM classification WHERE approved_answer <> ''`)).toEqual([{ n: 40 }]);
  });

  test('say how far they are while somebody waits', () => {
    expect(said.filter((sentence) => /^sample data: \d+ of 60 days told/.test(sentence)).length).toBeGreaterThanOrEqual(4);
  });

  test('show every state that a case can be in: at each tier, late, closed in many ways, reopened, called about twice', async () => {
    const open = await counts(`SELECT tier AS name, count(*)::int AS n FROM task WHERE state = 'open' GROUP BY 1`);
    expect(Object.keys(open).sort()).toEqual(['department', 'front-office', 'line-1', 'line-2']);
    const outcomes = await counts(`SELECT outcome_code AS name, count(*)::int AS n FROM case_file WHERE status = 'resolved' GROUP BY 1`);
    expect(Object.keys(outcomes)).toEqual(
      expect.arrayContaining(['answered', 'done', 'not-confirmed', 'refused', 'withdrawn', 'out-of-competence']),
    );
    expect(
      (await rows<{ n: number }>(`SELECT count(*)::int AS n FROM case_file WHERE status = 'open' AND promise_at < now()`))[0]?.n,
    ).toBeGreaterThan(3);
    expect((await rows<{ n: number }>('SELECT count(*)::int AS n FROM case_run WHERE run > 1'))[0]?.n).toBeGreaterThan(0);
    expect((await rows<{ n: number }>('SELECT count(*)::int AS n FROM contact'))[0]?.n).toBeGreaterThan(300);
    expect((await rows<{ n: number }>(`SELECT count(*)::int AS n FROM dms_file WHERE closed_by = 'department'`))[0]?.n).toBeGreaterThan(0);
  });

  test('were made by the engine alone: each case has its run, nothing failed, nothing waits', async () => {
    expect(await rows('SELECT count(*)::int AS n FROM case_run WHERE process_instance_key IS NULL')).toEqual([{ n: 0 }]);
    expect(await rows('SELECT count(*)::int AS n FROM case_incident')).toEqual([{ n: 0 }]);
    expect(await rows('SELECT count(*)::int AS n FROM outbox WHERE delivered_at IS NULL AND withdrawn_at IS NULL')).toEqual([{ n: 0 }]);
    expect(await rows(`SELECT count(*)::int AS n FROM pending_completion WHERE state <> 'done'`)).toEqual([{ n: 0 }]);
    expect(await rows('SELECT count(*)::int AS n FROM session')).toEqual([{ n: 0 }]);
    expect(
      await rows(
        `SELECT count(*)::int AS n FROM case_file c WHERE status = 'open' AND NOT EXISTS (SELECT FROM task t WHERE t.case_id = c.id AND t.state = 'open')`,
      ),
    ).toEqual([{ n: 0 }]);
  });
});

test('nobody begins with a full bell: all but the newest three notices of each person have been read', async () => {
  const people = await rows<{ login: string; all: number; unread: number; oldestUnread: Date | null; newestRead: Date | null }>(
    `SELECT login, count(*)::int AS all, count(*) FILTER (WHERE read_at IS NULL)::int AS unread,
            min(at) FILTER (WHERE read_at IS NULL) AS "oldestUnread", max(at) FILTER (WHERE read_at IS NOT NULL) AS "newestRead"
       FROM notice GROUP BY login`,
  );
  expect(Math.max(...people.map(({ all }) => all))).toBeGreaterThan(10);
  for (const { all, unread, oldestUnread, newestRead } of people) {
    expect(unread).toBe(Math.min(all, 3));
    if (oldestUnread !== null && newestRead !== null) expect(newestRead.getTime()).toBeLessThanOrEqual(oldestUnread.getTime());
  }
});

test('a second start leaves them alone, and nothing of the first is left beside', async () => {
  const before = said.length;
  await loadSampleOnce({ databaseUrl: database.url, say });
  expect(said.length).toBe(before);
  expect(await rows(`SELECT datname FROM pg_database WHERE datname LIKE current_database() || '\\_%'`)).toEqual([]);
  expect(
    await rows(
      `SELECT setconfig FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database()`,
    ),
  ).toEqual([]);
});

describe('the sample office', () => {
  test('has at least three people a tier and a lead for each', () => {
    for (const tier of ['front-office', 'line-1', 'line-2', 'department']) {
      const staff = PEOPLE.filter(({ roles }) => roles.includes(tier));
      expect(staff.filter(({ lead }) => lead !== true).length).toBeGreaterThanOrEqual(3);
      expect(staff.some(({ lead }) => lead === true)).toBe(true);
    }
  });

  test('answers in short sentences that can be read aloud', () => {
    expect(new Set(CATALOGUE.map(({ code }) => code)).size).toBe(40);
    for (const { answer } of CATALOGUE) {
      const longest = Math.max(...answer.split(/[.!?] /).map((sentence) => sentence.split(/\s+/).length));
      expect(longest).toBeLessThanOrEqual(25);
    }
  });
});
