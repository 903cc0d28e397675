/**
 * Reads open trees for a new term, whole ones only: in the order of their roots, or the ones that are likely to hold given keys.
 * Has a connection of its own, so that it neither waits for other readers nor keeps them waiting.
 */
import pg from 'pg';
import type { LoadedTree } from './loaded-tree.js';
import { type PageRow, STATE_COLUMNS, type StateRow, treesOf } from './loader.js';

/** On a busy machine each answer is waited for: few and large ones. */
const TREES_AT_ONCE = 2_000;
/** Each statement reads a few ranges of an index, whatever the statistics say of a table that has just been filled. */
const SETTINGS = `SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off;
  SET default_transaction_read_only = on`;
const PAGE_COLUMNS = 'instance_key, page, root_key, state';
const ROOTS = `SELECT ${STATE_COLUMNS} FROM tree_state WHERE key > $1 AND key <= $2 AND key = root_key ORDER BY key LIMIT ${TREES_AT_ONCE}`;
const CALLED = `SELECT ${STATE_COLUMNS} FROM tree_state WHERE root_key > $1 AND root_key <= $2 AND root_key <> key`;
const PAGES = `SELECT ${PAGE_COLUMNS} FROM tree_page WHERE root_key > $1 AND root_key <= $2`;
const ROOTS_OF = `SELECT ${STATE_COLUMNS} FROM tree_state WHERE key = ANY($1)
  UNION ALL SELECT ${STATE_COLUMNS} FROM tree_state WHERE root_key = ANY($1) AND root_key <> key`;
const PAGES_OF = `SELECT ${PAGE_COLUMNS} FROM tree_page WHERE root_key = ANY($1)`;
/**
 * A user task's row names its tree. Any other key most likely came to be together with the instance just below it; a job of a later
 * step didn't, and is found when its tree's turn comes.
 */
const LIKELY = `SELECT DISTINCT coalesce(
    (SELECT u.root_key FROM user_task u WHERE u.key = k.key),
    (SELECT t.root_key FROM tree_state t WHERE t.key <= k.key ORDER BY t.key DESC LIMIT 1))
  FROM unnest($1::bigint[]) AS k(key)`;

export class TreeReader {
  private client: pg.Client | undefined;

  constructor(private readonly databaseUrl: string) {}

  /** Trees with roots behind `after`, up to `upTo`, in the order of their roots. `last`: nothing up to there is left out. */
  async next(after: bigint, upTo: bigint): Promise<{ readonly trees: readonly LoadedTree[]; readonly last: bigint }> {
    const roots = await this.rows<StateRow>(ROOTS, [String(after), String(upTo)]);
    const last = roots.length < TREES_AT_ONCE ? upTo : BigInt(roots.at(-1)?.[0] ?? upTo);
    if (roots.length === 0) return { trees: [], last };
    const range = [String(after), String(last)];
    const [called, pages] = await Promise.all([this.rows<StateRow>(CALLED, range), this.rows<PageRow>(PAGES, range)]);
    return { trees: treesOf([...roots, ...called], pages), last };
  }

  /** The open trees that most likely hold these keys. */
  async likely(keys: readonly bigint[]): Promise<readonly LoadedTree[]> {
    const found = await this.rows<readonly [string | null]>(LIKELY, [keys.map(String)]);
    const roots = [found.flatMap(([rootKey]) => rootKey ?? [])];
    return treesOf(...(await Promise.all([this.rows<StateRow>(ROOTS_OF, roots), this.rows<PageRow>(PAGES_OF, roots)])));
  }

  /** Whatever is being read fails. The next read opens a new connection. */
  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async rows<Row>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const { rows } = await (await this.connected()).query({ text, values: [...values], rowMode: 'array' });
    return rows as unknown[] as Row[];
  }

  private async connected(): Promise<pg.Client> {
    if (this.client) return this.client;
    const options: pg.ClientConfig & { pipeline: boolean } = {
      connectionString: this.databaseUrl,
      application_name: 'okienko recovery',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      pipeline: true,
    };
    const client = new pg.Client(options);
    client.on('error', () => undefined);
    client.on('end', () => {
      if (this.client === client) this.client = undefined;
    });
    await client.connect();
    await client.query(SETTINGS);
    this.client = client;
    return client;
  }
}
