-- Documents that were in the wrong case: where each goes, what is forgotten, and the built-in DMS's own trace.

-- An effect that takes a document of ours from the files of one case to that of another.
CREATE TABLE document_move (
  tenant_id   text NOT NULL DEFAULT '<default>',
  -- Of the outbox.
  effect_key  text PRIMARY KEY,
  -- Ours, whatever the DMS calls it.
  document_id uuid NOT NULL,
  from_case   uuid NOT NULL REFERENCES case_file,
  to_case     uuid NOT NULL REFERENCES case_file
);
CREATE INDEX document_move_by_document ON document_move (document_id);
CREATE INDEX document_move_by_target ON document_move (to_case);

-- Documents of residents who were forgotten, by their ids: one that still lies in another system never comes back.
CREATE TABLE forgotten_document (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          text PRIMARY KEY,
  case_number text NOT NULL
);

CREATE INDEX external_document_by_own ON external_document (fetched_as) WHERE fetched_as IS NOT NULL;

-- What happened to the files of the built-in DMS beside their opening and closing.
CREATE TABLE dms_trace (
  tenant_id     text NOT NULL DEFAULT '<default>',
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  file_id       text NOT NULL REFERENCES dms_file,
  act           text NOT NULL CHECK (act IN ('document-moved-out', 'document-moved-in')),
  document_id   text NOT NULL,
  other_file_id text NOT NULL REFERENCES dms_file,
  at            timestamptz NOT NULL
);
CREATE INDEX dms_trace_by_file ON dms_trace (file_id, id);
