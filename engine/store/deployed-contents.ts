/** What was ever deployed, by content: read without compiling anything. */
import type pg from 'pg';
import type { DeployedContent } from '../contract.js';

type Row = readonly [kind: DeployedContent['kind'], id: string, version: number, checksum: string];

/** Keys grow with each deployment, also where an id moves from one resource to another. */
const ALL = `SELECT kind, id, version, encode(checksum, 'hex') FROM (
    SELECT 'process' AS kind, bpmn_process_id AS id, version, checksum, key FROM process_definition
    UNION ALL
    SELECT 'decision', d.decision_id, d.version, r.checksum, d.key FROM decision_definition d JOIN dmn_resource r USING (requirements_key)
    UNION ALL
    SELECT 'form', form_id, version, checksum, key FROM form_definition
  ) deployed ORDER BY key`;

/** Oldest first. */
export async function readDeployedContents(pool: pg.Pool): Promise<readonly DeployedContent[]> {
  const { rows } = await pool.query({ text: ALL, rowMode: 'array' });
  return (rows as unknown[] as Row[]).map(([kind, id, version, checksum]) => ({ kind, id, version, checksum }));
}
