-- The process owner's drafts: models that nobody runs yet, and who has one open. What is published is in model.

CREATE TABLE model_draft (
  tenant_id     text NOT NULL DEFAULT '<default>',
  -- Of a case type's draft: its process id.
  id            text NOT NULL,
  name          text NOT NULL,
  resource_name text NOT NULL,
  xml           text NOT NULL,
  -- The version that it began from; null: a new case type.
  base_version  integer,
  -- Grows with each save, so that a late one can't undo a newer.
  revision      integer NOT NULL DEFAULT 1,
  created_at    timestamptz NOT NULL,
  created_by    text NOT NULL,
  saved_at      timestamptz NOT NULL,
  saved_by      text NOT NULL,
  -- One editor at a time: a tab of a browser, which says again and again that it is there. Real time, as a session.
  editor        text,
  editor_tab    uuid,
  editor_until  timestamptz,
  PRIMARY KEY (tenant_id, id)
);

-- What the owner said of the change when publishing it.
ALTER TABLE model ADD COLUMN change_note text;

-- Running cases by type and version, for the owner's cards.
CREATE INDEX case_file_running_by_type ON case_file (tenant_id, case_type, type_version) WHERE status IN ('registered', 'open');
