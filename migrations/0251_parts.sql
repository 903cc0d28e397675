-- A case may have parts: cases of their own that are settled for it. One floor: a part has no parts.
ALTER TABLE case_file ADD COLUMN parent_id uuid REFERENCES case_file CHECK (parent_id <> id);
-- Also whether a part is late is read from the index alone.
CREATE INDEX case_file_part ON case_file (parent_id) INCLUDE (promise_at, promise_original_at, closed_at) WHERE parent_id IS NOT NULL;
