/** Rows of open native user tasks. */
import { definePart } from '../batch-statement.js';

const COLUMNS = `key, root_key, process_instance_key, element_instance_key, definition_key, element_id, assignee, candidate_groups,
  candidate_users, due_date, follow_up_date, form_key, external_reference, priority`;

export const taskInsert = definePart({
  name: 'task_insert',
  types: ['int8', 'int8', 'int8', 'int8', 'int8', 'text', 'text', 'text', 'text', 'text', 'text', 'int8', 'text', 'int2'],
  sql: (rows) => `INSERT INTO user_task (${COLUMNS}) SELECT * FROM ${rows}`,
});

export const taskUpdate = definePart({
  name: 'task_update',
  types: ['int8', 'text', 'text', 'text', 'text', 'text', 'int2'],
  sql: (rows) => `UPDATE user_task t SET assignee = x.assignee, candidate_groups = x.candidate_groups, candidate_users = x.candidate_users,
  due_date = x.due_date, follow_up_date = x.follow_up_date, priority = x.priority
  FROM ${rows} x(key, assignee, candidate_groups, candidate_users, due_date, follow_up_date, priority) WHERE t.key = x.key`,
});

export const taskDelete = definePart({
  name: 'task_delete',
  types: ['int8'],
  sql: (rows) => `DELETE FROM user_task t USING ${rows} x(key) WHERE t.key = x.key`,
});
