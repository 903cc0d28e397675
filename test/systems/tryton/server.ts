/** Tryton 6.0 from Debian's packages, on a PostgreSQL of its own: on SQLite its time stamps are too coarse to see a stale write. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres, type TestPostgres } from '../../support/postgres.js';
import { installPackages } from '../debian.js';
import { freePort, type Stage } from '../stage.js';
import type { Server, System } from '../system.js';
import { ADMIN_PASSWORD, PASSWORD, PROJECT, seed, USER } from './seed.js';

const PACKAGES = ['tryton-server', 'tryton-modules-project', 'python3-psycopg2'];
const DATABASE = 'city';
/** Setting up its database takes most of it. */
const READY_LIMIT_MS = 300_000;

function configuration(databaseUrl: string, port: number): string {
  return `[database]
uri = ${databaseUrl}
[web]
listen = 127.0.0.1:${port}
[session]
max_attempt = 1000
[email]
uri = smtp://127.0.0.1:9
`;
}

/** One process group from the first step on, so that whoever ends it ends all. */
const STEPS = `
export TRYTONPASSFILE=password
trytond-admin -c trytond.conf -d ${DATABASE} --email admin@example.invalid --all -p &&
trytond-admin -c trytond.conf -d ${DATABASE} -u project --activate-dependencies &&
: > prepared &&
exec trytond -c trytond.conf
`;

async function start(stage: Stage): Promise<Server> {
  const postgres = await startPostgres({ migrated: false });
  try {
    return await startOn(stage, postgres);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function startOn(stage: Stage, postgres: TestPostgres): Promise<Server> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${DATABASE}`);
  await client.end();
  const port = await freePort();
  const { host, username, password } = new URL(postgres.url);
  const uri = `postgresql://${username}:${password}@${host}/`;
  await writeFile(join(stage.folder, 'trytond.conf'), configuration(uri, port));
  await writeFile(join(stage.folder, 'password'), `${ADMIN_PASSWORD}\n`, { mode: 0o600 });
  const tryton = stage.spawn('sh', ['-c', STEPS]);
  const url = `http://127.0.0.1:${port}/${DATABASE}`;
  const isUp = async (): Promise<boolean> => {
    await readFile(join(stage.folder, 'prepared'));
    const json = JSON.stringify({ id: 1, method: 'common.server.version', params: [] });
    return (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: json })).ok;
  };
  await tryton.ready(isUp, READY_LIMIT_MS);
  const stop = async (): Promise<void> => {
    await tryton.stop();
    await postgres.stop();
  };
  try {
    await seed(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, settings: { user: USER, password: PASSWORD, project: PROJECT }, stop };
}

export const system: System = { prepare: () => installPackages(...PACKAGES), start };
