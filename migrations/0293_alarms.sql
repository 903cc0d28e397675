-- Whoever looks after the systems hears once of each outage: this one has been told.
ALTER TABLE system_state ADD COLUMN alarmed_for timestamptz;

-- Mailboxes that can't be read now; one that can be has no row. Engine clock.
CREATE TABLE mailbox_trouble (
  tenant_id   text NOT NULL DEFAULT '<default>',
  name        text PRIMARY KEY,
  down_since  timestamptz NOT NULL,
  last_error  text NOT NULL,
  alarmed_for timestamptz
);
