/**
 * What a step sees while not all open trees have been read: it is told what isn't known yet instead of "no such thing". Keys of this
 * term are always known; messages, locks, timers of start events and definitions are complete from the beginning.
 */
import { type BufferedMessage, type Catalog, NeedSignal, type PartitionView, type StartTimer, type Tree } from '../core/index.js';
import type { PartitionState } from './partition-state.js';

export class RecoveringView implements PartitionView {
  /** `lastOldKey`: the highest key from before this term. */
  constructor(
    private readonly state: PartitionState,
    private readonly lastOldKey: bigint,
  ) {}

  rootOf(key: bigint): bigint | undefined {
    return this.state.rootOf(key) ?? this.missing(key);
  }

  elementOf(key: bigint): bigint | undefined {
    return this.state.elementOf(key) ?? this.missing(key);
  }

  subscriptions(): never {
    throw new NeedSignal({ type: 'subscriptions' });
  }

  tree(rootKey: bigint): Tree | undefined {
    return this.state.tree(rootKey);
  }

  bufferedMessages(name: string, correlationKey: string): readonly bigint[] {
    return this.state.bufferedMessages(name, correlationKey);
  }

  messageById(name: string, correlationKey: string, messageId: string): bigint | undefined {
    return this.state.messageById(name, correlationKey, messageId);
  }

  get catalog(): Catalog {
    return this.state.catalog;
  }

  get messages(): ReadonlyMap<bigint, BufferedMessage> {
    return this.state.messages;
  }

  get startLocks(): ReadonlyMap<string, bigint> {
    return this.state.startLocks;
  }

  get startTimers(): ReadonlyMap<bigint, StartTimer> {
    return this.state.startTimers;
  }

  private missing(key: bigint): undefined {
    if (key <= this.lastOldKey) throw new NeedSignal({ type: 'place', key });
    return undefined;
  }
}
