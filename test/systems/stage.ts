/** A throw-away folder and one server in it, on loopback. Both go when we do, however we go: a keeper (../start/keeper.sh) sees to that. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const KEEPER = fileURLToPath(new URL('../start/keeper.sh', import.meta.url));
const STOP_LIMIT_MS = 15_000;
const LAST_WORDS = 2_000;

export class Stage {
  private constructor(
    readonly folder: string,
    private readonly keeper: ChildProcess,
  ) {}

  static async make(name: string): Promise<Stage> {
    const keeper = spawn('sh', [KEEPER], { detached: true, cwd: '/', stdio: ['pipe', 'ignore', 'ignore'] });
    const stage = new Stage(await mkdtemp(join(tmpdir(), `okienko-${name}-`)), keeper);
    keeper.stdin?.write(`folder ${stage.folder}\n`);
    return stage;
  }

  /** One server at a time. It gets a process group of its own; what it prints goes to a file in the folder. */
  spawn(command: string, options: readonly string[], environment: NodeJS.ProcessEnv = process.env): ServerProcess {
    const printed = join(this.folder, 'server.log');
    const log = openSync(printed, 'a');
    const child = spawn(command, options, { cwd: this.folder, detached: true, env: environment, stdio: ['ignore', log, log] });
    if (child.pid !== undefined) this.keeper.stdin?.write(`group ${child.pid}\n`);
    return new ServerProcess(child, printed, () => this.keeper.stdin?.write('group \n'));
  }

  /** Ends what still runs and removes the folder. */
  async clear(): Promise<void> {
    this.keeper.stdin?.end();
    if (this.keeper.exitCode === null) await once(this.keeper, 'exit');
  }
}

export class ServerProcess {
  private readonly ended: Promise<unknown>;
  private failure: string | undefined;

  constructor(
    private readonly child: ChildProcess,
    private readonly printed: string,
    private readonly forget: () => void,
  ) {
    child.once('error', (error) => {
      this.failure = error.message;
    });
    this.ended = once(child, 'exit').catch(() => undefined);
  }

  /** Resolves when `isUp` does so to true; rejects with the server's last words when it ends or takes too long. */
  async ready(isUp: () => Promise<boolean>, limitMs: number): Promise<void> {
    const giveUpAt = Date.now() + limitMs;
    while (!(await isUp().catch(() => false))) {
      const gone = this.failure ?? (this.child.exitCode === null ? undefined : `it ended with ${this.child.exitCode}`);
      const why = gone ?? (Date.now() > giveUpAt ? `it didn't answer within ${limitMs / 1000} s` : undefined);
      if (why !== undefined) {
        await this.stop();
        throw new Error(`Expected the server to start, but ${why}. It said:\n${readFileSync(this.printed, 'utf8').slice(-LAST_WORDS)}`);
      }
      await sleep(100);
    }
  }

  async stop(): Promise<void> {
    this.signal('SIGTERM');
    const kill = setTimeout(() => this.signal('SIGKILL'), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(kill);
    this.forget();
  }

  /** To the whole group, and to nobody when it has ended. */
  private signal(signal: NodeJS.Signals): void {
    const { pid, exitCode, signalCode } = this.child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    process.kill(-pid, signal);
  }
}

/** Free a moment ago; nobody else on loopback is likely to take it meanwhile. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('Expected a port, but got none');
  return address.port;
}
