-- What the call screen asks, says and knows: questions of each kind, every wording of an answer, known outages, for whom a caller speaks.

-- Components of a form-js schema.
ALTER TABLE classification ADD COLUMN questions jsonb NOT NULL DEFAULT '[]';
ALTER TABLE classification ADD COLUMN version integer NOT NULL DEFAULT 1;

-- Every wording that was ever approved: what was read out or sent names one of them.
CREATE TABLE classification_wording (
  tenant_id       text NOT NULL DEFAULT '<default>',
  code            text NOT NULL,
  version         integer NOT NULL,
  name            text NOT NULL,
  approved_answer text NOT NULL,
  bring           text[] NOT NULL,
  since           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, code, version)
);
INSERT INTO classification_wording (tenant_id, code, version, name, approved_answer, bring)
  SELECT tenant_id, code, version, name, approved_answer, bring FROM classification;

-- Whoever writes the catalogue: a new wording is a new version, and the old one stays.
CREATE FUNCTION classification_next_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version;
  IF (NEW.name, NEW.approved_answer, NEW.bring) IS DISTINCT FROM (OLD.name, OLD.approved_answer, OLD.bring) THEN
    NEW.version := OLD.version + 1;
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION classification_keep_wording() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO classification_wording (tenant_id, code, version, name, approved_answer, bring)
    VALUES (NEW.tenant_id, NEW.code, NEW.version, NEW.name, NEW.approved_answer, NEW.bring) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER classification_next_version BEFORE UPDATE ON classification FOR EACH ROW EXECUTE FUNCTION classification_next_version();
CREATE TRIGGER classification_keep_wording AFTER INSERT OR UPDATE ON classification FOR EACH ROW EXECUTE FUNCTION classification_keep_wording();

-- Answers to the kind's questions: [{"label", "answer"}], in the words in which they were asked. Personal, so erased with the note.
ALTER TABLE contact ADD COLUMN answers jsonb;
-- Whoever doesn't speak for themselves: for whom, with which scope, until when.
ALTER TABLE contact ADD COLUMN represented_name text;
ALTER TABLE contact ADD COLUMN represented_scope text;
ALTER TABLE contact ADD COLUMN represented_until date;

CREATE TABLE article_said (
  contact_id uuid NOT NULL REFERENCES contact,
  code       text NOT NULL,
  version    integer NOT NULL,
  how        text NOT NULL CHECK (how IN ('read', 'mail', 'sms')),
  PRIMARY KEY (contact_id, code, how)
);

-- A message that belongs to no run: an article that was sent, by the contact that it is.
ALTER TABLE message_outbox ADD COLUMN contact_id uuid REFERENCES contact;
CREATE INDEX message_outbox_by_contact ON message_outbox (contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE outage (
  tenant_id       text NOT NULL DEFAULT '<default>',
  id              uuid PRIMARY KEY,
  title           text NOT NULL,
  planned         boolean NOT NULL,
  -- Empty: of any kind; anywhere.
  classifications text[] NOT NULL,
  streets         text[] NOT NULL,
  starts_at       timestamptz NOT NULL,
  -- Null: nobody knows yet.
  ends_at         timestamptz,
  -- Read aloud to the caller.
  say             text NOT NULL,
  entered_by      text NOT NULL,
  entered_at      timestamptz NOT NULL,
  changed_by      text,
  ended_by        text,
  ended_at        timestamptz,
  CHECK (ends_at > starts_at)
);
CREATE INDEX outage_on ON outage (tenant_id, starts_at) WHERE ended_at IS NULL;
ALTER TABLE case_file ADD COLUMN outage_id uuid REFERENCES outage;
CREATE INDEX case_file_by_outage ON case_file (outage_id) WHERE outage_id IS NOT NULL;

-- One place, however it was typed: "ul. Nowa 7" and "Nowa  7".
CREATE FUNCTION plain_place(place text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT trim(regexp_replace(regexp_replace(translate(lower(place), 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ', 'acelnoszzacelnoszz'), '[^a-z0-9/]+', ' ', 'g'),
    '(^| )(ul|ulica|ulicy|al|aleja|alei|pl|plac|placu|os|osiedle|osiedlu)( |$)', ' ', 'g'))
$$;
