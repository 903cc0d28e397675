import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { createTestDatabase, startPostgres } from './postgres.js';
import { isRunning } from './processes.js';

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('databases for tests', () => {
  test('two callers never see each other', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await rows(one.url, 'CREATE TABLE only_here (x int)');
    await expect(rows(two.url, 'SELECT * FROM only_here')).rejects.toThrow('does not exist');
    await Promise.all([one.drop(), two.drop()]);
    await expect(rows(one.url, 'SELECT 1')).rejects.toThrow('does not exist');
  });

  test('each has the schema of every migration', async () => {
    const database = await createTestDatabase();
    const tables = await rows(database.url, "SELECT to_regclass('knex_migrations') AS name");
    expect(tables).toEqual([{ name: 'knex_migrations' }]);
    await database.drop();
  });
});

describe('a cluster of its own', () => {
  test('keeps what was committed when it is killed with -9 and started again, and leaves nothing when stopped', async () => {
    const cluster = await startPostgres({ durable: true, migrated: false });
    await rows(cluster.url, 'CREATE TABLE kept (x int); INSERT INTO kept VALUES (42)');
    expect(await rows(cluster.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    const killed = cluster.pid;
    await cluster.kill9();
    expect(isRunning(killed)).toBe(false);
    await cluster.restart();
    expect(cluster.pid).not.toBe(killed);
    expect(await rows(cluster.url, 'SELECT x FROM kept')).toEqual([{ x: 42 }]);
    const { dataFolder, pid } = cluster;
    await cluster.stop();
    expect(isRunning(pid)).toBe(false);
    await expect(readFile(`${dataFolder}/PG_VERSION`)).rejects.toThrow('ENOENT');
  });
});
