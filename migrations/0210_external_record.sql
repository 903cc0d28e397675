-- What a system outside of this database calls what it has of a case's run, and how it stands there. Our own registers keep theirs in tables of their own.

CREATE TABLE external_record (
  tenant_id     text NOT NULL DEFAULT '<default>',
  system        text NOT NULL CHECK (system IN ('crm', 'dms')),
  -- The system's own; never used again.
  record_id     text NOT NULL,
  -- What its people call it.
  record_number text,
  case_number   text NOT NULL,
  case_run      text NOT NULL,
  -- Engine clock: when it was made for us, or was found to be ours.
  known_since   timestamptz NOT NULL,
  is_closed     boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, system, record_id)
);
CREATE INDEX external_record_by_case ON external_record (case_number);
CREATE INDEX external_record_by_run ON external_record (case_run, system);
