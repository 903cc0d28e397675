/**
 * Real PostgreSQL for tests.
 *
 * `createTestDatabase()` gives a test file a database of its own, cloned in well under 100 ms from a template with all
 * migrations applied, on one cluster that the whole Jest run shares and the first caller starts. That cluster doesn't flush
 * to disk. `startPostgres()` gives a crash test a cluster of its own that it may kill.
 * OKIENKO_TEST_DATABASE_URL (a superuser's URL) makes the former use another server.
 */

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '../../migrations/index.js';
import { postgresAccount } from '../../postgres/account.js';
import { reachableBinaries } from '../../postgres/binaries.js';
import { initialiseCluster, SUPERUSER, startPostmaster } from '../../postgres/cluster.js';
import { onceARun, runFolder } from './once-a-run.js';

const LEAVING_LOOKS = 20;
const LEAVING_LOOK_MS = 20;

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A fresh database with the schema. Drop it in `afterAll`; what is forgotten goes with the run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = await sharedCluster();
  return clone(cluster, cluster.template);
}

/** A copy of a database that a test made, as it is now; nobody may be connected to it. */
export async function cloneTestDatabase(url: string): Promise<TestDatabase> {
  return clone(await sharedCluster(), decodeURIComponent(new URL(url).pathname.slice(1)));
}

async function clone(cluster: SharedCluster, template: string): Promise<TestDatabase> {
  const name = `${cluster.prefix}_${randomBytes(8).toString('hex')}`;
  await query(cluster.serverUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  return {
    url: databaseUrl(cluster.serverUrl, name),
    drop: () => withClient(cluster.serverUrl, (client) => drop(client, name)),
  };
}

export interface TestPostgres {
  /** Of a database with the schema applied. The port changes with each restart, so read it again. */
  readonly url: string;
  readonly dataFolder: string;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** kill -9 of the postmaster; settles when it is gone. Its servers notice and end by themselves. */
  kill9(): Promise<void>;
  /** Starts it again on the same data, after kill9() or while it runs; recovery included. */
  restart(): Promise<void>;
  /** The database as it was at the start; whoever is still connected is cut off. It must be running. */
  renew(): Promise<void>;
  /** Stops it and removes its data. Idempotent. */
  stop(): Promise<void>;
}

export interface TestPostgresOptions {
  /** True: fsync and synchronous commit as in production. */
  readonly durable?: boolean;
  /** False leaves the database empty. */
  readonly migrated?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

/** A cluster for this test alone. It ends and is removed with this process, whatever happens to it. */
export async function startPostgres({ durable = false, migrated = true, settings = {} }: TestPostgresOptions = {}): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'okienko-test-'));
  const keeper = spawn('sh', [new URL('keeper.sh', import.meta.url).pathname, folder], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const options = await makeCluster(folder, { ...(durable ? {} : CARELESS), ...settings });
  const start = () => startPostmaster(options);
  let postmaster = await start();
  const serverUrl = () => `postgres://${SUPERUSER}:${PASSWORD}@127.0.0.1:${postmaster.port}/postgres`;
  const url = () => databaseUrl(serverUrl(), 'okienko');
  await query(serverUrl(), 'CREATE DATABASE pristine');
  if (migrated) await migrate(databaseUrl(serverUrl(), 'pristine'));
  await query(serverUrl(), 'CREATE DATABASE okienko TEMPLATE pristine');
  const kill9 = async () => {
    process.kill(postmaster.pid, 'SIGKILL');
    await postmaster.ended;
  };
  let stopping: Promise<void> | undefined;
  return {
    get url() {
      return url();
    },
    get pid() {
      return postmaster.pid;
    },
    dataFolder: options.dataFolder,
    kill9,
    async restart() {
      await postmaster.stop();
      postmaster = await start();
    },
    async renew() {
      await withClient(serverUrl(), (client) => drop(client, 'okienko'));
      await query(serverUrl(), 'CREATE DATABASE okienko TEMPLATE pristine');
    },
    stop() {
      stopping ??= (async () => {
        await postmaster.stop();
        keeper.stdin?.end();
        if (keeper.exitCode === null) await once(keeper, 'exit');
        // The keeper did this, unless its script was not beside a compiled copy of this file.
        await rm(folder, { recursive: true, force: true });
      })();
      return stopping;
    },
  };
}

/** Only ever on loopback and for the length of a test run. */
const PASSWORD = 'okienko';

const CARELESS = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** mmap: parallel workers' memory as files in the data folder, so that a killed cluster leaves nothing in /dev/shm. */
const EVERY_CLUSTER = { max_connections: '300', dynamic_shared_memory_type: 'mmap' };

async function makeCluster(folder: string, settings: Readonly<Record<string, string>>) {
  const account = postgresAccount();
  // First: programs are copied there when the checkout lies in a closed folder.
  if (account !== null) await chown(folder, account.uid, account.gid);
  const binaries = await reachableBinaries(account, join(folder, 'postgresql'));
  const dataFolder = join(folder, 'data');
  await initialiseCluster({ binaries, account, dataFolder, password: PASSWORD, durable: false });
  return { binaries, account, dataFolder, logFile: join(folder, 'log'), settings: { ...EVERY_CLUSTER, ...settings } };
}

interface SharedCluster {
  readonly serverUrl: string;
  readonly template: string;
  /** Every database of this run has a name that starts so. */
  readonly prefix: string;
  /** True when somebody else's server is used, which outlives the run. */
  readonly foreign: boolean;
}

const sharedCluster = (): Promise<SharedCluster> => onceARun('cluster', () => startShared(runFolder()));

async function startShared(folder: string): Promise<SharedCluster> {
  const prefix = basename(folder).toLowerCase().replaceAll('-', '_');
  const template = `${prefix}_template`;
  const given = process.env.OKIENKO_TEST_DATABASE_URL;
  const serverUrl = given ?? (await startSharedPostmaster(folder));
  await query(serverUrl, `CREATE DATABASE "${template}"`);
  await migrate(databaseUrl(serverUrl, template));
  // Nobody can connect any more, so nobody can get in the way of a clone.
  await query(serverUrl, `ALTER DATABASE "${template}" IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  return { serverUrl, template, prefix, foreign: given !== undefined };
}

async function startSharedPostmaster(folder: string): Promise<string> {
  const options = await makeCluster(folder, CARELESS);
  const { port } = await startPostmaster({ ...options, lifeline: join(folder, 'lifeline') });
  return `postgres://${SUPERUSER}:${PASSWORD}@127.0.0.1:${port}/postgres`;
}

/** A pool has ended before the server has seen its last connection go; one that is cut off meanwhile is an error that nobody hears. */
async function drop(client: pg.Client, name: string): Promise<void> {
  const isUsed = async (): Promise<boolean> =>
    (await client.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1 LIMIT 1', [name])).rowCount !== 0;
  for (let looks = 0; looks < LEAVING_LOOKS && (await isUsed()); looks++) await sleep(LEAVING_LOOK_MS);
  await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}

async function query(url: string, sql: string): Promise<void> {
  await withClient(url, (client) => client.query(sql));
}

async function withClient(url: string, act: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
