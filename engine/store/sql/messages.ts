/** Writes of the message buffer, the start locks and the start timers. */
import { definePart } from '../batch-statement.js';

export const messageUpsert = definePart({
  name: 'message_upsert',
  types: ['int8', 'text', 'text', 'text', 'int8', 'text', 'text'],
  sql: (rows) => `INSERT INTO message_buffer (key, name, correlation_key, message_id, expires_at_ms, variables, correlated)
  SELECT * FROM ${rows} ON CONFLICT (key) DO UPDATE SET correlated = excluded.correlated`,
});

export const messageDelete = definePart({
  name: 'message_delete',
  types: ['int8'],
  sql: (rows) => `DELETE FROM message_buffer t USING ${rows} x(key) WHERE t.key = x.key`,
});

export const startLockUpsert = definePart({
  name: 'start_lock_upsert',
  types: ['text', 'text', 'int8'],
  sql: (rows) => `INSERT INTO start_lock (bpmn_process_id, correlation_key, instance_key) SELECT * FROM ${rows}
  ON CONFLICT (bpmn_process_id, correlation_key) DO UPDATE SET instance_key = excluded.instance_key`,
});

export const startLockDelete = definePart({
  name: 'start_lock_delete',
  types: ['text', 'text'],
  sql: (rows) => `DELETE FROM start_lock t USING ${rows} x(bpmn_process_id, correlation_key)
  WHERE t.bpmn_process_id = x.bpmn_process_id AND t.correlation_key = x.correlation_key`,
});

export const startTimerUpsert = definePart({
  name: 'start_timer_upsert',
  types: ['int8', 'int8', 'int4', 'int8', 'int4'],
  sql: (rows) => `INSERT INTO start_timer (key, definition_key, node, due_ms, repetitions) SELECT * FROM ${rows}
  ON CONFLICT (key) DO UPDATE SET due_ms = excluded.due_ms, repetitions = excluded.repetitions`,
});

export const startTimerDelete = definePart({
  name: 'start_timer_delete',
  types: ['int8'],
  sql: (rows) => `DELETE FROM start_timer t USING ${rows} x(key) WHERE t.key = x.key`,
});
