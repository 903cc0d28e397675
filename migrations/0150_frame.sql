-- What the application's frame keeps and asks: people's own settings, what they are told, the search over everything, their own figures.

-- A person's taste and habits; nothing about cases.
CREATE TABLE person_preference (
  tenant_id   text NOT NULL DEFAULT '<default>',
  login       text NOT NULL,
  preferences jsonb NOT NULL,
  PRIMARY KEY (tenant_id, login)
);

-- What concerns somebody in particular: an act of the journal, told to them. Written in the act's own transaction.
CREATE TABLE notice (
  tenant_id text NOT NULL DEFAULT '<default>',
  case_id   uuid NOT NULL REFERENCES case_file,
  -- Of the act in the case's journal: told once.
  seq       integer NOT NULL,
  login     text NOT NULL,
  kind      text NOT NULL,
  actor     text NOT NULL,
  at        timestamptz NOT NULL,
  -- Real time.
  read_at   timestamptz,
  PRIMARY KEY (case_id, seq, login)
);
CREATE INDEX notice_by_person ON notice (tenant_id, login, at DESC, case_id, seq);
CREATE INDEX notice_unread ON notice (tenant_id, login) WHERE read_at IS NULL;

-- A case is found by the beginning of its number or by its last digits.
CREATE INDEX case_file_by_number ON case_file (number text_pattern_ops);
CREATE INDEX case_file_by_last_digits ON case_file (reverse(number) text_pattern_ops);

-- When its holder got it. Null: before there was this column; such tasks count in no average.
ALTER TABLE task ADD COLUMN assigned_at timestamptz;

-- A person's own figures.
CREATE INDEX case_file_by_registrar ON case_file (registered_by, registered_at) WHERE registered_by IS NOT NULL;
CREATE INDEX task_ended_by_person ON task (ended_by, ended_at) WHERE state = 'completed';
CREATE INDEX case_visit_sent_back ON case_visit (left_at) WHERE decision = 'back';
CREATE INDEX case_run_reopened ON case_run (started_at) WHERE run > 1;

-- What people of a demo made themselves, among all its sample data.
CREATE INDEX case_file_not_sample ON case_file (registered_at DESC) WHERE NOT sample;
