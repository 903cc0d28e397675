/** Okienko as a city runs it: server.ts in a process of its own with its own PostgreSQL, on one data folder over every kill and start. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { compileHouse } from './compiled-house.js';

const KEEPER = fileURLToPath(new URL('../start/keeper.sh', import.meta.url));
const READY_LIMIT_MS = 240_000;
const STOP_LIMIT_MS = 30_000;
const LAST_WORDS = 4_000;
/** What an outer shell has set is none of this house's business. */
const FOREIGN = /^(npm_|OKIENKO_|NODE_|JEST_|ZEEBE_|CRM_|DMS_|HUB_|SMTP_|IMAP_|MAIL_|DATABASE_URL$|PUBLIC_URL$|HOST$|PORT$|CI$)/i;

export type Settings = Readonly<Record<string, string>>;

export class House {
  private child: ChildProcess | undefined;
  private said = '';
  private address: string | undefined;
  /** Starts that were made, the first one too. */
  starts = 0;

  private constructor(
    readonly folder: string,
    private readonly keeper: ChildProcess,
    private readonly settings: Settings,
  ) {}

  static async build(settings: Settings): Promise<House> {
    const keeper = spawn('sh', [KEEPER], { detached: true, cwd: '/', stdio: ['pipe', 'ignore', 'ignore'] });
    const folder = await mkdtemp(join(tmpdir(), 'okienko-drill-'));
    const house = new House(folder, keeper, settings);
    house.tellKeeper('folder', folder);
    // PostgreSQL's account has to get to its data.
    await chmod(folder, 0o755);
    await compileHouse(join(folder, 'house'));
    return house;
  }

  /** undefined while nobody answers. */
  get url(): string | undefined {
    return this.address;
  }

  /** Started, and gone without anybody here having ended it. */
  get hasEnded(): boolean {
    const { child } = this;
    return child !== undefined && (child.exitCode !== null || child.signalCode !== null);
  }

  private get cluster(): string {
    return join(this.folder, '.data', 'postgres', 'cluster');
  }

  private get log(): string {
    return join(this.folder, 'house.log');
  }

  /** Resolves once it is ready. Gives what the start said. */
  async start(): Promise<string> {
    this.starts++;
    this.said = '';
    const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
    const own = { OKIENKO_DEMO: '0', PORT: '0', ZEEBE_PORT: '0', OKIENKO_CLOCK: 'controllable', LOG_LEVEL: 'warn' };
    const child = spawn(process.execPath, ['--no-warnings', '--max-semi-space-size=64', 'server.js'], {
      cwd: join(this.folder, 'house'),
      detached: true,
      env: { ...Object.fromEntries(inherited), ...own, ...this.settings, OKIENKO_DATA: join(this.folder, '.data') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    if (child.pid !== undefined) this.tellKeeper('group', String(child.pid));
    const hear = (data: Buffer): void => {
      this.said = (this.said + String(data)).slice(-100_000);
      appendFileSync(this.log, data);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => {
      if (this.child === child) this.address = undefined;
    });
    const giveUpAt = performance.now() + READY_LIMIT_MS;
    for (;;) {
      const ready = /ready: (http\S+)/.exec(this.said);
      // As root the programs may go where PostgreSQL's account can go.
      for (const [path] of this.said.matchAll(/\/var\/lib\/okienko-[0-9a-f]{12}\b/g)) this.tellKeeper('folder', path);
      if (ready?.[1] !== undefined) {
        this.address = ready[1];
        return this.said;
      }
      if (child.exitCode !== null || child.signalCode !== null || performance.now() > giveUpAt) {
        throw new Error(`Expected the house to get ready, but it said:\n${this.said.slice(-LAST_WORDS)}`);
      }
      await sleep(20);
    }
  }

  /** `kill -9`; its PostgreSQL loses its lifeline and stops by itself. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child?.pid === undefined) return;
    this.address = undefined;
    const gone = once(child, 'exit');
    process.kill(child.pid, 'SIGKILL');
    await gone;
    await this.databaseIsGone();
  }

  /** `kill -9` of PostgreSQL; the house ends by itself. */
  async killDatabase(): Promise<void> {
    const { child } = this;
    const postmaster = this.postmaster();
    if (child === undefined || postmaster === undefined) return;
    const gone = once(child, 'exit');
    process.kill(postmaster, 'SIGKILL');
    await gone;
    this.address = undefined;
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      process.kill(child.pid, 'SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await gone;
      clearTimeout(force);
    }
    this.keeper.stdin?.end();
    if (this.keeper.exitCode === null) await once(this.keeper, 'exit');
  }

  /** For counting what the ledger says; what the zeros stand on is read elsewhere. */
  databaseUrl(): string {
    const [, , , port] = readFileSync(join(this.cluster, 'postmaster.pid'), 'utf8').split('\n');
    const password = readFileSync(join(this.cluster, '..', 'password'), 'utf8').trim();
    return `postgres://okienko:${encodeURIComponent(password)}@127.0.0.1:${port}/okienko`;
  }

  private postmaster(): number | undefined {
    try {
      return Number(readFileSync(join(this.cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    } catch {
      return undefined;
    }
  }

  private async databaseIsGone(): Promise<void> {
    const postmaster = this.postmaster();
    for (let tries = 0; postmaster !== undefined && tries < 600; tries++) {
      try {
        process.kill(postmaster, 0);
      } catch {
        return;
      }
      await sleep(50);
    }
  }

  private tellKeeper(what: 'group' | 'folder', value: string): void {
    this.keeper.stdin?.write(`${what} ${value}\n`);
  }
}
