/**
 * Reference instances in process: a starter keeps a number of them open, two workers complete their service tasks as they are
 * handed out, a desk completes the open user tasks that it finds. Four client commands an instance.
 */
import pg from 'pg';
import { type CommandOutcome, createEngine, type Engine, parseVariables } from '../engine/index.js';
import { REFERENCE_BPMN, REFERENCE_PROCESS_ID } from '../test/support/reference-process.js';
import { type CpuUsByRole, cpuSince, postgresCpu } from './postgres-cpu.js';

const OPEN_INSTANCES = 1_000;
const JOBS_AT_ONCE = 500;

export interface EngineRound {
  readonly commandsPerSecond: number;
  /** Of this process: engine, projector, and the clients that play along. */
  readonly cpuUsPerCommand: number;
  /** Of PostgreSQL, by role; empty where it can't be read. */
  readonly postgresUsPerCommand: CpuUsByRole;
  readonly latencies: readonly number[];
}

export class EngineLoad {
  private readonly engine: Engine;
  private readonly over = new AbortController();
  private gate: Promise<void> = Promise.resolve();
  private openGate: () => void = () => undefined;
  private accepted = 0;
  private outstanding = 0;
  private open = 0;
  private lastPosition = 0n;
  private latencies: number[] = [];
  private actors: Promise<void>[] = [];
  private readonly deskClient: pg.Client;

  constructor(databaseUrl: string) {
    this.deskClient = new pg.Client({ connectionString: databaseUrl });
    this.engine = createEngine({
      databaseUrl,
      clock: 'real',
      projectOnThread: true,
      log: {
        info: () => undefined,
        warn: (message, details) => console.error(message, details),
        error: (message, details) => console.error(message, details),
      },
    });
  }

  async start(): Promise<void> {
    await this.engine.start();
    await this.deskClient.connect();
    const outcome = await this.engine.deploy([{ name: 'reference.bpmn', content: REFERENCE_BPMN }]);
    if (outcome.type !== 'accepted') throw new Error(`Expected the reference process to deploy, but: ${JSON.stringify(outcome, text)}`);
    this.close();
    this.actors = [this.work('register', { approved: true }), this.work('notify', {}), this.desk()];
  }

  /** Commands a second, counted once they are in the search tables; latencies in ms, sorted. */
  async run(durationMs: number): Promise<EngineRound> {
    const before = this.accepted;
    this.latencies = [];
    const start = performance.now();
    const cpu = process.cpuUsage();
    const postgres = await postgresCpu(this.deskClient);
    this.openGate();
    this.fill();
    await new Promise((resolve) => setTimeout(resolve, durationMs));
    this.close();
    while (this.outstanding > 0 || this.engine.status().projectedPosition < this.lastPosition)
      await new Promise((resolve) => setTimeout(resolve, 2));
    const elapsedMs = performance.now() - start;
    const commands = this.accepted - before;
    const { user, system } = process.cpuUsage(cpu);
    const used = cpuSince(postgres, await postgresCpu(this.deskClient));
    return {
      postgresUsPerCommand: new Map([...used].map(([role, us]) => [role, us / commands])),
      commandsPerSecond: (commands / elapsedMs) * 1000,
      cpuUsPerCommand: (user + system) / commands,
      latencies: this.latencies.sort((a, b) => a - b),
    };
  }

  async stop(): Promise<void> {
    this.over.abort();
    this.openGate();
    await Promise.all(this.actors);
    await this.deskClient.end();
    await this.engine.stop();
  }

  private close(): void {
    this.gate = new Promise((resolve) => {
      this.openGate = () => {
        this.gateIsOpen = true;
        resolve();
      };
    });
    this.gateIsOpen = false;
  }

  private gateIsOpen = false;

  private send(command: Parameters<Engine['execute']>[0], then: () => void = () => undefined): void {
    this.outstanding++;
    const sent = performance.now();
    void this.engine.execute(command).then((outcome) => {
      this.outstanding--;
      if (outcome.type === 'unavailable' && outcome.code === 'RESOURCE_EXHAUSTED') {
        // What a client does: it waits a moment and sends again.
        setTimeout(() => this.send(command, then), 50);
        return;
      }
      this.count(outcome);
      this.latencies.push(performance.now() - sent);
      then();
    });
  }

  private count(outcome: CommandOutcome): void {
    if (outcome.type !== 'accepted') {
      if (!this.over.signal.aborted) throw new Error(`Expected a command to be accepted, but: ${JSON.stringify(outcome)}`);
      return;
    }
    this.accepted++;
    if (outcome.position > this.lastPosition) this.lastPosition = outcome.position;
  }

  private fill(): void {
    while (this.gateIsOpen && this.open < OPEN_INSTANCES) {
      this.open++;
      this.send({ type: 'createInstance', bpmnProcessId: REFERENCE_PROCESS_ID, version: -1, variables: AMOUNTS, startElementIds: [] });
    }
  }

  private async work(type: string, result: Readonly<Record<string, unknown>>): Promise<void> {
    const variables = parsed(result);
    while (!this.over.signal.aborted) {
      const jobs = await this.engine.activateJobs({
        type,
        worker: 'bench',
        timeoutMs: 300_000,
        maxJobs: JOBS_AT_ONCE,
        waitMs: 10_000,
        fetchVariables: [],
        signal: this.over.signal,
      });
      await this.gate;
      for (const job of jobs) {
        this.send({ type: 'completeJob', jobKey: job.key, variables }, () => {
          if (type !== 'notify') return;
          this.open--;
          this.fill();
        });
      }
    }
  }

  /** Reads the open user tasks as a desk does, from their table, and completes each. Keys grow in the order of the commits. */
  private async desk(): Promise<void> {
    let seen = '0';
    while (!this.over.signal.aborted) {
      const { rows } = await this.deskClient.query<{ key: string }>({
        name: 'desk',
        text: 'SELECT key FROM user_task WHERE key > $1 ORDER BY key LIMIT 500',
        values: [seen],
      });
      seen = rows.at(-1)?.key ?? seen;
      await this.gate;
      for (const { key } of rows) {
        this.send({ type: 'completeUserTask', taskKey: BigInt(key), variables: NOTHING, action: 'complete' });
      }
      if (rows.length < 500) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

const NOTHING: ReadonlyMap<string, string> = new Map();
const AMOUNTS = parsed({ amount: 150, customer: 'Jan Kowalski', orderId: 'LCK-2026-000123', items: [{ sku: 'abc', quantity: 2 }] });

function parsed(value: Readonly<Record<string, unknown>>) {
  const result = parseVariables(JSON.stringify(value));
  if (result.type === 'invalid') throw new Error(result.reason);
  return result.variables;
}

function text(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
