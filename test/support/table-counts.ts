/** How many rows each table has, and what changed them: for tests that say that nothing was written. */
import pg from 'pg';

/** Nodes say there that they are alive, whatever happens. */
const HEARTBEATS: ReadonlySet<string> = new Set(['lease', 'api_node']);

export async function countsOfAllTables(url: string): Promise<Readonly<Record<string, string>>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
    );
    const counts: Record<string, string> = {};
    for (const { name } of tables) {
      // The transaction that wrote a row last stands in the row: an update shows as well.
      const { rows } = await client.query<{ rows: string; newest: string }>(
        `SELECT count(*) AS rows, md5(coalesce(string_agg(xmin::text, ',' ORDER BY xmin::text), '')) AS newest FROM ${name}`,
      );
      counts[name] = HEARTBEATS.has(name) ? `${rows[0]?.rows}` : `${rows[0]?.rows} ${rows[0]?.newest}`;
    }
    return counts;
  } finally {
    await client.end();
  }
}
