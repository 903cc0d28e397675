/**
 * The database of an installation that was given none: a real PostgreSQL from the installed packages, its data in
 * Okienko's data folder. Started with us, stopped with us, however we end (supervisor.ts).
 */
import { randomBytes } from 'node:crypto';
import { readFile, realpath, rename, stat, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { claimFolder } from './claim.js';
import { clusterExists, initialiseCluster, SUPERUSER, startPostmaster } from './cluster.js';
import { PostgresFailure } from './failure.js';
import { findHome, type Home } from './home.js';
import { clearLeftovers } from './orphan.js';

export interface EmbeddedOptions {
  /** OKIENKO_DATA. Made when missing. */
  readonly dataFolder: string;
  /** Takes one sentence at a time about what is going on. */
  readonly say?: (sentence: string) => void;
  /** Server settings beyond PostgreSQL's defaults, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  readonly url: string;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Where cluster, password and log really are. */
  readonly home: string;
  /** Settles when PostgreSQL has ended, asked for or not. */
  readonly ended: Promise<void>;
  /** Fast shutdown; then the folder is free again. Idempotent. */
  stop(): Promise<void>;
}

const DATABASE = 'okienko';
const LOG_LIMIT_BYTES = 10_000_000;

export async function startEmbeddedPostgres({ dataFolder, say = () => {}, settings = {} }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = await findHome(resolve(dataFolder));
  home.notices.forEach(say);
  const release = await claimFolder(join(home.folder, 'claim'), dataFolder);
  try {
    const password = await passwordOf(home);
    const environment = await prepareCluster(home, password, say);
    const { binaries, account, clusterFolder } = home;
    const logFile = await logFileOf(home);
    const postmaster = await startPostmaster({
      binaries,
      account,
      dataFolder: await realpath(clusterFolder),
      logFile,
      settings,
      environment,
    });
    const server = `postgres://${SUPERUSER}:${password}@127.0.0.1:${postmaster.port}`;
    await createDatabaseOnce(`${server}/postgres`);
    let stopped: Promise<void> | undefined;
    const stop = () => {
      stopped ??= postmaster.stop().finally(release);
      return stopped;
    };
    return { url: `${server}/${DATABASE}`, pid: postmaster.pid, home: home.folder, ended: postmaster.ended, stop };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Leaves a whole cluster that nobody runs, and settles to what the postmaster must be told. */
async function prepareCluster(home: Home, password: string, say: (sentence: string) => void): Promise<Readonly<Record<string, string>>> {
  const { binaries, account, clusterFolder } = home;
  if (!(await clusterExists(clusterFolder))) {
    say(`Making a new database in ${clusterFolder}.`);
    await initialiseCluster({ binaries, account, dataFolder: clusterFolder, password, durable: true });
    return {};
  }
  await expectVersion(home);
  const { orphanStopped, environment } = await clearLeftovers(await realpath(clusterFolder));
  if (orphanStopped) say('Stopped a PostgreSQL that an earlier start had left behind.');
  return environment;
}

async function expectVersion({ binaries, clusterFolder }: Home): Promise<void> {
  const found = (await readFile(join(clusterFolder, 'PG_VERSION'), 'utf8')).trim();
  if (found === binaries.majorVersion) return;
  throw new PostgresFailure(
    'data-version',
    `Expected data of PostgreSQL ${binaries.majorVersion} in ${clusterFolder}, but they are of PostgreSQL ${found}. Move them with pg_upgrade, or start with the Okienko that made them.`,
  );
}

/** Random, made once; the database listens on loopback only, where other users of the machine could still knock. */
async function passwordOf(home: Home): Promise<string> {
  const file = join(home.folder, 'password');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return kept.trim();
  if (await clusterExists(home.clusterFolder)) {
    throw new PostgresFailure(
      'password-missing',
      `Expected the database's password in ${file}, but the file is gone. Put it back from a backup, or move ${home.clusterFolder} away to begin anew.`,
    );
  }
  const password = randomBytes(24).toString('hex');
  await writeFile(`${file}.unfinished`, `${password}\n`, { mode: 0o600 });
  await rename(`${file}.unfinished`, file);
  return password;
}

async function logFileOf(home: Home): Promise<string> {
  const file = join(home.folder, 'postgres.log');
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await truncate(file);
  return file;
}

async function createDatabaseOnce(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
