import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js';
import { type Database, row, rows, run } from '../database.js';
import { openStageDatabase } from './stage-database.js';

const API = fileURLToPath(new URL('..', import.meta.url));

/** What the code of a stage imports and writes, and a rehearsal doesn't: why it never comes there. */
const NEVER_THERE: Readonly<Record<string, string>> = {
  access_log: 'routes write it, and no request comes to a stage',
  session: 'the same',
  case_number: 'a stage brings a number of its own',
  model_part: 'a rehearsal is given processes alone, no forms and no decisions',
};

let database: TestDatabase;
let stage: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  stage = openStageDatabase(database.url);
});
afterAll(async () => {
  await stage.destroy();
  await database.drop();
});

test('a stage has a table of its own for whatever the code for cases writes', async () => {
  const own = await rows<{ name: string }>(
    stage,
    `SELECT relname AS name FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'`,
  );
  const written = tablesWritten(['rehearsal/stage.ts', 'rehearsal/perform.ts'].map((path) => join(API, path)));
  expect(written).toEqual(expect.arrayContaining(['case_file', 'case_journal', 'task']));
  const shadowed = new Set(own.map(({ name }) => name));
  expect(written.filter((table) => !shadowed.has(table)).sort()).toEqual(Object.keys(NEVER_THERE).sort());
});

test('and PostgreSQL refuses to write any other', async () => {
  await expect(run(stage, `UPDATE unit SET name = 'x'`, {})).rejects.toMatchObject({ code: '25006' });
  expect(await row(stage, 'SELECT 1 AS there FROM case_file', {})).toBeUndefined();
});

/** By what these files of the api and all that they import have in their statements. */
function tablesWritten(entries: readonly string[]): string[] {
  const seen = new Set<string>();
  const written = new Set<string>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path) || !path.startsWith(API) || !existsSync(path)) continue;
    seen.add(path);
    const text = readFileSync(path, 'utf8');
    for (const [, table = ''] of text.matchAll(/\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+([a-z_]+)(?!\.)\b/g)) written.add(table);
    for (const [, specifier = ''] of text.matchAll(/^(?:import|export)\s+(?!type\s)[^;]*?from\s+'(\.[^']+)'/gm))
      open.push(normalize(join(dirname(path), specifier)).replace(/\.js$/, '.ts'));
  }
  return [...written];
}
