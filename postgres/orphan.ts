/**
 * What a killed start may have left in a cluster's folder: a postmaster that still runs, or the number of one that is gone
 * and now belongs to some other process.
 */

import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPostmasterFile } from './cluster.js';
import { PostgresFailure } from './failure.js';

const FAST_LIMIT_MS = 30_000;
const IMMEDIATE_LIMIT_MS = 5_000;

export interface Leftovers {
  /** A postmaster of this folder ran without an owner and was stopped. */
  readonly orphanStopped: boolean;
  /** What the next postmaster has to be told so that it doesn't take a stranger's process for its predecessor. */
  readonly environment: Readonly<Record<string, string>>;
}

export async function clearLeftovers(dataFolder: string): Promise<Leftovers> {
  const file = await readPostmasterFile(dataFolder);
  if (file === null) return { orphanStopped: false, environment: {} };
  if (!(await isPostmasterOf(file.pid, dataFolder))) {
    // PostgreSQL refuses to start while the recorded number is alive, whoever has it now, save for this one exception
    // (CreateLockFile in miscinit.c). Removing the file instead would lose its guard against servers that still run.
    return { orphanStopped: false, environment: { PG_GRANDPARENT_PID: String(file.pid) } };
  }
  for (const [signal, limitMs] of [
    ['SIGINT', FAST_LIMIT_MS],
    ['SIGQUIT', IMMEDIATE_LIMIT_MS],
  ] as const) {
    signalQuietly(file.pid, signal);
    for (const deadline = performance.now() + limitMs; performance.now() < deadline; await sleep(20)) {
      if (!(await isPostmasterOf(file.pid, dataFolder))) return { orphanStopped: true, environment: {} };
    }
  }
  throw new PostgresFailure(
    'data-folder-in-use',
    `Expected the PostgreSQL left over in ${dataFolder} (process ${file.pid}) to stop, but it did not. End that process, then start again.`,
  );
}

/** By its command line, which a postmaster never rewrites; a zombie has none and so doesn't count. */
async function isPostmasterOf(pid: number, dataFolder: string): Promise<boolean> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  const args = fromProc?.replaceAll('\0', ' ') ?? spawnSync('ps', ['-o', 'args=', '-p', String(pid)]).stdout?.toString() ?? '';
  return args.includes(`-D ${dataFolder} `);
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It went between the look and the signal, which is what we wanted.
  }
}
