-- What is told to a case's process, durable before the engine knows it: written in the transaction of the act that it tells.
CREATE TABLE case_message (
  tenant_id  text NOT NULL DEFAULT '<default>',
  engine     text NOT NULL,
  -- Of the event: told twice, it happens once.
  message_id text NOT NULL,
  case_id    uuid NOT NULL REFERENCES case_file,
  -- The run that was current when it was told; no later one ever hears of it.
  case_run   text NOT NULL,
  name       text NOT NULL,
  -- Codes and ids alone.
  variables  jsonb NOT NULL,
  told_at    timestamptz NOT NULL,
  -- noted: the run had ended; the timeline has it, the engine never hears of it.
  state      text NOT NULL CHECK (state IN ('pending', 'published', 'noted')),
  PRIMARY KEY (engine, message_id)
);
CREATE INDEX case_message_pending ON case_message (engine, told_at) WHERE state = 'pending';

-- open_cases of the list of models; the files of a department; people of a role.
CREATE INDEX case_file_open_by_version ON case_file (case_type, type_version) WHERE status = 'open';
CREATE INDEX dms_file_by_department ON dms_file (department, opened_at);
CREATE INDEX dms_file_by_case_number ON dms_file (case_number);
CREATE INDEX person_by_role ON person USING gin (roles);
