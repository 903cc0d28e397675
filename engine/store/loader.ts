/** Reads state back from its rows: one tree at a time, or everything at recovery. Reads only what is committed. */
import type pg from 'pg';
import type { DeployedPart } from '../contract.js';
import { type BufferedMessage, type ElementInstance, FewKeys, type StartTimer, type Tree } from '../core/index.js';
import { decodeElements, decodePending } from './encoding/index.js';
import { earliestDue, InstanceRows, LoadedTree } from './loaded-tree.js';
import type { ChainHead } from './partition-state.js';
import { variablesFromJson } from './variables-json.js';

export type StateRow = readonly [
  key: string,
  rootKey: string,
  definitionKey: string,
  seq: number,
  hasValues: boolean,
  head: Buffer | null,
  pending: Buffer | null,
  state: Buffer,
];
export type PageRow = readonly [instanceKey: string, page: number, rootKey: string, state: Buffer];

export const STATE_COLUMNS = 'key, root_key, definition_key, seq, has_values, head, pending, state';
const TREE = `SELECT ${STATE_COLUMNS} FROM tree_state WHERE key = $1
  UNION ALL SELECT ${STATE_COLUMNS} FROM tree_state WHERE root_key = $1 AND root_key <> key`;
const PAGES = 'SELECT instance_key, page, root_key, state FROM tree_page WHERE root_key = $1';
const MESSAGE_COLUMNS = 'key, name, correlation_key, message_id, expires_at_ms, variables, correlated';

const HISTORY = `SELECT position, (extract(epoch FROM at) * 1000)::float8, stream_key, facts, payload FROM history
  WHERE position > $1 ORDER BY position LIMIT $2`;

export interface StoredHistoryRow {
  readonly position: bigint;
  readonly atMs: number;
  readonly streamKey: bigint;
  readonly facts: Buffer;
  readonly payload: Buffer | null;
}

export class Loader {
  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  private async rows<Row>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const { rows } = await this.pool.query({ text, values: [...values], rowMode: 'array' });
    return rows as Row[];
  }

  /** undefined: no such open tree. */
  async tree(rootKey: bigint): Promise<LoadedTree | undefined> {
    const rows = await this.rows<StateRow>(TREE, [String(rootKey)]);
    if (rows.length === 0) return undefined;
    return treesOf(rows, await this.rows<PageRow>(PAGES, [String(rootKey)]))[0];
  }

  async value(valueKey: bigint): Promise<string | undefined> {
    const [row] = await this.rows<readonly [string]>('SELECT json FROM variable_value WHERE value_key = $1', [String(valueKey)]);
    return row?.[0];
  }

  async values(valueKeys: readonly bigint[]): Promise<Map<bigint, string>> {
    const text = 'SELECT value_key, json FROM variable_value WHERE value_key = ANY($1::bigint[])';
    const rows = await this.rows<readonly [string, string]>(text, [valueKeys.map(String)]);
    return new Map(rows.map(([key, json]) => [BigInt(key), json]));
  }

  /** Hash of the row at this position: tells whether a batch is in when the lease is lost with its outcome unknown. */
  async historyHash(position: bigint): Promise<Buffer | undefined> {
    const [row] = await this.rows<readonly [Buffer]>('SELECT hash FROM history WHERE position = $1', [String(position)]);
    return row?.[0];
  }

  /** Rows of history behind this position, in order. */
  async history(afterPosition: bigint, limit: number): Promise<StoredHistoryRow[]> {
    const rows = await this.rows<readonly [string, number, string, Buffer, Buffer | null]>(HISTORY, [String(afterPosition), limit]);
    return rows.map(([position, atMs, streamKey, facts, payload]) => ({
      position: BigInt(position),
      atMs: Math.round(atMs),
      streamKey: BigInt(streamKey),
      facts,
      payload,
    }));
  }

  async processXml(definitionKey: bigint): Promise<string | undefined> {
    const [row] = await this.rows<readonly [Buffer]>('SELECT xml FROM process_definition WHERE key = $1', [String(definitionKey)]);
    return row?.[0].toString('utf8');
  }

  async deployedPart(key: bigint): Promise<DeployedPart | undefined> {
    const [form] = await this.rows<readonly [string, number, string, Buffer]>(
      'SELECT form_id, version, resource_name, schema FROM form_definition WHERE key = $1',
      [String(key)],
    );
    if (form !== undefined) {
      const [id, version, resourceName, schema] = form;
      return { kind: 'form', ids: [id], names: [id], version, resourceName, content: schema.toString('utf8') };
    }
    const [file] = await this.rows<readonly [number, string, Buffer]>(
      'SELECT version, resource_name, xml FROM dmn_resource WHERE requirements_key = $1',
      [String(key)],
    );
    if (file === undefined) return undefined;
    const [version, resourceName, xml] = file;
    const decisions = await this.rows<readonly [string, string]>(
      'SELECT decision_id, name FROM decision_definition WHERE requirements_key = $1 ORDER BY key',
      [String(key)],
    );
    const [ids, names] = [decisions.map(([id]) => id), decisions.map(([, name]) => name)];
    return { kind: 'decisions', ids, names, version, resourceName, content: xml.toString('utf8') };
  }

  /** The form as it was when the task was made, not the newest. undefined: no such open task, or a task without a form. */
  async taskForm(taskKey: bigint): Promise<string | undefined> {
    const [row] = await this.rows<readonly [Buffer]>(
      'SELECT f.schema FROM user_task t JOIN form_definition f ON f.key = t.form_key WHERE t.key = $1',
      [String(taskKey)],
    );
    return row?.[0].toString('utf8');
  }

  /** A form's JSON text as it was deployed. */
  async form(formKey: bigint): Promise<string | undefined> {
    const [row] = await this.rows<readonly [Buffer]>('SELECT schema FROM form_definition WHERE key = $1', [String(formKey)]);
    return row?.[0].toString('utf8');
  }

  /** The root of the tree that an open user task belongs to. */
  async rootOfTask(taskKey: bigint): Promise<bigint | undefined> {
    const [row] = await this.rows<readonly [string]>('SELECT root_key FROM user_task WHERE key = $1', [String(taskKey)]);
    return row && BigInt(row[0]);
  }

  async messages(keys?: readonly bigint[]): Promise<BufferedMessage[]> {
    const where = keys ? 'WHERE key = ANY($1::bigint[])' : '';
    const rows = await this.rows<readonly [string, string, string, string, string, string, string]>(
      `SELECT ${MESSAGE_COLUMNS} FROM message_buffer ${where} ORDER BY key`,
      keys ? [keys.map(String)] : [],
    );
    return rows.map(([key, name, correlationKey, messageId, expiresAtMs, variables, correlated]) => ({
      key: BigInt(key),
      name,
      correlationKey,
      messageId,
      expiresAtMs: Number(expiresAtMs),
      variables: variablesFromJson(variables),
      correlated: JSON.parse(correlated) as string[],
    }));
  }

  async startLocks(): Promise<{ readonly bpmnProcessId: string; readonly correlationKey: string; readonly instanceKey: bigint }[]> {
    const rows = await this.rows<readonly [string, string, string]>(
      'SELECT bpmn_process_id, correlation_key, instance_key FROM start_lock',
      [],
    );
    return rows.map(([bpmnProcessId, correlationKey, instanceKey]) => ({
      bpmnProcessId,
      correlationKey,
      instanceKey: BigInt(instanceKey),
    }));
  }

  async startTimers(): Promise<StartTimer[]> {
    const rows = await this.rows<readonly [string, string, number, string, number]>(
      'SELECT key, definition_key, node, due_ms, repetitions FROM start_timer ORDER BY key',
      [],
    );
    return rows.map(([key, definitionKey, node, dueMs, repetitions]) => ({
      key: BigInt(key),
      definitionKey: BigInt(definitionKey),
      node,
      dueMs: Number(dueMs),
      repetitions,
    }));
  }

  async heads(): Promise<Map<bigint, ChainHead>> {
    const rows = await this.rows<readonly [string, number, Buffer]>('SELECT stream_key, seq, head FROM stream_head', []);
    return new Map(rows.map(([streamKey, seq, head]) => [BigInt(streamKey), { seq, head }]));
  }

  /** Months that have a partition of history, as `year * 12 + month - 1`. */
  async historyMonths(): Promise<Set<number>> {
    const rows = await this.rows<readonly [string]>(
      "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'history'::regclass",
      [],
    );
    const months = new Set<number>();
    for (const [name] of rows) {
      const match = /^history_(-?\d+)_(\d\d)$/.exec(name);
      if (match) months.add(Number(match[1]) * 12 + Number(match[2]) - 1);
    }
    return months;
  }
}

/** Puts rows of whole trees together, in the order in which their roots come. */
export function treesOf(rows: readonly StateRow[], pages: readonly PageRow[]): LoadedTree[] {
  const trees = new Map<string, LoadedTree>();
  const treeOf = (root: string): LoadedTree => {
    let loaded = trees.get(root);
    if (!loaded) {
      loaded = emptyTree(BigInt(root));
      trees.set(root, loaded);
    }
    return loaded;
  };
  for (const row of rows) putState(treeOf(row[1]), row);
  for (const row of pages) putPage(treeOf(row[2]), row);
  return [...trees.values()];
}

function emptyTree(rootKey: bigint): LoadedTree {
  const tree: Tree = { rootKey, elements: new FewKeys(), pending: [] };
  return new LoadedTree(tree);
}

function putState(loaded: LoadedTree, [key, root, definitionKey, seq, hasValues, head, pending, state]: StateRow): void {
  const { rootKey } = loaded.tree;
  const instance = rowsOf(loaded, BigInt(key), BigInt(definitionKey));
  instance.stored = true;
  put(loaded, instance, 0, decodeElements(rootKey, state));
  if (key !== root) return;
  loaded.seq = seq;
  loaded.head = head ? Buffer.from(head) : undefined;
  loaded.hasValues = hasValues;
  loaded.tree.pending = pending ? decodePending(rootKey, pending) : [];
}

function putPage(loaded: LoadedTree, [key, page, , state]: PageRow): void {
  put(loaded, rowsOf(loaded, BigInt(key), 0n), page, decodeElements(loaded.tree.rootKey, state));
}

function rowsOf(tree: LoadedTree, instanceKey: bigint, definitionKey: bigint): InstanceRows {
  let instance = tree.instances.get(instanceKey);
  if (!instance) {
    instance = new InstanceRows(instanceKey, definitionKey);
    tree.instances.set(instanceKey, instance);
  }
  return instance;
}

function put(tree: LoadedTree, instance: InstanceRows, index: number, elements: readonly ElementInstance[]): void {
  for (const element of elements) {
    tree.tree.elements.set(element.key, element);
    instance.put(element.key, index);
  }
  const page = instance.pages[index];
  if (!page) return;
  page.stored = true;
  page.nextDueMs = earliestDue(elements);
}
