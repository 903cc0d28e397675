/**
 * Reads the engine's change feed into the api's own tables, exactly once: the cursor moves in the transaction that writes what was
 * read, so a crash between the two can't happen, and a second consumer finds the cursor moved and skips. Of a commit that
 * can't be written whatever it tries, the change at fault becomes a dead letter, and the desk goes on without it.
 */
import type { Logger } from 'pino';
import { Isolation, isPassing } from '../../engine/index.js';
import { type Database, later, type Parameters, row, run, transaction } from '../database.js';
import type { Change, ChangeBatch, EnginePort } from '../engine-port/port.js';
import type { FeedWriter } from './writer.js';

/** Commits of the engine in one transaction of ours, at most. */
const BATCH = 200;
const AFTER_FAILURE_MS = 500;
const LETTER = `INSERT INTO dead_letter (reader, position, root_key, code, message)
  VALUES (:reader, :position, :rootKey, :code, :message) ON CONFLICT DO NOTHING`;

export class FeedConsumer {
  readonly #db: Database;
  readonly #engine: EnginePort;
  readonly #writer: FeedWriter;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  #position = 0n;
  #startedAt = 0n;
  #finished: Promise<void> | undefined;
  readonly #isolation = new Isolation();
  #trying: readonly ChangeBatch[] = [];
  /** Real time of the first try that hasn't been followed by a success. */
  #tryingSince: number | undefined;
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

  /** Real time since something is tried that hasn't succeeded yet; 0 = nothing is, or there is nothing to do. */
  stuckMs(): number {
    const behind = this.#position < this.#engine.status().position;
    return this.#tryingSince === undefined || !behind ? 0 : performance.now() - this.#tryingSince;
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
        await this.#failed(error).catch((cause: unknown) =>
          this.#log.error({ err: cause }, 'change feed: a dead letter could not be noted'),
        );
      }
    }
  }

  async #failed(error: unknown): Promise<void> {
    this.#tryingSince ??= performance.now();
    const [entry] = this.#trying;
    this.#writer.rolledBack();
    const verdict = this.#isolation.failed(this.#position, this.#trying.length, error);
    this.#trying = [];
    if (verdict === 'fewer') return;
    const position = this.#position.toString();
    this.#log.error({ err: error, position }, 'change feed: trying again from the stored cursor');
    if (verdict === 'guilty' && entry !== undefined) await this.#leaveOut(entry);
    else await new Promise((resolve) => setTimeout(resolve, AFTER_FAILURE_MS));
  }

  /** Writes a commit without the changes that can't be written. */
  async #leaveOut(entry: ChangeBatch): Promise<void> {
    const kept: Change[] = [];
    const letters: Parameters[] = [];
    const position = entry.position.toString();
    const engine = this.#engine.name;
    for (const change of entry.changes) {
      const error = await this.#try({ ...entry, changes: [...kept, change] });
      if (error === undefined) {
        kept.push(change);
        continue;
      }
      if (isPassing(error)) throw error;
      this.#log.error({ err: error, position, change: change.type }, 'change feed: a change is left out of the cases: see dead_letter');
      const rootKey = 'place' in change ? change.place.rootInstanceKey : null;
      letters.push({ reader: `desk ${engine}`, position, rootKey, ...wordsOf(error) });
    }
    this.#trying = [{ ...entry, changes: kept }];
    await this.#write([{ ...entry, changes: kept }], letters);
  }

  /** The failure, if it has one; nothing of it stays. */
  async #try(entry: ChangeBatch): Promise<unknown> {
    const tried = new Error('Expected to take everything back');
    const error = await transaction(this.#db, async (on) => {
      await this.#writer.write(on, [entry], await this.#writer.lockRuns(on, [entry]));
      // Waits for what was sent before.
      await run(on, 'SELECT 1');
      throw tried;
    }).catch((cause: unknown) => cause);
    this.#writer.rolledBack();
    return error === tried ? undefined : error;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    // A reader that waits for news goes away by its signal alone.
    const reading = new AbortController();
    const both = AbortSignal.any([signal, reading.signal]);
    const source = this.#engine.changes(this.#position, both)[Symbol.asyncIterator]();
    let next = source.next();
    try {
      for (;;) {
        const first = await next;
        if (first.done === true) return;
        const batch: ChangeBatch[] = [first.value];
        next = source.next();
        // What is there already goes into the same transaction; nobody waits for more.
        while (batch.length < Math.min(BATCH, this.#isolation.rows)) {
          // What can't be read stops the next round; what was read before it is written first.
          const more = await Promise.race([next.catch(() => undefined), soon()]);
          if (more === undefined || more.done === true) break;
          batch.push(more.value);
          next = source.next();
        }
        await this.#write(batch);
      }
    } finally {
      next.catch(() => undefined);
      reading.abort();
      await source.return?.();
    }
  }

  async #write(batch: readonly ChangeBatch[], letters: readonly Parameters[] = []): Promise<void> {
    const last = batch.at(-1);
    if (last === undefined) return;
    this.#trying = batch;
    this.#tryingSince ??= performance.now();
    await transaction(this.#db, async (on) => {
      const [cursor, runs] = await Promise.all([
        row<{ position: string }>(on, 'SELECT position FROM feed_cursor WHERE engine = :engine FOR UPDATE', { engine: this.#engine.name }),
        this.#writer.lockRuns(on, batch),
      ]);
      const done = BigInt(cursor?.position ?? 0);
      const news = batch.filter((entry) => entry.position > done);
      if (news.length === 0) return;
      await this.#writer.write(on, news, runs);
      for (const letter of letters) later(on, LETTER, letter);
      later(on, 'UPDATE feed_cursor SET position = :position WHERE engine = :engine', {
        position: last.position.toString(),
        engine: this.#engine.name,
      });
    });
    this.#writer.committed();
    this.#succeeded(last.position);
  }

  #succeeded(position: bigint): void {
    this.#trying = [];
    this.#tryingSince = undefined;
    this.#isolation.succeeded(BATCH);
    this.#advance(position);
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

/** Without the statement, which knex puts in front of PostgreSQL's own words. */
function wordsOf(error: unknown): { readonly code: string; readonly message: string } {
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: error instanceof Error && 'code' in error ? String(error.code) : '',
    message: message.slice(message.lastIndexOf(' - ') + 1).replaceAll('\0', ''),
  };
}

function soon(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(() => resolve(undefined)));
}
