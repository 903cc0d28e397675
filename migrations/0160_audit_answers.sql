-- What an auditor and a process owner ask beside the cases: who changed rules, people and the catalogue; samples; which cases somebody
-- put a hand to from outside.

-- ── changes ───────────────────────────────────────────────────────────────────────────────────────────────────────
-- One row an act, in the transaction of the act itself. Models, forms and decisions have their own journal: their versions.
CREATE TABLE change_log (
  tenant_id    text NOT NULL DEFAULT '<default>',
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Real time, as the access log: none of it is a case's matter.
  at           timestamptz NOT NULL,
  login        text NOT NULL,
  -- person, unit, absence, classification, entry-point …
  subject_type text NOT NULL,
  subject_id   text NOT NULL,
  -- All of it as it was and as it is, null = it wasn't there, or isn't any more; without secrets.
  before       json,
  after        json,
  note         text
);
CREATE INDEX change_log_by_time ON change_log (tenant_id, at DESC, id DESC);
CREATE INDEX change_log_by_subject ON change_log (subject_type, subject_id, id);

CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Expected % only to grow, but a row was to be rewritten', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER change_log_grows BEFORE UPDATE OR DELETE ON change_log FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- ── catalogue ─────────────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE classification
  ADD COLUMN name_en text NOT NULL DEFAULT '',
  -- Danger to life or property: the desk shows 112 first.
  ADD COLUMN danger boolean NOT NULL DEFAULT false;

-- ── samples ───────────────────────────────────────────────────────────────────────────────────────────────────────
-- Drawn by order of sha256(seed, a space, case number): whoever has the seed and the filter draws the same again.
CREATE TABLE audit_sample (
  tenant_id  text NOT NULL DEFAULT '<default>',
  id         uuid PRIMARY KEY,
  name       text NOT NULL,
  seed       text NOT NULL,
  -- As it was asked; what is of a time (late) is meant as of drawn_as_of.
  filter     jsonb NOT NULL,
  -- What is checked of each case.
  points     text[] NOT NULL,
  wanted     integer NOT NULL,
  -- Cases that the filter held when it was drawn.
  population integer NOT NULL,
  -- Real time; and the engine clock, by which cases are late.
  drawn_at   timestamptz NOT NULL,
  drawn_as_of timestamptz NOT NULL,
  drawn_by   text NOT NULL,
  closed_at  timestamptz,
  closed_by  text,
  conclusion text
);
CREATE INDEX audit_sample_by_time ON audit_sample (tenant_id, drawn_at DESC);

CREATE TABLE audit_sample_case (
  sample_id uuid NOT NULL REFERENCES audit_sample,
  place     integer NOT NULL,
  case_id   uuid NOT NULL REFERENCES case_file,
  PRIMARY KEY (sample_id, place),
  UNIQUE (sample_id, case_id)
);

CREATE TABLE audit_finding (
  sample_id uuid NOT NULL,
  place     integer NOT NULL,
  -- Index into audit_sample.points, from 0.
  point     integer NOT NULL,
  result    text NOT NULL CHECK (result IN ('ok', 'finding')),
  note      text NOT NULL DEFAULT '',
  at        timestamptz NOT NULL,
  login     text NOT NULL,
  PRIMARY KEY (sample_id, place, point),
  FOREIGN KEY (sample_id, place) REFERENCES audit_sample_case,
  CHECK (result = 'ok' OR note <> '')
);

-- What was drawn never changes; what was found doesn't once the sample is closed, whoever writes.
CREATE FUNCTION keep_sample() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL
     OR (NEW.id, NEW.name, NEW.seed, NEW.filter, NEW.points, NEW.wanted, NEW.population, NEW.drawn_at, NEW.drawn_as_of, NEW.drawn_by)
        IS DISTINCT FROM (OLD.id, OLD.name, OLD.seed, OLD.filter, OLD.points, OLD.wanted, OLD.population, OLD.drawn_at, OLD.drawn_as_of, OLD.drawn_by) THEN
    RAISE EXCEPTION 'Expected a sample only to be closed, but it was to be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_sample_kept BEFORE UPDATE OR DELETE ON audit_sample FOR EACH ROW EXECUTE FUNCTION keep_sample();
CREATE TRIGGER audit_sample_case_kept BEFORE UPDATE OR DELETE ON audit_sample_case FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE FUNCTION keep_findings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_sample uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.sample_id ELSE NEW.sample_id END;
BEGIN
  -- Waits for whoever closes it at this moment.
  IF (SELECT closed_at FROM audit_sample WHERE id = of_sample FOR SHARE) IS NOT NULL THEN
    RAISE EXCEPTION 'Expected an open sample, but it is closed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER audit_finding_kept BEFORE INSERT OR UPDATE OR DELETE ON audit_finding FOR EACH ROW EXECUTE FUNCTION keep_findings();

-- ── cases that somebody put a hand to ─────────────────────────────────────────────────────────────────────────────
-- Acts from outside of the process and of the product's own pages.
CREATE INDEX case_journal_by_hand ON case_journal (case_id) WHERE act IN ('process.data-changed', 'process.canceled', 'step.retried');
CREATE INDEX case_file_stopped ON case_file (tenant_id, registered_at DESC, id) WHERE status = 'stopped';
