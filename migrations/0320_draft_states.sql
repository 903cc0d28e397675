-- The states that a draft was saved in, so that one can go back to them: tomorrow, in another browser, after a colleague.

CREATE TABLE model_draft_state (
  tenant_id text NOT NULL DEFAULT '<default>',
  draft_id  text NOT NULL,
  -- The draft's revision when it was first saved so.
  state     integer NOT NULL,
  -- Their order. What undoing passed through is put before what it took back, so it isn't that of the revisions.
  place     integer NOT NULL,
  -- Of the model with its forms and tables: the same content is the same state again.
  digest    bytea NOT NULL,
  name      text NOT NULL,
  xml       text NOT NULL,
  -- As the api gives them: resourceName, content, baseVersion.
  parts     json NOT NULL,
  saved_at  timestamptz NOT NULL,
  saved_by  text NOT NULL,
  PRIMARY KEY (tenant_id, draft_id, state),
  FOREIGN KEY (tenant_id, draft_id) REFERENCES model_draft (tenant_id, id) ON DELETE CASCADE
);

-- The one that the draft is in; null: none was kept yet.
ALTER TABLE model_draft ADD COLUMN state integer;
