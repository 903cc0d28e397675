/**
 * Decides where the embedded database lives: in Okienko's data folder, or, when PostgreSQL's account can't get there (as
 * root below /root or another closed folder), in a folder of its own under /var/lib.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Account, canEnter, postgresAccount } from './account.js';
import { type Binaries, reachableBinaries } from './binaries.js';
import { PostgresFailure } from './failure.js';

export interface Home {
  /** Holds the cluster, its password, its log and the claim. */
  readonly folder: string;
  readonly clusterFolder: string;
  readonly account: Account | null;
  readonly binaries: Binaries;
  /** Sentences for whoever starts Okienko: what was put elsewhere, and why. */
  readonly notices: readonly string[];
}

const ELSEWHERE = '/var/lib';

export async function findHome(dataFolder: string): Promise<Home> {
  await makeEnterable(dataFolder);
  const wanted = join(dataFolder, 'postgres');
  const account = await accountFor(join(wanted, 'cluster'));
  const elsewhere = join(ELSEWHERE, `okienko-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}`);
  const reachable = canEnter(account, existsSync(wanted) ? wanted : dataFolder);
  const folder = reachable ? wanted : elsewhere;
  await makeEnterable(folder);
  const { copied, ...binaries } = await reachableBinaries(account, join(elsewhere, 'postgresql'));
  const unreachable = (what: string, path: string) =>
    `PostgreSQL does not run as root, and its own account can't reach ${what}: so they are in ${path}.`;
  const notices = [
    ...(reachable ? [] : [unreachable(`the data folder ${dataFolder}, where the data would be`, folder)]),
    ...(copied === null ? [] : [unreachable('the installed programs', copied)]),
  ];
  return { folder, clusterFolder: join(folder, 'cluster'), account, binaries, notices };
}

/** A cluster must be run by its owner; root can take on any account, others can't. */
async function accountFor(clusterFolder: string): Promise<Account | null> {
  const existing = await stat(clusterFolder).catch(() => null);
  const self = process.getuid?.();
  if (existing === null || existing.uid === self) return postgresAccount();
  if (self === 0) return { uid: existing.uid, gid: existing.gid };
  throw new PostgresFailure(
    'data-folder-foreign',
    `Expected ${clusterFolder} to belong to user ${self}, but it belongs to user ${existing.uid}: an earlier start ran under another account. Start as that one, or give this one a folder of its own with OKIENKO_DATA.`,
  );
}

/** Only a folder that we make ourselves is opened; the modes of one that exists are somebody's decision. */
async function makeEnterable(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made === undefined || process.getuid?.() !== 0) return;
  for (let path = folder; path.startsWith(made); path = dirname(path)) await chmod(path, 0o755);
}
