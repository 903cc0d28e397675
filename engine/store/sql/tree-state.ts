/** Writes of open instances: state rows, further pages, large values. */
import { definePart } from '../batch-statement.js';

const COLUMNS = 'key, root_key, definition_key, next_due_ms, seq, has_values, head, pending, state';

export const treeInsert = definePart({
  name: 'tree_insert',
  types: ['int8', 'int8', 'int8', 'int8', 'int4', 'bool', 'bytea', 'bytea', 'bytea'],
  sql: (rows) => `INSERT INTO tree_state (${COLUMNS}) SELECT * FROM ${rows}`,
});

export const treeUpdate = definePart({
  name: 'tree_update',
  types: ['int8', 'int8', 'int4', 'bool', 'bytea', 'bytea', 'bytea'],
  sql: (rows) => `UPDATE tree_state t SET next_due_ms = x.next_due_ms, seq = x.seq, has_values = x.has_values, head = x.head,
  pending = x.pending, state = x.state
  FROM ${rows} x(key, next_due_ms, seq, has_values, head, pending, state) WHERE t.key = x.key`,
});

/** The root's row when only its chain head, or the time its timers are due, has moved. */
export const treeHeadUpdate = definePart({
  name: 'tree_head_update',
  types: ['int8', 'int8', 'int4', 'bool', 'bytea', 'bytea'],
  sql: (
    rows,
  ) => `UPDATE tree_state t SET next_due_ms = x.next_due_ms, seq = x.seq, has_values = x.has_values, head = x.head, pending = x.pending
  FROM ${rows} x(key, next_due_ms, seq, has_values, head, pending) WHERE t.key = x.key`,
});

export const treeDelete = definePart({
  name: 'tree_delete',
  types: ['int8'],
  sql: (rows) => `DELETE FROM tree_state t USING ${rows} x(key) WHERE t.key = x.key`,
});

export const pageUpsert = definePart({
  name: 'page_upsert',
  types: ['int8', 'int4', 'int8', 'bytea'],
  sql: (rows) => `INSERT INTO tree_page (instance_key, page, root_key, state) SELECT * FROM ${rows}
  ON CONFLICT (instance_key, page) DO UPDATE SET state = excluded.state`,
});

export const pageDelete = definePart({
  name: 'page_delete',
  types: ['int8', 'int4'],
  sql: (rows) => `DELETE FROM tree_page t USING ${rows} x(instance_key, page) WHERE t.instance_key = x.instance_key AND t.page = x.page`,
});

export const valueInsert = definePart({
  name: 'value_insert',
  types: ['int8', 'int8', 'text'],
  sql: (rows) => `INSERT INTO variable_value (value_key, root_key, json) SELECT * FROM ${rows}`,
});

export const valueDelete = definePart({
  name: 'value_delete',
  types: ['int8'],
  sql: (rows) => `DELETE FROM variable_value t USING ${rows} x(root_key) WHERE t.root_key = x.root_key`,
});
