-- What an auditor and a resident ask: the resident's code, which call led to which run of a process, why somebody looked.

-- With the number it opens the resident's status page, and nothing else. Cases that were registered before get one now, of the server's
-- own randomness (the first 32 bits of a random UUID carry neither its version nor its variant).
ALTER TABLE case_file ADD COLUMN IF NOT EXISTS status_code text;
UPDATE case_file SET status_code = lpad((('x' || left(gen_random_uuid()::text, 8))::bit(32)::bigint % 100000000)::text, 8, '0')
 WHERE status_code IS NULL;

-- Of a call activity: the process instance that it began.
ALTER TABLE case_step ADD COLUMN called_instance_key bigint;

-- Why somebody asked for data that are masked otherwise.
ALTER TABLE access_log ADD COLUMN IF NOT EXISTS purpose text;
CREATE INDEX access_log_by_time ON access_log (tenant_id, id DESC);

-- The auditor's ready questions; each is true of few cases, so each costs little.
CREATE INDEX case_file_closed_late ON case_file (tenant_id, registered_at DESC, id) WHERE closed_at > promise_at;
CREATE INDEX case_file_reopened ON case_file (tenant_id, registered_at DESC, id) WHERE current_run > 1;
CREATE INDEX case_file_dates_changed ON case_file (tenant_id, registered_at DESC, id) WHERE promise_at <> promise_first_at;
CREATE INDEX case_file_reassigned ON case_file (tenant_id, registered_at DESC, id) WHERE hand_ons >= 3;
CREATE INDEX case_incident_by_case ON case_incident (case_id);

-- When something reached a system last.
CREATE INDEX outbox_delivered ON outbox (system, delivered_at) WHERE delivered_at IS NOT NULL;
