-- What goes out, and the built-in CRM and DMS (EOD) that it goes to while no real ones are connected.

-- One row = one effect. Written before the job is completed; delivered in order per case and system.
CREATE TABLE outbox (
  tenant_id       text NOT NULL DEFAULT '<default>',
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- engine, element instance, effect: written twice, delivered once.
  effect_key      text NOT NULL UNIQUE,
  system          text NOT NULL CHECK (system IN ('crm', 'dms')),
  case_number     text NOT NULL,
  action          text NOT NULL,
  payload         jsonb NOT NULL,
  created_at      timestamptz NOT NULL,
  attempts        integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  last_error      text,
  delivered_at    timestamptz
);
CREATE INDEX outbox_undelivered ON outbox (system, case_number, id) WHERE delivered_at IS NULL;

-- Letters, mails and SMS to people: an outbox that one can read.
CREATE TABLE message_outbox (
  tenant_id      text NOT NULL DEFAULT '<default>',
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  effect_key     text NOT NULL UNIQUE,
  case_run       text,
  channel        text NOT NULL CHECK (channel IN ('mail', 'sms', 'letter')),
  recipient_name text NOT NULL,
  recipient      text NOT NULL,
  subject        text NOT NULL,
  body           text NOT NULL,
  created_at     timestamptz NOT NULL
);
CREATE INDEX message_outbox_by_case ON message_outbox (case_run, id);

CREATE TABLE crm_record (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          text PRIMARY KEY,
  number      bigint GENERATED ALWAYS AS IDENTITY,
  case_number text NOT NULL,
  case_run    text NOT NULL,
  title       text NOT NULL,
  channel     text NOT NULL,
  resident    text,
  status      text NOT NULL,
  outcome     text,
  opened_at   timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL
);
CREATE INDEX crm_record_by_case ON crm_record (case_number);

CREATE TABLE dms_file (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          text PRIMARY KEY,
  -- File number (znak sprawy): given once, never changed, never used again.
  file_number text NOT NULL UNIQUE,
  case_number text NOT NULL,
  case_run    text NOT NULL,
  title       text NOT NULL,
  department  text,
  state       text NOT NULL CHECK (state IN ('open', 'closed')),
  result      text,
  closed_by   text,
  planned_at  timestamptz,
  opened_at   timestamptz NOT NULL,
  closed_at   timestamptz
);
CREATE INDEX dms_file_by_case ON dms_file (case_run);

CREATE TABLE dms_file_counter (
  tenant_id  text NOT NULL DEFAULT '<default>',
  department text NOT NULL,
  year       integer NOT NULL,
  last       integer NOT NULL,
  PRIMARY KEY (tenant_id, department, year)
);

CREATE TABLE dms_document (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          text NOT NULL,
  file_id     text NOT NULL REFERENCES dms_file,
  version     integer NOT NULL,
  name        text NOT NULL,
  sha256      text NOT NULL,
  stored_at   timestamptz NOT NULL,
  PRIMARY KEY (id, version)
);
