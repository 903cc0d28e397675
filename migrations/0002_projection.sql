-- Search tables, made from history by the projector alone and rebuildable from it at any time. No foreign keys and few indexes:
-- each index entry costs about as much as the row. Times are the engine clock.

-- How far history is in the search tables: moved along in the same statement as their rows.
CREATE TABLE projector (
  name text PRIMARY KEY,
  position bigint NOT NULL
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
INSERT INTO projector VALUES ('search', 0);

CREATE TABLE search_instance (
  key bigint PRIMARY KEY,
  root_key bigint NOT NULL,
  -- 0 for a root instance.
  parent_key bigint NOT NULL,
  parent_element_key bigint NOT NULL,
  definition_key bigint NOT NULL,
  bpmn_process_id text NOT NULL,
  version integer NOT NULL,
  -- ACTIVE, COMPLETED, TERMINATED
  state text NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  tenant_id text NOT NULL DEFAULT '<default>'
) WITH (fillfactor = 80);
-- Keys grow with time, so this also sorts by start.
CREATE INDEX search_instance_process ON search_instance (bpmn_process_id, key);
CREATE INDEX search_instance_called ON search_instance (root_key) WHERE parent_key <> 0;

CREATE TABLE search_element (
  instance_key bigint NOT NULL,
  key bigint NOT NULL,
  scope_key bigint NOT NULL,
  element_id text NOT NULL,
  element_type text NOT NULL,
  -- ACTIVE, COMPLETED, TERMINATED
  state text NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  tenant_id text NOT NULL DEFAULT '<default>',
  PRIMARY KEY (instance_key, key)
) WITH (fillfactor = 85);

CREATE TABLE search_variable (
  instance_key bigint NOT NULL,
  scope_key bigint NOT NULL,
  name text NOT NULL,
  -- JSON text; of a truncated one only its beginning.
  value text NOT NULL,
  truncated boolean NOT NULL,
  tenant_id text NOT NULL DEFAULT '<default>',
  PRIMARY KEY (instance_key, scope_key, name)
) WITH (fillfactor = 90);

CREATE TABLE search_job (
  instance_key bigint NOT NULL,
  key bigint NOT NULL,
  element_key bigint NOT NULL,
  element_id text NOT NULL,
  type text NOT NULL,
  -- CREATED, FAILED, ERROR_THROWN, COMPLETED, CANCELED
  state text NOT NULL,
  retries integer NOT NULL,
  error_code text NOT NULL DEFAULT '',
  error_message text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  tenant_id text NOT NULL DEFAULT '<default>',
  PRIMARY KEY (instance_key, key)
) WITH (fillfactor = 80);

-- Open and ended user tasks. What a desk needs of open ones at once is in user_task.
CREATE TABLE search_user_task (
  instance_key bigint NOT NULL,
  key bigint NOT NULL,
  element_key bigint NOT NULL,
  element_id text NOT NULL,
  -- CREATED, COMPLETED, CANCELED
  state text NOT NULL,
  assignee text NOT NULL,
  -- JSON arrays of names.
  candidate_groups text NOT NULL,
  candidate_users text NOT NULL,
  due_date text NOT NULL,
  follow_up_date text NOT NULL,
  form_key bigint NOT NULL,
  external_reference text NOT NULL,
  priority integer NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  tenant_id text NOT NULL DEFAULT '<default>',
  PRIMARY KEY (instance_key, key)
) WITH (fillfactor = 80);

CREATE TABLE search_incident (
  key bigint PRIMARY KEY,
  instance_key bigint NOT NULL,
  element_key bigint NOT NULL,
  element_id text NOT NULL,
  -- 0 unless it belongs to a job.
  job_key bigint NOT NULL,
  error_type text NOT NULL,
  message text NOT NULL,
  raised_at timestamptz NOT NULL,
  resolved_at timestamptz,
  tenant_id text NOT NULL DEFAULT '<default>'
);
CREATE INDEX search_incident_instance ON search_incident (instance_key);
CREATE INDEX search_incident_open ON search_incident (key) WHERE resolved_at IS NULL;
