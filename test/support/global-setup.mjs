/**
 * Makes the folder in which the tests of one Jest run share a PostgreSQL. Nothing is started here: the first test that asks
 * for a database does that (postgres.ts), so runs of pure tests pay nothing.
 *
 * This process holds the writing end of the folder's FIFO, the *lifeline*: when it ends, even by kill -9, PostgreSQL's
 * supervisor stops PostgreSQL and the keeper removes the folder.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdtemp, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function globalSetup() {
  const folder = await mkdtemp(join(tmpdir(), 'okienko-test-'));
  const keeper = spawn('sh', [new URL('keeper.sh', import.meta.url).pathname, folder], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // PostgreSQL's account must be able to enter; mkdtemp gives 0700.
  await chmod(folder, 0o755);
  execFileSync('mkfifo', ['-m', '644', join(folder, 'lifeline')]);
  // r+ opens a FIFO without waiting for its other side (Linux, macOS).
  const lifeline = await open(join(folder, 'lifeline'), 'r+');
  process.env.OKIENKO_TEST_RUN = folder;
  globalThis.okienkoTestRun = { folder, keeper, lifeline };
}
