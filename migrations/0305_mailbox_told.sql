-- Who is told when a mailbox can't be read; one without a row: every administrator. Its own table: a mailbox that works, or was never read, has no other row.
CREATE TABLE mailbox_told (
  tenant_id text NOT NULL DEFAULT '<default>',
  name      text PRIMARY KEY,
  login     text NOT NULL
);
