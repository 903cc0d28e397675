/** Steps of all processes that wait for repair, for whoever repairs them; from the search tables. */
import type pg from 'pg';
import type { OpenIncident } from '../contract.js';

const SELECT = `SELECT i.key, i.job_key, s.root_key, s.definition_key, s.bpmn_process_id, s.version, i.element_id, i.error_type, i.message,
    (extract(epoch FROM i.raised_at) * 1000)::int8
  FROM search_incident i JOIN search_instance s ON s.key = i.instance_key WHERE i.resolved_at IS NULL AND ($2::int8 IS NULL OR i.key = $2) ORDER BY i.key LIMIT $1`;

type Row = readonly [string, string, string, string, string, number, string, string, string, string];

export async function readOpenIncidents(
  pool: pg.Pool,
  { limit, key }: { readonly limit: number; readonly key?: bigint },
): Promise<readonly OpenIncident[]> {
  const { rows } = await pool.query({ text: SELECT, values: [limit, key?.toString() ?? null], rowMode: 'array' });
  return (rows as unknown[] as Row[]).map(
    ([incidentKey, jobKey, rootKey, definitionKey, bpmnProcessId, version, elementId, errorType, message, raisedAtMs]) => ({
      key: BigInt(incidentKey),
      jobKey: BigInt(jobKey),
      rootKey: BigInt(rootKey),
      definitionKey: BigInt(definitionKey),
      bpmnProcessId,
      version,
      elementId,
      errorType,
      message,
      raisedAtMs: Number(raisedAtMs),
    }),
  );
}
