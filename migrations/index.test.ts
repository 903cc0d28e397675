import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../test/support/postgres.js';
import { migrate } from './index.js';

let folder: string;
let database: TestDatabase;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'okienko-migrations-'));
  database = await createTestDatabase();
  // The template has the real migrations applied; these tests bring their own.
  await rows('DROP TABLE knex_migrations, knex_migrations_lock');
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const run = () => migrate(database.url, pathToFileURL(`${folder}/`));
const put = (name: string, sql: string) => writeFile(join(folder, name), sql);
async function rows(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('migrations', () => {
  test('run in order, once, with several statements and question marks in a file', async () => {
    await put('9002_fill.sql', `INSERT INTO trial VALUES ('{"a":1}'::jsonb ? 'a', 'really?'); INSERT INTO trial VALUES (false, 'no');`);
    await put('9001_make.sql', 'CREATE TABLE trial (found boolean, words text);');
    await put('notes.txt', 'not SQL');
    await run();
    await run();
    expect(await rows('SELECT * FROM trial ORDER BY words')).toEqual([
      { found: false, words: 'no' },
      { found: true, words: 'really?' },
    ]);
    expect(await rows('SELECT name FROM knex_migrations ORDER BY id')).toEqual([{ name: '9001_make.sql' }, { name: '9002_fill.sql' }]);
  });

  test('a later start applies only what was added', async () => {
    await put('9001_make.sql', 'CREATE TABLE trial (x int);');
    await run();
    await put('9002_more.sql', 'ALTER TABLE trial ADD COLUMN y int;');
    await run();
    expect(await rows('SELECT x, y FROM trial')).toEqual([]);
  });

  test('a lower number that came later is applied too', async () => {
    await put('9010_other.sql', 'CREATE TABLE other (x int);');
    await run();
    await put('9003_between.sql', 'CREATE TABLE between_them (x int);');
    await run();
    expect(await rows('SELECT name FROM knex_migrations ORDER BY id')).toEqual([{ name: '9010_other.sql' }, { name: '9003_between.sql' }]);
  });

  test('nodes that start together take turns', async () => {
    await put('9001_make.sql', 'CREATE TABLE trial (x int); SELECT pg_sleep(0.2);');
    await put('9002_fill.sql', 'INSERT INTO trial VALUES (1);');
    await Promise.all([run(), run(), run()]);
    expect(await rows('SELECT x FROM trial')).toEqual([{ x: 1 }]);
  });

  test('one that fails leaves nothing half done and blocks nobody', async () => {
    await put('9001_make.sql', 'CREATE TABLE trial (x int); SELECT 1 / 0;');
    await expect(run()).rejects.toThrow(
      'Expected migration 9001_make.sql to apply, but PostgreSQL says: division by zero. Nothing of it was kept.',
    );
    expect(await rows("SELECT to_regclass('trial') AS found")).toEqual([{ found: null }]);
    await put('9001_make.sql', 'CREATE TABLE trial (x int);');
    await run();
    expect(await rows('SELECT x FROM trial')).toEqual([]);
  });

  test('a lock row that a killed node left behind stops nobody', async () => {
    await put('9001_make.sql', 'CREATE TABLE trial (x int);');
    await run();
    await rows('UPDATE knex_migrations_lock SET is_locked = 1');
    await put('9002_more.sql', 'ALTER TABLE trial ADD COLUMN y int;');
    await run();
    expect(await rows('SELECT x, y FROM trial')).toEqual([]);
  });
});
