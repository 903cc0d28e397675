/**
 * One Okienko to a data folder: a file names the process that uses it. A claim whose process is gone is void, even when its
 * number was given to another process since.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { PostgresFailure } from './failure.js';

/** Claims the folder that `file` stands for; settles to the way to give it back. */
export async function claimFolder(file: string, folderName: string): Promise<() => Promise<void>> {
  const mine = `${process.pid} ${birthOf(process.pid)}\n`;
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, mine);
  try {
    // Breaking a void claim and losing the race for the new one are both rare: a few rounds are plenty.
    for (let round = 0; round < 5; round += 1) {
      // link() is the atomic step: the file appears whole or not at all, and only for one of us.
      const claimed = await link(draft, file).then(
        () => true,
        () => false,
      );
      if (claimed) return () => release(file, mine);
      await breakVoidClaim(file, folderName);
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new PostgresFailure(
    'data-folder-in-use',
    `Expected to claim ${folderName}, but other processes keep claiming it. Start one Okienko at a time.`,
  );
}

async function breakVoidClaim(file: string, folderName: string): Promise<void> {
  const found = await readFile(file, 'utf8').catch(() => null);
  if (found === null) return;
  const [, pid = '', birth = ''] = /^(\d+) (.*)$/m.exec(found) ?? [];
  if (pid !== '' && birthOf(Number(pid)) === birth) {
    throw new PostgresFailure(
      'data-folder-in-use',
      `Expected ${folderName} to be free, but another Okienko (process ${pid}) is using it. Stop that one, or give this one a folder of its own with OKIENKO_DATA.`,
    );
  }
  const aside = `${file}.void.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  // Somebody was quicker and what we moved is their fresh claim: put it back.
  if ((await readFile(aside, 'utf8').catch(() => found)) !== found) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

async function release(file: string, mine: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => '')) === mine) await rm(file, { force: true });
}

/** When a process began, in words that differ for each process that ever had its number; empty when there is none. */
function birthOf(pid: number): string {
  if (!existsSync('/proc/self/stat'))
    return (
      spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)])
        .stdout?.toString()
        .trim() ?? ''
    );
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name stands in parentheses and may hold anything; after it field 3 is the state, field 22 the start time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isZombie = fields[0] === 'Z';
    return isZombie ? '' : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch {
    return '';
  }
}
