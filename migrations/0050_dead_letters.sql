-- Rows of history that a reader could not write to its tables, whatever it tried. It went on without them; a person sees to it.
CREATE TABLE dead_letter (
  -- 'search' for the search tables, 'desk <engine>' for the tables of cases.
  reader    text NOT NULL,
  -- Of the row in history.
  position  bigint NOT NULL,
  -- Real time.
  at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Root instance whose row it is, null when the reader doesn't know.
  root_key  bigint,
  -- The error's code and words; emptied with the instance's payloads, as they may quote them.
  code      text NOT NULL,
  message   text NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>',
  PRIMARY KEY (reader, position)
);
CREATE INDEX dead_letter_root ON dead_letter (root_key);
