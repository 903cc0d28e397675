-- The journal's anchors, as the engine's history has them, and the record of what was erased.

-- Given when the entry is anchored, in one order over all cases; null = not anchored yet. An anchor covers a range of positions,
-- so it stays provable after a restore, whatever the transaction ids of the new server are.
ALTER TABLE case_journal ADD COLUMN position bigint;
CREATE UNIQUE INDEX case_journal_by_position ON case_journal (position) WHERE position IS NOT NULL;
CREATE INDEX case_journal_unanchored ON case_journal (case_id, seq) WHERE position IS NULL;

-- At most once a minute: one root over the heads of all cases whose journal grew, chained to the one before. Exportable.
CREATE TABLE journal_anchor (
  last_position  bigint PRIMARY KEY,
  first_position bigint NOT NULL,
  -- Real time.
  at             timestamptz NOT NULL,
  streams        integer NOT NULL,
  root           bytea NOT NULL,
  hash           bytea NOT NULL,
  tenant_id      text NOT NULL DEFAULT '<default>'
);

-- A case that must not be forgotten, whoever asks: a dispute, an audit, a court.
CREATE TABLE legal_hold (
  tenant_id text NOT NULL DEFAULT '<default>',
  case_id   uuid PRIMARY KEY REFERENCES case_file,
  reason    text NOT NULL,
  set_at    timestamptz NOT NULL,
  set_by    text NOT NULL
);

-- Who was forgotten, when, by whom and why; nothing of what was erased. Append only.
CREATE TABLE resident_erasure (
  tenant_id        text NOT NULL DEFAULT '<default>',
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  resident_id      uuid NOT NULL REFERENCES resident,
  at               timestamptz NOT NULL,
  erased_by        text NOT NULL,
  reason           text NOT NULL,
  -- Number of the letter or order that asked for it.
  reference        text,
  cases            integer NOT NULL,
  journal_payloads integer NOT NULL,
  engine_payloads  integer NOT NULL,
  documents        integer NOT NULL
);
