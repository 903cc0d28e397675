/**
 * Decides which operating-system account runs PostgreSQL, which refuses to run as root: as root an account of its own,
 * otherwise whoever started us.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { PostgresFailure } from './failure.js';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const ACCOUNT_NAME = 'postgres';

/** The account to switch to, or null when we are not root and PostgreSQL simply runs as ourselves. */
export function postgresAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const existing = lookUp(ACCOUNT_NAME);
  if (existing !== null) return existing;
  createAccount();
  const created = lookUp(ACCOUNT_NAME);
  if (created !== null) return created;
  throw new PostgresFailure(
    'account-missing',
    `PostgreSQL does not run as root and no operating-system user "${ACCOUNT_NAME}" could be made. Create one (useradd --system ${ACCOUNT_NAME}), start as a normal user, or set DATABASE_URL.`,
  );
}

/** True when that account can enter the folder: asked of the kernel, because modes, ACLs and mounts all have a say. */
export function canEnter(account: Account | null, folder: string): boolean {
  if (account === null) return true;
  return spawnSync('sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

function lookUp(name: string): Account | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

/** Debian and Red Hat have useradd, Alpine's BusyBox has adduser; whichever is there. */
function createAccount(): void {
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', ACCOUNT_NAME]);
  if (made.status !== 0) spawnSync('adduser', ['-S', '-D', '-H', ACCOUNT_NAME]);
}
