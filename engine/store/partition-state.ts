/**
 * The writer's memory: everything that a step reads, kept equal to the database plus the batches in flight.
 * Enters: what recovery and {@link load} read, and each accepted step ({@link adopt}). Leaves: trees that ended, clean trees
 * beyond the bound, and what {@link forget} drops after a failed batch. Nothing else writes here.
 */
import {
  type Accepted,
  type BufferedMessage,
  Catalog,
  type ElementInstance,
  type PartitionView,
  type StartTimer,
  type SubscriptionEntry,
  type Tree,
  type TreeDraft,
} from '../core/index.js';
import { KeyIndex, messageId } from './key-index.js';
import { InstanceRows, LoadedTree } from './loaded-tree.js';

/** What became ready or got a due time by a step; told to nobody before the commit. */
export interface Wakeup {
  readonly type: 'job' | 'timer' | 'backoff' | 'message' | 'startTimer';
  readonly key: bigint;
  /** Engine clock, ms; 0 for a job that is ready. */
  readonly dueMs: number;
  /** Only for jobs. */
  readonly jobType: string;
}

export interface ChainHead {
  readonly seq: number;
  readonly head: Buffer;
}

/** Receives what an adoption touched, so that the batch can write it. */
export interface AdoptionLog {
  readonly number: number;
  touchTree(tree: LoadedTree): void;
  touchPage(tree: LoadedTree, instance: InstanceRows, page: number): void;
  changeTask(tree: LoadedTree, before: ElementInstance | undefined, after: ElementInstance | undefined): void;
  wake(wakeup: Wakeup): void;
}

/** Element instances kept in memory beyond which clean trees are let go. */
const ELEMENTS_MAX = 1_000_000;

export class PartitionState implements PartitionView {
  catalog = new Catalog();
  readonly index = new KeyIndex();
  readonly messages = new Map<bigint, BufferedMessage>();
  readonly startLocks = new Map<string, bigint>();
  readonly startTimers = new Map<bigint, StartTimer>();
  /** Chain heads of the streams that never end. */
  readonly heads = new Map<bigint, ChainHead>();
  private readonly messageKeys = new Map<string, bigint[]>();
  private readonly messageIds = new Map<string, bigint>();
  /** Least recently used first. */
  private readonly trees = new Map<bigint, LoadedTree>();
  /** A step asks for its tree several times over. */
  private latest: LoadedTree | undefined;
  private elements = 0;

  constructor(private readonly elementsMax = ELEMENTS_MAX) {}

  tree(rootKey: bigint): Tree | undefined {
    return this.loaded(rootKey)?.tree;
  }

  loaded(rootKey: bigint): LoadedTree | undefined {
    if (this.latest?.tree.rootKey === rootKey) return this.latest;
    const loaded = this.trees.get(rootKey);
    if (loaded) this.latest = loaded;
    return loaded;
  }

  rootOf(key: bigint): bigint | undefined {
    return this.index.rootOf(key);
  }

  elementOf(key: bigint): bigint | undefined {
    return this.index.elementOf(key);
  }

  subscriptions(name: string, correlationKey: string): readonly SubscriptionEntry[] {
    return this.index.subscriptions(name, correlationKey);
  }

  bufferedMessages(name: string, correlationKey: string): readonly bigint[] {
    return this.messageKeys.get(messageId(name, correlationKey)) ?? [];
  }

  messageById(name: string, correlationKey: string, id: string): bigint | undefined {
    return this.messageIds.get(`${messageId(name, correlationKey)}\u0000${id}`);
  }

  /** A tree that a step has just created. */
  begin(loaded: LoadedTree): LoadedTree {
    this.put(loaded);
    return loaded;
  }

  /** Makes an accepted step the state that the next step sees. */
  adopt(accepted: Accepted, log: AdoptionLog): void {
    for (const draft of accepted.changes.trees.values()) {
      if (draft.events.length === 0) continue;
      const loaded = this.use(draft);
      loaded.lastBatch = log.number;
      draft.elements.changes.forEach((after, key) => {
        this.adoptElement(loaded, key, draft.tree.elements.get(key), after, log);
      });
      draft.fold();
      log.touchTree(loaded);
      if (loaded.tree.elements.size === 0) this.drop(draft.rootKey);
    }
    this.adoptMessages(accepted, log);
    for (const definition of accepted.changes.deployed.processes) this.catalog.addProcess(definition);
    for (const decisions of accepted.changes.deployed.decisions) this.catalog.addDecisions(decisions);
    for (const form of accepted.changes.deployed.forms) this.catalog.addForm(form);
  }

  /** The tree that a step changes, as the most recently used. */
  private use({ rootKey, tree }: TreeDraft): LoadedTree {
    let loaded = this.loaded(rootKey);
    if (!loaded) {
      loaded = new LoadedTree(tree);
      this.put(loaded);
    } else if (this.elements * 2 > this.elementsMax) {
      // Nothing is let go below the bound, so far below it the order needn't be kept.
      this.trees.delete(rootKey);
      this.trees.set(rootKey, loaded);
    }
    return loaded;
  }

  private adoptElement(
    loaded: LoadedTree,
    key: bigint,
    before: ElementInstance | undefined,
    after: ElementInstance | undefined,
    log: AdoptionLog,
  ): void {
    const element = after ?? before;
    if (!element || before === after) return;
    this.index.move(loaded.tree.rootKey, before, after);
    const instance = this.instanceOf(loaded, element);
    if (!before) {
      this.elements++;
      log.touchPage(loaded, instance, instance.place(key));
    } else if (!after) {
      this.elements--;
      log.touchPage(loaded, instance, instance.remove(key));
    } else log.touchPage(loaded, instance, instance.find(key));
    if (before?.userTask !== after?.userTask) log.changeTask(loaded, before, after);
    if (after) wakeups(before, after, log);
  }

  private put(loaded: LoadedTree): void {
    this.trees.set(loaded.tree.rootKey, loaded);
    this.latest = loaded;
  }

  private drop(rootKey: bigint): void {
    this.trees.delete(rootKey);
    this.latest = undefined;
  }

  private instanceOf(loaded: LoadedTree, element: ElementInstance): InstanceRows {
    let instance = loaded.instances.get(element.instanceKey);
    if (!instance) {
      instance = new InstanceRows(element.instanceKey, element.process?.definitionKey ?? 0n);
      loaded.instances.set(element.instanceKey, instance);
    }
    return instance;
  }

  private adoptMessages({ changes }: Accepted, log: AdoptionLog): void {
    for (const [key, message] of changes.messages.changes) this.setMessage(key, message, log);
    for (const [id, holder] of changes.startLocks.changes) this.setStartLock(id, holder);
    for (const [key, timer] of changes.startTimers.changes) this.setStartTimer(key, timer, log);
  }

  setMessage(key: bigint, message: BufferedMessage | undefined, log?: Pick<AdoptionLog, 'wake'>): void {
    const before = this.messages.get(key);
    if (message) this.messages.set(key, message);
    else this.messages.delete(key);
    if (before && !message) {
      const id = messageId(before.name, before.correlationKey);
      const left = (this.messageKeys.get(id) ?? []).filter((other) => other !== key);
      if (left.length > 0) this.messageKeys.set(id, left);
      else this.messageKeys.delete(id);
      if (before.messageId !== '') this.messageIds.delete(`${id}\u0000${before.messageId}`);
    } else if (message && !before) {
      const id = messageId(message.name, message.correlationKey);
      this.messageKeys.set(
        id,
        [...(this.messageKeys.get(id) ?? []), key].sort((a, b) => (a < b ? -1 : 1)),
      );
      if (message.messageId !== '') this.messageIds.set(`${id}\u0000${message.messageId}`, key);
      log?.wake({ type: 'message', key, dueMs: message.expiresAtMs, jobType: '' });
    }
  }

  setStartLock(id: string, holder: bigint | undefined): void {
    if (holder === undefined) this.startLocks.delete(id);
    else this.startLocks.set(id, holder);
  }

  setStartTimer(key: bigint, timer: StartTimer | undefined, log?: Pick<AdoptionLog, 'wake'>): void {
    if (!timer) {
      this.startTimers.delete(key);
      return;
    }
    this.startTimers.set(key, timer);
    log?.wake({ type: 'startTimer', key, dueMs: timer.dueMs, jobType: '' });
  }

  /** A tree that was read from the database. `indexed`: its keys are in the index already (it had only been let go). */
  admit(loaded: LoadedTree, indexed: boolean, log?: Pick<AdoptionLog, 'wake'>): void {
    this.elements += loaded.tree.elements.size - (this.trees.get(loaded.tree.rootKey)?.tree.elements.size ?? 0);
    this.put(loaded);
    if (indexed) return;
    for (const element of loaded.tree.elements.values()) this.indexElement(loaded.tree.rootKey, element, log);
  }

  /** A large value that has been read: the state is the same, only more of it is in memory. */
  putValue(rootKey: bigint, valueKey: bigint, json: string): void {
    const tree = this.trees.get(rootKey)?.tree;
    if (!tree) return;
    for (const element of tree.elements.values()) {
      for (const [name, value] of element.variables) {
        if (value.valueKey !== valueKey || value.json !== undefined) continue;
        const variables = new Map(tree.elements.get(element.key)?.variables ?? element.variables);
        variables.set(name, { valueKey, json });
        tree.elements.set(element.key, { ...element, variables });
      }
    }
  }

  /** Recovery of an instance that is not to stay in memory. */
  indexElement(rootKey: bigint, element: ElementInstance, log?: Pick<AdoptionLog, 'wake'>): void {
    this.index.move(rootKey, undefined, element);
    if (log) wakeups(undefined, element, log);
  }

  /** Drops a tree and its keys: the batch that changed it failed. */
  forget(rootKey: bigint): void {
    const loaded = this.trees.get(rootKey);
    if (!loaded) return;
    for (const element of loaded.tree.elements.values()) this.index.move(rootKey, element, undefined);
    this.drop(rootKey);
    this.elements -= loaded.tree.elements.size;
  }

  /** Lets the least recently used trees go until the bound holds; those with changes not yet committed stay. */
  evict(committedBatch: number): void {
    if (this.elements <= this.elementsMax) return;
    for (const [rootKey, loaded] of this.trees) {
      if (loaded.lastBatch > committedBatch) continue;
      this.drop(rootKey);
      this.elements -= loaded.tree.elements.size;
      if (this.elements <= this.elementsMax) return;
    }
  }

  get isFull(): boolean {
    return this.elements >= this.elementsMax;
  }

  get openElements(): number {
    return this.elements;
  }
}

function wakeups(before: ElementInstance | undefined, after: ElementInstance, log: Pick<AdoptionLog, 'wake'>): void {
  const { job } = after;
  if (job && job !== before?.job) {
    if (job.state === 'activatable') {
      log.wake({ type: 'job', key: job.key, dueMs: 0, jobType: job.type });
    } else if (job.state === 'backoff') log.wake({ type: 'backoff', key: job.key, dueMs: job.backoffUntilMs, jobType: '' });
  }
  if (after.timers !== before?.timers) {
    for (const timer of after.timers) {
      if (!before?.timers.includes(timer)) log.wake({ type: 'timer', key: timer.key, dueMs: timer.dueMs, jobType: '' });
    }
  }
}
