/** Lets go of the lifeline (see global-setup.mjs) and waits until PostgreSQL has stopped and its folder is gone. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

export default async function globalTeardown() {
  const { folder, keeper, lifeline } = globalThis.okienkoTestRun;
  await dropFromForeignServer(folder);
  await lifeline.close();
  const gone = once(keeper, 'exit');
  keeper.stdin.end();
  await gone;
}

/** A server given by OKIENKO_TEST_DATABASE_URL outlives us: take our databases away from it. */
async function dropFromForeignServer(folder) {
  const text = await readFile(join(folder, 'cluster.json'), 'utf8').catch(() => null);
  const cluster = text === null ? undefined : JSON.parse(text).value;
  if (!cluster?.foreign) return;
  const server = new pg.Client({ connectionString: cluster.serverUrl });
  await server.connect();
  const mine = await server.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [cluster.prefix]);
  await server.query(`ALTER DATABASE "${cluster.template}" IS_TEMPLATE false`);
  for (const { datname } of mine.rows) await server.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  await server.end();
}
