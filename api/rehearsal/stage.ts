/**
 * Where one rehearsal is played: the engine's rehearsal, the api's own code for cases and the workers' handlers over a stage's database,
 * wired as createApi and the bindings wire the real ones. It does what is there to do until everything waits, one thing after the other.
 */
import type { JobHandler } from '../../workers/index.js';
import { jobHandlers } from '../../workers/index.js';
import { Messenger } from '../cases/messenger.js';
import { registerCase } from '../cases/register.js';
import { createCasePort } from '../cases/worker-port.js';
import { type Database, row, transaction } from '../database.js';
import type { EngineRehearsal, RehearsedJob } from '../engine-port/rehearsal.js';
import { FeedWriter } from '../feed/writer.js';
import { ModelRegistry } from '../models/registry.js';
import type { CaseServices } from '../services.js';
import { Carrier } from '../tasks/carrier.js';
import type { Setup } from './acts.js';
import { Unsent } from './connectors.js';
import { openOffice, RESIDENT_ID, workerOf } from './office.js';
import { OutOfTime } from './out-of-time.js';
import { emptyStage } from './stage-database.js';
import { work } from './work.js';

/** Real time for all acts of a rehearsal together. */
const MOST_MS = 5_000;
const NUMBER = 'PROBA-1';

export class Stage {
  readonly unsent: Unsent;
  readonly services: CaseServices;
  readonly #writer: FeedWriter;
  readonly #handlers: ReadonlyMap<string, JobHandler>;
  readonly #endsAt = performance.now() + MOST_MS;

  constructor(
    real: CaseServices,
    readonly db: Database,
    readonly rehearsal: EngineRehearsal,
  ) {
    const { port: engine } = rehearsal;
    this.#writer = new FeedWriter(engine, new ModelRegistry(engine), () => undefined);
    this.services = {
      ...real,
      db,
      engine,
      clock: engine.clock,
      settings: { ...real.settings, undoMs: 0, mailFrom: null },
      wake: {
        starts: () => undefined,
        completions: () => undefined,
        absences: () => undefined,
        recounts: () => undefined,
        inward: () => undefined,
      },
      carryNow: (decisionId) => new Carrier(this.services).now(decisionId),
      publishNow: (messageId) => new Messenger(this.services).now(messageId),
      feed: { caughtUp: () => true, position: () => engine.status().position, stuckMs: () => 0, reached: () => this.write() },
    };
    this.unsent = new Unsent(engine.clock, real.codes);
    const { crm, dms, messages } = this.unsent;
    this.#handlers = jobHandlers({ cases: createCasePort(this.services), crm, dms, messages });
  }

  /** Registers the case as the desk does, and starts its process. Gives why it couldn't be started. */
  async begin(caseType: string, classification: string, setup: Setup): Promise<string | undefined> {
    const { db, services } = this;
    await emptyStage(db);
    await openOffice(db, services.clock.now());
    const byPhone = setup.channel === 'phone' || setup.channel === 'chat';
    await transaction(db, (on) =>
      registerCase(services, on, NUMBER, {
        caseType,
        classification,
        department: null,
        residentId: setup.replyChannel === 'none' ? null : RESIDENT_ID,
        replyChannel: setup.replyChannel,
        place: null,
        channel: setup.channel,
        entryPoint: null,
        entryTier: setup.entryTier,
        note: 'Treść przykładowej rozmowy.',
        registeredBy: workerOf(byPhone ? 'line-1' : 'front-office', null),
      }),
    );
    const intent = await row<{ start_variables: Record<string, string> }>(db, 'SELECT start_variables FROM case_run');
    const started = await services.engine.start({ processId: caseType, variables: intent?.start_variables ?? {} });
    if (started.type !== 'started') return started.reason;
    await this.settle();
    return undefined;
  }

  /** Until every step waits for a person, a message, a moment or somebody outside. */
  async settle(): Promise<void> {
    const met = this.rehearsal.met();
    if (met !== undefined) throw met;
    await this.write();
    for (let job = this.#nextJob(); job !== undefined; job = this.#nextJob()) {
      this.#checkTime();
      await work(this.rehearsal, job.job, job.handler);
      await this.write();
    }
  }

  /** Everything that falls due up to then happens at its own moment. */
  async runUntil(untilMs: number): Promise<void> {
    while (this.rehearsal.passTo(untilMs)) {
      this.#checkTime();
      await this.settle();
    }
  }

  /** What the engine did since is in the stage's tables. */
  async write(): Promise<void> {
    const changes = this.rehearsal.takeChanges();
    if (changes.length === 0) return;
    await transaction(this.db, async (on) => {
      await this.#writer.write(on, changes, await this.#writer.lockRuns(on, changes));
    });
    this.#writer.committed();
  }

  /** Steps that none of our workers does. */
  outside(): readonly RehearsedJob[] {
    return this.rehearsal.jobs().filter(({ type }) => !this.#handlers.has(type));
  }

  #nextJob(): { readonly job: RehearsedJob; readonly handler: JobHandler } | undefined {
    for (const job of this.rehearsal.jobs()) {
      const handler = this.#handlers.get(job.type);
      if (handler !== undefined) return { job, handler };
    }
    return undefined;
  }

  #checkTime(): void {
    if (performance.now() > this.#endsAt) throw new OutOfTime();
  }
}
