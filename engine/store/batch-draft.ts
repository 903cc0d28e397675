/**
 * One batch on its way: which rows its accepted steps touched, its history, and what is to be told after the commit.
 * Filled while commands are stepped; `parts` then says what must be written, each row once whatever happened to it in between.
 */
import { type Accepted, type BufferedMessage, type CompiledResource, type ElementInstance, startLockId } from '../core/index.js';
import { PartRows } from './batch-statement.js';
import type { CommittedBatch, HistoryEntry } from './committed.js';
import { DefinitionRows } from './definition-rows.js';
import { encodePending } from './encoding/index.js';
import type { HistoryRecorder } from './history-recorder.js';
import type { InstanceRows, LoadedTree } from './loaded-tree.js';
import type { AdoptionLog, PartitionState, Wakeup } from './partition-state.js';
import { headUpsert, historyInsert } from './sql/history.js';
import { messageDelete, messageUpsert, startLockDelete, startLockUpsert, startTimerDelete, startTimerUpsert } from './sql/messages.js';
import { valueDelete, valueInsert } from './sql/tree-state.js';
import { TaskRows } from './task-rows.js';
import { TreeRows } from './tree-rows.js';
import { variablesToJson } from './variables-json.js';

interface DirtyPage {
  readonly tree: LoadedTree;
  readonly instance: InstanceRows;
  readonly page: number;
}

export class BatchDraft implements AdoptionLog {
  readonly entries: HistoryEntry[] = [];
  readonly wakeups: Wakeup[] = [];
  /** Trees that stopped at the transition limit and go on by a command of their own. */
  readonly unfinished = new Set<bigint>();
  readonly trees: LoadedTree[] = [];
  /** Roots of the steps that were taken over, from before anything of them was done. */
  readonly begun = new Set<bigint>();
  readonly messages = new Set<bigint>();
  readonly startLocks = new Set<string>();
  readonly startTimers = new Set<bigint>();
  readonly heads = new Set<bigint>();
  readonly definitions = new DefinitionRows();
  historyBytes = 0;
  private readonly dirty: DirtyPage[] = [];
  private readonly tasks = new TaskRows();
  private readonly values: { readonly tree: LoadedTree; readonly valueKey: bigint; readonly json: string }[] = [];
  private readonly history = new PartRows(historyInsert);

  constructor(
    readonly number: number,
    private readonly state: PartitionState,
    private readonly recorder: HistoryRecorder,
  ) {}

  /** Takes an accepted step over: history first, since that is told from the state before. */
  adopt(accepted: Accepted, command: HistoryEntry['command'], atMs: number, resources: readonly CompiledResource[]): void {
    for (const rootKey of accepted.changes.trees.keys()) this.begun.add(rootKey);
    for (const stream of accepted.streams) {
      const entry = this.recorder.record(this.state, stream, command, atMs, accepted.changes.trees.get(stream.streamKey), this.history);
      if (!accepted.changes.trees.has(stream.streamKey)) this.heads.add(stream.streamKey);
      this.entries.push(entry);
      this.historyBytes += entry.facts.length + (entry.payload?.length ?? 0);
    }
    const { changes } = accepted;
    this.state.adopt(accepted, this);
    for (const draft of changes.trees.values()) {
      const tree = this.state.loaded(draft.rootKey);
      if (!tree) continue;
      if (draft.pending.length > 0) this.unfinished.add(draft.rootKey);
      else this.unfinished.delete(draft.rootKey);
      for (const event of draft.events) {
        if (event.type !== 'variablesSet') continue;
        let at = 0;
        for (const json of event.variables.values()) {
          const valueKey = event.valueKeys[at++] ?? 0n;
          if (valueKey === 0n) continue;
          this.values.push({ tree, valueKey, json });
          tree.hasValues = true;
        }
      }
    }
    for (const key of changes.messages.changes.keys()) this.messages.add(key);
    for (const id of changes.startLocks.changes.keys()) this.startLocks.add(id);
    for (const key of changes.startTimers.changes.keys()) this.startTimers.add(key);
    this.definitions.add(changes.deployed, resources);
  }

  touchTree(tree: LoadedTree): void {
    if (tree.dirtyIn === this.number) return;
    tree.dirtyIn = this.number;
    this.trees.push(tree);
  }

  touchPage(tree: LoadedTree, instance: InstanceRows, page: number): void {
    const rows = instance.pages[page];
    if (!rows || rows.dirtyIn === this.number) return;
    rows.dirtyIn = this.number;
    this.dirty.push({ tree, instance, page });
  }

  changeTask(tree: LoadedTree, before: ElementInstance | undefined, after: ElementInstance | undefined): void {
    this.tasks.change(tree, before, after);
  }

  wake(wakeup: Wakeup): void {
    this.wakeups.push(wakeup);
  }

  get isEmpty(): boolean {
    return this.entries.length === 0 && this.trees.length === 0;
  }

  /** Position of the last row so far. */
  get lastPosition(): bigint {
    return this.recorder.lastPosition;
  }

  /** Identifies this batch among whatever may stand in history. */
  lastHash: { readonly position: bigint; readonly hash: Buffer } | undefined;

  /** The statement is made: what it was made of needn't outlive it. */
  release(): void {
    const [position, hash] = [this.history.rows.at(-1)?.[0], this.history.rows.at(-1)?.[10]];
    if (position && hash) this.lastHash = { position, hash: Buffer.from(hash) };
    this.history.rows.length = 0;
    this.values.length = 0;
    this.dirty.length = 0;
  }

  /** Call once: marks rows as stored. */
  parts(): PartRows<never>[] {
    const trees = new TreeRows();
    for (const { tree, instance, page } of this.dirty) trees.writePage(this.number, tree, instance, page);
    for (const tree of this.trees)
      trees.writeRoot(this.number, tree, tree.tree.pending.length > 0 ? encodePending(tree.tree.rootKey, tree.tree.pending) : null);
    const all = [
      ...trees.parts(),
      ...this.valueParts(),
      ...this.tasks.parts(this.state),
      ...this.messageParts(),
      ...this.definitions.parts(),
      ...this.headParts(),
      this.history,
    ];
    return all as unknown as PartRows<never>[];
  }

  committed(): CommittedBatch | undefined {
    const last = this.entries.at(-1);
    return last && { entries: this.entries, lastPosition: last.position };
  }

  private valueParts() {
    const inserts = new PartRows(valueInsert);
    const deletes = new PartRows(valueDelete);
    for (const { tree, valueKey, json } of this.values) {
      if (tree.tree.elements.size > 0) inserts.add([valueKey, tree.tree.rootKey, json]);
    }
    for (const tree of this.trees) if (tree.hasValues && tree.tree.elements.size === 0) deletes.add([tree.tree.rootKey]);
    return [inserts, deletes];
  }

  private messageParts() {
    const upserts = new PartRows(messageUpsert);
    const deletes = new PartRows(messageDelete);
    for (const key of this.messages) {
      const message = this.state.messages.get(key);
      if (message) upserts.add(messageRow(message));
      else deletes.add([key]);
    }
    const locks = new PartRows(startLockUpsert);
    const unlocks = new PartRows(startLockDelete);
    for (const id of this.startLocks) {
      const [bpmnProcessId = '', correlationKey = ''] = id.split('\u0000');
      const holder = this.state.startLocks.get(startLockId(bpmnProcessId, correlationKey));
      if (holder === undefined) unlocks.add([bpmnProcessId, correlationKey]);
      else locks.add([bpmnProcessId, correlationKey, holder]);
    }
    const timers = new PartRows(startTimerUpsert);
    const timerDeletes = new PartRows(startTimerDelete);
    for (const key of this.startTimers) {
      const timer = this.state.startTimers.get(key);
      if (timer) timers.add([key, timer.definitionKey, timer.node, BigInt(timer.dueMs), timer.repetitions]);
      else timerDeletes.add([key]);
    }
    return [upserts, deletes, locks, unlocks, timers, timerDeletes];
  }

  private headParts() {
    const heads = new PartRows(headUpsert);
    for (const streamKey of this.heads) {
      const head = this.state.heads.get(streamKey);
      if (head) heads.add([streamKey, head.seq, head.head]);
    }
    return [heads];
  }
}

function messageRow(message: BufferedMessage): [bigint, string, string, string, bigint, string, string] {
  // A time to live may reach beyond what a date can hold; the row keeps it exactly, as whole milliseconds.
  const expiresAtMs = BigInt(Math.min(message.expiresAtMs, Number.MAX_SAFE_INTEGER));
  return [
    message.key,
    message.name,
    message.correlationKey,
    message.messageId,
    expiresAtMs,
    variablesToJson(message.variables),
    JSON.stringify(message.correlated),
  ];
}
