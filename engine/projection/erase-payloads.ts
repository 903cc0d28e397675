/**
 * Forgets what trees that have ended carried: their payloads in history with the salts, and what the projector made of them. It leaves
 * the search tables as the projector would write them from the erased history.
 */
import type pg from 'pg';
import type { HistoryErasure } from '../contract.js';

const OPEN = 'SELECT key FROM tree_state WHERE key = ANY ($1::bigint[]) ORDER BY key';
/** What the projector hasn't read yet it may have in memory, and would write after us. */
const BEHIND = `
SELECT FROM history WHERE stream_key = ANY ($1::bigint[])
  AND position > (SELECT position FROM projector WHERE name = 'search') LIMIT 1`;
const ERASE =
  'UPDATE history SET payload = NULL, salt = NULL WHERE stream_key = ANY ($1::bigint[]) AND (payload IS NOT NULL OR salt IS NOT NULL)';
const INSTANCES = '(SELECT key FROM search_instance WHERE root_key = ANY ($1::bigint[]))';
const SEARCH = [
  `UPDATE search_variable SET value = 'null', truncated = false WHERE instance_key IN ${INSTANCES}`,
  `UPDATE search_job SET error_message = '' WHERE instance_key IN ${INSTANCES} AND error_message <> ''`,
  `UPDATE search_incident SET message = '' WHERE instance_key IN ${INSTANCES} AND message <> ''`,
  `UPDATE dead_letter SET message = '' WHERE root_key = ANY ($1::bigint[]) AND message <> ''`,
];

export async function erasePayloads(pool: pg.Pool, rootKeys: readonly bigint[]): Promise<HistoryErasure> {
  const keys = [rootKeys.map(String)];
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows: open } = await client.query<{ key: string }>(OPEN, keys);
    if (open.length > 0) {
      await client.query('ROLLBACK');
      return { type: 'stillOpen', rootKeys: open.map(({ key }) => BigInt(key)) };
    }
    if ((await client.query(BEHIND, keys)).rowCount) {
      await client.query('ROLLBACK');
      const reason = 'Expected the search tables to have all of these instances, but they are behind: nothing was erased, try again';
      return { type: 'unavailable', code: 'RESOURCE_EXHAUSTED', reason };
    }
    const { rowCount } = await client.query(ERASE, keys);
    for (const statement of SEARCH) await client.query(statement, keys);
    await client.query('COMMIT');
    return { type: 'erased', payloads: rowCount ?? 0 };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
