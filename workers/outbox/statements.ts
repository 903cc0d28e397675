/** The outbox's statements; named, so that each is planned once a connection. Times are the engine's unless said otherwise. */
import { restsAt } from './rest.js';

/** Of each case, system that doesn't rest ($1 now) and lane the oldest effect that isn't settled: the only one that may go. */
const OLDEST = `SELECT DISTINCT ON (system, case_number, lane) * FROM outbox
   WHERE delivered_at IS NULL AND withdrawn_at IS NULL
     AND system = ANY (ARRAY(SELECT system FROM system_state WHERE NOT ${restsAt('$1')}))
   ORDER BY system, case_number, lane, id`;

export const WRITE = {
  name: 'outbox write',
  text: `INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, next_attempt_at)
       VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (effect_key) DO NOTHING`,
};
/** Asked at each tick, so all in one. Whose rest is over begins to work again. */
export const DUE = {
  name: 'outbox due',
  text: `WITH over AS (UPDATE system_state SET paused_at = NULL, paused_by = NULL, paused_until = NULL, pause_note = NULL
                        WHERE paused_until <= $1 AND system = ANY ($3))
         SELECT id, coalesce(known_as, effect_key) AS effect_key, system, case_number, payload->>'caseRun' AS case_run, action, payload, attempts, created_at FROM (${OLDEST}) oldest
          WHERE held_at IS NULL AND next_attempt_at <= $1 AND (claimed_until IS NULL OR claimed_until < clock_timestamp()) AND system = ANY ($3)
          ORDER BY id LIMIT $2`,
};
export const NEXT_DUE = {
  name: 'outbox next due',
  text: `SELECT system, min(next_attempt_at) AS due FROM (${OLDEST}) oldest WHERE held_at IS NULL GROUP BY system`,
};

/** For a local peer: the row is ours while this transaction lasts. */
export const LOCK = {
  name: 'outbox lock',
  text: `SELECT FROM outbox WHERE id = $1 AND attempts = $2 AND delivered_at IS NULL AND withdrawn_at IS NULL AND held_at IS NULL
            FOR UPDATE SKIP LOCKED`,
};
/** For a remote peer: the row is ours for so long by the wall clock, also when this process ends. $3: seconds. */
export const CLAIM = {
  name: 'outbox claim',
  text: `UPDATE outbox SET claimed_until = clock_timestamp() + make_interval(secs => $3)
          WHERE id = $1 AND attempts = $2 AND delivered_at IS NULL AND withdrawn_at IS NULL AND held_at IS NULL
            AND (claimed_until IS NULL OR claimed_until < clock_timestamp())`,
};
/**
 * A document that was moved is that other case's from then on: its own ledger says so, by an effect that looks whether it is there. What
 * came from the DMS itself was never sent. $1 id, $2 at.
 */
const MOVED = `moved AS (INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, next_attempt_at)
       SELECT concat('document|', payload->>'documentId', '|', payload->>'toCaseRun'), system, payload->>'toCase', 'document',
              jsonb_build_object('caseRun', payload->>'toCaseRun', 'documentId', payload->>'documentId', 'name', payload->>'name',
                                 'sha256', payload->>'sha256', 'at', payload->>'at'), $2::timestamptz, $2::timestamptz
         FROM outbox WHERE id = $1 AND action = 'move' AND CAST(payload->>'isOurs' AS boolean) ON CONFLICT (effect_key) DO NOTHING)`;
export const DELIVERED = {
  name: 'outbox delivered',
  text: `WITH ${MOVED} UPDATE outbox SET delivered_at = $2, attempts = attempts + 1, last_error = NULL,
                sent_codes = coalesce($3::jsonb, sent_codes) WHERE id = $1`,
};
/** $1 id, $2 at, $3 took ms, $4 detail, $5 remote id, $6 number, $7 codes. What was made over there, or closed, is known from then on. */
export const DELIVERED_REMOTE = {
  name: 'outbox delivered remote',
  text: `WITH told AS (INSERT INTO outbox_attempt (outbox_id, at, took_ms, outcome, detail) VALUES ($1, $2, $3, 'delivered', $4)),
         made AS (INSERT INTO external_record (system, record_id, record_number, case_number, case_run, known_since, planned_at)
                  SELECT system, $5, $6, case_number, payload->>'caseRun', $2, CAST(payload->>'plannedAt' AS timestamptz) FROM outbox
                   WHERE id = $1 AND action IN ('record', 'open') AND $5::text IS NOT NULL AND payload->>'caseRun' IS NOT NULL
                  ON CONFLICT (tenant_id, system, record_id) DO UPDATE
                     SET record_number = coalesce(excluded.record_number, external_record.record_number)),
         planned AS (UPDATE external_record r SET planned_at = CAST(o.payload->>'plannedAt' AS timestamptz) FROM outbox o
                      WHERE o.id = $1 AND o.action = 'plan' AND r.system = o.system AND r.record_id = $5),
         closed AS (UPDATE external_record r SET is_closed = true FROM outbox o
                     WHERE o.id = $1 AND o.action = 'close' AND r.system = o.system AND r.case_run = o.payload->>'caseRun'),
         ${MOVED}
         UPDATE outbox SET delivered_at = $2, attempts = attempts + 1, last_error = NULL, claimed_until = NULL, remote_id = $5,
                sent_codes = coalesce($7::jsonb, sent_codes) WHERE id = $1`,
};
export const POSTPONED = {
  name: 'outbox postponed',
  text: 'UPDATE outbox SET next_attempt_at = $2 WHERE id = $1',
};
/** $1 id, $2 at, $3 took ms, $4 outcome, $5 detail, $6 next try, $7 code when nobody tries any more, $8 codes. */
export const FAILED = {
  name: 'outbox failed',
  text: `WITH told AS (INSERT INTO outbox_attempt (outbox_id, at, took_ms, outcome, detail) VALUES ($1, $2, $3, $4, $5))
         UPDATE outbox SET attempts = attempts + 1, last_error = $5, claimed_until = NULL, next_attempt_at = $6,
                held_code = $7, held_at = CASE WHEN $7::text IS NULL THEN NULL ELSE $2::timestamptz END,
                sent_codes = coalesce($8::jsonb, sent_codes)
          WHERE id = $1`,
};

export const IS_DOWN = {
  name: 'outbox is down',
  text: 'UPDATE system_state SET down_since = coalesce(down_since, $2), last_error = $3 WHERE system = $1',
};
export const LEFT_AWAY = {
  name: 'outbox left away',
  text: 'SELECT 1 FROM system_state WHERE system = $1 AND down_since IS NOT NULL',
};
/** What waited for the system to come back needn't wait for its own next try. */
export const IS_BACK = {
  name: 'outbox is back',
  text: `WITH state AS (UPDATE system_state SET down_since = NULL, last_ok_at = $2 WHERE system = $1)
         UPDATE outbox SET next_attempt_at = $2
          WHERE system = $1 AND delivered_at IS NULL AND withdrawn_at IS NULL AND held_at IS NULL AND attempts > 0 AND next_attempt_at > $2`,
};
