/**
 * Reads the open trees of a new term while the term serves already, and keeps the commands that must wait for that.
 *
 * Enter: trees in the order of their roots, so that the oldest job is offered first; out of turn, trees that likely hold a key that a
 * command asked for. Each tree is taken over once: what this term has done to it since is newer than any row. Waiting: commands whose
 * key isn't known yet, and correlations, which need every open subscription. Leave: commands whose key has turned up; all others once
 * everything has been read, in the order in which they came. Commands on one tree that wait for different keys may pass each other:
 * none of them has been answered, so nobody was promised an order.
 */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Need, PartitionView } from '../core/index.js';
import type { LoadedTree } from '../store/loaded-tree.js';
import type { AdoptionLog, PartitionState } from '../store/partition-state.js';
import { RecoveringView } from '../store/recovering-view.js';
import { recoverTree } from '../store/recovery.js';
import type { TreeReader } from '../store/tree-reader.js';
import type { QueuedCommand } from './command-queue.js';
import type { Log } from './log.js';
import { isConnectionFault } from './mending.js';

export interface RecoveryPorts extends Pick<AdoptionLog, 'wake'> {
  readonly state: PartitionState;
  readonly reader: TreeReader;
  readonly log: Log;
  /** The tree stopped at the transition limit and goes on. */
  unfinished(rootKey: bigint): void;
  resume(queued: readonly QueuedCommand[]): void;
  /** More jobs and timers are known. */
  advanced(): void;
  done(): void;
  /** The database has what can't be read; the term must not go on. */
  failed(error: unknown): void;
}

type Waiting = Extract<Need, { type: 'place' | 'subscriptions' }>;

/** As many as may be queued: whoever waits here isn't counted there any more. */
const WAITING_MAX = 20_000;
const WAITING_BYTES_MAX = 64 * 1024 * 1024;
const KEYS_AT_ONCE = 100;
/** Trees are put into memory without a pause: this bounds how long that holds the event loop. */
const TAKEN_AT_ONCE = 250;
const RETRY_MS = 100;

export class RecoveryStream {
  /** What steps read until all is there. */
  readonly view: PartitionView;
  /** In the order in which they came. */
  private readonly waiting = new Map<QueuedCommand, Waiting>();
  private readonly asked = new Set<bigint>();
  private toAsk: bigint[] = [];
  private waitingBytes = 0;
  /** Every tree with a root up to here has been read. */
  private readTo = 0n;
  private readonly outOfTurn = new Set<bigint>();
  private mode: 'reading' | 'done' | 'stopped' = 'reading';
  private trees = 0;

  /** `lastOldKey`: the highest key from before this term. */
  constructor(
    private readonly ports: RecoveryPorts,
    private readonly lastOldKey: bigint,
  ) {
    this.view = new RecoveringView(ports.state, lastOldKey);
  }

  get isDone(): boolean {
    return this.mode === 'done';
  }

  get size(): number {
    return this.waiting.size;
  }

  get isFull(): boolean {
    return this.waiting.size >= WAITING_MAX || this.waitingBytes >= WAITING_BYTES_MAX;
  }

  add(queued: QueuedCommand, need: Waiting): void {
    this.waiting.set(queued, need);
    this.waitingBytes += queued.bytes;
    if (need.type === 'subscriptions' || this.asked.has(need.key)) return;
    this.asked.add(need.key);
    this.toAsk.push(need.key);
  }

  /** Settles when everything has been read, or nothing more will be. */
  async run(): Promise<void> {
    const begun = performance.now();
    while (this.mode === 'reading') {
      try {
        await this.turn();
      } catch (error) {
        if (this.mode !== 'reading') break;
        if (!isConnectionFault(error)) {
          this.ports.failed(error);
          break;
        }
        this.ports.log.warn('waiting for the database', { error });
        await sleep(RETRY_MS);
      }
    }
    await this.ports.reader.close();
    if (this.isDone) this.ports.log.info('all open trees are read', { trees: this.trees, ms: Math.round(performance.now() - begun) });
  }

  /** Whoever still waits. */
  close(): QueuedCommand[] {
    if (this.mode === 'reading') this.mode = 'stopped';
    void this.ports.reader.close();
    return this.leave(() => true);
  }

  private async turn(): Promise<void> {
    const keys = this.toAsk.slice(0, KEYS_AT_ONCE);
    if (keys.length > 0) {
      const likely = await this.ports.reader.likely(keys);
      this.toAsk = this.toAsk.slice(keys.length);
      if (this.mode !== 'reading') return;
      for (const tree of likely) if (this.take(tree)) this.outOfTurn.add(tree.tree.rootKey);
      this.advance();
    }
    const { trees, last } = await this.ports.reader.next(this.readTo, this.lastOldKey);
    if (this.mode !== 'reading') return;
    for (let at = 0; at < trees.length; at += TAKEN_AT_ONCE) {
      for (const tree of trees.slice(at, at + TAKEN_AT_ONCE)) this.take(tree);
      this.advance();
      // Nobody takes a tree over in between: only this loop does.
      await nextTurn();
      if (this.mode !== 'reading') return;
    }
    this.readTo = last;
    if (last >= this.lastOldKey) {
      this.mode = 'done';
      this.ports.done();
    }
    this.advance();
  }

  /** False: this term has had it already. */
  private take(loaded: LoadedTree): boolean {
    const { rootKey, pending } = loaded.tree;
    if (rootKey <= this.readTo || rootKey > this.lastOldKey || this.outOfTurn.has(rootKey)) return false;
    recoverTree(this.ports.state, loaded, this.ports);
    if (pending.length > 0) this.ports.unfinished(rootKey);
    this.trees++;
    return true;
  }

  private advance(): void {
    const { state } = this.ports;
    const ready = this.leave((need) => this.isDone || (need.type === 'place' && state.rootOf(need.key) !== undefined));
    if (ready.length > 0) this.ports.resume(ready);
    this.ports.advanced();
  }

  private leave(goes: (need: Waiting) => boolean): QueuedCommand[] {
    const left: QueuedCommand[] = [];
    for (const [queued, need] of this.waiting) {
      if (!goes(need)) continue;
      this.waiting.delete(queued);
      this.waitingBytes -= queued.bytes;
      left.push(queued);
    }
    return left;
  }
}
