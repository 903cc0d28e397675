/**
 * The engine as its doors see it: a node that is the writer (a {@link WriterTerm} is on), a standby that takes over when the
 * writer's lease runs out, or stopped. Owns the search for a term, and what outlives one: pool, clock, feed.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type {
  ActivatedJob,
  ActivateJobsRequest,
  Anchor,
  ClientCommand,
  CommandOutcome,
  DeploymentInvalid,
  DeploymentResource,
  Engine,
  EngineStatus,
  FeedEntry,
  HistoryErasure,
  HistoryReport,
  HistoryScope,
  HistoryWatch,
  OpenIncident,
  ProcessModel,
  Standing,
} from '../contract.js';
import type { Catalog, Command, Variables } from '../core/index.js';
import { erasePayloads } from '../projection/erase-payloads.js';
import { readOpenIncidents } from '../projection/open-incidents.js';
import { Projector } from '../projection/projector.js';
import { beginRehearsal } from '../rehearsal/begin.js';
import type { Rehearsal, RehearsalLimits } from '../rehearsal/contract.js';
import { CatalogReader } from '../store/catalog-reader.js';
import { readAnchors, verifyHistory } from '../store/chain/index.js';
import type { CommittedBatch } from '../store/committed.js';
import { readDeployedContents } from '../store/deployed-contents.js';
import { Loader } from '../store/loader.js';
import { variablesToJson } from '../store/variables-json.js';
import type { WriterAddress } from '../store/writer-connection.js';
import { ControllableClock, type EngineClock, RealClock } from '../time/index.js';
import { Anchoring } from './anchoring.js';
import { ClockNotControllable, ClockOfWriter } from './clock-errors.js';
import { refusalOf } from './command-border.js';
import { tryDecision } from './decision-trial.js';
import { compileDeployment } from './deployment.js';
import { FeedHub } from './feed-hub.js';
import { newSecret } from './link/wire.js';
import { WriterDoor } from './link/writer-door.js';
import { WriterLink } from './link/writer-link.js';
import { type Log, SILENT } from './log.js';
import { ProjectorThread } from './projector-thread.js';
import { ResultWaiters } from './result-waiters.js';
import { standingOf } from './standing.js';
import { WriterTerm } from './term.js';
import type { TermPorts } from './term-ports.js';
import { exhausted, notWriter } from './unavailable.js';

export interface EngineOptions {
  /** Of a database with the schema applied (migrations/index.ts). */
  readonly databaseUrl: string;
  readonly clock: 'real' | 'controllable';
  /** Stable over restarts = takes its own lease back at once. Two nodes must never share one. Default: a new one. */
  readonly nodeId?: string;
  readonly log?: Log;
  /** Where this node takes what others forward while it is the writer. Default: 127.0.0.1 and any free port, for nodes on one machine. */
  readonly link?: { readonly host: string; readonly port: number };
  /** Search tables are written by a thread of their own. For a server; tests and tools are quicker without. */
  readonly projectOnThread?: boolean;
}

/** How often a standby asks whether the writer is gone: with the lease's 3 s it takes over within 5 s. */
const SEEK_EVERY_MS = 500;
const PROJECTOR_LAG_MAX_MS = 5_000;
/** What the calendar of PostgreSQL and of history's partitions can hold. */
const CLOCK_MAX_MS = Date.UTC(9998, 0, 1);

export class OkienkoEngine implements Engine {
  readonly clock: Engine['clock'];
  private readonly nodeId: string;
  private readonly log: Log;
  private readonly time: EngineClock;
  private readonly pool: pg.Pool;
  private readonly results = new ResultWaiters();
  private readonly hub: FeedHub;
  private readonly link: WriterLink;
  private readonly door: WriterDoor;
  private readonly stopping = new AbortController();
  private role: EngineStatus['role'] = 'stopped';
  private term: WriterTerm | undefined;
  /** On while this node is the writer. */
  private projector: Projector | ProjectorThread | undefined;
  private epoch = 0n;
  private committedPosition = 0n;
  private seeking: Promise<void> | undefined;
  private readonly anchoring: Anchoring;
  private readonly catalogReader: CatalogReader;

  constructor(private readonly options: EngineOptions) {
    this.nodeId = options.nodeId ?? randomUUID();
    this.log = options.log ?? SILENT;
    const controllable = options.clock === 'controllable' ? new ControllableClock() : undefined;
    this.time = controllable ?? new RealClock();
    controllable?.onChange(() => this.term?.clockMoved());
    this.clock = {
      now: () => this.time.now(),
      pin: (atMs) => {
        if (!controllable) throw new ClockNotControllable();
        if (this.role === 'standby') throw new ClockOfWriter();
        if (!(atMs >= 0 && atMs < CLOCK_MAX_MS)) throw new RangeError(`Expected a moment from 1970 to 9997, but got ${atMs}`);
        controllable.pin(atMs);
      },
      reset: () => {
        if (!controllable) throw new ClockNotControllable();
        if (this.role === 'standby') throw new ClockOfWriter();
        controllable.reset();
      },
    };
    this.pool = new pg.Pool({ connectionString: options.databaseUrl, max: 3, application_name: `okienko reader ${this.nodeId}` });
    this.pool.on('error', (error) => this.log.warn('a reading connection broke', { error }));
    this.catalogReader = new CatalogReader(this.pool);
    this.anchoring = new Anchoring({ pool: this.pool, log: this.log, isWriter: () => this.term !== undefined });
    this.link = new WriterLink(this.log);
    this.door = new WriterDoor({
      ...(options.link ?? { host: '127.0.0.1', port: 0 }),
      log: this.log,
      engine: {
        execute: (command) => this.executeHere(command),
        executeWithResult: (command, how) => this.executeWithResultHere(command, how),
        deploy: (resources) => this.deployHere(resources),
        activateJobs: async (request) => (this.term ? { type: 'jobs', jobs: await this.term.board.activate(request) } : notWriter()),
      },
    });
    this.hub = new FeedHub({
      loader: new Loader(this.pool),
      lastPosition: () => (this.term ? this.committedPosition : undefined),
      definitions: () => this.definitions(),
    });
  }

  /** Resolves when this node is the writer, or a standby of another. Rejects when the database can't be reached or read. */
  async start(): Promise<void> {
    if (this.role !== 'stopped') throw new Error('Expected an engine that is stopped, but it has been started');
    this.role = 'starting';
    await this.door.listen();
    try {
      await this.seek();
    } catch (error) {
      await this.door.close();
      throw error;
    }
    this.seeking = this.keepSeeking();
    this.anchoring.start();
  }

  async stop(): Promise<void> {
    if (this.role === 'stopped') return;
    this.stopping.abort();
    await this.seeking;
    await this.anchoring.stop();
    await this.projector?.stop();
    await this.term?.stop('the engine stops');
    this.role = 'stopped';
    this.link.follow(undefined);
    await this.door.close();
    await this.pool.end();
  }

  status(): EngineStatus {
    return {
      role: this.role,
      reachesWriter: this.term !== undefined || this.link.isUp,
      epoch: Number(this.epoch),
      nodeId: this.nodeId,
      position: this.committedPosition,
      projectedPosition: this.projector?.position ?? 0n,
      projectorLagMs: this.projector?.lagMs ?? 0,
      projectorFailingMs: this.projector?.failingMs ?? 0,
      queuedCommands: this.term?.queued ?? 0,
    };
  }

  async execute(command: ClientCommand): Promise<CommandOutcome> {
    return this.forwards ? this.noted(await this.link.execute(command)) : this.executeHere(command);
  }

  executeWithResult(...[command, options]: Parameters<Engine['executeWithResult']>): ReturnType<Engine['executeWithResult']> {
    return this.forwards ? this.link.executeWithResult(command, options) : this.executeWithResultHere(command, options);
  }

  async deploy(resources: readonly DeploymentResource[]): Promise<CommandOutcome | DeploymentInvalid> {
    return this.forwards ? this.noted(await this.link.deploy(resources)) : this.deployHere(resources);
  }

  async standing(resources: readonly DeploymentResource[]): Promise<Standing | DeploymentInvalid> {
    return standingOf(resources, await readDeployedContents(this.pool));
  }

  async check(resources: readonly DeploymentResource[]): Promise<DeploymentInvalid | undefined> {
    const compiled = await compileDeployment(resources, this.term?.state.catalog);
    return compiled.type === 'invalid' ? compiled : undefined;
  }

  async processModel(definitionKey: bigint): Promise<ProcessModel | undefined> {
    const definition = (await this.definitions()).process(definitionKey);
    const xml = await new Loader(this.pool).processXml(definitionKey);
    if (!definition || xml === undefined) return undefined;
    const { key, bpmnProcessId, version, resourceName, graph } = definition;
    return { key, bpmnProcessId, version, resourceName, xml, graph };
  }

  openIncidents(asked: { readonly limit: number; readonly key?: bigint }): Promise<readonly OpenIncident[]> {
    return readOpenIncidents(this.pool, asked);
  }
  readonly deployedPart: Engine['deployedPart'] = (key) => new Loader(this.pool).deployedPart(key);
  readonly tryDecision: Engine['tryDecision'] = (...question) => tryDecision(this.clock.now(), ...question);

  taskForm(taskKey: bigint): Promise<string | undefined> {
    return new Loader(this.pool).taskForm(taskKey);
  }

  rehearse(beginMs: number, limits: RehearsalLimits, fromTask?: bigint): Promise<Rehearsal | undefined> {
    return beginRehearsal(this.pool, () => this.definitions(), { beginMs, limits, fromTask });
  }

  async activateJobs(request: ActivateJobsRequest): Promise<readonly ActivatedJob[]> {
    if (this.term) return this.term.board.activate(request);
    const jobs = this.forwards ? await this.link.activateJobs(request) : undefined;
    if (jobs) return jobs;
    // Nobody to ask: whoever polls again soon may find a new writer.
    const waitMs = Math.min(Math.max(request.waitMs, 0), SEEK_EVERY_MS);
    await sleep(waitMs, undefined, { signal: request.signal }).catch(() => undefined);
    return [];
  }

  feed(afterPosition: bigint, signal: AbortSignal): AsyncIterable<FeedEntry> {
    return this.hub.read(afterPosition, signal);
  }

  verifyHistory(scope: HistoryScope, watch: HistoryWatch = {}): Promise<HistoryReport> {
    const signal = watch.signal ? AbortSignal.any([watch.signal, this.stopping.signal]) : this.stopping.signal;
    return verifyHistory(this.pool, scope, { ...watch, signal });
  }

  anchors(): AsyncIterable<Anchor> {
    return readAnchors(this.pool);
  }

  eraseHistory(rootKeys: readonly bigint[]): Promise<HistoryErasure> {
    return erasePayloads(this.pool, rootKeys);
  }

  async quiet(): Promise<void> {
    for (let looked = 0; !this.isQuiet; looked++) {
      if (this.role === 'stopped') return;
      if (this.term?.isQuiet) this.projector?.hurry();
      if (looked < 20) await new Promise((resolve) => setImmediate(resolve));
      else await sleep(1);
    }
  }

  nextDueMs(): number | undefined {
    const dueMs = this.term?.nextDueMs();
    return dueMs === undefined || dueMs >= CLOCK_MAX_MS ? undefined : dueMs;
  }

  private get isQuiet(): boolean {
    if (!this.term) return this.role === 'standby';
    return this.term.isQuiet && (this.projector?.position ?? 0n) >= this.committedPosition;
  }

  private get forwards(): boolean {
    return this.role === 'standby' && !this.stopping.signal.aborted;
  }

  /** What the writer did through this node can be waited for in this node's feed. */
  private noted<Outcome extends CommandOutcome | DeploymentInvalid>(outcome: Outcome): Outcome {
    if (!this.term && outcome.type === 'accepted' && outcome.position > this.committedPosition) this.committedPosition = outcome.position;
    return outcome;
  }

  private async executeHere(command: ClientCommand): Promise<CommandOutcome> {
    return refusalOf(command) ?? this.submit(command);
  }

  private async executeWithResultHere(
    ...[command, options]: Parameters<Engine['executeWithResult']>
  ): ReturnType<Engine['executeWithResult']> {
    const outcome = refusalOf(command) ?? (await this.submit(command, true));
    if (outcome.type !== 'accepted' || outcome.response.type !== 'instanceCreated') return outcome;
    const { instanceKey } = outcome.response;
    const result = await this.results.wait(instanceKey, options.timeoutMs, options.signal);
    this.term?.stopAwaiting(instanceKey);
    if (typeof result === 'string') return { type: 'timedOut', instanceKey, why: result };
    return { type: 'completed', outcome, variablesJson: variablesToJson(only(result, options.fetchVariables)) };
  }

  private async deployHere(resources: readonly DeploymentResource[]): Promise<CommandOutcome | DeploymentInvalid> {
    const compiled = await compileDeployment(resources, this.term?.state.catalog);
    if (compiled.type === 'invalid') return compiled;
    return this.submit({ type: 'deploy', resources: compiled.resources });
  }

  private submit(command: Command, awaitsResult = false): Promise<CommandOutcome> {
    if (this.role === 'stopped' || this.stopping.signal.aborted) {
      return Promise.resolve({ type: 'unavailable', code: 'STOPPED', reason: 'Expected a running engine, but it has been stopped' });
    }
    if (this.term) {
      const lagMs = this.projector?.lagMs ?? 0;
      if (lagMs > PROJECTOR_LAG_MAX_MS && (command.type === 'createInstance' || command.type === 'publishMessage')) {
        return Promise.resolve(exhausted(`search tables at most 5 s behind, but they are ${Math.round(lagMs / 1000)} s behind`));
      }
      return this.term.submit(command, awaitsResult);
    }
    return Promise.resolve(this.role === 'starting' ? exhausted('an engine that is ready, but it is still starting') : notWriter());
  }

  private async keepSeeking(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await sleep(SEEK_EVERY_MS, undefined, { signal }).catch(() => undefined);
      if (this.term || signal.aborted) continue;
      await this.seek().catch((error: unknown) => this.log.warn('could not ask for the lease', { error }));
    }
  }

  private async seek(): Promise<void> {
    let ended = false;
    const door: WriterAddress = { address: this.door.address, secret: newSecret() };
    const ports: TermPorts = {
      door,
      databaseUrl: this.options.databaseUrl,
      nodeId: this.nodeId,
      pool: this.pool,
      clock: this.time,
      log: this.log,
      committed: (batch) => this.committed(batch),
      result: (instanceKey, variables) => this.results.arrived(instanceKey, variables),
      ended: (reason) => {
        ended = true;
        this.endTerm(reason);
      },
    };
    const begun = await WriterTerm.begin(ports);
    const { term } = begun;
    if (!term || ended) {
      if (this.role === 'starting') this.role = 'standby';
      if (!term && !this.stopping.signal.aborted) this.link.follow(begun.writer);
      return;
    }
    this.link.follow(undefined);
    this.door.open(door.secret);
    this.committedPosition = term.position;
    this.epoch = term.epoch;
    this.hub.clear();
    this.term = term;
    const onError = (error: unknown): void => this.log.error('the projector tries again', { error });
    const { databaseUrl } = this.options;
    this.projector = this.options.projectOnThread
      ? new ProjectorThread({ databaseUrl, onError })
      : new Projector({ databaseUrl, definitions: { process: (key) => term.state.catalog.process(key) }, onError });
    this.projector.start();
    this.role = 'writer';
    this.log.info('this node is the writer', { epoch: String(term.epoch) });
  }

  private endTerm(reason: string): void {
    if (this.stopping.signal.aborted) this.log.info('this node is not the writer any more', { reason });
    else this.log.warn('this node is not the writer any more', { reason });
    this.term = undefined;
    this.door.shut();
    void this.projector?.stop();
    this.projector = undefined;
    if (this.role !== 'stopped') this.role = 'standby';
    this.results.giveUpAll();
    this.hub.clear();
  }

  private committed(batch: CommittedBatch): void {
    this.committedPosition = batch.lastPosition;
    this.projector?.offer(batch);
    this.hub.committed(batch);
  }

  private async definitions(): Promise<Catalog> {
    return this.term?.state.catalog ?? this.catalogReader.read();
  }
}

function only(variables: Variables, names: readonly string[]): Variables {
  if (names.length === 0) return variables;
  return new Map([...variables].filter(([name]) => names.includes(name)));
}
