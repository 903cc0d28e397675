/**
 * Turns queued commands into committed batches.
 *
 * Mode `running`: commands are stepped in memory and sent as one statement; up to two batches are in flight, and nothing of a
 * batch is told to anybody before it is committed. Mode `mending` (a batch failed, or the connection broke): nothing new is
 * started; see mending.ts. Mode `ended`: the term is over, whatever comes is refused.
 */
import type { CommandOutcome } from '../contract.js';
import type { Need, Variables } from '../core/index.js';
import type { BatchDraft } from '../store/batch-draft.js';
import type { PreparedStatement } from '../store/batch-statement.js';
import { BatchStatements } from '../store/batch-statement.js';
import type { CommittedBatch } from '../store/committed.js';
import type { Wakeup } from '../store/partition-state.js';
import { fence } from '../store/sql/fence.js';
import type { CommandQueue, QueuedCommand } from './command-queue.js';
import type { Stepper } from './stepper.js';

const BATCHES_IN_FLIGHT = 2;
/** One batch is built without a pause: these bound how long it holds the event loop. */
const COMMANDS_PER_BATCH = 500;
const HISTORY_BYTES_PER_BATCH = 4 * 1024 * 1024;

export interface Batch {
  readonly draft: BatchDraft;
  /** In order; those that changed nothing included, since what they were told depends on what came before. */
  readonly commands: QueuedCommand[];
  readonly outcomes: CommandOutcome[];
  readonly results: { readonly instanceKey: bigint; readonly variables: Variables }[];
  /** Taking a step over broke off halfway, so the state in memory can't be trusted: the batch must not be sent. */
  damage: unknown;
}

export interface GroupCommitPorts {
  readonly queue: CommandQueue;
  readonly stepper: Stepper;
  epoch(): bigint;
  keyCounter(): bigint;
  newDraft(number: number): BatchDraft;
  /** Sends what must be in before the batch, then the batch. Resolves when it is committed. */
  send(draft: BatchDraft, statement: PreparedStatement): Promise<void>;
  /** True: the command waits behind others of its tree. */
  joinsLine(queued: QueuedCommand): boolean;
  needs(queued: QueuedCommand, needs: readonly Need[]): void;
  /** The order is that of the commits. */
  committed(batch: Batch, committed: CommittedBatch | undefined, wakeups: readonly Wakeup[]): void;
  /** A batch failed or a step broke the state. All batches in flight are settled by then; `batches` are those not told, in order. */
  failed(batches: readonly Batch[], error: unknown): void;
}

export class GroupCommit {
  private readonly statements = new BatchStatements();
  private readonly inFlight: Batch[] = [];
  private mode: 'running' | 'mending' | 'ended' = 'mending';
  private scheduled = false;
  private settling = 0;
  private failure: { readonly error: unknown } | undefined;
  nextBatch = 1;

  constructor(private readonly ports: GroupCommitPorts) {}

  get isIdle(): boolean {
    return this.mode === 'running' && this.inFlight.length === 0 && this.ports.queue.size === 0;
  }

  get isMending(): boolean {
    return this.mode === 'mending';
  }

  /** `lastBatch`: the last one that is in. */
  resume(lastBatch: number): void {
    if (this.mode === 'ended') return;
    this.nextBatch = lastBatch + 1;
    this.failure = undefined;
    this.mode = 'running';
    this.wake();
  }

  /** Returns the batches whose outcome nobody knows. */
  end(): Batch[] {
    this.mode = 'ended';
    return this.inFlight.splice(0);
  }

  /** Something is queued. Commands of one turn of the event loop share a batch. */
  wake(): void {
    if (this.scheduled || this.mode !== 'running') return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.pump();
    });
  }

  /** The connection broke while nothing was in flight, or a batch failed outside of the pump. */
  interrupt(error: unknown): void {
    if (this.mode !== 'running') return;
    this.mode = 'mending';
    this.failure = { error };
    if (this.settling === 0) this.giveUp();
  }

  private pump(): void {
    while (this.mode === 'running' && this.inFlight.length < BATCHES_IN_FLIGHT && this.ports.queue.size > 0) {
      const batch = this.fill(() => this.ports.queue.take());
      if (batch.damage === undefined) this.launch(batch);
      else {
        this.inFlight.push(batch);
        this.interrupt(batch.damage);
      }
    }
  }

  /** Steps commands into a new batch. */
  fill(next: () => QueuedCommand | undefined): Batch {
    const batch: Batch = { draft: this.ports.newDraft(this.nextBatch), commands: [], outcomes: [], results: [], damage: undefined };
    while (batch.commands.length < COMMANDS_PER_BATCH && batch.draft.historyBytes < HISTORY_BYTES_PER_BATCH) {
      const queued = next();
      if (!queued) break;
      if (this.ports.joinsLine(queued)) continue;
      try {
        const needs = this.ports.stepper.step(queued, batch);
        if (needs) this.ports.needs(queued, needs);
      } catch (error) {
        batch.commands.push(queued);
        batch.damage = error ?? new Error('Expected an error, but nothing was thrown');
        return batch;
      }
    }
    return batch;
  }

  statementOf(batch: Batch): PreparedStatement {
    const { draft } = batch;
    const statement = this.statements.compose(
      fence(this.ports.epoch(), draft.number, draft.lastPosition, this.ports.keyCounter()),
      draft.parts(),
    );
    draft.release();
    return statement;
  }

  private launch(batch: Batch): void {
    if (batch.draft.isEmpty) {
      this.tellWithLast(batch);
      return;
    }
    this.nextBatch++;
    this.inFlight.push(batch);
    this.settling++;
    let sent: Promise<void>;
    try {
      sent = this.ports.send(batch.draft, this.statementOf(batch));
    } catch (error) {
      sent = Promise.reject(error);
    }
    sent.then(
      () => {
        this.settling--;
        this.in(batch);
      },
      (error: unknown) => {
        this.settling--;
        if (this.mode === 'running') this.mode = 'mending';
        this.failure ??= { error };
        if (this.settling === 0) this.giveUp();
      },
    );
  }

  private in(batch: Batch): void {
    if (this.mode === 'ended') return;
    this.inFlight.shift();
    this.tell(batch);
    if (this.mode === 'running') this.pump();
    else if (this.settling === 0) this.giveUp();
  }

  /** The batches not told yet are handed to whoever mends. */
  private giveUp(): void {
    if (this.mode !== 'mending') return;
    this.ports.failed(this.inFlight.splice(0), this.failure?.error);
  }

  /** Nothing to write, but the answers rest on what is in flight. */
  private tellWithLast(batch: Batch): void {
    const last = this.inFlight.at(-1);
    if (!last) {
      this.tell(batch);
      return;
    }
    last.commands.push(...batch.commands);
    last.outcomes.push(...batch.outcomes);
    last.results.push(...batch.results);
  }

  tell(batch: Batch): void {
    this.ports.committed(batch, batch.draft.committed(), batch.draft.wakeups);
    for (let i = 0; i < batch.commands.length; i++) {
      const outcome = batch.outcomes[i];
      if (outcome) batch.commands[i]?.resolve(outcome);
    }
  }
}
