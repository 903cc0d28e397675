/**
 * One term of this node as the writer: from taking the lease to losing or releasing it. All memory of the partition belongs
 * to the term and goes with it, so a node that was fenced out keeps nothing it could be wrong about.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandOutcome } from '../contract.js';
import type { Command, Need } from '../core/index.js';
import { BatchDraft } from '../store/batch-draft.js';
import type { PreparedStatement } from '../store/batch-statement.js';
import type { CommittedBatch } from '../store/committed.js';
import { DefinitionsLoader } from '../store/definitions-loader.js';
import { HistoryMonths } from '../store/history-months.js';
import { HistoryRecorder } from '../store/history-recorder.js';
import { Loader } from '../store/loader.js';
import { PartitionState, type Wakeup } from '../store/partition-state.js';
import { recoverBasis, takeBack } from '../store/recovery.js';
import { TreeReader } from '../store/tree-reader.js';
import { type LeaseGrant, WriterConnection } from '../store/writer-connection.js';
import { Alarm } from './alarm.js';
import { bytesOf, CommandQueue, priorityOf, type QueuedCommand } from './command-queue.js';
import { type Batch, GroupCommit } from './group-commit.js';
import { JobBoard } from './job-board.js';
import { type MendingPorts, mend } from './mending.js';
import { RecoveryStream } from './recovery-stream.js';
import { StateJobs } from './state-jobs.js';
import { KeySequence, Stepper } from './stepper.js';
import type { Begun, TermPorts } from './term-ports.js';
import { exhausted, notWriter } from './unavailable.js';
import { WaitingRoom } from './waiting-room.js';

const RENEW_EVERY_MS = 1_000;
const RECONNECT_MS = 100;
/** A database that is away for longer makes new commands wait at their senders instead of here. */
const PATIENCE_MS = 2_000;

export class WriterTerm {
  readonly board: JobBoard;
  private readonly loader: Loader;
  private readonly definitions: DefinitionsLoader;
  private readonly recorder: HistoryRecorder;
  private readonly keys: KeySequence;
  private readonly stepper: Stepper;
  private readonly queue = new CommandQueue();
  private readonly waitingRoom: WaitingRoom;
  private readonly recovery: RecoveryStream;
  private readonly groupCommit: GroupCommit;
  private readonly months: HistoryMonths;
  private readonly alarm: Alarm;
  private renewal: NodeJS.Timeout | undefined;
  private committedBatch: number;
  private mendingSince = 0;
  private ended = false;
  private epochHeld: bigint;

  private constructor(
    private readonly ports: TermPorts,
    private connection: WriterConnection,
    grant: LeaseGrant,
    readonly state: PartitionState,
  ) {
    this.epochHeld = grant.epoch;
    this.committedBatch = grant.lastBatch;
    this.loader = new Loader(ports.pool);
    this.definitions = new DefinitionsLoader(ports.pool);
    this.recorder = new HistoryRecorder(grant.lastPosition);
    this.keys = new KeySequence(grant.keyCounter);
    this.recovery = new RecoveryStream(
      {
        state,
        reader: new TreeReader(ports.databaseUrl),
        log: ports.log,
        wake: (wakeup) => this.wake(wakeup),
        unfinished: (rootKey) => this.submitOwn({ type: 'continueTree', rootKey }),
        resume: (queued) => this.resume(queued),
        advanced: () => this.board.dispatch(),
        done: () => {
          this.stepper.view = this.state;
        },
        failed: (error) => {
          ports.log.error('recovery failed, the term ends', { error });
          void this.stop('recovery failed');
        },
      },
      this.keys.lastKey,
    );
    this.stepper = new Stepper(this.recovery.view, this.keys, ports.clock, (error, { command }) =>
      ports.log.error('step failed', { command: command.type, error }),
    );
    this.board = new JobBoard(
      new StateJobs({
        state,
        loader: this.loader,
        clock: ports.clock,
        log: ports.log,
        committedBatch: () => this.committedBatch,
        leased: (deadlineMs) => this.alarm.leased(deadlineMs),
        refuse: (jobKey, bytes) => this.submitOwn({ type: 'refuseOversizedJob', jobKey, bytes }),
      }),
    );
    this.alarm = new Alarm(ports.clock, state, this.board, (command) => this.submitOwn(command));
    this.waitingRoom = new WaitingRoom({
      state,
      loader: this.loader,
      resume: (queued) => this.resume(queued),
    });
    this.months = new HistoryMonths(ports.pool);
    this.groupCommit = new GroupCommit({
      queue: this.queue,
      stepper: this.stepper,
      joinsLine: (queued) => this.waitingRoom.joins(queued),
      epoch: () => this.epochHeld,
      keyCounter: () => this.keys.last,
      newDraft: (number) => new BatchDraft(number, this.state, this.recorder),
      send: (draft, statement) => this.send(draft, statement),
      needs: (queued, needs) => this.needs(queued, needs),
      committed: (batch, committed, wakeups) => this.afterCommit(batch, committed, wakeups),
      failed: (batches, error) => void this.mend(batches, error),
    });
  }

  static async begin(ports: TermPorts): Promise<Begun<WriterTerm>> {
    const connection = await WriterConnection.open(ports.databaseUrl, ports.nodeId);
    try {
      const grant = await connection.acquire(ports.door);
      if (!grant) {
        const writer = await connection.findWriter();
        await connection.close();
        return { term: undefined, writer };
      }
      const term = new WriterTerm(ports, connection, grant, new PartitionState());
      term.keepLease();
      try {
        await term.recover(grant);
      } catch (error) {
        await term.stop('recovery failed');
        throw error;
      }
      return term.ended ? { term: undefined, writer: undefined } : { term };
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  get epoch(): bigint {
    return this.epochHeld;
  }

  get queued(): number {
    return this.queue.size + this.waitingRoom.size + this.recovery.size;
  }

  get position(): bigint {
    return this.recorder.lastPosition;
  }

  /** Everything has been read; nothing queued, in flight, being loaded or due. */
  get isQuiet(): boolean {
    return this.recovery.isDone && this.groupCommit.isIdle && this.waitingRoom.size === 0 && !this.alarm.isDue;
  }

  nextDueMs(): number | undefined {
    return this.alarm.nextDueMs();
  }

  clockMoved(): void {
    this.alarm.look();
  }

  submit(command: Command, awaitsResult = false): Promise<CommandOutcome> {
    if (this.ended) return Promise.resolve(notWriter());
    if (this.groupCommit.isMending && this.mendingSince > 0 && Date.now() - this.mendingSince > PATIENCE_MS) {
      return Promise.resolve(exhausted('the database can be reached, but it is away'));
    }
    if (this.recovery.isFull) return Promise.resolve(exhausted('room for more commands, but many wait for open instances to be read'));
    return new Promise((resolve) => {
      const queued: QueuedCommand = { command, priority: priorityOf(command), bytes: bytesOf(command), awaitsResult, resolve };
      if (this.queue.offer(queued)) this.groupCommit.wake();
      else resolve(exhausted(`room for more commands, but ${this.queue.size} are waiting`));
    });
  }

  stopAwaiting(instanceKey: bigint): void {
    this.stepper.awaited.delete(instanceKey);
  }

  /** Gives the lease back, so that another node can begin at once. */
  async stop(reason: string): Promise<void> {
    if (this.ended) return;
    for (let waited = 0; waited < 50 && !this.groupCommit.isIdle && !this.groupCommit.isMending; waited++) await sleep(20);
    const open = this.end(reason);
    for (const batch of open) for (const queued of batch.commands) queued.resolve(notWriter());
    await this.connection.release(this.epochHeld).catch(() => undefined);
    await this.connection.close();
  }

  private async recover(grant: LeaseGrant): Promise<void> {
    await this.months.load();
    await recoverBasis(this.state, this.loader, this.definitions, { wake: (wakeup) => this.wake(wakeup) });
    if (this.ended) return;
    this.groupCommit.resume(grant.lastBatch);
    this.alarm.look();
    void this.recovery.run();
  }

  private needs(queued: QueuedCommand, [need]: readonly Need[]): void {
    switch (need?.type) {
      case 'tree':
      case 'value':
        this.waitingRoom.add(queued, need);
        return;
      case 'place':
      case 'subscriptions':
        this.recovery.add(queued, need);
        return;
      case undefined:
        throw new Error('Expected something to load, but a step asked for nothing');
    }
  }

  private resume(queued: readonly QueuedCommand[]): void {
    this.queue.resume(queued);
    this.groupCommit.wake();
  }

  private keepLease(): void {
    this.renewal = setInterval(() => {
      if (this.groupCommit.isMending && this.mendingSince > 0) return;
      this.connection.renew(this.epochHeld).then(
        (held) => {
          if (!held && !this.ended && this.mendingSince === 0)
            this.groupCommit.interrupt(new Error('Expected to hold the lease, but another node has taken it'));
        },
        (error: unknown) => this.groupCommit.interrupt(error),
      );
    }, RENEW_EVERY_MS);
    this.renewal.unref();
  }

  private async send(draft: BatchDraft, statement: PreparedStatement): Promise<void> {
    const missing = this.months.missing(draft.entries);
    // Pipelined: they are in before the batch. If one fails so does the batch, which then says why.
    for (const sql of missing) this.connection.run(sql).catch(() => this.months.forget());
    await this.connection.send(statement);
  }

  private submitOwn(command: Command): void {
    const resolve = (outcome: CommandOutcome): void => {
      if (outcome.type === 'rejected' && outcome.code === 'INVALID_ARGUMENT')
        this.ports.log.error('own command failed', { command: command.type, reason: outcome.reason });
    };
    this.queue.push({ command, priority: priorityOf(command), bytes: bytesOf(command), awaitsResult: false, resolve });
    this.groupCommit.wake();
  }

  private wake(wakeup: Wakeup): void {
    if (wakeup.type === 'job') this.board.offer(wakeup.key, wakeup.jobType);
    else this.alarm.add(wakeup);
  }

  private afterCommit(batch: Batch, committed: CommittedBatch | undefined, wakeups: readonly Wakeup[]): void {
    if (!batch.draft.isEmpty) this.committedBatch = batch.draft.number;
    for (const { command } of batch.commands) if ('jobKey' in command) this.board.settle(command.jobKey);
    for (const { instanceKey, variables } of batch.results) {
      this.stepper.awaited.delete(instanceKey);
      this.ports.result(instanceKey, variables);
    }
    if (committed) this.ports.committed(committed);
    for (const wakeup of wakeups) this.wake(wakeup);
    for (const rootKey of batch.draft.unfinished) this.submitOwn({ type: 'continueTree', rootKey });
    this.board.dispatch();
    this.state.evict(this.committedBatch);
  }

  private async mend(batches: readonly Batch[], error: unknown): Promise<void> {
    this.mendingSince = Date.now();
    this.ports.log.warn('mending after a failed batch', { batches: batches.length, error });
    const ports: MendingPorts = {
      regain: () => this.regain(),
      takeBack: (failed, grant) => this.takeBack(failed, grant),
      fill: (next) => this.groupCommit.fill(next),
      statementOf: (batch) => this.groupCommit.statementOf(batch),
      send: async (batch, statement) => {
        await this.send(batch.draft, statement);
        this.groupCommit.nextBatch = batch.draft.number + 1;
      },
      tell: (batch) => this.groupCommit.tell(batch),
      lost: (lost) => this.lost(lost),
      reportPoison: ({ command }, cause) =>
        this.ports.log.error('command refused by the database', { command: command.type, error: cause }),
    };
    let last: number | undefined;
    try {
      last = await mend(ports, batches);
    } catch (cause) {
      this.ports.log.error('mending failed, the term ends', { error: cause });
      for (const batch of batches) for (const queued of batch.commands) queued.resolve(notWriter());
      await this.stop('mending failed');
      return;
    }
    this.mendingSince = 0;
    if (last === undefined || this.ended) return;
    this.groupCommit.resume(last);
    this.board.dispatch();
    this.alarm.look();
  }

  private async regain(): Promise<LeaseGrant | undefined> {
    while (!this.ended) {
      try {
        if (this.connection.isBroken) {
          await this.connection.close();
          this.connection = await WriterConnection.open(this.ports.databaseUrl, this.ports.nodeId);
        }
        const grant = await this.connection.regain(this.epochHeld, this.ports.door);
        if (!grant) return undefined;
        this.epochHeld = grant.epoch;
        this.groupCommit.nextBatch = grant.lastBatch + 1;
        return grant;
      } catch (error) {
        this.ports.log.warn('waiting for the database', { error });
        await sleep(RECONNECT_MS);
      }
    }
    return undefined;
  }

  private async takeBack(batches: readonly Batch[], grant: LeaseGrant): Promise<void> {
    const drafts = batches.map(({ draft }) => draft);
    for (;;) {
      try {
        const unfinished = await takeBack(drafts, this.state, this.loader, this.definitions, { wake: (wakeup) => this.wake(wakeup) });
        for (const rootKey of unfinished) this.submitOwn({ type: 'continueTree', rootKey });
        break;
      } catch (error) {
        if (this.ended) throw error;
        this.ports.log.warn('waiting for the database', { error });
        await sleep(RECONNECT_MS);
      }
    }
    this.recorder.lastPosition = grant.lastPosition;
    this.groupCommit.nextBatch = grant.lastBatch + 1;
    this.committedBatch = grant.lastBatch;
    this.months.forget();
    await this.months.load();
  }

  /** The lease is gone. Whether the last batches are in is told by their own rows. */
  private async lost(batches: readonly Batch[]): Promise<void> {
    this.end('another node has taken over');
    for (const { commands, outcomes, draft, damage } of batches) {
      const isIn = damage === undefined && (await this.isIn(draft));
      for (let i = 0; i < commands.length; i++) commands[i]?.resolve((isIn ? outcomes[i] : undefined) ?? notWriter());
    }
    await this.connection.close();
  }

  private async isIn(draft: BatchDraft): Promise<boolean> {
    const last = draft.lastHash;
    if (!last) return false;
    try {
      return (await this.loader.historyHash(last.position))?.equals(last.hash) ?? false;
    } catch (error) {
      this.ports.log.error('outcome of a batch unknown', { position: String(last.position), error });
      return false;
    }
  }

  private end(reason: string): Batch[] {
    if (this.ended) return [];
    this.ended = true;
    clearInterval(this.renewal);
    this.alarm.stop();
    const open = this.groupCommit.end();
    for (const queued of [...this.recovery.close(), ...this.waitingRoom.close(), ...this.queue.clear()]) queued.resolve(notWriter());
    this.board.close();
    this.ports.ended(reason);
    return open;
  }
}
