/**
 * A partition that lives in memory alone: what a step reads, found by looking, and what an accepted step makes of it. For few instances
 * at a time: rehearsals, and the tests of the core. The writer's memory with its indexes is engine/store/partition-state.ts.
 */
import {
  type Accepted,
  type BufferedMessage,
  Catalog,
  type Command,
  type ElementInstance,
  type PartitionView,
  type Rejection,
  type StartTimer,
  type StepEnv,
  type SubscriptionEntry,
  step,
  type Tree,
} from '../core/index.js';

/** Something that happens by itself once the clock has reached it. */
export interface Due {
  readonly dueMs: number;
  readonly id: string;
  readonly command: Command;
}

export class MemoryPartition implements PartitionView {
  readonly trees = new Map<bigint, Tree>();
  readonly messages = new Map<bigint, BufferedMessage>();
  readonly startLocks = new Map<string, bigint>();
  readonly startTimers = new Map<bigint, StartTimer>();

  constructor(
    public nowMs: number,
    /** The last key that somebody else gave. */
    private keys: bigint,
    readonly catalog = new Catalog(),
  ) {}

  tree(rootKey: bigint): Tree | undefined {
    return this.trees.get(rootKey);
  }

  rootOf(key: bigint): bigint | undefined {
    return this.holder(key)?.rootKey;
  }

  elementOf(key: bigint): bigint | undefined {
    return this.holder(key)?.element.key;
  }

  private holder(key: bigint): { rootKey: bigint; element: ElementInstance } | undefined {
    for (const [rootKey, { elements }] of this.trees) {
      const own = elements.get(key);
      if (own) return { rootKey, element: own };
      for (const element of elements.values()) if (holds(element, key)) return { rootKey, element };
    }
    return undefined;
  }

  *open(): Generator<{ readonly rootKey: bigint; readonly element: ElementInstance }> {
    for (const { rootKey, elements } of this.trees.values()) for (const element of elements.values()) yield { rootKey, element };
  }

  subscriptions(name: string, correlationKey: string): readonly SubscriptionEntry[] {
    const found: SubscriptionEntry[] = [];
    for (const { rootKey, element } of this.open()) {
      for (const open of element.subscriptions) {
        if (open.name === name && open.correlationKey === correlationKey)
          found.push({ rootKey, elementKey: element.key, subscriptionKey: open.key });
      }
    }
    return found.sort((a, b) => (a.subscriptionKey < b.subscriptionKey ? -1 : 1));
  }

  bufferedMessages(name: string, correlationKey: string): readonly bigint[] {
    return [...this.messages.values()].filter((m) => m.name === name && m.correlationKey === correlationKey).map((m) => m.key);
  }

  messageById(name: string, correlationKey: string, messageId: string): bigint | undefined {
    return [...this.messages.values()].find((m) => m.name === name && m.correlationKey === correlationKey && m.messageId === messageId)
      ?.key;
  }

  /** Trees that stopped at the transition limit: `continueTree` goes on with them. */
  unfinished(): readonly bigint[] {
    return [...this.trees.values()].filter(({ pending }) => pending.length > 0).map(({ rootKey }) => rootKey);
  }

  /** One step, decided; {@link adopt} makes it the state. The same commands at the same times give the same keys and events. */
  decide(command: Command): Accepted | Rejection {
    const env: StepEnv = { nowMs: this.nowMs, nextKey: () => ++this.keys, random: () => 0.5, awaitsResult: () => false };
    const result = step(this, command, env);
    if (result.type === 'needs') throw new Error('Expected everything to be in memory, but a step needs more');
    return result;
  }

  adopt({ changes }: Accepted): void {
    for (const draft of changes.trees.values()) {
      draft.fold();
      if (draft.tree.elements.size > 0) this.trees.set(draft.rootKey, draft.tree);
      else this.trees.delete(draft.rootKey);
    }
    changes.messages.fold(this.messages);
    changes.startLocks.fold(this.startLocks);
    changes.startTimers.fold(this.startTimers);
    for (const definition of changes.deployed.processes) this.catalog.addProcess(definition);
    for (const decisions of changes.deployed.decisions) this.catalog.addDecisions(decisions);
    for (const form of changes.deployed.forms) this.catalog.addForm(form);
  }

  /** What will happen by itself in open instances, and messages that will be forgotten; unordered. */
  *due(): Generator<Due> {
    for (const { element } of this.open()) {
      for (const { key, dueMs } of element.timers) yield { dueMs, id: `${key}`, command: { type: 'triggerTimer', timerKey: key } };
      const { job } = element;
      if (job?.state === 'backoff')
        yield { dueMs: job.backoffUntilMs, id: `${job.key}`, command: { type: 'endJobBackoff', jobKey: job.key } };
    }
    for (const { key, expiresAtMs } of this.messages.values())
      yield { dueMs: expiresAtMs, id: `${key}`, command: { type: 'expireMessage', messageKey: key } };
  }
}

/** Of those that are due by then and not left out the earliest, in the order of their making among equals. */
export function earliest(due: Iterable<Due>, byMs: number, leftOut: ReadonlySet<string>): Due | undefined {
  let first: Due | undefined;
  for (const one of due) if (one.dueMs <= byMs && !leftOut.has(one.id) && (!first || one.dueMs < first.dueMs)) first = one;
  return first;
}

function holds({ job, userTask, incident, timers }: ElementInstance, key: bigint): boolean {
  return job?.key === key || userTask?.key === key || incident?.key === key || timers.some((timer) => timer.key === key);
}
