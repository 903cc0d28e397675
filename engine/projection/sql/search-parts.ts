/** The projector's writes, one a table and kind. An update's NULL leaves a column as it is. */
import { defineInsert, definePart } from '../../store/batch-statement.js';

export const instanceInsert = defineInsert(
  'instance_insert',
  `search_instance (key, root_key, parent_key, parent_element_key, definition_key, bpmn_process_id, version, state, started_at, ended_at)`,
  ['int8', 'int8', 'int8', 'int8', 'int8', 'text', 'int4', 'text', 'timestamptz', 'timestamptz'],
);

export const instanceEnd = definePart({
  name: 'instance_end',
  types: ['int8', 'text', 'timestamptz'],
  sql: (rows) =>
    `UPDATE search_instance t SET state = x.state, ended_at = x.ended_at FROM ${rows} x(key, state, ended_at) WHERE t.key = x.key`,
});

export const elementInsert = defineInsert(
  'element_insert',
  `search_element (instance_key, key, scope_key, element_id, element_type, state, started_at, ended_at)`,
  ['int8', 'int8', 'int8', 'text', 'text', 'text', 'timestamptz', 'timestamptz'],
);

export const elementEnd = definePart({
  name: 'element_end',
  types: ['int8', 'int8', 'text', 'timestamptz'],
  sql: (rows) => `UPDATE search_element t SET state = x.state, ended_at = x.ended_at
  FROM ${rows} x(instance_key, key, state, ended_at) WHERE t.instance_key = x.instance_key AND t.key = x.key`,
});

export const variableInsert = defineInsert('variable_insert', `search_variable (instance_key, scope_key, name, value, truncated)`, [
  'int8',
  'int8',
  'text',
  'text',
  'bool',
]);

export const variableSet = definePart({
  name: 'variable_set',
  types: ['int8', 'int8', 'text', 'text', 'bool'],
  sql: (rows) => `INSERT INTO search_variable (instance_key, scope_key, name, value, truncated) SELECT * FROM ${rows}
  ON CONFLICT (instance_key, scope_key, name) DO UPDATE SET value = excluded.value, truncated = excluded.truncated`,
});

export const jobInsert = defineInsert(
  'job_insert',
  `search_job (instance_key, key, element_key, element_id, type, state, retries, error_code, error_message, created_at, ended_at)`,
  ['int8', 'int8', 'int8', 'text', 'text', 'text', 'int4', 'text', 'text', 'timestamptz', 'timestamptz'],
);

export const jobUpdate = definePart({
  name: 'job_update',
  types: ['int8', 'int8', 'text', 'int4', 'text', 'text', 'timestamptz'],
  sql: (rows) => `UPDATE search_job t SET state = coalesce(x.state, t.state), retries = coalesce(x.retries, t.retries),
  error_code = coalesce(x.error_code, t.error_code), error_message = coalesce(x.error_message, t.error_message), ended_at = x.ended_at
  FROM ${rows} x(instance_key, key, state, retries, error_code, error_message, ended_at)
  WHERE t.instance_key = x.instance_key AND t.key = x.key`,
});

export const taskInsert = defineInsert(
  'task_insert',
  `search_user_task (instance_key, key, element_key, element_id, state, assignee, candidate_groups, candidate_users, due_date, follow_up_date, form_key, external_reference, priority, created_at, ended_at)`,
  ['int8', 'int8', 'int8', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'int8', 'text', 'int4', 'timestamptz', 'timestamptz'],
);

export const taskUpdate = definePart({
  name: 'task_update',
  types: ['int8', 'int8', 'text', 'text', 'text', 'text', 'text', 'text', 'int4', 'timestamptz'],
  sql: (rows) => `UPDATE search_user_task t SET state = coalesce(x.state, t.state), assignee = coalesce(x.assignee, t.assignee),
  candidate_groups = coalesce(x.candidate_groups, t.candidate_groups), candidate_users = coalesce(x.candidate_users, t.candidate_users),
  due_date = coalesce(x.due_date, t.due_date), follow_up_date = coalesce(x.follow_up_date, t.follow_up_date),
  priority = coalesce(x.priority, t.priority), ended_at = x.ended_at
  FROM ${rows} x(instance_key, key, state, assignee, candidate_groups, candidate_users, due_date, follow_up_date, priority, ended_at)
  WHERE t.instance_key = x.instance_key AND t.key = x.key`,
});

export const incidentInsert = defineInsert(
  'incident_insert',
  `search_incident (key, instance_key, element_key, element_id, job_key, error_type, message, raised_at, resolved_at)`,
  ['int8', 'int8', 'int8', 'text', 'int8', 'text', 'text', 'timestamptz', 'timestamptz'],
);

export const incidentEnd = definePart({
  name: 'incident_end',
  types: ['int8', 'timestamptz'],
  sql: (rows) => `UPDATE search_incident t SET resolved_at = x.resolved_at FROM ${rows} x(key, resolved_at) WHERE t.key = x.key`,
});
