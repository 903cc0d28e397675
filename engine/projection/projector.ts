/**
 * Keeps the search tables in step with history: exactly once, by position, on the node that is the writer.
 *
 * Modes: *following* takes committed rows from memory, as the writer hands them on, as long as they continue its position;
 * *catching up* reads the table (after a start, a rebuild, a gap, or when memory held too much); *waiting* has nothing to do and looks at
 * the table once a second, so a lost hand-off only costs a second. After an error it opens a new connection, reads its position
 * again and goes on: rows and position are one statement, so it never matters how far it got. A row that can't be written whatever
 * it tries becomes a dead letter, and the projector goes on behind it.
 */
import pg from 'pg';
import { BatchStatements } from '../store/batch-statement.js';
import { Isolation } from '../store/isolation.js';
import type { Definitions, HistoryRow } from './feed.js';
import { readHistory } from './history-table.js';
import { SearchRows } from './search-rows.js';

/** Rows in one transaction. */
const BATCH_ROWS = 40_000;
/** From here on COPY's few round trips more are worth it. */
const COPY_ROWS_MIN = 500;
/** What begins and ends within one batch costs one insert instead of an insert and an update. So a busy projector waits longer for more. */
const PATIENCE_MS = 20;
const BUSY_ROWS = 200;
const BUSY_PATIENCE_MS = 2_000;
/** Nothing new for so long: the busy time is over. Longer than a batch of commands takes. */
const DRY_MS = 200;
const HANDED_ROWS_MAX = 150_000;
const IDLE_POLL_MS = 1_000;
const RETRY_MS = 500;

/** Lost rows of search tables come back by themselves, from the position that was lost with them: no reason to wait for the disk. */
const SETTINGS = `SET synchronous_commit = off; SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_hashjoin = off;
  SET enable_mergejoin = off; SET jit = off; SET TIME ZONE 'UTC'`;
const ADVANCE = `UPDATE projector SET position = $2 WHERE name = 'search' AND position = $1 RETURNING 1`;
const POSITION = `SELECT position FROM projector WHERE name = 'search'`;
const RESET = `BEGIN; UPDATE projector SET position = 0 WHERE name = 'search';
  TRUNCATE search_instance, search_element, search_variable, search_job, search_user_task, search_incident;
  DELETE FROM dead_letter WHERE reader = 'search'; COMMIT`;
const LEAVE_OUT = `WITH moved AS (UPDATE projector SET position = $2 WHERE name = 'search' AND position = $1 RETURNING position)
INSERT INTO dead_letter (reader, position, root_key, code, message) SELECT 'search', position, $3, $4, $5 FROM moved`;

export interface ProjectorOptions {
  readonly databaseUrl: string;
  readonly definitions: Definitions;
  /** Told of each failure; the projector tries again by itself. */
  readonly onError: (error: unknown) => void;
}

export class Projector {
  private handed: HistoryRow[] = [];
  private handedAt: number[] = [];
  private done = 0n;
  private behindSince: number | undefined = performance.now();
  private catchingUp = true;
  private rebuilding = false;
  private stopping = false;
  private hurried = false;
  private waitedInVain = false;
  private running: Promise<void> | undefined;
  private wake: (() => void) | undefined;
  private client: pg.Client | undefined;
  private statements = new BatchStatements();
  private readonly isolation = new Isolation();
  private trying: readonly HistoryRow[] = [];
  private failingSince: number | undefined;
  private waiting: { readonly position: bigint; readonly resolve: () => void }[] = [];

  constructor(private readonly options: ProjectorOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.running;
  }

  /** Last position whose rows are in the search tables. */
  get position(): bigint {
    return this.done;
  }

  /** Real time since the oldest change that isn't in the search tables was committed, or since catching up began; 0 = up to date. */
  get lagMs(): number {
    return this.behindSince === undefined ? 0 : performance.now() - this.behindSince;
  }

  /** Real time for which every try has failed; 0 = the last one didn't. */
  get failingMs(): number {
    return this.failingSince === undefined ? 0 : performance.now() - this.failingSince;
  }

  /** Hand-off of a batch that is committed. Never waits and never fails. */
  offer(batch: { readonly entries: readonly HistoryRow[] }): void {
    const now = performance.now();
    this.behindSince ??= now;
    if (this.handed.length + batch.entries.length > HANDED_ROWS_MAX) {
      // Too far behind: the rows are in the table as well.
      this.handed = [];
      this.handedAt = [];
      this.catchingUp = true;
    } else {
      for (const entry of batch.entries) {
        this.handed.push(entry);
        this.handedAt.push(now);
      }
    }
    this.wake?.();
  }

  /** Somebody waits for the search tables: no patience until all that is known now is in them. */
  hurry(): void {
    if (this.handed.length === 0) return;
    this.hurried = true;
    this.wake?.();
  }

  /** Resolves when `position` is in the search tables. */
  reached(position: bigint): Promise<void> {
    if (this.done >= position && !this.rebuilding) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ position, resolve }));
  }

  /** Empties the search tables and makes them again from the first row of history. Searches find little until it has caught up. */
  rebuild(): void {
    this.rebuilding = true;
    this.behindSince ??= performance.now();
    this.wake?.();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.turn(await this.connected());
        this.failingSince = undefined;
      } catch (error) {
        await this.failed(error);
      }
    }
    await this.disconnect();
  }

  private async failed(error: unknown): Promise<void> {
    this.failingSince ??= performance.now();
    const [row] = this.trying;
    const verdict = this.isolation.failed(this.done, this.trying.length, error);
    this.trying = [];
    await this.disconnect();
    if (verdict === 'fewer') return;
    this.options.onError(error);
    if (verdict === 'again' || !row) return this.pause(RETRY_MS);
    await this.leaveOut(row, error).catch((cause: unknown) => {
      this.options.onError(cause);
      return this.pause(RETRY_MS);
    });
  }

  private async leaveOut({ position, streamKey }: HistoryRow, error: unknown): Promise<void> {
    const client = await this.connected();
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const message = error instanceof Error ? error.message : String(error);
    await client.query(LEAVE_OUT, [String(this.done), String(position), String(streamKey), code, message.replaceAll('\0', '')]);
    await this.disconnect();
    this.isolation.succeeded(BATCH_ROWS);
    this.options.onError(
      new Error(`Expected to write history row ${position} to the search tables, but it can't be: it is left out and noted in dead_letter`),
    );
  }

  private async turn(client: pg.Client): Promise<void> {
    if (this.rebuilding) {
      await client.query(RESET);
      this.done = 0n;
      this.catchingUp = true;
      this.rebuilding = false;
    }
    const rows = this.takeHanded() ?? (this.needsTable ? await this.readTable(client) : []);
    if (rows.length > 0) {
      await this.project(client, rows);
      if (rows.length < BUSY_ROWS) await this.pause(PATIENCE_MS);
      else if (rows.length < BATCH_ROWS) await this.gather();
    } else if (this.handed.length > 0) await this.pause(PATIENCE_MS);
    else {
      await this.pause(IDLE_POLL_MS, true);
      this.waitedInVain = this.handed.length === 0;
    }
  }

  /** Memory has all that follows, unless rows are missing before it or nothing was handed on for a while. */
  private get needsTable(): boolean {
    return this.catchingUp || this.waitedInVain || this.handed.length > 0;
  }

  /** Waits for a large batch, but not when nothing more comes. */
  private async gather(): Promise<void> {
    const until = performance.now() + BUSY_PATIENCE_MS;
    let seen = this.handed.length;
    let newsAt = performance.now();
    while (this.handed.length < BATCH_ROWS && performance.now() < Math.min(until, newsAt + DRY_MS) && !this.stopping && !this.hurried) {
      await this.pause(PATIENCE_MS);
      if (this.handed.length > seen) {
        seen = this.handed.length;
        newsAt = performance.now();
      }
    }
  }

  /** Rows from memory that continue the position; undefined when the table has to be asked. */
  private takeHanded(): HistoryRow[] | undefined {
    let stale = 0;
    while (stale < this.handed.length && (this.handed[stale]?.position ?? 0n) <= this.done) stale++;
    this.drop(stale);
    if (this.handed[0]?.position !== this.done + 1n) return undefined;
    this.catchingUp = false;
    let count = 1;
    while (count < this.batchRows && this.handed[count]?.position === this.done + 1n + BigInt(count)) count++;
    return this.handed.slice(0, count);
  }

  private get batchRows(): number {
    return Math.min(BATCH_ROWS, this.isolation.rows);
  }

  private async readTable(client: pg.Client): Promise<HistoryRow[]> {
    const rows = await readHistory(client, this.done, this.batchRows);
    this.waitedInVain = false;
    if (rows.length === 0 && this.handed.length === 0) {
      this.catchingUp = false;
      this.behindSince = undefined;
    }
    return rows;
  }

  private async project(client: pg.Client, rows: readonly HistoryRow[]): Promise<void> {
    this.trying = rows;
    const changes = new SearchRows(this.options.definitions, rows.length < COPY_ROWS_MIN ? 'statement' : 'copy');
    for (const row of rows) changes.add(row);
    const position = rows.at(-1)?.position ?? this.done;
    const fence = { sql: ADVANCE, values: [String(this.done), String(position)] };
    await changes.write(client, this.statements, fence);
    this.trying = [];
    this.isolation.succeeded(BATCH_ROWS);
    this.advance(position);
  }

  /** Also after a new connection: a statement whose answer was lost, or another node's, may have moved it. */
  private advance(position: bigint): void {
    this.done = position;
    let projected = 0;
    while (projected < this.handed.length && (this.handed[projected]?.position ?? 0n) <= position) projected++;
    this.drop(projected);
    if (this.handed.length === 0) this.hurried = false;
    if (!this.catchingUp) this.behindSince = this.handedAt[0];
    const reached = this.waiting.filter((one) => one.position <= position);
    if (reached.length === 0) return;
    this.waiting = this.waiting.filter((one) => one.position > position);
    for (const one of reached) one.resolve();
  }

  private drop(count: number): void {
    if (count === 0) return;
    this.handed.splice(0, count);
    this.handedAt.splice(0, count);
  }

  private async connected(): Promise<pg.Client> {
    if (this.client) return this.client;
    const client = new pg.Client({ connectionString: this.options.databaseUrl, application_name: 'okienko projector' });
    // The query that finds the connection broken rejects; this only keeps the event from ending the process.
    client.on('error', () => {});
    this.client = client;
    await client.connect();
    await client.query(SETTINGS);
    this.statements = new BatchStatements();
    const { rows } = await client.query<{ position: string }>(POSITION);
    this.catchingUp = true;
    this.advance(BigInt(rows[0]?.position ?? 0));
    return client;
  }

  private async disconnect(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => {});
  }

  /** `forNews`: a hand-off ends the wait. A stop always does. */
  private pause(ms: number, forNews = false): Promise<void> {
    if (this.stopping || (this.hurried && this.handed.length > 0) || (forNews && (this.handed.length > 0 || this.rebuilding)))
      return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.wake = undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.wake = () => {
        if (forNews || this.stopping || this.hurried) end();
      };
    });
  }
}
