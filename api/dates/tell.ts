/**
 * Tells the CRM how a case's dates stand. They move outside of the model (pauses, extensions, a calendar that changes), so no step of it
 * tells them: whoever moves them, or makes a record, asks here in the same transaction, and what was told last decides.
 */
import { later, run, type Transaction } from '../database.js';

const ACTOR = 'system:dates';
const moment = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * A model says that there is to be a record, and its effect carries the dates as of then: without one nothing is told. Of several that
 * haven't left only the newest goes out; one that is on its way just now has left. What a person withdrew counts as told.
 */
const TELL = `WITH now AS (
    SELECT c.number, r.case_id, r.run, r.case_run, r.dates_revision + 1 AS revision, c.promise_at, c.statutory_at
      FROM case_file c JOIN case_run r ON r.case_id = c.id AND r.run = c.current_run WHERE c.id = :caseId
  ), told AS (
    SELECT o.id, o.action, o.payload, o.withdrawn_at
      FROM outbox o JOIN now ON o.case_number = now.number AND o.payload->>'caseRun' = now.case_run
     WHERE o.system = 'crm' AND o.action IN ('record', 'dates') AND o.known_as IS NULL
  ), last AS (
    SELECT CAST(payload->>'promiseAt' AS timestamptz) AS promise_at, CAST(payload->>'statutoryAt' AS timestamptz) AS statutory_at
      FROM told ORDER BY id DESC LIMIT 1
  ), news AS (
    SELECT now.* FROM now, last WHERE (now.promise_at, now.statutory_at) IS DISTINCT FROM (last.promise_at, last.statutory_at)
       AND EXISTS (SELECT FROM told WHERE action = 'record' AND withdrawn_at IS NULL)
  ), back AS (
    UPDATE outbox o SET withdrawn_at = :at, withdrawn_by = '${ACTOR}' FROM news
     WHERE o.system = 'crm' AND o.case_number = news.number AND o.action = 'dates' AND o.payload->>'caseRun' = news.case_run
       AND o.delivered_at IS NULL AND o.withdrawn_at IS NULL AND (o.claimed_until IS NULL OR o.claimed_until < clock_timestamp())
  ), revised AS (
    UPDATE case_run r SET dates_revision = news.revision FROM news WHERE r.case_id = news.case_id AND r.run = news.run
  )
  INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, next_attempt_at)
  SELECT concat('dates|crm|', case_run, '|', revision), 'crm', number, 'dates',
         jsonb_build_object('caseNumber', number, 'caseRun', case_run, 'revision', revision,
                            'promiseAt', ${moment('promise_at')}, 'statutoryAt', ${moment('statutory_at')}),
         CAST(:at AS timestamptz), CAST(:at AS timestamptz) FROM news`;

/** The caller has the case locked. */
export function tellDates(on: Transaction, caseId: string, atMs: number): void {
  later(on, TELL, { caseId, at: new Date(atMs) });
}

/** Gives whether there was something to tell. */
export async function toldDates(on: Transaction, caseId: string, atMs: number): Promise<boolean> {
  return (await run(on, TELL, { caseId, at: new Date(atMs) })) > 0;
}
