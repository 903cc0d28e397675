-- The city's side: people, catalogue, residents, cases and all that the desk and the auditor read.
-- Filled by the api's own acts and by the engine's change feed (api/feed); nothing here reads an engine table.
-- Personal data stands in resident, contact, document, pending_completion, case_file.closing_text and case_journal.payload alone.

-- ── people ────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE unit (
  tenant_id       text NOT NULL DEFAULT '<default>',
  id              text NOT NULL,
  name            text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('contact-centre', 'department')),
  hours           text NOT NULL DEFAULT '',
  phone           text NOT NULL DEFAULT '',
  competence      text NOT NULL DEFAULT '',
  substitute_unit text,
  active          boolean NOT NULL DEFAULT true,
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE person (
  tenant_id     text NOT NULL DEFAULT '<default>',
  login         text NOT NULL,
  name          text NOT NULL,
  email         text,
  password_hash text NOT NULL,
  roles         text[] NOT NULL,
  unit_id       text,
  tier_lead     boolean NOT NULL DEFAULT false,
  active        boolean NOT NULL DEFAULT true,
  sample        boolean NOT NULL DEFAULT false,
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, login)
);

-- The cookie's value is never stored, only its hash. Real time: a session isn't a case matter.
CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  tenant_id  text NOT NULL DEFAULT '<default>',
  login      text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_by_person ON session (tenant_id, login);

-- rate-limiter-flexible's own layout.
CREATE TABLE sign_in_limit (
  key    varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);

CREATE TABLE setup_link (
  token_hash bytea PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at    timestamptz
);

-- Who looked at whose data, when. Append only.
CREATE TABLE access_log (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id    text NOT NULL DEFAULT '<default>',
  at           timestamptz NOT NULL,
  login        text NOT NULL,
  act          text NOT NULL,
  subject_type text NOT NULL,
  subject_id   text NOT NULL
);
CREATE INDEX access_log_by_subject ON access_log (subject_type, subject_id, id);
CREATE INDEX access_log_by_person ON access_log (login, id);

-- ── catalogue ─────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE entry_point (
  tenant_id      text NOT NULL DEFAULT '<default>',
  id             text NOT NULL,
  name           text NOT NULL,
  location       text NOT NULL DEFAULT '',
  tool           text NOT NULL DEFAULT '',
  channel        text NOT NULL,
  data_collected text NOT NULL DEFAULT '',
  active         boolean NOT NULL DEFAULT true,
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE classification (
  tenant_id       text NOT NULL DEFAULT '<default>',
  code            text NOT NULL,
  name            text NOT NULL,
  case_type       text NOT NULL,
  handling        text NOT NULL,
  department      text,
  approved_answer text NOT NULL DEFAULT '',
  promise         text NOT NULL DEFAULT '',
  ask             text[] NOT NULL DEFAULT '{}',
  bring           text[] NOT NULL DEFAULT '{}',
  keywords        text[] NOT NULL DEFAULT '{}',
  active          boolean NOT NULL DEFAULT true,
  PRIMARY KEY (tenant_id, code)
);

-- ── residents ─────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE resident (
  tenant_id      text NOT NULL DEFAULT '<default>',
  id             uuid PRIMARY KEY,
  kind           text NOT NULL CHECK (kind IN ('person', 'organisation')),
  name           text NOT NULL,
  email          text,
  phone          text,
  postal_address text,
  reply_channel  text NOT NULL,
  verification   text NOT NULL DEFAULT 'none',
  created_at     timestamptz NOT NULL,
  erased_at      timestamptz,
  sample         boolean NOT NULL DEFAULT false
);
CREATE INDEX resident_by_name ON resident (lower(name) text_pattern_ops);
CREATE INDEX resident_by_phone ON resident (phone text_pattern_ops);
CREATE INDEX resident_by_email ON resident (lower(email));

-- ── models as the desk needs them ─────────────────────────────────────────────────────────────────────────────────
CREATE TABLE model (
  tenant_id      text NOT NULL DEFAULT '<default>',
  engine         text NOT NULL,
  definition_key bigint NOT NULL,
  process_id     text NOT NULL,
  version        integer NOT NULL,
  name           text NOT NULL,
  resource_name  text NOT NULL,
  xml            text NOT NULL,
  -- A case type: its none start event says what the resident is told.
  startable      boolean NOT NULL,
  deployed_at    timestamptz NOT NULL,
  deployed_by    text,
  PRIMARY KEY (engine, definition_key),
  UNIQUE (tenant_id, engine, process_id, version)
);

CREATE TABLE model_element (
  engine         text NOT NULL,
  definition_key bigint NOT NULL,
  element_id     text NOT NULL,
  name           text NOT NULL,
  type           text NOT NULL,
  form_id        text,
  tier           text,
  actions        text[] NOT NULL DEFAULT '{}',
  public_status  text,
  PRIMARY KEY (engine, definition_key, element_id)
);

-- ── cases ─────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE case_number (
  tenant_id text NOT NULL DEFAULT '<default>',
  prefix    text NOT NULL,
  year      integer NOT NULL,
  last      integer NOT NULL,
  PRIMARY KEY (tenant_id, prefix, year)
);

CREATE TABLE case_file (
  tenant_id        text NOT NULL DEFAULT '<default>',
  id               uuid PRIMARY KEY,
  number           text NOT NULL,
  case_type        text NOT NULL,
  type_version     integer,
  classification   text NOT NULL,
  handling         text,
  track            text,
  department       text,
  resident_id      uuid REFERENCES resident,
  reply_channel    text NOT NULL,
  place            text,
  channel          text NOT NULL,
  entry_point      text,
  tier             text,
  assignee         text,
  -- registered: the engine hasn't begun · open · resolved · stopped: its run ended without a closing · not-started: the engine refused it
  status           text NOT NULL CHECK (status IN ('registered', 'open', 'resolved', 'stopped', 'not-started')),
  public_status    text NOT NULL,
  registered_at    timestamptz NOT NULL,
  registered_by    text,
  promise_at       timestamptz,
  promise_first_at timestamptz,
  remind_at        timestamptz,
  statutory_at     timestamptz,
  planned_at       timestamptz,
  closed_at        timestamptz,
  closed_tier      text,
  outcome_code     text,
  closing_text     text,
  original_number  text,
  transferred_to   text,
  hand_ons         integer NOT NULL DEFAULT 0,
  current_run      integer NOT NULL DEFAULT 1,
  sample           boolean NOT NULL DEFAULT false,
  last_event_at    timestamptz NOT NULL,
  journal_seq      integer NOT NULL DEFAULT 0,
  journal_hash     bytea NOT NULL,
  UNIQUE (tenant_id, number),
  -- No case closes without outcome code and closing text, whoever writes the row.
  CHECK (status <> 'resolved' OR (outcome_code IS NOT NULL AND closing_text IS NOT NULL AND closed_at IS NOT NULL))
);
CREATE INDEX case_file_open ON case_file (tenant_id, tier, promise_at) WHERE status IN ('registered', 'open');
CREATE INDEX case_file_by_resident ON case_file (resident_id, registered_at);
CREATE INDEX case_file_by_time ON case_file (tenant_id, registered_at DESC, id);

CREATE TABLE case_run (
  tenant_id            text NOT NULL DEFAULT '<default>',
  case_id              uuid NOT NULL REFERENCES case_file,
  run                  integer NOT NULL,
  case_run             text NOT NULL,
  engine               text NOT NULL,
  process_instance_key bigint,
  -- Start intent: intended → started (the feed has shown the instance) or refused.
  start_state          text NOT NULL CHECK (start_state IN ('intended', 'started', 'refused')),
  start_node           text,
  start_variables      jsonb NOT NULL,
  start_error          text,
  started_at           timestamptz,
  ended_at             timestamptz,
  entry                integer NOT NULL DEFAULT 0,
  -- What the person who passed it on wanted for the next visit; taken by it.
  next_person          text,
  next_department      text,
  passed_on_by         text,
  PRIMARY KEY (case_id, run),
  UNIQUE (tenant_id, case_run)
);
CREATE UNIQUE INDEX case_run_by_instance ON case_run (engine, process_instance_key) WHERE process_instance_key IS NOT NULL;
CREATE INDEX case_run_intended ON case_run (engine, case_id) WHERE start_state = 'intended';

CREATE TABLE case_visit (
  case_id    uuid NOT NULL,
  run        integer NOT NULL,
  entry      integer NOT NULL,
  tier       text NOT NULL,
  department text,
  assignee   text NOT NULL DEFAULT '',
  -- The visit that handed on to this one; 0 = the case began here.
  came_from  integer NOT NULL DEFAULT 0,
  entered_at timestamptz NOT NULL,
  left_at    timestamptz,
  left_by    text,
  decision   text,
  PRIMARY KEY (case_id, run, entry),
  FOREIGN KEY (case_id, run) REFERENCES case_run
);

-- Departments that the case is or was with: what they may see.
CREATE TABLE case_unit (
  case_id uuid NOT NULL REFERENCES case_file,
  unit_id text NOT NULL,
  since   timestamptz NOT NULL,
  PRIMARY KEY (case_id, unit_id)
);
CREATE INDEX case_unit_by_unit ON case_unit (unit_id, case_id);

CREATE TABLE case_notice (
  case_id uuid NOT NULL,
  run     integer NOT NULL,
  entry   integer NOT NULL,
  kind    text NOT NULL,
  due_at  timestamptz NOT NULL,
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (case_id, run, entry, kind, due_at)
);

CREATE TABLE case_link (
  case_id   uuid NOT NULL REFERENCES case_file,
  run       integer NOT NULL,
  system    text NOT NULL,
  record_id text NOT NULL,
  state     text NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (case_id, run, system)
);

CREATE TABLE contact (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          uuid PRIMARY KEY,
  case_id     uuid REFERENCES case_file,
  resident_id uuid REFERENCES resident,
  channel     text NOT NULL,
  entry_point text,
  direction   text NOT NULL CHECK (direction IN ('in', 'out')),
  note        text NOT NULL,
  at          timestamptz NOT NULL,
  taken_by    text NOT NULL
);
CREATE INDEX contact_by_case ON contact (case_id, at);
CREATE INDEX contact_by_resident ON contact (resident_id, at);

CREATE TABLE document (
  tenant_id  text NOT NULL DEFAULT '<default>',
  id         uuid PRIMARY KEY,
  case_id    uuid NOT NULL REFERENCES case_file,
  name       text NOT NULL,
  media_type text NOT NULL,
  size_bytes integer NOT NULL,
  sha256     bytea NOT NULL,
  content    bytea NOT NULL,
  added_at   timestamptz NOT NULL,
  added_by   text NOT NULL
);
ALTER TABLE document ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX document_by_case ON document (case_id, added_at);

-- ── tasks ─────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE task (
  tenant_id            text NOT NULL DEFAULT '<default>',
  engine               text NOT NULL,
  task_key             bigint NOT NULL,
  case_id              uuid NOT NULL REFERENCES case_file,
  run                  integer NOT NULL,
  process_instance_key bigint NOT NULL,
  definition_key       bigint NOT NULL,
  element_id           text NOT NULL,
  element_instance_key bigint NOT NULL,
  name                 text NOT NULL,
  form_id              text,
  tier                 text,
  department           text,
  actions              text[] NOT NULL,
  candidate_groups     text[] NOT NULL,
  candidate_users      text[] NOT NULL,
  assignee             text,
  due_at               timestamptz,
  entry                integer NOT NULL,
  handed_on_by         text,
  state                text NOT NULL CHECK (state IN ('open', 'completed', 'canceled')),
  created_at           timestamptz NOT NULL,
  ended_at             timestamptz,
  ended_by             text,
  decision             text,
  PRIMARY KEY (engine, task_key)
);
CREATE INDEX task_open_by_tier ON task (tenant_id, tier, created_at) WHERE state = 'open';
CREATE INDEX task_open_by_person ON task (tenant_id, assignee) WHERE state = 'open';
CREATE INDEX task_by_case ON task (case_id, created_at);

-- A person's decision, durable before the engine knows it.
CREATE TABLE pending_completion (
  tenant_id    text NOT NULL DEFAULT '<default>',
  id           uuid PRIMARY KEY,
  case_id      uuid NOT NULL REFERENCES case_file,
  run          integer NOT NULL,
  engine       text NOT NULL,
  -- Null until the task exists: registered and settled in one act.
  task_key     bigint,
  login        text NOT NULL,
  decision     text NOT NULL,
  variables    jsonb NOT NULL,
  outcome_code text,
  closing_text text,
  reason       text,
  to_person    text,
  department   text,
  decided_at   timestamptz NOT NULL,
  -- Engine clock; a closing waits so that it can be undone.
  not_before   timestamptz NOT NULL,
  state        text NOT NULL CHECK (state IN ('pending', 'carrying', 'done', 'undone', 'failed')),
  node         text,
  failure_code text,
  failure      text,
  ended_at     timestamptz
);
CREATE UNIQUE INDEX pending_completion_one_a_task ON pending_completion (engine, task_key)
  WHERE state IN ('pending', 'carrying') AND task_key IS NOT NULL;
CREATE INDEX pending_completion_due ON pending_completion (engine, not_before) WHERE state IN ('pending', 'carrying');
CREATE INDEX pending_completion_by_case ON pending_completion (case_id, run);

-- ── history ───────────────────────────────────────────────────────────────────────────────────────────────────────
-- One row an act, chained per case. The hash covers the header, the facts and the salted digest of the payload, so a payload
-- can be erased with its salt and the chain still verifies.
CREATE TABLE case_journal (
  tenant_id      text NOT NULL DEFAULT '<default>',
  case_id        uuid NOT NULL REFERENCES case_file,
  seq            integer NOT NULL,
  at             timestamptz NOT NULL,
  actor          text NOT NULL,
  act            text NOT NULL,
  -- JSON text exactly as it was hashed; codes, ids and dates.
  facts          text NOT NULL,
  -- JSON text, personal; null when there is none or once erased.
  payload        text,
  salt           bytea,
  payload_digest bytea,
  prev_hash      bytea NOT NULL,
  hash           bytea NOT NULL,
  PRIMARY KEY (case_id, seq)
);

-- Elements that the engine went through, for the history view.
CREATE TABLE case_step (
  engine               text NOT NULL,
  element_instance_key bigint NOT NULL,
  case_id              uuid NOT NULL REFERENCES case_file,
  run                  integer NOT NULL,
  process_instance_key bigint NOT NULL,
  definition_key       bigint NOT NULL,
  process_id           text NOT NULL,
  version              integer NOT NULL,
  element_id           text NOT NULL,
  element_type         text NOT NULL,
  entered_at           timestamptz NOT NULL,
  left_at              timestamptz,
  how                  text,
  position             bigint NOT NULL,
  PRIMARY KEY (engine, element_instance_key)
);
CREATE INDEX case_step_by_case ON case_step (case_id, run, position, element_instance_key);

-- Automatic steps that failed: what the clerk sees as "Krok automatyczny nie powiódł się".
CREATE TABLE case_incident (
  engine       text NOT NULL,
  incident_key bigint NOT NULL,
  case_id      uuid NOT NULL REFERENCES case_file,
  run          integer NOT NULL,
  element_id   text NOT NULL,
  error_type   text NOT NULL,
  message      text NOT NULL,
  job_key      bigint NOT NULL,
  raised_at    timestamptz NOT NULL,
  resolved_at  timestamptz,
  PRIMARY KEY (engine, incident_key)
);
CREATE INDEX case_incident_open ON case_incident (case_id) WHERE resolved_at IS NULL;

-- ── machinery ─────────────────────────────────────────────────────────────────────────────────────────────────────
-- How far the change feed was read; moves in the transaction that writes what was read.
CREATE TABLE feed_cursor (
  engine   text PRIMARY KEY,
  position bigint NOT NULL
);

-- One row an effect that a worker asked for, with the answer it got: a job that comes twice gets the same.
CREATE TABLE worker_effect (
  engine               text NOT NULL,
  element_instance_key bigint NOT NULL,
  effect               text NOT NULL,
  answer               jsonb NOT NULL,
  at                   timestamptz NOT NULL,
  PRIMARY KEY (engine, element_instance_key, effect)
);

-- Nodes that live: work claimed by any other is free to take.
CREATE TABLE api_node (
  node        text PRIMARY KEY,
  alive_until timestamptz NOT NULL
);

-- What the live stream tells. Readers go by (xid, id) and stop before the oldest transaction that still runs, so none is missed.
CREATE TABLE live_event (
  xid     xid8 NOT NULL DEFAULT pg_current_xact_id(),
  id      bigint GENERATED ALWAYS AS IDENTITY,
  at      timestamptz NOT NULL DEFAULT now(),
  case_id uuid NOT NULL,
  type    text NOT NULL,
  data    jsonb NOT NULL,
  PRIMARY KEY (xid, id)
);
CREATE INDEX live_event_by_age ON live_event (at);
