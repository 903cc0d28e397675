-- What other systems tell: each event once, how their records stand, cases that live there, and what a person must match.

ALTER TABLE external_record
  -- The system's own codes; null until it has said.
  ADD COLUMN status text,
  ADD COLUMN outcome text,
  -- Another one after each change there.
  ADD COLUMN version text,
  -- The system's own clock and its own order: compared with others of the same record alone.
  ADD COLUMN changed_at timestamptz,
  ADD COLUMN sequence text,
  -- How often it was closed by its own people: tells one closing from the next.
  ADD COLUMN closings integer NOT NULL DEFAULT 0;

-- Of a record there, beside those that we sent.
CREATE TABLE external_document (
  tenant_id   text NOT NULL DEFAULT '<default>',
  system      text NOT NULL,
  record_id   text NOT NULL,
  document_id text NOT NULL,
  seen_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, system, record_id, document_id)
);

-- An event that came by POST /hooks: told twice, it happens once.
CREATE TABLE inward_event (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  system      text NOT NULL,
  -- CloudEvents: the pair that names it.
  source      text NOT NULL,
  event_id    text NOT NULL,
  type        text NOT NULL,
  -- What it says; gone once it is settled.
  data        jsonb,
  received_at timestamptz NOT NULL,
  -- waiting: the system is asked how its record stands before anything is done.
  state       text NOT NULL CHECK (state IN ('waiting', 'settled')),
  -- What became of it.
  result      text,
  attempts    integer NOT NULL DEFAULT 0,
  UNIQUE (tenant_id, system, source, event_id)
);
CREATE INDEX inward_event_waiting ON inward_event (id) WHERE state = 'waiting';

-- A case that lives in a department's own system.
CREATE TABLE external_case (
  tenant_id   text NOT NULL DEFAULT '<default>',
  system      text NOT NULL,
  external_id text NOT NULL,
  number      text,
  title       text NOT NULL,
  status      text NOT NULL,
  outcome     text,
  is_closed   boolean NOT NULL,
  -- Where its people see it.
  url         text,
  -- The case of ours that it belongs to.
  case_id     uuid REFERENCES case_file,
  -- The system's own clock and order.
  changed_at  timestamptz NOT NULL,
  sequence    text,
  first_at    timestamptz NOT NULL,
  last_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, system, external_id)
);
CREATE INDEX external_case_by_case ON external_case (case_id);
CREATE INDEX external_case_by_words ON external_case
  USING gin (resident_words(coalesce(number, '') || ' ' || external_id || ' ' || title, NULL, NULL, NULL));

-- What nobody but a person can match; one row a record there, however often it changes.
CREATE TABLE inbox_item (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          uuid PRIMARY KEY,
  system      text NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('record', 'external-case')),
  record_id   text NOT NULL,
  -- The last that was heard of it; gone once it is settled.
  heard       jsonb,
  -- What it says that it belongs to.
  named       text,
  times       integer NOT NULL DEFAULT 1,
  first_at    timestamptz NOT NULL,
  last_at     timestamptz NOT NULL,
  decision    text CHECK (decision IN ('adopted', 'ignored')),
  reason      text,
  case_id     uuid REFERENCES case_file,
  decided_at  timestamptz,
  decided_by  text,
  UNIQUE (tenant_id, system, kind, record_id)
);
CREATE INDEX inbox_item_open ON inbox_item (last_at) WHERE decision IS NULL;

-- How far a system's list of changes has been read.
CREATE TABLE source_cursor (
  tenant_id text NOT NULL DEFAULT '<default>',
  system    text PRIMARY KEY,
  cursor    text NOT NULL,
  read_at   timestamptz NOT NULL
);
