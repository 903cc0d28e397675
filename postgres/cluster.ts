/**
 * Makes a PostgreSQL cluster in a folder and starts and stops its postmaster. Knows nothing of who may use the folder
 * (embedded.ts) or of tests (test/support).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { PostgresFailure } from './failure.js';
import { supervise } from './supervisor.js';

export const SUPERUSER = 'okienko';

export interface NewCluster {
  readonly binaries: Binaries;
  readonly account: Account | null;
  readonly dataFolder: string;
  readonly password: string;
  /** False skips the flush to disk: for clusters that nobody will miss. */
  readonly durable: boolean;
}

/** Runs initdb beside the wanted folder and renames it into place, so that a half-made cluster is never mistaken for a whole one. */
export async function initialiseCluster({ binaries, account, dataFolder, password, durable }: NewCluster): Promise<void> {
  const unfinished = `${dataFolder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const passwordFile = join(tmpdir(), `okienko-${randomBytes(12).toString('hex')}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  try {
    if (account !== null) {
      await chown(unfinished, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    const flags = [`--pgdata=${unfinished}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    await run(binaries.initdb, [...flags, '--encoding=UTF8', '--locale=C', ...(durable ? [] : ['--no-sync'])], account);
    await rename(unfinished, dataFolder);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

export interface PostmasterOptions {
  readonly binaries: Binaries;
  readonly account: Account | null;
  readonly dataFolder: string;
  readonly logFile: string;
  /** Server settings, as in postgresql.conf. */
  readonly settings: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly lifeline?: string;
}

export interface Postmaster {
  readonly port: number;
  /** Process id of the postmaster itself. */
  readonly pid: number;
  /** Settles when PostgreSQL has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. Idempotent. */
  stop(): Promise<void>;
  /** The shell that holds the lifeline; for crash tests. */
  readonly supervisor: ChildProcess;
}

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 60_000;
const PORT_ATTEMPTS = 5;

export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const started = await tryStart(options, await freeLoopbackPort());
    if ('pid' in started) return started;
    const portWasTaken = /could not bind|Address already in use/.test(started.log);
    // Servers of a postmaster that was killed may need a moment to notice that it is gone.
    const leftoverServers = /pre-existing shared memory block/.test(started.log);
    if ((portWasTaken && attempt < PORT_ATTEMPTS) || (leftoverServers && attempt < 50)) {
      if (leftoverServers) await sleep(200);
      continue;
    }
    throw new PostgresFailure(
      'start-failed',
      `PostgreSQL did not start from ${options.dataFolder}. Its last messages:\n${started.log.trim()}`,
    );
  }
}

async function tryStart(options: PostmasterOptions, port: number): Promise<Postmaster | { readonly log: string }> {
  const settings = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await open(options.logFile, 'a', 0o600);
  const logStart = (await log.stat()).size;
  const supervisor = supervise({ ...options, command: [options.binaries.postgres, '-D', options.dataFolder, ...flags], log: log.fd });
  const ended = new Promise<void>((resolve) => {
    supervisor.once('exit', () => resolve());
    supervisor.once('error', () => resolve());
  });
  let over = false;
  void ended.then(() => {
    over = true;
  });
  await log.close();

  const deadline = performance.now() + START_LIMIT_MS;
  while (!over && performance.now() < deadline) {
    const file = await readPostmasterFile(options.dataFolder);
    if (file?.port === port && file.status === 'ready') {
      const stop = () => stopPostmaster(supervisor, file.pid, ended);
      return { port, pid: file.pid, ended, stop, supervisor };
    }
    await sleep(5);
  }
  supervisor.stdin?.destroy();
  if (options.lifeline === undefined) await ended;
  return { log: await logSince(options.logFile, logStart) };
}

async function stopPostmaster(supervisor: ChildProcess, pid: number, ended: Promise<void>): Promise<void> {
  if (supervisor.stdin === null) process.kill(pid, 'SIGINT');
  else supervisor.stdin.destroy();
  supervisor.ref();
  const limit = new AbortController();
  const timeout = sleep(STOP_LIMIT_MS, 'late' as const, { signal: limit.signal }).catch(() => 'stopped' as const);
  const outcome = await Promise.race([ended.then(() => 'stopped' as const), timeout]);
  limit.abort();
  if (outcome === 'stopped') return;
  process.kill(pid, 'SIGQUIT');
  throw new PostgresFailure(
    'stop-failed',
    `PostgreSQL (process ${pid}) did not stop within ${STOP_LIMIT_MS / 1000} s and was ended at once; it will recover from its log at the next start.`,
  );
}

export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

/** postmaster.pid: line 1 process id, 4 port, 8 status (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_*). Null when there is none. */
export async function readPostmasterFile(dataFolder: string): Promise<PostmasterFile | null> {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3] ?? '0'), status: (lines[7] ?? '').trim() };
}

export async function clusterExists(dataFolder: string): Promise<boolean> {
  return stat(join(dataFolder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

/** Asks the kernel for a free port. Somebody may take it before PostgreSQL does; startPostmaster then tries another. */
async function freeLoopbackPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No loopback port'))));
    });
  });
}

async function logSince(logFile: string, start: number): Promise<string> {
  return (await readFile(logFile)).subarray(start).toString('utf8');
}

async function run(program: string, flags: readonly string[], account: Account | null): Promise<void> {
  const child = spawn(program, flags, { ...account, cwd: '/', env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' } });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new PostgresFailure('initialise-failed', `${program} failed with code ${code}:\n${output.trim()}`);
}
