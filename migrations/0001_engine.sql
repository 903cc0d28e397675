-- The engine's durable state. One writer at a time; every batch of commands is one statement over these tables.
-- Keys are Zeebe's: partition << 51 | counter. Times named *_ms are the engine clock in milliseconds since 1970.

-- Who writes. Each batch checks epoch and last_batch and moves last_batch, position and key counter along with its own rows.
CREATE TABLE lease (
  partition smallint PRIMARY KEY,
  epoch bigint NOT NULL,
  node_id text NOT NULL,
  expires_at timestamptz NOT NULL,
  last_batch bigint NOT NULL,
  last_position bigint NOT NULL,
  key_counter bigint NOT NULL
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
INSERT INTO lease VALUES (1, 0, '', '-infinity', 0, 0, 0);

-- Open process instances: page 0 of each one's control state. A row leaves when its instance ends.
-- The root's row also holds the tree's chain head, its pending continuation, and whether values of it live in variable_value.
CREATE TABLE tree_state (
  key bigint PRIMARY KEY,
  root_key bigint NOT NULL,
  definition_key bigint NOT NULL,
  next_due_ms bigint,
  seq integer NOT NULL,
  has_values boolean NOT NULL,
  head bytea,
  pending bytea,
  state bytea NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>'
) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000);
-- Called instances only: a root is found by its key.
CREATE INDEX tree_state_called ON tree_state (root_key) WHERE root_key <> key;
CREATE INDEX tree_state_due ON tree_state (next_due_ms) WHERE next_due_ms IS NOT NULL;

-- Pages after the first, of instances with more live elements than one page holds.
CREATE TABLE tree_page (
  instance_key bigint NOT NULL,
  page integer NOT NULL,
  root_key bigint NOT NULL,
  state bytea NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>',
  PRIMARY KEY (instance_key, page)
) WITH (fillfactor = 50);
CREATE INDEX tree_page_root ON tree_page (root_key);

-- Variable values too large for the state row. Immutable; they go when their tree ends.
CREATE TABLE variable_value (
  value_key bigint PRIMARY KEY,
  root_key bigint NOT NULL,
  json text NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>'
);
CREATE INDEX variable_value_root ON variable_value (root_key);

-- Open native user tasks.
CREATE TABLE user_task (
  key bigint PRIMARY KEY,
  root_key bigint NOT NULL,
  process_instance_key bigint NOT NULL,
  element_instance_key bigint NOT NULL,
  definition_key bigint NOT NULL,
  element_id text NOT NULL,
  assignee text NOT NULL,
  -- JSON arrays of names.
  candidate_groups text NOT NULL,
  candidate_users text NOT NULL,
  due_date text NOT NULL,
  follow_up_date text NOT NULL,
  form_key bigint NOT NULL,
  external_reference text NOT NULL,
  priority smallint NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>'
) WITH (fillfactor = 70);

CREATE TABLE message_buffer (
  key bigint PRIMARY KEY,
  name text NOT NULL,
  correlation_key text NOT NULL,
  message_id text NOT NULL,
  expires_at_ms bigint NOT NULL,
  variables text NOT NULL,
  -- JSON array of the process ids it has reached.
  correlated text NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>'
);

-- One instance per process id and correlation key of the message that started it.
CREATE TABLE start_lock (
  bpmn_process_id text NOT NULL,
  correlation_key text NOT NULL,
  instance_key bigint NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>',
  PRIMARY KEY (bpmn_process_id, correlation_key)
);

CREATE TABLE start_timer (
  key bigint PRIMARY KEY,
  definition_key bigint NOT NULL,
  node integer NOT NULL,
  due_ms bigint NOT NULL,
  repetitions integer NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>'
);

-- The dictionary maps the element indexes in stored state to BPMN ids, so state outlives a new parser.
CREATE TABLE process_definition (
  key bigint PRIMARY KEY,
  deployment_key bigint NOT NULL,
  bpmn_process_id text NOT NULL,
  version integer NOT NULL,
  resource_name text NOT NULL,
  checksum bytea NOT NULL,
  -- JSON array.
  dictionary text NOT NULL,
  xml bytea NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>',
  UNIQUE (bpmn_process_id, version)
);

CREATE TABLE dmn_resource (
  requirements_key bigint PRIMARY KEY,
  deployment_key bigint NOT NULL,
  requirements_id text NOT NULL,
  requirements_name text NOT NULL,
  version integer NOT NULL,
  resource_name text NOT NULL,
  checksum bytea NOT NULL,
  xml bytea NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>'
);

CREATE TABLE decision_definition (
  key bigint PRIMARY KEY,
  requirements_key bigint NOT NULL REFERENCES dmn_resource,
  decision_id text NOT NULL,
  name text NOT NULL,
  version integer NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>'
);

CREATE TABLE form_definition (
  key bigint PRIMARY KEY,
  deployment_key bigint NOT NULL,
  form_id text NOT NULL,
  version integer NOT NULL,
  resource_name text NOT NULL,
  checksum bytea NOT NULL,
  schema bytea NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>'
);

-- What happened: one row per command and stream (a call tree, the message buffer, the deployments), chained by hash.
-- `command`, `facts` and `payload` are codes and bytes of engine/store/encoding. A payload can be erased with its salt; its digest stays.
-- Partitions are calendar months (UTC) of the engine clock; the writer makes them before they are needed.
CREATE TABLE history (
  position bigint NOT NULL,
  at timestamptz NOT NULL,
  stream_key bigint NOT NULL,
  seq integer NOT NULL,
  encoding smallint NOT NULL,
  command smallint NOT NULL,
  facts bytea NOT NULL,
  payload bytea,
  salt bytea,
  payload_digest bytea,
  hash bytea NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>',
  PRIMARY KEY (position, at)
) PARTITION BY RANGE (at);
CREATE INDEX history_stream ON history (stream_key, seq);

-- Chain heads of the streams that never end. A tree's head is in its root's row.
CREATE TABLE stream_head (
  stream_key bigint PRIMARY KEY,
  seq integer NOT NULL,
  head bytea NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>'
) WITH (fillfactor = 20);

-- Once a minute: one root over the heads of all streams that changed, chained to the one before. Exportable.
CREATE TABLE anchor (
  last_position bigint PRIMARY KEY,
  first_position bigint NOT NULL,
  at timestamptz NOT NULL,
  streams integer NOT NULL,
  root bytea NOT NULL,
  hash bytea NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>'
);
