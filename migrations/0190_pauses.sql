-- A case's dates as data: the terms that they are counted by, what paused them and what extended them. What stands in case_file is the
-- result of the count (api/dates/count.ts), so that queues, filters and statistics read one column each.

CREATE TABLE case_term (
  case_id     uuid NOT NULL,
  run         integer NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('promise', 'statutory')),
  -- {unit, amount, counting}: calendar/duration-rule.ts.
  rule        jsonb NOT NULL,
  -- Of the promise: the reminder's own term; null = three quarters.
  remind_rule jsonb,
  -- The count begins here: the contact's receipt, for a later run its reopening.
  received_at timestamptz NOT NULL,
  basis       text NOT NULL DEFAULT '',
  can_pause   boolean NOT NULL,
  can_extend  boolean NOT NULL,
  -- Which notice the law demands when it is missed or moved: `none`, `kpa-36` …
  notice      text NOT NULL DEFAULT 'none',
  PRIMARY KEY (case_id, run, kind),
  FOREIGN KEY (case_id, run) REFERENCES case_run
);

-- asked: a person asked, the process hasn't begun to wait · open: the clock stands · ended · dropped: the process went on without it.
CREATE TABLE case_pause (
  id          uuid PRIMARY KEY,
  tenant_id   text NOT NULL DEFAULT '<default>',
  case_id     uuid NOT NULL,
  run         integer NOT NULL,
  -- The visit that asked; null: entered afterwards, no process ever waited.
  entry       integer,
  -- Of the time totals.
  tier        text,
  kind        text NOT NULL CHECK (kind IN ('resident', 'office', 'other')),
  basis       text NOT NULL DEFAULT '',
  state       text NOT NULL CHECK (state IN ('asked', 'open', 'ended', 'dropped')),
  -- Personal or free: forgotten with the resident.
  missing     text,
  office      text,
  message     text,
  channel     text,
  by_login    text NOT NULL,
  entered_at  timestamptz NOT NULL,
  from_at     timestamptz,
  until_at    timestamptz NOT NULL,
  to_at       timestamptz,
  ended_how   text CHECK (ended_how IN ('replied', 'term', 'withdrawn')),
  ended_by    text,
  late_reason text,
  -- False: entered when the date was missed already, which it can't heal.
  moves_promise   boolean NOT NULL DEFAULT true,
  moves_statutory boolean NOT NULL DEFAULT true,
  FOREIGN KEY (case_id, run) REFERENCES case_run,
  CHECK (to_at IS NULL OR from_at <= to_at)
);
CREATE INDEX case_pause_by_case ON case_pause (case_id, run, entered_at);
CREATE UNIQUE INDEX case_pause_one_at_a_time ON case_pause (case_id) WHERE state IN ('asked', 'open');

CREATE TABLE case_extension (
  id         uuid PRIMARY KEY,
  tenant_id  text NOT NULL DEFAULT '<default>',
  case_id    uuid NOT NULL,
  run        integer NOT NULL,
  moves      text NOT NULL CHECK (moves IN ('promise', 'statutory', 'both')),
  decided_at timestamptz NOT NULL,
  by_login   text NOT NULL,
  from_at    timestamptz NOT NULL,
  to_at      timestamptz NOT NULL,
  reason     text NOT NULL,
  basis      text NOT NULL,
  -- As it went out; forgotten with the resident.
  notice     text,
  FOREIGN KEY (case_id, run) REFERENCES case_run
);
CREATE INDEX case_extension_by_case ON case_extension (case_id, run, decided_at);

ALTER TABLE case_file
  -- Without extensions: *on time* is published against these too.
  ADD COLUMN promise_original_at   timestamptz,
  ADD COLUMN statutory_original_at timestamptz,
  -- Without pauses either: as it was said on the day of receipt.
  ADD COLUMN statutory_first_at    timestamptz,
  -- The ladder's upper rungs: head of unit, process owner.
  ADD COLUMN escalate_at           timestamptz,
  ADD COLUMN overdue_at            timestamptz,
  -- When the statutory date wants a look, so that the law's notice goes out in time; null: none is demanded.
  ADD COLUMN notice_at             timestamptz,
  -- Waits for somebody since; null: it doesn't.
  ADD COLUMN paused_since          timestamptz,
  ADD COLUMN paused_kind           text;
UPDATE case_file SET promise_original_at = promise_first_at;
CREATE INDEX case_file_paused ON case_file (tenant_id, paused_since) WHERE paused_since IS NOT NULL;
CREATE INDEX case_file_late_original ON case_file (tenant_id, registered_at DESC, id) WHERE closed_at > promise_original_at;

-- A visit that ended in a wait, and the one that began after it: how the wait ended, `replied` or `term` (nobody did). The task carries the mark.
ALTER TABLE case_visit
  ADD COLUMN after_wait    text,
  ADD COLUMN begun_by_wait text;
ALTER TABLE task
  ADD COLUMN after_wait    text,
  -- Of a task that ended with a request: the case waits for the reply, and the list of what waits shows it.
  ADD COLUMN waiting_since timestamptz,
  ADD COLUMN waiting_kind  text;
CREATE OR REPLACE FUNCTION case_gives_to_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE task SET promise_at = NEW.promise_at, classification = NEW.classification
   WHERE case_id = NEW.id AND (state = 'open' OR waiting_since IS NOT NULL);
  RETURN NULL;
END $$;
CREATE INDEX task_waiting ON task (tier, urgent_at, created_at, task_key) WHERE waiting_since IS NOT NULL;

-- A task beside the case's own: it never moves the case (tier, holder, public status).
ALTER TABLE model_element ADD COLUMN beside boolean NOT NULL DEFAULT false;

-- Messages to one visit (`caseRun/entry`); null = the run.
ALTER TABLE case_message ADD COLUMN correlation_key text;

-- Who leads a unit: told when a promise is exceeded by half.
ALTER TABLE unit ADD COLUMN head text;

-- What people are to be told, each in their hours; several at once go as one digest.
CREATE TABLE alert (
  id         uuid PRIMARY KEY,
  tenant_id  text NOT NULL DEFAULT '<default>',
  login      text NOT NULL,
  case_id    uuid NOT NULL REFERENCES case_file,
  kind       text NOT NULL,
  -- The date that it is about.
  due_at     timestamptz,
  -- In whose place, when the one who should be told is away.
  in_place_of text,
  at         timestamptz NOT NULL,
  -- Not before: the next moment of the recipient's hours.
  notify_at  timestamptz NOT NULL,
  sent_at    timestamptz,
  -- Those that went out in one message share it.
  message_id uuid
);
CREATE INDEX alert_waiting ON alert (notify_at) WHERE sent_at IS NULL;
CREATE INDEX alert_by_person ON alert (tenant_id, login, notify_at DESC);
