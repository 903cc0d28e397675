-- What people arrange about their work: drafts that colleagues share, dates to come back to a task, absences, filters, who looks at what.
-- And a queue that is quick with a hundred thousand open tasks: what it sorts and counts by stands in the task itself.

-- ── the queue ─────────────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE task
  -- Copies of the case's own, kept by the triggers below while the task is open, so that no list has to join for its order.
  ADD COLUMN promise_at     timestamptz,
  ADD COLUMN classification text,
  -- "Przypomnij mi": until then it waits, then it is due.
  ADD COLUMN follow_up_at   timestamptz,
  ADD COLUMN follow_up_by   text;
UPDATE task t SET promise_at = c.promise_at, classification = c.classification FROM case_file c WHERE c.id = t.case_id;
ALTER TABLE task
  ADD COLUMN urgent_at timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(least(promise_at, due_at, follow_up_at), 'infinity')) STORED;

CREATE FUNCTION task_takes_from_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT c.promise_at, c.classification INTO NEW.promise_at, NEW.classification FROM case_file c WHERE c.id = NEW.case_id;
  RETURN NEW;
END $$;
CREATE TRIGGER task_takes_from_case BEFORE INSERT ON task FOR EACH ROW EXECUTE FUNCTION task_takes_from_case();

CREATE FUNCTION case_gives_to_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE task SET promise_at = NEW.promise_at, classification = NEW.classification WHERE case_id = NEW.id AND state = 'open';
  RETURN NULL;
END $$;
CREATE TRIGGER case_gives_to_tasks AFTER UPDATE OF promise_at, classification ON case_file FOR EACH ROW
  WHEN (OLD.promise_at IS DISTINCT FROM NEW.promise_at OR OLD.classification IS DISTINCT FROM NEW.classification)
  EXECUTE FUNCTION case_gives_to_tasks();

-- In the queue's order, for whoever sees one tier and for whoever sees several.
DROP INDEX task_open_by_tier;
CREATE INDEX task_open_by_tier ON task (tier, urgent_at, created_at, task_key) WHERE state = 'open';
CREATE INDEX task_open_by_urgency ON task (urgent_at, created_at, task_key) WHERE state = 'open';
CREATE INDEX task_open_by_classification ON task (classification, urgent_at, created_at, task_key) WHERE state = 'open';
CREATE INDEX task_put_aside ON task (follow_up_at) WHERE state = 'open' AND follow_up_at IS NOT NULL;
CREATE INDEX outbox_by_case ON outbox (case_number, system);

-- ── what people arrange ───────────────────────────────────────────────────────────────────────────────────────────
-- An unfinished form, for everybody who works on the task; whoever saves second is told of the first by its version. Personal.
CREATE TABLE task_draft (
  engine   text NOT NULL,
  task_key bigint NOT NULL,
  version  integer NOT NULL,
  fields   jsonb NOT NULL,
  saved_by text NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (engine, task_key),
  FOREIGN KEY (engine, task_key) REFERENCES task
);

-- The channel that a closing chose; null = the case's own.
ALTER TABLE pending_completion ADD COLUMN reply_channel text;

-- Whole days in the city's zone, both included.
CREATE TABLE absence (
  tenant_id  text NOT NULL DEFAULT '<default>',
  id         uuid PRIMARY KEY,
  login      text NOT NULL,
  first_day  date NOT NULL,
  last_day   date NOT NULL CHECK (last_day >= first_day),
  substitute text CHECK (substitute <> login),
  set_by     text NOT NULL,
  set_at     timestamptz NOT NULL
);
CREATE INDEX absence_by_person ON absence (tenant_id, login, last_day);

CREATE TABLE saved_filter (
  tenant_id      text NOT NULL DEFAULT '<default>',
  id             uuid PRIMARY KEY,
  login          text NOT NULL,
  name           text NOT NULL,
  view           text NOT NULL,
  unassigned     boolean NOT NULL,
  classification text,
  created_at     timestamptz NOT NULL,
  UNIQUE (tenant_id, login, name)
);

-- Who has a case open, real time. Not worth the log: after a crash everybody says so again within seconds.
CREATE UNLOGGED TABLE case_presence (
  case_id uuid NOT NULL,
  login   text NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (case_id, login)
);

CREATE INDEX case_file_by_original ON case_file (original_number) WHERE original_number IS NOT NULL;
