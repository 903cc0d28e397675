-- The regulation of a classification: a department accepts a case within a term of its own, or refuses it.
ALTER TABLE case_term DROP CONSTRAINT case_term_kind_check;
ALTER TABLE case_term ADD CONSTRAINT case_term_kind_check CHECK (kind IN ('promise', 'statutory', 'acceptance'));
-- Until when the department that has the case has to accept it; null: nothing waits for that.
ALTER TABLE case_file ADD COLUMN accept_at timestamptz;
