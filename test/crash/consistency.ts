/**
 * Replay equals live: history decoded and applied from scratch must give exactly the state that the tables hold. A command that
 * were half there would show here, whichever half it is.
 */
import pg from 'pg';
import {
  applyDeploymentEvent,
  applyMessageEvent,
  applyTreeEvent,
  type BufferedMessage,
  DEPLOYMENT_STREAM,
  type DeploymentEvent,
  type ElementInstance,
  MESSAGE_STREAM,
  type MessageEvent,
  Overlay,
  type StartTimer,
  type StepChanges,
  startLockId,
  type Tree,
  TreeDraft,
  type TreeEvent,
} from '../../engine/core/index.js';
import { payloadDigest, rowHash } from '../../engine/store/chain/index.js';
import { decodeElements, decodeHistory, encodeElements } from '../../engine/store/encoding/index.js';
import { Loader } from '../../engine/store/loader.js';

type HistoryRow = readonly [
  position: string,
  atMs: number,
  streamKey: string,
  seq: number,
  facts: Buffer,
  payload: Buffer | null,
  salt: Buffer | null,
  digest: Buffer | null,
  hash: Buffer,
];

export interface Consistent {
  readonly rows: number;
  readonly openTrees: number;
  /** Every process instance that history has seen begin. */
  readonly instances: ReadonlySet<bigint>;
  /** Jobs and user tasks that history has seen answered. */
  readonly answered: ReadonlySet<bigint>;
}

export async function expectConsistent(databaseUrl: string): Promise<Consistent> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await check(client);
  } finally {
    await client.end();
  }
}

async function check(client: pg.Client): Promise<Consistent> {
  const all = async <Row>(text: string): Promise<Row[]> => (await client.query({ text, rowMode: 'array' })).rows as unknown[] as Row[];
  // One snapshot: a writer may still be at work elsewhere.
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  const history = await all<HistoryRow>(
    `SELECT position, (extract(epoch FROM at) * 1000)::float8, stream_key, seq, facts, payload, salt, payload_digest, hash FROM history ORDER BY position`,
  );
  const trees = new Map<bigint, Tree>();
  const chains = new Map<bigint, { seq: number; hash: Buffer }>();
  const instances = new Set<bigint>();
  const answered = new Set<bigint>();
  const beside = new BesideTrees();
  let expected = 0n;
  for (const [position, atMs, stream, seq, facts, payload, salt, digest, hash] of history) {
    expect(BigInt(position)).toBe(++expected);
    const streamKey = BigInt(stream);
    const chain = chains.get(streamKey) ?? { seq: 0, hash: undefined };
    expect(seq).toBe(chain.seq + 1);
    if (payload && salt) expect(payloadDigest(salt, payload).equals(digest ?? Buffer.alloc(0))).toBe(true);
    expect(rowHash(chain.hash, { streamKey, seq, atMs: Math.round(atMs) }, facts, digest ?? undefined).equals(hash)).toBe(true);
    chains.set(streamKey, { seq, hash });
    if (streamKey === MESSAGE_STREAM || streamKey === DEPLOYMENT_STREAM) {
      for (const { event } of decodeHistory(streamKey, facts, payload).events) beside.apply(event as MessageEvent | DeploymentEvent);
      continue;
    }
    const tree = trees.get(streamKey) ?? { rootKey: streamKey, elements: new Map(), pending: [] };
    trees.set(streamKey, tree);
    const draft = new TreeDraft(tree, seq === 1);
    for (const { event } of decodeHistory(streamKey, facts, payload).events) {
      applyTreeEvent(draft, event as TreeEvent);
      if (event.type === 'elementActivating' && event.process) instances.add(event.key);
      if (event.type === 'jobCompleted') answered.add(event.jobKey);
      if (event.type === 'userTaskCompleted') answered.add(event.taskKey);
    }
    draft.fold();
  }
  const [[lastPosition]] = (await all<readonly [string]>('SELECT last_position FROM lease')) as [readonly [string]];
  expect(BigInt(lastPosition)).toBe(expected);

  const stored = new Map<bigint, ElementInstance[]>();
  const put = (root: string, state: Buffer): void => {
    const rootKey = BigInt(root);
    stored.set(rootKey, [...(stored.get(rootKey) ?? []), ...decodeElements(rootKey, state)]);
  };
  for (const [root, state] of await all<readonly [string, Buffer]>('SELECT root_key, state FROM tree_state')) put(root, state);
  for (const [root, state] of await all<readonly [string, Buffer]>('SELECT root_key, state FROM tree_page')) put(root, state);
  const open = [...trees.values()].filter((tree) => tree.elements.size > 0);
  expect(stored.size).toBe(open.length);
  const tasks: string[] = [];
  for (const tree of open) {
    const live = canonical(tree.rootKey, stored.get(tree.rootKey) ?? []);
    expect(canonical(tree.rootKey, [...tree.elements.values()])).toBe(live);
    for (const element of tree.elements.values()) if (element.userTask) tasks.push(String(element.userTask.key));
  }
  for (const [key, seq, head] of await all<readonly [string, number, Buffer]>(
    'SELECT key, seq, head FROM tree_state WHERE key = root_key',
  )) {
    expect(chains.get(BigInt(key))?.seq).toBe(seq);
    expect(chains.get(BigInt(key))?.hash.equals(head)).toBe(true);
  }
  const rows = await all<readonly [string]>('SELECT key FROM user_task');
  expect(rows.map(([key]) => key).sort()).toEqual(tasks.sort());
  await beside.expectStored(client);
  await expectValues(all, open);
  await expectSearchable(all, expected, open, instances);
  await client.query('COMMIT');
  return { rows: history.length, openTrees: open.length, instances, answered };
}

function canonical(rootKey: bigint, elements: readonly ElementInstance[]): string {
  const sorted = [...elements]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((element) => ({ ...element, variables: new Map([...element.variables].sort(([a], [b]) => (a < b ? -1 : 1))) }));
  return encodeElements(rootKey, sorted).toString('hex');
}

type All = <Row>(text: string) => Promise<Row[]>;

/** What the streams of messages and deployments make: buffered messages, start locks, start timers. */
class BesideTrees {
  private readonly messages = new Map<bigint, BufferedMessage>();
  private readonly startLocks = new Map<string, bigint>();
  private readonly startTimers = new Map<bigint, StartTimer>();
  private readonly state: StepChanges = {
    trees: new Map(),
    messages: new Overlay(this.messages),
    startLocks: new Overlay(this.startLocks),
    startTimers: new Overlay(this.startTimers),
    deployed: { processes: [], decisions: [], forms: [] },
  };

  apply(event: MessageEvent | DeploymentEvent): void {
    if (isMessageEvent(event)) applyMessageEvent(this.state, event);
    else applyDeploymentEvent(this.state, event);
  }

  async expectStored(client: pg.Client): Promise<void> {
    this.state.messages.fold(this.messages);
    this.state.startLocks.fold(this.startLocks);
    this.state.startTimers.fold(this.startTimers);
    // Its statements, on the connection that has the snapshot.
    const loader = new Loader(client as unknown as pg.Pool);
    expect(new Map((await loader.messages()).map((message) => [message.key, message]))).toEqual(this.messages);
    expect(new Map((await loader.startTimers()).map((timer) => [timer.key, timer]))).toEqual(this.startTimers);
    const locks = (await loader.startLocks()).map(
      (lock) => [startLockId(lock.bpmnProcessId, lock.correlationKey), lock.instanceKey] as const,
    );
    expect(new Map(locks)).toEqual(this.startLocks);
  }
}

function isMessageEvent(event: MessageEvent | DeploymentEvent): event is MessageEvent {
  return event.type.startsWith('message') || event.type.startsWith('startLock');
}

/** Large values have rows of their own; those of trees that have ended are gone. */
async function expectValues(all: All, open: readonly Tree[]): Promise<void> {
  const rows = await all<readonly [string, string, string]>('SELECT value_key, root_key, json FROM variable_value');
  const stored = new Map(rows.map(([key, , json]) => [key, json]));
  const roots = new Set(open.map(({ rootKey }) => String(rootKey)));
  expect(rows.filter(([, root]) => !roots.has(root))).toEqual([]);
  for (const { elements } of open) {
    for (const { variables } of elements.values()) {
      for (const { valueKey, json } of variables.values()) if (valueKey !== 0n) expect(stored.get(String(valueKey))).toBe(json);
    }
  }
}

/** Once the projector has read everything; what it has read is moved in the same statement as its rows. */
async function expectSearchable(all: All, position: bigint, open: readonly Tree[], instances: ReadonlySet<bigint>): Promise<void> {
  const [[projected]] = (await all<readonly [string]>(`SELECT position FROM projector WHERE name = 'search'`)) as [readonly [string]];
  if (BigInt(projected) < position) return;
  const elements = open.flatMap((tree) => [...tree.elements.values()]);
  const keysOf = (found: readonly bigint[]): string[] => found.map(String).sort();
  const rows = async (sql: string): Promise<string[]> => (await all<readonly [string]>(sql)).map(([key]) => key).sort();
  expect(await rows('SELECT key FROM search_instance')).toEqual(keysOf([...instances]));
  expect(await rows("SELECT key FROM search_instance WHERE state = 'ACTIVE'")).toEqual(
    keysOf(elements.flatMap(({ key, process }) => (process ? key : []))),
  );
  expect(await rows("SELECT key FROM search_element WHERE state = 'ACTIVE'")).toEqual(
    keysOf(elements.flatMap(({ key, process }) => (process ? [] : key))),
  );
  expect(await rows("SELECT key FROM search_user_task WHERE state = 'CREATED'")).toEqual(
    keysOf(elements.flatMap(({ userTask }) => userTask?.key ?? [])),
  );
  expect(await rows('SELECT key FROM search_incident WHERE resolved_at IS NULL')).toEqual(
    keysOf(elements.flatMap(({ incident }) => incident?.key ?? [])),
  );
}
