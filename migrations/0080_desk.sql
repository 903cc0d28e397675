-- The call screen: drafts that survive the tab, who was on the line, the code for the status page, and what a busy desk searches.

-- One conversation each, kept while it lasts. Once it is registered its row stays without content, so that the same conversation,
-- sent twice, is one case.
CREATE TABLE desk_draft (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          uuid PRIMARY KEY,
  login       text NOT NULL,
  content     jsonb NOT NULL,
  started_at  timestamptz NOT NULL,
  saved_at    timestamptz NOT NULL,
  case_number text
);
CREATE INDEX desk_draft_by_person ON desk_draft (tenant_id, login, started_at) WHERE case_number IS NULL;
CREATE INDEX desk_draft_by_time ON desk_draft (saved_at);

-- How the identity of whoever was on the line was checked, in this contact; and for whom they spoke.
ALTER TABLE contact ADD COLUMN verification text NOT NULL DEFAULT 'none';
ALTER TABLE contact ADD COLUMN acting_for text NOT NULL DEFAULT 'self';

-- With the number it opens the status page. Null: registered before there was one.
ALTER TABLE case_file ADD COLUMN status_code text;

-- Why somebody wanted to see a resident's data.
ALTER TABLE access_log ADD COLUMN purpose text;

CREATE INDEX case_file_by_classification ON case_file (tenant_id, classification, registered_at DESC);
CREATE INDEX case_file_by_type ON case_file (tenant_id, case_type, registered_at DESC);
CREATE INDEX case_file_by_channel ON case_file (tenant_id, channel, registered_at) INCLUDE (classification);
CREATE INDEX pending_completion_by_person ON pending_completion (login, decided_at) WHERE state IN ('pending', 'carrying', 'failed');

-- What a resident is found by: words of name and address without diacritics, the e-mail address, and every end of the phone number,
-- so that the beginning of a lexeme (`:*`) finds any part of it.
-- Both cases are named because lower() knows ASCII alone where the database has no locale.
CREATE FUNCTION resident_words(name text, email text, phone text, address text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(ARRAY(
    SELECT DISTINCT left(word, 200) FROM (
      SELECT regexp_split_to_table(translate(lower(coalesce(name, '') || ' ' || coalesce(address, '')), 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ', 'acelnoszzacelnoszz'), '[^a-z0-9]+')
      UNION ALL SELECT 'mail:' || lower(email) WHERE email IS NOT NULL
      UNION ALL SELECT 'tel:' || substr(digits, start)
        FROM (SELECT regexp_replace(coalesce(phone, ''), '\D', '', 'g') AS digits) AS number, generate_series(1, length(digits) - 2) AS start
    ) AS words (word) WHERE word <> ''))
$$;
CREATE INDEX resident_by_words ON resident USING gin (resident_words(name, email, phone, postal_address)) WHERE erased_at IS NULL;
