-- Cases are compared with the CRM and the DMS: what differs now, what was done about it, and how both stood when they were last the same.

-- What is told again is an effect of its own here; the other system knows it by the key of the first telling, so that it never makes it twice.
ALTER TABLE outbox ADD COLUMN known_as text;

-- One row a difference, as long as it is there; the same one later is another row.
CREATE TABLE drift (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          uuid PRIMARY KEY,
  system      text NOT NULL CHECK (system IN ('crm', 'dms')),
  case_id     uuid NOT NULL REFERENCES case_file,
  case_number text NOT NULL,
  case_run    text NOT NULL,
  type        text NOT NULL,
  -- The record, document or effect that it is about.
  subject     text NOT NULL,
  -- api/reconciler/difference.ts; may hold a document's name.
  difference  jsonb NOT NULL,
  -- Engine clock.
  found_at    timestamptz NOT NULL,
  seen_at     timestamptz NOT NULL,
  -- repairing: something was done about it, and the next look shows whether it helped · left: a person's to settle · accepted: it stays as it is
  state       text NOT NULL CHECK (state IN ('repairing', 'left', 'accepted')),
  repairs     integer NOT NULL DEFAULT 0,
  repaired_at timestamptz,
  decided_by  text,
  decided_at  timestamptz,
  reason      text,
  -- It isn't there any more.
  gone_at     timestamptz
);
CREATE UNIQUE INDEX drift_now ON drift (tenant_id, system, case_run, type, subject) WHERE gone_at IS NULL;
CREATE INDEX drift_by_case ON drift (case_id);
CREATE INDEX drift_open ON drift (system, found_at) WHERE gone_at IS NULL AND state <> 'accepted';

-- How case and record stood when they were last found to be the same.
CREATE TABLE agreement (
  tenant_id text NOT NULL DEFAULT '<default>',
  system    text NOT NULL,
  record_id text NOT NULL,
  case_id   uuid NOT NULL REFERENCES case_file,
  agreed    jsonb NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, system, record_id)
);
CREATE INDEX agreement_by_case ON agreement (case_id, system);

ALTER TABLE system_state
  -- All its cases were compared, engine clock.
  ADD COLUMN compared_at timestamptz,
  ADD COLUMN compared_cases integer;

CREATE INDEX case_file_by_closing ON case_file (closed_at) WHERE closed_at IS NOT NULL;
