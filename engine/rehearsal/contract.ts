/** A rehearsal as its owner sees it. */
import type { ActivatedJob, Engine, FeedEntry } from '../contract.js';
import type { RehearsalLimit } from './limit.js';

export interface RehearsalLimits {
  /** Commands, and the parts of those that stop at the transition limit. */
  readonly steps: number;
  /** Facts of history: a loop without a wait makes thousands in one command, and nobody else runs meanwhile. */
  readonly events: number;
  /** Element instances that are open together. */
  readonly elements: number;
}

/** A user task that waits for a person; its form is `taskForm`. */
export interface OpenTask {
  readonly key: bigint;
  readonly definitionKey: bigint;
  readonly elementId: string;
}

/** A place in the model that waits for a message. */
export interface OpenSubscription {
  readonly name: string;
  readonly correlationKey: string;
  readonly bpmnProcessId: string;
  readonly elementId: string;
  readonly elementName: string;
  /** Names that the model reads when the message comes; some of them may be the message's. */
  readonly reads: readonly string[];
}

/** Everything that runs a step rejects with {@link RehearsalLimit} beyond the limits. */
export interface Rehearsal extends Pick<Engine, 'execute' | 'deploy' | 'check' | 'processModel' | 'taskForm' | 'nextDueMs'> {
  readonly clock: { now(): number };
  /** The bound that it met: from then on nothing runs. */
  readonly met: RehearsalLimit | undefined;
  /** What happened since the last call, in order. */
  takeFeed(): readonly FeedEntry[];
  /** Jobs that may be done now, oldest first. Nobody else does them. */
  jobs(): readonly ActivatedJob[];
  /** Oldest first. */
  tasks(): readonly OpenTask[];
  subscriptions(): readonly OpenSubscription[];
  /** Does the first thing that is due by then at its own moment; false: nothing was, and it is `untilMs` now. The clock never goes back. */
  passTo(untilMs: number): boolean;
}
