/**
 * Commands that wait for a tree or a large value to be read. Commands of the same tree that come meanwhile wait behind them,
 * so each tree's order is kept; all others go on.
 */
import type { Need } from '../core/index.js';
import type { Loader } from '../store/loader.js';
import type { PartitionState } from '../store/partition-state.js';
import type { QueuedCommand } from './command-queue.js';
import { failedOutcome } from './stepper.js';
import { targetKey } from './target.js';

export type LoadNeed = Extract<Need, { type: 'tree' | 'value' }>;

export interface WaitingRoomPorts {
  readonly state: PartitionState;
  readonly loader: Loader;
  resume(queued: readonly QueuedCommand[]): void;
}

const ATTEMPTS = 3;

export class WaitingRoom {
  private readonly waiting = new Map<bigint, QueuedCommand[]>();
  private closed = false;

  constructor(private readonly ports: WaitingRoomPorts) {}

  get size(): number {
    return this.waiting.size;
  }

  /** True: its tree is being read, the command waits in line. */
  joins(queued: QueuedCommand): boolean {
    if (this.waiting.size === 0) return false;
    const key = targetKey(queued.command);
    const rootKey = key === undefined ? undefined : this.ports.state.rootOf(key);
    const line = rootKey === undefined ? undefined : this.waiting.get(rootKey);
    line?.push(queued);
    return line !== undefined;
  }

  add(queued: QueuedCommand, need: LoadNeed): void {
    const line = this.waiting.get(need.rootKey);
    if (line) {
      line.push(queued);
      return;
    }
    this.waiting.set(need.rootKey, [queued]);
    void this.load(need, queued);
  }

  /** Whoever still waits. */
  close(): QueuedCommand[] {
    this.closed = true;
    const left = [...this.waiting.values()].flat();
    this.waiting.clear();
    return left;
  }

  private async load(need: LoadNeed, first: QueuedCommand): Promise<void> {
    let failure: unknown;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        failure = (await this.read(need))
          ? undefined
          : new Error(`Expected the ${need.type} of ${need.rootKey} in the database, but it isn't there`);
        break;
      } catch (error) {
        failure = error;
        await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
      }
    }
    if (this.closed) return;
    const line = this.waiting.get(need.rootKey) ?? [];
    this.waiting.delete(need.rootKey);
    if (failure === undefined) this.ports.resume(line);
    else {
      first.resolve(failedOutcome(first, failure));
      this.ports.resume(line.filter((queued) => queued !== first));
    }
  }

  /** False: it isn't there. */
  private async read(need: LoadNeed): Promise<boolean> {
    const { state, loader } = this.ports;
    if (need.type === 'value') {
      const json = await loader.value(need.valueKey);
      if (json !== undefined && !this.closed) state.putValue(need.rootKey, need.valueKey, json);
      return json !== undefined;
    }
    if (state.loaded(need.rootKey)) return true;
    const loaded = await loader.tree(need.rootKey);
    // Somebody else may have read it meanwhile, and changed it since.
    if (loaded && !this.closed && !state.loaded(need.rootKey)) state.admit(loaded, true);
    return loaded !== undefined;
  }
}
