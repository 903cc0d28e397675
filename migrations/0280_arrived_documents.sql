-- Documents that people put into a record elsewhere come to the case, once each; what is taken away there is noticed.

-- The system in which it was put first; null: it was added here.
ALTER TABLE document ADD COLUMN origin text CHECK (origin IN ('crm', 'dms'));

ALTER TABLE external_document
  -- told: of the system alone, which gives no contents, or of somebody who is forgotten. wanted: to be fetched. refused: the case says why.
  ADD COLUMN state text NOT NULL DEFAULT 'told' CHECK (state IN ('told', 'wanted', 'fetched', 'refused')),
  -- Our own document of it.
  ADD COLUMN fetched_as uuid,
  ADD COLUMN attempts integer NOT NULL DEFAULT 0,
  -- Engine clock.
  ADD COLUMN next_try_at timestamptz;
CREATE INDEX external_document_wanted ON external_document (system, next_try_at) WHERE state = 'wanted';
