import { readFileSync } from 'node:fs';
import { parseCalendar, readCalendar } from './calendar/index.js';
import { failureText } from './failure.js';
import { migrate } from './migrations/index.js';
import { createTestDatabase } from './test/support/postgres.js';

async function failure(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
  } catch (error) {
    return failureText(error);
  }
  return 'nothing failed';
}

describe('a start that fails', () => {
  test.each([
    ['nobody listens', 'postgres://okienko:secret@127.0.0.1:1/okienko', /No PostgreSQL answers .*DATABASE_URL/],
    ['localhost, both families', 'postgres://okienko:secret@localhost:1/okienko', /No PostgreSQL answers .*DATABASE_URL/],
    ['an unknown host', 'postgres://okienko:secret@nowhere.invalid/okienko', /DATABASE_URL/],
  ])('for the database (%s) says what to do, in one line and without the password', async (_what, url, expected) => {
    const text = await failure(() => migrate(url));
    expect(text).toMatch(expected);
    expect(text).toContain('Nothing was changed.');
    expect(text).not.toMatch(/\n|secret/);
  });

  test('for a database that is not there says so', async () => {
    const database = await createTestDatabase();
    const url = new URL(database.url);
    url.pathname = '/no_such_database';
    expect(await failure(() => migrate(url.href))).toMatch(/no_such_database.*create it/);
    await database.drop();
  });

  test('for a calendar names the file and every fault', async () => {
    expect(await failure(() => readCalendar('/no/such.json'))).toMatch(
      /^OKIENKO_CALENDAR: Expected a calendar in \/no\/such\.json, but: .*ENOENT/,
    );
    const notCalendar = new URL('./package.json', import.meta.url).pathname;
    expect(await failure(() => readCalendar(notCalendar))).toMatch(/^OKIENKO_CALENDAR: .*timeZone/);
    expect(await failure(() => readCalendar(new URL('./README.md', import.meta.url).pathname))).toMatch(/JSON/);
  });

  test('for a bug keeps its stack', () => {
    expect(failureText(new TypeError('x is undefined'))).toMatch(/TypeError: x is undefined\n\s+at /);
  });
});

test('the example of a calendar in the operations guide is one', () => {
  const guide = readFileSync(new URL('./docs/operations/settings.md', import.meta.url), 'utf8');
  const example = /```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  expect(parseCalendar(JSON.parse(example)).timeZone).toBe('Europe/Warsaw');
});
