-- The page of a file in the built-in DMS lists what lies in it.
CREATE INDEX dms_document_by_file ON dms_document (file_id, id, version);
