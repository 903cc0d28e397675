/**
 * Makes the folder in which the tests of one Jest run share a PostgreSQL and a browser. Nothing is started here: the first test
 * that asks for one does that (once-a-run.ts), so runs of pure tests pay nothing.
 *
 * This process holds the writing end of the folder's FIFO, the *lifeline*: when it ends, even by kill -9, PostgreSQL's
 * supervisor stops PostgreSQL and the keeper removes the folder.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, open, rm, statfs, writeFile } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY_FILES = '/dev/shm';
const ROOM_BYTES = 6 * 2 ** 30;

export default async function globalSetup() {
  const folder = await mkdtemp(join(await quickPlace(), 'okienko-test-'));
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

/**
 * Files in memory, where the machine has plenty and lets programs run from there: what is thrown away after minutes needn't reach a
 * disk. A TMPDIR that somebody chose wins.
 */
async function quickPlace() {
  const room = await statfs(MEMORY_FILES).catch(() => null);
  const isRoomy = room !== null && Math.min(room.bavail * room.bsize, freemem()) > ROOM_BYTES;
  return process.env.TMPDIR === undefined && isRoomy && (await letsProgramsRun(MEMORY_FILES)) ? MEMORY_FILES : tmpdir();
}

async function letsProgramsRun(folder) {
  const program = join(folder, `okienko-test-${randomUUID()}`);
  try {
    await writeFile(program, '#!/bin/sh\n', { mode: 0o700 });
    execFileSync(program);
    return true;
  } catch {
    return false;
  } finally {
    await rm(program, { force: true });
  }
}
