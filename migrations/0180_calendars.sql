-- Business calendars as data: several of them, each with its versions, and which unit keeps which. Nothing here is ever changed or removed
-- but the pointers to what stands: who changed what, when and why stays readable.

CREATE TABLE calendar (
  tenant_id  text NOT NULL DEFAULT '<default>',
  id         text NOT NULL,
  -- The newest of calendar_version.
  version    integer NOT NULL,
  -- Counts for whoever keeps no calendar of their own.
  is_default boolean NOT NULL DEFAULT false,
  -- Dates of open cases are to be counted again: raised with each change; the job writes what it has done.
  changed    integer NOT NULL DEFAULT 1,
  recounted  integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX calendar_default ON calendar (tenant_id) WHERE is_default;

CREATE TABLE calendar_version (
  tenant_id   text NOT NULL DEFAULT '<default>',
  calendar_id text NOT NULL,
  version     integer NOT NULL,
  -- calendar/definition.ts, as it was written.
  definition  jsonb NOT NULL,
  -- Login, or `system:start` and `system:setting` (OKIENKO_CALENDAR).
  made_by     text NOT NULL,
  made_at     timestamptz NOT NULL,
  note        text NOT NULL,
  PRIMARY KEY (tenant_id, calendar_id, version),
  FOREIGN KEY (tenant_id, calendar_id) REFERENCES calendar DEFERRABLE INITIALLY DEFERRED
);

-- Null: the default.
ALTER TABLE unit ADD COLUMN calendar_id text;
ALTER TABLE unit ADD FOREIGN KEY (tenant_id, calendar_id) REFERENCES calendar;

CREATE TABLE unit_calendar_change (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  unit_id     text NOT NULL,
  calendar_id text,
  set_by      text NOT NULL,
  set_at      timestamptz NOT NULL
);

CREATE FUNCTION stays_as_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Expected rows of % to stay as they were written, but somebody tried to %', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER calendar_version_stays BEFORE UPDATE OR DELETE ON calendar_version FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER unit_calendar_change_stays BEFORE UPDATE OR DELETE ON unit_calendar_change FOR EACH ROW EXECUTE FUNCTION stays_as_written();

-- The one that counted until now; calendar/warsaw-office.ts says the same, and a test holds them together.
INSERT INTO calendar (id, version, is_default) VALUES ('office', 1, true);
INSERT INTO calendar_version (calendar_id, version, definition, made_by, made_at, note) VALUES ('office', 1, '{
  "id": "office", "name": "Urząd miasta", "timeZone": "Europe/Warsaw", "holidays": {"country": "PL"},
  "week": {
    "monday": [{"from": "08:00", "to": "16:00"}], "tuesday": [{"from": "08:00", "to": "16:00"}], "wednesday": [{"from": "08:00", "to": "16:00"}],
    "thursday": [{"from": "08:00", "to": "16:00"}], "friday": [{"from": "08:00", "to": "16:00"}]
  }
}', 'system:start', now(), 'Kalendarz urzędu z pierwszego uruchomienia');

-- Whose dates a changed calendar moves.
CREATE INDEX case_file_dated ON case_file (tenant_id, id) WHERE status IN ('registered', 'open') AND promise_at IS NOT NULL;
