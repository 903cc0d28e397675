-- A letter that is sent again, to an address that is right: which one it repeats.
ALTER TABLE message_outbox ADD COLUMN repeats bigint REFERENCES message_outbox;
CREATE INDEX message_outbox_repeats ON message_outbox (repeats) WHERE repeats IS NOT NULL;
