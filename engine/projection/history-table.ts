/** Reads history from its table, in order of position: for whoever is behind what memory holds. */
import type { ClientBase, Pool } from 'pg';
import type { HistoryRow } from './feed.js';

const READ = `SELECT position, (extract(epoch FROM at) * 1000)::float8 AS at_ms, stream_key, facts, payload
FROM history WHERE position > $1 ORDER BY position LIMIT $2`;

export async function readHistory(database: Pool | ClientBase, afterPosition: bigint, limit: number): Promise<HistoryRow[]> {
  const { rows } = await database.query<{ position: string; at_ms: number; stream_key: string; facts: Buffer; payload: Buffer | null }>({
    name: 'read_history',
    text: READ,
    values: [afterPosition, limit],
  });
  return rows.map((row) => ({
    position: BigInt(row.position),
    atMs: Math.round(row.at_ms),
    streamKey: BigInt(row.stream_key),
    facts: row.facts,
    payload: row.payload,
  }));
}
