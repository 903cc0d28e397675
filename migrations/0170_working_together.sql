-- What colleagues and residents add to a case: questions to a colleague, notes, a reason to come back, consents, two rows that are one person.

-- ── questions ─────────────────────────────────────────────────────────────────────────────────────────────────────
-- A question about a case, put to a person or to a tier (a department's: its unit) without handing the case on. Its texts are personal.
CREATE TABLE case_question (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          uuid PRIMARY KEY,
  case_id     uuid NOT NULL REFERENCES case_file,
  question    text NOT NULL,
  asked_by    text NOT NULL,
  asked_at    timestamptz NOT NULL,
  -- One person; else whoever of the tier answers first.
  to_login    text,
  tier        text,
  department  text,
  -- withdrawn: by the asker, or because the case ended first.
  state       text NOT NULL CHECK (state IN ('open', 'answered', 'withdrawn')),
  answer      text,
  answered_by text,
  ended_at    timestamptz,
  -- When the asker has seen how it ended; until then it is news.
  seen_at     timestamptz,
  CHECK (num_nonnulls(to_login, tier) = 1),
  CHECK ((state = 'answered') = (answered_by IS NOT NULL))
);
CREATE INDEX case_question_by_case ON case_question (case_id, asked_at);
CREATE INDEX case_question_to_person ON case_question (to_login, asked_at) WHERE state = 'open' AND to_login IS NOT NULL;
CREATE INDEX case_question_to_tier ON case_question (tier, department, asked_at) WHERE state = 'open' AND tier IS NOT NULL;
CREATE INDEX case_question_of_asker ON case_question (asked_by, asked_at) WHERE state = 'open' OR seen_at IS NULL;

-- ── notes ─────────────────────────────────────────────────────────────────────────────────────────────────────────
-- For colleagues, never for residents. Its author may mend it for a few minutes; what comes later is another note. Personal.
CREATE TABLE note (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          uuid PRIMARY KEY,
  case_id     uuid REFERENCES case_file,
  resident_id uuid REFERENCES resident,
  text        text NOT NULL,
  written_by  text NOT NULL,
  written_at  timestamptz NOT NULL,
  changed_at  timestamptz,
  CHECK (num_nonnulls(case_id, resident_id) = 1)
);
CREATE INDEX note_by_case ON note (case_id, written_at) WHERE case_id IS NOT NULL;
CREATE INDEX note_by_resident ON note (resident_id, written_at) WHERE resident_id IS NOT NULL;

-- Why somebody wants to be reminded of a task. Personal.
ALTER TABLE task ADD COLUMN follow_up_note text;

-- ── residents ─────────────────────────────────────────────────────────────────────────────────────────────────────
-- Each consent that was ever given, with its end. Codes and dates alone.
CREATE TABLE resident_consent (
  tenant_id    text NOT NULL DEFAULT '<default>',
  id           uuid PRIMARY KEY,
  resident_id  uuid NOT NULL REFERENCES resident,
  kind         text NOT NULL,
  how          text NOT NULL,
  given_at     timestamptz NOT NULL,
  given_to     text NOT NULL,
  withdrawn_at timestamptz,
  withdrawn_to text,
  withdrawn_how text
);
CREATE UNIQUE INDEX resident_consent_in_force ON resident_consent (resident_id, kind) WHERE withdrawn_at IS NULL;

-- Two rows that are one person: the merged one stays, found by all that it was found by, and stands for the one that is kept.
ALTER TABLE resident ADD COLUMN merged_into uuid REFERENCES resident CHECK (merged_into <> id);
CREATE INDEX resident_merged ON resident (merged_into) WHERE merged_into IS NOT NULL;

-- What a merge moved, so that it can be taken back.
CREATE TABLE resident_merge (
  tenant_id    text NOT NULL DEFAULT '<default>',
  id           uuid PRIMARY KEY,
  kept_id      uuid NOT NULL REFERENCES resident,
  merged_id    uuid NOT NULL REFERENCES resident,
  merged_by    text NOT NULL,
  merged_at    timestamptz NOT NULL,
  case_ids     uuid[] NOT NULL,
  -- Residents that had been merged into the merged one before.
  follower_ids uuid[] NOT NULL,
  split_by     text,
  split_at     timestamptz
);
CREATE INDEX resident_merge_by_kept ON resident_merge (kept_id) WHERE split_at IS NULL;

-- Looked alike, and somebody said that they are two people: not proposed again.
CREATE TABLE resident_distinct (
  one_id   uuid NOT NULL REFERENCES resident,
  other_id uuid NOT NULL REFERENCES resident,
  said_by  text NOT NULL,
  said_at  timestamptz NOT NULL,
  PRIMARY KEY (one_id, other_id),
  CHECK (one_id < other_id)
);

-- What duplicates are found by; the e-mail address has its index already.
CREATE INDEX resident_by_number ON resident (right(regexp_replace(phone, '\D', '', 'g'), 9)) WHERE phone IS NOT NULL AND erased_at IS NULL;
CREATE INDEX resident_by_name_address ON resident (lower(name), lower(postal_address)) WHERE postal_address IS NOT NULL AND erased_at IS NULL;
