/**
 * The projector on a thread of its own: decoding history and writing search tables costs as much as a fifth of the engine's
 * own work, and the thread that answers commands is the one that is short of time. Speaks to projector-worker.ts: batches go
 * over as one block of bytes that changes hands, the position comes back.
 */
import { Worker } from 'node:worker_threads';
import { DEPLOYMENT_STREAM } from '../core/index.js';
import type { CommittedBatch } from '../store/committed.js';

/** One committed batch. Rows have consecutive positions. */
export interface BatchMessage {
  readonly type: 'batch';
  readonly firstPosition: bigint;
  readonly atMs: Float64Array;
  readonly streamKeys: BigInt64Array;
  /** Two a row: bytes of facts, bytes of payload; -1 = no payload. */
  readonly lengths: Int32Array;
  readonly bytes: Uint8Array;
  /** Definitions have to be read before its rows can be named. */
  readonly deployed: boolean;
}
export type ToWorker = BatchMessage | { readonly type: 'hurry' } | { readonly type: 'stop' };
export type FromWorker =
  | { readonly type: 'position'; readonly position: bigint; readonly failing: boolean }
  | { readonly type: 'error'; readonly message: string }
  | { readonly type: 'stopped' };

export interface ProjectorThreadOptions {
  readonly databaseUrl: string;
  readonly onError: (error: unknown) => void;
}

const RESTART_MS = 1_000;

export class ProjectorThread {
  private worker: Worker | undefined;
  private done = 0n;
  private readonly open: { readonly lastPosition: bigint; readonly atMs: number }[] = [];
  private startedAtMs: number | undefined;
  private failingSince: number | undefined;
  private stopping = false;
  private stopped: Promise<void> | undefined;

  constructor(private readonly options: ProjectorThreadOptions) {}

  start(): void {
    const entry = new URL(import.meta.url.endsWith('.ts') ? './projector-worker.ts' : './projector-worker.js', import.meta.url);
    const worker = new Worker(entry, { workerData: { databaseUrl: this.options.databaseUrl } });
    this.worker = worker;
    this.startedAtMs = performance.now();
    this.stopped = new Promise((resolve) => worker.once('exit', () => resolve()));
    worker.on('message', (message: FromWorker) => this.told(message));
    worker.on('error', this.options.onError);
    worker.once('exit', () => this.gone(worker));
  }

  /** A thread that died takes nothing with it: the next one reads on from the table. */
  private gone(worker: Worker): void {
    if (this.stopping || this.worker !== worker) return;
    this.failingSince ??= performance.now();
    this.worker = undefined;
    setTimeout(() => {
      if (!this.stopping) this.start();
    }, RESTART_MS).unref();
  }

  get position(): bigint {
    return this.done;
  }

  /** As the projector's own: real time since the oldest commit that isn't projected yet. */
  get lagMs(): number {
    const since = this.startedAtMs ?? this.open[0]?.atMs;
    return since === undefined ? 0 : performance.now() - since;
  }

  /** As the projector's own: real time for which every try has failed. */
  get failingMs(): number {
    return this.failingSince === undefined ? 0 : performance.now() - this.failingSince;
  }

  offer(batch: CommittedBatch): void {
    const { entries } = batch;
    const first = entries[0];
    if (!first) return;
    this.open.push({ lastPosition: batch.lastPosition, atMs: performance.now() });
    let size = 0;
    for (const { facts, payload } of entries) size += facts.length + (payload?.length ?? 0);
    const message: BatchMessage = {
      type: 'batch',
      firstPosition: first.position,
      atMs: new Float64Array(entries.length),
      streamKeys: new BigInt64Array(entries.length),
      lengths: new Int32Array(2 * entries.length),
      bytes: new Uint8Array(size),
      deployed: entries.some(({ streamKey }) => streamKey === DEPLOYMENT_STREAM),
    };
    let at = 0;
    entries.forEach(({ atMs, streamKey, facts, payload }, index) => {
      message.atMs[index] = atMs;
      message.streamKeys[index] = streamKey;
      message.lengths[2 * index] = facts.length;
      message.lengths[2 * index + 1] = payload?.length ?? -1;
      message.bytes.set(facts, at);
      at += facts.length;
      if (!payload) return;
      message.bytes.set(payload, at);
      at += payload.length;
    });
    this.post(message, [message.atMs.buffer, message.streamKeys.buffer, message.lengths.buffer, message.bytes.buffer]);
  }

  hurry(): void {
    this.post({ type: 'hurry' }, []);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.post({ type: 'stop' }, []);
    await this.stopped;
  }

  private post(message: ToWorker, owned: readonly ArrayBufferLike[]): void {
    this.worker?.postMessage(message, owned as ArrayBuffer[]);
  }

  private told(message: FromWorker): void {
    switch (message.type) {
      case 'position':
        this.failingSince = message.failing ? (this.failingSince ?? performance.now()) : undefined;
        this.done = message.position;
        this.startedAtMs = undefined;
        while ((this.open[0]?.lastPosition ?? this.done + 1n) <= this.done) this.open.shift();
        return;
      case 'error':
        this.options.onError(new Error(message.message));
        return;
      case 'stopped':
        return;
    }
  }
}
