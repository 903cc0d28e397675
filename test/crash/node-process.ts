/** Starts, pauses and kills a node in a process of its own and reads what it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export class NodeProcess {
  readonly lines: { readonly text: string; readonly atMs: number }[] = [];
  private complaints = '';
  private readonly child: ChildProcess;

  constructor(databaseUrl: string, options: { readonly load: boolean }) {
    this.child = spawn(process.execPath, ['--no-warnings', new URL('node.mjs', import.meta.url).pathname], {
      env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: databaseUrl, LOAD: options.load ? '1' : '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (this.child.stdout) createInterface(this.child.stdout).on('line', (text) => this.lines.push({ text, atMs: performance.now() }));
    this.child.stderr?.on('data', (data) => {
      this.complaints += String(data);
    });
  }

  /** The first line that starts so; `after` = only among those that follow that many lines. */
  async said(start: string, timeoutMs = 20_000, after = 0): Promise<{ readonly text: string; readonly atMs: number }> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const line = this.lines.slice(after).find(({ text }) => text.startsWith(start));
      if (line) return line;
      if (performance.now() > deadline || this.child.exitCode !== null) {
        throw new Error(
          `Expected the node to say '${start}', but it said ${this.lines.length} lines and complained: ${this.complaints.slice(-2_000)}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  keys(type: string): bigint[] {
    return this.lines.filter(({ text }) => text.startsWith(`${type} `)).map(({ text }) => BigInt(text.slice(type.length + 1)));
  }

  pause(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  async kill9(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await gone;
  }
}
