-- Letters leave by SMTP, and mail comes in by IMAP.

ALTER TABLE outbox DROP CONSTRAINT outbox_system_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_system_check CHECK (system IN ('crm', 'dms', 'mail'));
-- Order is kept within one system, case and lane. Each letter has a lane of its own: one that waits for the morning, or whose recipient is
-- refused, holds no other up.
ALTER TABLE outbox ADD COLUMN lane text NOT NULL DEFAULT '';
DROP INDEX outbox_undelivered;
CREATE INDEX outbox_undelivered ON outbox (system, case_number, lane, id) WHERE delivered_at IS NULL AND withdrawn_at IS NULL;
INSERT INTO system_state (system) VALUES ('mail');

ALTER TABLE message_outbox
  ADD COLUMN kind text NOT NULL DEFAULT 'notice' CHECK (kind IN ('status', 'request', 'notice', 'receipt', 'article', 'colleague')),
  -- Message-ID that it leaves with, without brackets: answers and bounces name it. Null: it goes to nobody but this table.
  ADD COLUMN mail_id text,
  -- A newer one took its place before it left.
  ADD COLUMN withdrawn_at timestamptz,
  -- It didn't reach its recipient, by the words of their server.
  ADD COLUMN returned_at timestamptz,
  ADD COLUMN returned_why text;
CREATE UNIQUE INDEX message_outbox_by_mail_id ON message_outbox (mail_id) WHERE mail_id IS NOT NULL;

-- How far a mailbox was read. UIDs grow while UIDVALIDITY stays (RFC 3501, 2.3.1.1); when it changes, all is read again and known by its digest.
CREATE TABLE mailbox (
  tenant_id    text NOT NULL DEFAULT '<default>',
  name         text PRIMARY KEY,
  uid_validity bigint NOT NULL,
  last_uid     bigint NOT NULL,
  -- Real time, of the first reading and of the last.
  since        timestamptz NOT NULL,
  read_at      timestamptz NOT NULL
);

-- Every mail that was taken, and what it became; none twice.
CREATE TABLE mail_taken (
  tenant_id  text NOT NULL DEFAULT '<default>',
  mailbox    text NOT NULL,
  -- SHA-256 of the mail as it came.
  digest     bytea NOT NULL,
  -- Null only inside of the transaction that takes it.
  became     text CHECK (became IN ('contact', 'case', 'returned', 'automatic')),
  case_id    uuid REFERENCES case_file,
  contact_id uuid REFERENCES contact,
  -- Engine clock.
  taken_at   timestamptz NOT NULL,
  PRIMARY KEY (mailbox, digest)
);
