-- A document that people change elsewhere after it was fetched comes again, as a later version of what the case has.
ALTER TABLE external_document
  -- Of the version that was last heard of, lower-case hex; null: the system keeps none, so a later one can't be told from it.
  ADD COLUMN sha256 text;
UPDATE external_document e SET sha256 = encode(d.sha256, 'hex') FROM document d WHERE d.id = e.fetched_as;

-- The version before; null: there is none.
ALTER TABLE document ADD COLUMN replaces uuid REFERENCES document (id);
