import { createTestDatabase, type TestDatabase } from '../test/support/postgres.js';
import { type Database, later, openDatabase, row, rows, run, transaction } from './database.js';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  await run(db, 'CREATE TABLE thing (id integer PRIMARY KEY, name text NOT NULL)');
});
afterEach(() => run(db, 'DELETE FROM thing'));
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const INSERT = 'INSERT INTO thing (id, name) VALUES (:id, :name)';
const things = async (): Promise<string[]> =>
  (await rows<{ name: string }>(db, 'SELECT name FROM thing ORDER BY id')).map(({ name }) => name);

describe('a transaction', () => {
  test('carries out statements in the order in which they are sent, waited for or not', async () => {
    const seen = await transaction(db, async (on) => {
      later(on, INSERT, { id: 1, name: 'one' });
      later(on, 'UPDATE thing SET name = :name WHERE id = :id', { id: 1, name: 'first' });
      return row<{ name: string }>(on, 'SELECT name FROM thing WHERE id = :id', { id: 1 });
    });
    expect(seen).toEqual({ name: 'first' });
    expect(await things()).toEqual(['first']);
  });

  test('gives a parameter to each of its places, and leaves types after :: alone', async () => {
    const found = await transaction(db, (on) =>
      row(on, `SELECT CAST(:text AS text) || '/' || CAST(:text AS text) AS twice, 7::text AS text`, { text: 'a' }),
    );
    expect(found).toEqual({ twice: 'a/a', text: '7' });
  });

  test('keeps nothing when the last statement, which nobody waited for, fails', async () => {
    const failed = transaction(db, async (on) => {
      later(on, INSERT, { id: 1, name: 'one' });
      later(on, INSERT, { id: 1, name: 'again' });
    });
    await expect(failed).rejects.toMatchObject({ code: '23505', table: 'thing' });
    expect(await things()).toEqual([]);
  });

  test('names the statement that failed, not those that PostgreSQL refused after it', async () => {
    const failed = transaction(db, async (on) => {
      later(on, INSERT, { id: 1, name: null });
      await rows(on, 'SELECT * FROM thing');
    });
    await expect(failed).rejects.toMatchObject({ code: '23502', column: 'name' });
  });

  test('rolls back when the act throws, and its connection serves the next', async () => {
    for (let time = 0; time < 15; time++) {
      const failed = transaction(db, async (on) => {
        later(on, INSERT, { id: 1, name: 'one' });
        throw new Error('changed my mind');
      });
      await expect(failed).rejects.toThrow('changed my mind');
    }
    await transaction(db, async (on) => later(on, INSERT, { id: 2, name: 'two' }));
    expect(await things()).toEqual(['two']);
  });
});
