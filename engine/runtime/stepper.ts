/** Runs one command against the state and takes the outcome over into a batch. Supplies what is impure: time, keys, randomness. */
import type { CommandOutcome } from '../contract.js';
import { type Need, type PartitionView, type StepEnv, step } from '../core/index.js';
import type { EngineClock } from '../time/index.js';
import type { QueuedCommand } from './command-queue.js';
import type { Batch } from './group-commit.js';

/** Zeebe's layout of keys: partition 1 in the upper bits. */
const PARTITION = 1n << 51n;

export class KeySequence {
  constructor(private counter: bigint) {}

  next(): bigint {
    this.counter += 1n;
    return PARTITION | this.counter;
  }

  get last(): bigint {
    return this.counter;
  }

  get lastKey(): bigint {
    return PARTITION | this.counter;
  }
}

export class Stepper {
  private readonly env: StepEnv & { nowMs: number };
  /** Instances whose end somebody waits for. */
  readonly awaited = new Set<bigint>();
  private current: QueuedCommand | undefined;
  private firstKey = 0n;

  constructor(
    /** The state; while a new term reads it, what of it is known. */
    public view: PartitionView,
    private readonly keys: KeySequence,
    private readonly clock: EngineClock,
    private readonly reportBug: (error: unknown, queued: QueuedCommand) => void,
  ) {
    this.env = {
      nowMs: 0,
      nextKey: () => this.keys.next(),
      random: Math.random,
      // An instance that this very step creates may also end in it, before its key is known to anybody.
      awaitsResult: (instanceKey) => this.awaited.has(instanceKey) || (this.current?.awaitsResult === true && instanceKey > this.firstKey),
    };
  }

  /** Returns what must be loaded first; otherwise the command is part of the batch now. Throws only when the state may be damaged. */
  step(queued: QueuedCommand, batch: Batch): readonly Need[] | undefined {
    this.env.nowMs = this.clock.now();
    this.current = queued;
    this.firstKey = this.keys.lastKey;
    let result: ReturnType<typeof step>;
    try {
      result = step(this.view, queued.command, this.env);
    } catch (error) {
      // A bug, but it worked on a draft only: its neighbours don't notice.
      this.reportBug(error, queued);
      this.answer(batch, queued, failedOutcome(queued, error));
      return undefined;
    } finally {
      this.current = undefined;
    }
    if (result.type === 'needs') return result.needs;
    if (result.type === 'rejected') {
      this.answer(batch, queued, result);
      return undefined;
    }
    const resources = queued.command.type === 'deploy' ? queued.command.resources : [];
    batch.draft.adopt(result, queued.command.type, this.env.nowMs, resources);
    const { response } = result;
    if (queued.awaitsResult && response.type === 'instanceCreated') this.awaited.add(response.instanceKey);
    for (const [instanceKey, variables] of result.results) batch.results.push({ instanceKey, variables });
    this.answer(batch, queued, { type: 'accepted', response, position: batch.draft.lastPosition });
    return undefined;
  }

  private answer(batch: Batch, queued: QueuedCommand, outcome: CommandOutcome): void {
    batch.commands.push(queued);
    batch.outcomes.push(outcome);
  }
}

/** The guilty command's answer; whoever sent it should not send it again as it is. */
export function failedOutcome({ command }: QueuedCommand, error: unknown): CommandOutcome {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    type: 'rejected',
    code: 'INVALID_ARGUMENT',
    reason: `Expected to carry out ${command.type}, but it failed and nothing of it was done: ${reason}`,
  };
}
