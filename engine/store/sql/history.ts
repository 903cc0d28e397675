/** Rows of history and the chain heads of the streams that never end. */
import { definePart } from '../batch-statement.js';

export const historyInsert = definePart({
  name: 'history_insert',
  types: ['int8', 'timestamptz', 'int8', 'int4', 'int2', 'int2', 'bytea', 'bytea', 'bytea', 'bytea', 'bytea'],
  sql: (rows) => `INSERT INTO history (position, at, stream_key, seq, encoding, command, facts, payload, salt, payload_digest, hash)
  SELECT * FROM ${rows}`,
});

export const headUpsert = definePart({
  name: 'head_upsert',
  types: ['int8', 'int4', 'bytea'],
  sql: (rows) => `INSERT INTO stream_head (stream_key, seq, head) SELECT * FROM ${rows}
  ON CONFLICT (stream_key) DO UPDATE SET seq = excluded.seq, head = excluded.head`,
});

/** The partition of one calendar month (UTC). Idempotent. */
export function createMonth(year: number, month: number): string {
  const from = Date.UTC(year, month - 1, 1);
  const to = Date.UTC(year, month, 1);
  const name = `history_${year}_${String(month).padStart(2, '0')}`;
  return `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF history FOR VALUES FROM ('${new Date(from).toISOString()}') TO ('${new Date(to).toISOString()}')`;
}
