/**
 * The one connection over which state is written, and the lease that goes with it. Batches are pipelined: PostgreSQL commits
 * them in the order in which they were sent, so a batch may be sent before the one before it is known to be in.
 */
import pg from 'pg';
import type { PreparedStatement } from './batch-statement.js';
import { ACQUIRE, FIND_WRITER, REGAIN, RELEASE, RENEW } from './sql/fence.js';

/** What the lease row said when it was taken. */
export interface LeaseGrant {
  readonly epoch: bigint;
  readonly lastBatch: number;
  readonly lastPosition: bigint;
  readonly keyCounter: bigint;
}

/** Where a writer takes forwarded commands, and what lets a node in there. */
export interface WriterAddress {
  /** `host:port` */
  readonly address: string;
  readonly secret: string;
}

type LeaseRow = readonly [string, string, string, string];

/**
 * One plan per batch shape, made once. The rows of a batch are unnested arrays whose number the planner can't know:
 * a loop over the index is right for one row and for five hundred.
 */
const SETTINGS = `SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_hashjoin = off;
  SET enable_mergejoin = off; SET enable_bitmapscan = off; SET jit = off; SET TIME ZONE 'UTC'; SET lock_timeout = '10s'`;

export class WriterConnection {
  private broken = false;

  private constructor(
    private readonly client: pg.Client,
    private readonly nodeId: string,
  ) {
    client.on('error', () => {
      this.broken = true;
    });
    client.on('end', () => {
      this.broken = true;
    });
  }

  static async open(databaseUrl: string, nodeId: string): Promise<WriterConnection> {
    const options: pg.ClientConfig & { pipeline: boolean } = {
      connectionString: databaseUrl,
      application_name: `okienko writer ${nodeId}`,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      pipeline: true,
    };
    const client = new pg.Client(options);
    const connection = new WriterConnection(client, nodeId);
    await client.connect();
    await client.query(SETTINGS);
    return connection;
  }

  get isBroken(): boolean {
    return this.broken;
  }

  /** Resolves when it is committed. */
  async send(statement: PreparedStatement): Promise<void> {
    await this.client.query({ name: statement.name, text: statement.text, values: statement.values, rowMode: 'array' });
  }

  /** A statement of its own that goes in before whatever is sent after it. */
  async run(sql: string): Promise<void> {
    await this.client.query(sql);
  }

  /** undefined: another node holds it. */
  async acquire({ address, secret }: WriterAddress): Promise<LeaseGrant | undefined> {
    return this.grant(ACQUIRE, [this.nodeId, address, secret]);
  }

  /** undefined: there is none at the moment. */
  async findWriter(): Promise<WriterAddress | undefined> {
    const { rows } = await this.client.query<{ link_address: string; link_secret: string }>(FIND_WRITER);
    const [row] = rows;
    return row && { address: row.link_address, secret: row.link_secret };
  }

  /** After a fault: what is in, and a new epoch that shuts out whatever is still on its way. undefined: another node has taken over. */
  async regain(epoch: bigint, { secret }: WriterAddress): Promise<LeaseGrant | undefined> {
    return this.grant(REGAIN, [String(epoch), secret]);
  }

  /** False: another node has taken over. */
  async renew(epoch: bigint): Promise<boolean> {
    const { rowCount } = await this.client.query(RENEW, [String(epoch)]);
    return rowCount === 1;
  }

  async release(epoch: bigint): Promise<void> {
    await this.client.query(RELEASE, [String(epoch)]);
  }

  async close(): Promise<void> {
    this.broken = true;
    await this.client.end().catch(() => undefined);
  }

  private async grant(text: string, values: string[]): Promise<LeaseGrant | undefined> {
    const { rows } = await this.client.query<LeaseRow[]>({ text, values, rowMode: 'array' });
    const row = rows[0] as LeaseRow | undefined;
    if (!row) return undefined;
    const [epoch, lastBatch, lastPosition, keyCounter] = row;
    return { epoch: BigInt(epoch), lastBatch: Number(lastBatch), lastPosition: BigInt(lastPosition), keyCounter: BigInt(keyCounter) };
  }
}
