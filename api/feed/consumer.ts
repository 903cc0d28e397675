/**
 * Reads the engine's change feed into the api's own tables, exactly once: the cursor moves in the transaction that writes what was
 * read, so a crash between the two can't happen, and a second consumer finds the cursor moved and skips.
 */
import type { Logger } from 'pino';
import { type Database, later, row, run, transaction } from '../database.js';
import type { ChangeBatch, EnginePort } from '../engine-port/port.js';
import type { FeedWriter } from './writer.js';

/** Commits of the engine in one transaction of ours, at most. */
const BATCH = 200;
const AFTER_FAILURE_MS = 500;

export class FeedConsumer {
  readonly #db: Database;
  readonly #engine: EnginePort;
  readonly #writer: FeedWriter;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  #position = 0n;
  #startedAt = 0n;
  #finished: Promise<void> | undefined;
  readonly #waiting = new Set<{ readonly position: bigint; readonly resolve: () => void }>();

  constructor(db: Database, engine: EnginePort, writer: FeedWriter, log: Logger) {
    this.#db = db;
    this.#engine = engine;
    this.#writer = writer;
    this.#log = log;
  }

  async start(): Promise<void> {
    await run(this.#db, 'INSERT INTO feed_cursor (engine, position) VALUES (:engine, 0) ON CONFLICT DO NOTHING', {
      engine: this.#engine.name,
    });
    await this.#readCursor();
    this.#startedAt = this.#engine.status().position;
    this.#finished ??= this.#run();
  }

  /** What was there when this node started is in the tables: from now on the desk is as good as live. */
  caughtUp(): boolean {
    return this.#finished !== undefined && this.#position >= this.#startedAt;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#finished;
  }

  /** Everything up to here is in the tables. */
  position(): bigint {
    return this.#position;
  }

  /** Resolves once everything up to `position` is in the tables. */
  async reached(position: bigint): Promise<void> {
    if (this.#position >= position) return;
    await new Promise<void>((resolve) => this.#waiting.add({ position, resolve }));
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#readCursor();
        await this.#follow(signal);
      } catch (error) {
        if (signal.aborted) break;
        this.#log.error({ err: error, position: this.#position.toString() }, 'change feed: trying again from the stored cursor');
        await new Promise((resolve) => setTimeout(resolve, AFTER_FAILURE_MS));
      }
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const source = this.#engine.changes(this.#position, signal)[Symbol.asyncIterator]();
    let next = source.next();
    try {
      for (;;) {
        const first = await next;
        if (first.done === true) return;
        const batch: ChangeBatch[] = [first.value];
        next = source.next();
        // What is there already goes into the same transaction; nobody waits for more.
        while (batch.length < BATCH) {
          const more = await Promise.race([next, soon()]);
          if (more === undefined || more.done === true) break;
          batch.push(more.value);
          next = source.next();
        }
        await this.#write(batch);
      }
    } finally {
      next.catch(() => undefined);
      await source.return?.();
    }
  }

  async #write(batch: readonly ChangeBatch[]): Promise<void> {
    const last = batch.at(-1);
    if (last === undefined) return;
    await transaction(this.#db, async (on) => {
      const [cursor, runs] = await Promise.all([
        row<{ position: string }>(on, 'SELECT position FROM feed_cursor WHERE engine = :engine FOR UPDATE', { engine: this.#engine.name }),
        this.#writer.lockRuns(on, batch),
      ]);
      const done = BigInt(cursor?.position ?? 0);
      const news = batch.filter((entry) => entry.position > done);
      if (news.length === 0) return;
      await this.#writer.write(on, news, runs);
      later(on, 'UPDATE feed_cursor SET position = :position WHERE engine = :engine', {
        position: last.position.toString(),
        engine: this.#engine.name,
      });
    });
    this.#writer.committed();
    this.#advance(last.position);
  }

  async #readCursor(): Promise<void> {
    const cursor = await row<{ position: string }>(this.#db, 'SELECT position FROM feed_cursor WHERE engine = :engine', {
      engine: this.#engine.name,
    });
    this.#advance(BigInt(cursor?.position ?? 0));
  }

  #advance(position: bigint): void {
    if (position > this.#position) this.#position = position;
    for (const waiter of this.#waiting) {
      if (waiter.position > this.#position) continue;
      this.#waiting.delete(waiter);
      waiter.resolve();
    }
  }
}

function soon(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(() => resolve(undefined)));
}
