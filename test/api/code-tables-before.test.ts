/** An installation of before there were tables of codes: what was under way arrives, what its own table understood still is. */
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { CodeTables } from '../../api/codes/tables.js';
import { openDatabase } from '../../api/index.js';
import { tryDecision } from '../../engine/runtime/decision-trial.js';
import { migrate } from '../../migrations/index.js';
import { textOfFile } from '../processes/model-file.js';
import { createTestDatabase } from '../support/postgres.js';

const MIGRATIONS = new URL('../../migrations/', import.meta.url);

test('the first table of what the DMS says knows what the city’s own one knew', async () => {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'okienko-before-'));
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  for (const name of (await readdir(MIGRATIONS)).filter((one) => one.endsWith('.sql') && one < '0270'))
    await copyFile(new URL(name, MIGRATIONS), join(folder, name));
  await migrate(database.url, pathToFileURL(`${folder}/`));
  const own = textOfFile('resident-matter/dms-outcome.dmn')
    .replace('&quot;NPT&quot;', '&quot;NAP&quot;')
    .replace('<inputEntry id="dms-outcome-03-in2"><text>-</text></inputEntry>', '');
  await client.query(
    `INSERT INTO model_part (engine, definition_key, kind, ids, names, version, resource_name, content, deployed_at)
     VALUES ('embedded', 7, 'decisions', '{dms-outcome}', '{Wynik}', 2, 'dms-outcome.dmn', $1, now())`,
    [own],
  );
  await client.query(
    `INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, next_attempt_at)
     VALUES ('e/1/x', 'crm', 'LCK-1', 'change', '{"caseNumber":"LCK-1","caseRun":"LCK-1/1","status":"resolved","outcome":"RESOLVED_DONE"}', now(), now())`,
  );
  await migrate(database.url);
  const db = openDatabase(database.url);
  const codes = new CodeTables(db, { tryDecision: ({ xml, decisionId, variables }) => tryDecision(0, xml, decisionId, variables) });
  const ours = (code: string) => codes.ours('dms', { kind: 'outcome', code }, 0);
  expect(await ours('NAP')).toEqual({ type: 'ours', code: 'not-confirmed' });
  expect(await ours('ZAL')).toEqual({ type: 'ours', code: 'done' });
  expect(await ours('XYZ')).toEqual({ type: 'unknown' });
  expect(await codes.theirs('crm', { kind: 'outcome', code: 'done' }, 0)).toBe('RESOLVED_DONE');
  expect((await client.query('SELECT sent_codes, held_at, payload FROM outbox')).rows).toMatchObject([
    { sent_codes: null, held_at: null, payload: { outcome: 'RESOLVED_DONE' } },
  ]);
  await db.destroy();
  await client.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
}, 120_000);
