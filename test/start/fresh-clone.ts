/** A fresh clone of what is committed, in a closed folder, and `npm start` in it, as somebody who has just cloned it would do. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { committedFiles } from '../support/committed-files.js';
import { descendantsOf, type KnownProcess, processesNaming, stillRunning } from '../support/processes.js';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** A busy machine builds slowly; the first start does. */
const READY_LIMIT_MS = 240_000;
/** Of an orderly stop, in which the product itself allows 20 s. */
const END_LIMIT_MS = 60_000;

export class FreshClone {
  private readonly made: string[] = [];
  private constructor(
    readonly folder: string,
    private readonly keeper: ChildProcess,
  ) {
    this.tell('folder', folder);
  }

  static async make(): Promise<FreshClone> {
    const keeper = spawn('sh', [fileURLToPath(new URL('keeper.sh', import.meta.url))], {
      detached: true,
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // Made with mode 0700.
    const clone = new FreshClone(await mkdtemp(join(tmpdir(), 'okienko-start-')), keeper);
    for (const path of committedFiles(PROJECT)) {
      await mkdir(dirname(join(clone.folder, path)), { recursive: true });
      await cp(join(PROJECT, path), join(clone.folder, path));
    }
    const packages = [join(PROJECT, 'node_modules'), join(clone.folder, 'node_modules')];
    try {
      execFileSync('cp', ['-al', ...packages], { stdio: 'ignore' });
    } catch {
      // Links don't reach from one file system to another.
      execFileSync('cp', ['-a', ...packages]);
    }
    // The packages fit the lock file, whatever the clocks of the two say: nothing is fetched here.
    await utimes(join(clone.folder, 'package-lock.json'), 0, 0);
    return clone;
  }

  start(): Start {
    const start = new Start(this.folder, (path) => this.tell('folder', path));
    this.tell('group', String(start.group));
    void start.ended.then(() => this.tell('group', ''));
    return start;
  }

  /** Removes everything that was made. Settles to the paths that are left, which should be none. */
  async remove(): Promise<string[]> {
    this.keeper.stdin?.end();
    if (this.keeper.exitCode === null) await once(this.keeper, 'exit');
    return this.made.filter((path) => existsSync(path));
  }

  private tell(what: 'folder' | 'group', value: string): void {
    if (what === 'folder' && !this.made.includes(value)) this.made.push(value);
    this.keeper.stdin?.write(`${what} ${value}\n`);
  }
}

/** One `npm start`, in a process group of its own as a terminal would give it. */
export class Start {
  readonly ended: Promise<number | null>;
  private readonly npm: ChildProcess;
  private output = '';
  private known: readonly KnownProcess[] = [];

  constructor(
    private readonly folder: string,
    made: (path: string) => void,
  ) {
    this.npm = spawn('npm', ['start'], { cwd: folder, detached: true, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const hear = (data: Buffer): void => {
      this.output += String(data);
      // As root the database goes where its account can go.
      for (const [path] of this.output.matchAll(/\/var\/lib\/okienko-[0-9a-f]{12}\b/g)) made(path);
    };
    this.npm.stdout?.on('data', hear);
    this.npm.stderr?.on('data', hear);
    this.ended = once(this.npm, 'close').then(() => this.npm.exitCode);
  }

  get group(): number {
    if (this.npm.pid === undefined) throw new Error('Expected npm to start, but it did not: is it on the PATH?');
    return this.npm.pid;
  }

  get said(): string {
    return this.output;
  }

  /** What `pattern` finds in what was said, once it does. */
  async says(pattern: RegExp, limitMs = READY_LIMIT_MS): Promise<string> {
    for (const deadline = performance.now() + limitMs; performance.now() < deadline; await sleep(50)) {
      const found = pattern.exec(this.output);
      if (found !== null) return found[1] ?? found[0];
      if (this.npm.exitCode !== null || this.npm.signalCode !== null) break;
    }
    throw new Error(`Expected npm start to say ${pattern}, but it said:\n${this.output}`);
  }

  /** Settles to the printed address. From here on every process of this start is known. */
  async ready(): Promise<string> {
    const address = await this.says(/ready: (http\S+)/);
    this.known = descendantsOf(this.group);
    return address;
  }

  /** As a terminal does it: to everybody in the foreground. */
  ctrlC(): void {
    process.kill(-this.group, 'SIGINT');
  }

  kill9(whom: 'npm' | 'node'): void {
    const server = this.known.find(({ command }) => /^\S*node (--\S+ )*scripts\/start\.mjs$/.test(command));
    const pid = whom === 'npm' ? this.group : server?.pid;
    if (pid === undefined) throw new Error(`Expected the server among ${this.known.map(({ command }) => command).join('; ')}`);
    process.kill(pid, 'SIGKILL');
  }

  /** Settles to the processes that are left, which should be none, as soon as none is or the limit is over. */
  async leftovers(): Promise<readonly string[]> {
    const left = (): readonly string[] => [
      ...stillRunning(this.known).map(({ command }) => command),
      ...processesNaming(this.folder).map(({ command }) => command),
    ];
    for (const deadline = performance.now() + END_LIMIT_MS; performance.now() < deadline; await sleep(50)) {
      if (left().length === 0) return [];
    }
    return left();
  }

  /** Nothing of a failed test goes on. */
  kill(): void {
    try {
      process.kill(-this.group, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

/** Of a shell in which nobody has set anything: neither the tests' settings nor those that an outer npm hands down. */
function environment(): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|OKIENKO_|NODE_|JEST_|ZEEBE_|DATABASE_URL$|HOST$|CI$)/i.test(name),
  );
  return { ...Object.fromEntries(inherited), OKIENKO_DEMO: '0', PORT: '0', ZEEBE_PORT: '0', npm_config_update_notifier: 'false' };
}
