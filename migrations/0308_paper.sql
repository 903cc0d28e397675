-- Paper lies in a chronological store (skład chronologiczny): in which one, and where in it. Both null: there is none, or none any more.
ALTER TABLE document
  ADD COLUMN paper_store text,
  ADD COLUMN paper_place text,
  -- Since when this is so, and who said it; null: nobody ever said anything.
  ADD COLUMN paper_at    timestamptz,
  ADD COLUMN paper_by    text,
  -- How often somebody said so: the EOD hears each once.
  ADD COLUMN paper_said  integer NOT NULL DEFAULT 0,
  ADD CONSTRAINT document_paper_check CHECK ((paper_store IS NULL) = (paper_place IS NULL));
-- The built-in EOD's own.
ALTER TABLE dms_document
  ADD COLUMN paper_store text,
  ADD COLUMN paper_place text;
