-- Effects that a person must look at, systems that rest or are away, and every try to deliver.

ALTER TABLE outbox
  -- The peer's own id of what was made, when it gave one.
  ADD COLUMN remote_id text,
  -- A node is calling the peer; real time, since peers keep real clocks.
  ADD COLUMN claimed_until timestamptz,
  -- Nobody tries any more until a person says so; what follows for the same case and system waits.
  ADD COLUMN held_at timestamptz,
  ADD COLUMN held_code text,
  -- It won't be delivered: a newer one took its place, or a person withdrew it.
  ADD COLUMN withdrawn_at timestamptz,
  ADD COLUMN withdrawn_by text;
DROP INDEX outbox_undelivered;
CREATE INDEX outbox_undelivered ON outbox (system, case_number, id) WHERE delivered_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX outbox_held ON outbox (system, id) WHERE held_at IS NOT NULL AND delivered_at IS NULL AND withdrawn_at IS NULL;

-- A try that failed, or that reached a system outside of this database.
CREATE TABLE outbox_attempt (
  tenant_id text NOT NULL DEFAULT '<default>',
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  outbox_id bigint NOT NULL REFERENCES outbox ON DELETE CASCADE,
  -- Engine clock.
  at        timestamptz NOT NULL,
  took_ms   integer NOT NULL,
  outcome   text NOT NULL CHECK (outcome IN ('delivered', 'unavailable', 'busy', 'refused')),
  -- What the peer said, shortened.
  detail    text NOT NULL
);
CREATE INDEX outbox_attempt_by_effect ON outbox_attempt (outbox_id, id);

CREATE TABLE system_state (
  tenant_id    text NOT NULL DEFAULT '<default>',
  system       text PRIMARY KEY,
  -- It rests by somebody's will: nothing is sent, nobody is alarmed.
  paused_at    timestamptz,
  paused_by    text,
  paused_until timestamptz,
  pause_note   text,
  -- It doesn't answer.
  down_since   timestamptz,
  last_error   text,
  last_ok_at   timestamptz,
  -- Who is told; null = every administrator.
  alert_login  text
);
INSERT INTO system_state (system) VALUES ('crm'), ('dms');
