/** Rows of deployed definitions. They are never changed. */
import { definePart } from '../batch-statement.js';

export const processInsert = definePart({
  name: 'process_insert',
  types: ['int8', 'int8', 'text', 'int4', 'text', 'bytea', 'text', 'bytea'],
  sql: (rows) => `INSERT INTO process_definition (key, deployment_key, bpmn_process_id, version, resource_name, checksum, dictionary, xml)
  SELECT * FROM ${rows}`,
});

export const dmnInsert = definePart({
  name: 'dmn_insert',
  types: ['int8', 'int8', 'text', 'text', 'int4', 'text', 'bytea', 'bytea'],
  sql: (
    rows,
  ) => `INSERT INTO dmn_resource (requirements_key, deployment_key, requirements_id, requirements_name, version, resource_name, checksum, xml)
  SELECT * FROM ${rows}`,
});

export const decisionInsert = definePart({
  name: 'decision_insert',
  types: ['int8', 'int8', 'text', 'text', 'int4'],
  sql: (rows) => `INSERT INTO decision_definition (key, requirements_key, decision_id, name, version) SELECT * FROM ${rows}`,
});

export const formInsert = definePart({
  name: 'form_insert',
  types: ['int8', 'int8', 'text', 'int4', 'text', 'bytea', 'bytea'],
  sql: (rows) =>
    `INSERT INTO form_definition (key, deployment_key, form_id, version, resource_name, checksum, schema) SELECT * FROM ${rows}`,
});
