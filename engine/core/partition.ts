/**
 * The state that a step reads: loaded trees, the message buffer, start timers, the catalogue, and the writer's indexes over them.
 * A step never writes here. The store does, with `adopt`, once it has accepted a step's outcome.
 */
import type { Catalog } from './catalog.js';
import type { BufferedMessage, StartTimer, Tree } from './state.js';

/** An open subscription as the index knows it: a hint where to look, the tree is the truth. */
export interface SubscriptionEntry {
  readonly rootKey: bigint;
  readonly elementKey: bigint;
  readonly subscriptionKey: bigint;
}

/** A view that isn't complete throws a `NeedSignal` where it doesn't know the answer. */
export interface PartitionView {
  readonly catalog: Catalog;
  /** undefined: not in memory (or gone). A step asks only for roots that `rootOf` or an index named, so it answers with a need. */
  tree(rootKey: bigint): Tree | undefined;
  /** The tree that holds a live key: of a process or element instance, job, user task, timer, incident. */
  rootOf(key: bigint): bigint | undefined;
  /** The element instance that holds a job, user task, timer or incident. */
  elementOf(key: bigint): bigint | undefined;
  /** Oldest first. */
  subscriptions(name: string, correlationKey: string): readonly SubscriptionEntry[];
  readonly messages: ReadonlyMap<bigint, BufferedMessage>;
  /** Buffered message keys of one (name, correlation key), oldest first. */
  bufferedMessages(name: string, correlationKey: string): readonly bigint[];
  /** A buffered message with this id; `id` is unique per (name, correlation key) while it is kept. */
  messageById(name: string, correlationKey: string, messageId: string): bigint | undefined;
  /** `startLockId(process id, correlation key)` -> instance that holds it. */
  readonly startLocks: ReadonlyMap<string, bigint>;
  readonly startTimers: ReadonlyMap<bigint, StartTimer>;
}

export function startLockId(bpmnProcessId: string, correlationKey: string): string {
  return `${bpmnProcessId}\u0000${correlationKey}`;
}

/** What is impure and comes from outside, so that a step is a function. */
export interface StepEnv {
  /** Engine clock, ms. */
  readonly nowMs: number;
  nextKey(): bigint;
  /** [0, 1) */
  random(): number;
  /** Whether somebody waits for this instance's result, so that its variables must be at hand when it completes. */
  awaitsResult(instanceKey: bigint): boolean;
}
