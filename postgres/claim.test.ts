import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimFolder } from './claim.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'okienko-claim-'));
  file = join(folder, 'claim');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a claim on a data folder', () => {
  test('is refused while the process that holds it lives, naming it', async () => {
    await claimFolder(file, '/srv/data');
    await expect(claimFolder(file, '/srv/data')).rejects.toMatchObject({
      code: 'data-folder-in-use',
      message: expect.stringMatching(new RegExp(`Expected /srv/data to be free, but another Okienko \\(process ${process.pid}\\)`)),
    });
  });

  test('can be made again after it was given back, and leaves no file', async () => {
    const release = await claimFolder(file, '/srv/data');
    await release();
    expect(await readdir(folder)).toEqual([]);
    await (await claimFolder(file, '/srv/data'))();
  });

  test('is void when its process is gone', async () => {
    const gone = spawn('true');
    await once(gone, 'exit');
    await writeFile(file, `${gone.pid} some-boot 123\n`);
    const release = await claimFolder(file, '/srv/data');
    expect(await readFile(file, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    await release();
  });

  test('is void when its process number now belongs to another process', async () => {
    await writeFile(file, `${process.pid} some-boot 123\n`);
    await (await claimFolder(file, '/srv/data'))();
  });

  test('goes to exactly one of many that want it at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => claimFolder(file, '/srv/data')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
