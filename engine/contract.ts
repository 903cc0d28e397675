/**
 * What the doors of the engine call: the commands of clients, the job and feed streams, the clock.
 * `engine/index.ts` exports this and the class behind it; nothing outside `engine/` imports a deeper path.
 */
import type { Command, CommandResponse, Rejection } from './core/commands.js';
import type { Variables } from './core/state.js';
import type { ProcessGraph } from './model/graph.js';
import type { Rehearsal, RehearsalLimits } from './rehearsal/contract.js';

/** Commands that a client may send; deployments go through {@link Engine.deploy}, which compiles first. */
export type ClientCommand = Exclude<
  Command,
  | { type: 'deploy' }
  | { type: 'triggerTimer' }
  | { type: 'triggerStartTimer' }
  | { type: 'endJobBackoff' }
  | { type: 'refuseOversizedJob' }
  | { type: 'expireMessage' }
  | { type: 'continueTree' }
>;

/**
 * Back-pressure, no writer that can be reached, or a stopped engine: try again. Nothing was done, except with `OUTCOME_UNKNOWN`: the
 * command was on its way to the writer when the link to it broke, so it may have been done.
 */
export interface Unavailable {
  readonly type: 'unavailable';
  readonly code: 'RESOURCE_EXHAUSTED' | 'NOT_WRITER' | 'STOPPED' | 'OUTCOME_UNKNOWN';
  readonly reason: string;
}

/** `position`: history position of the commit; the feed and the search tables have it once they reach that position. */
export type CommandOutcome =
  | { readonly type: 'accepted'; readonly response: CommandResponse; readonly position: bigint }
  | Rejection
  | Unavailable;

export interface DeploymentResource {
  /** Ends in .bpmn, .dmn or .form; kept as given. */
  readonly name: string;
  readonly content: Buffer;
}

/** Every fault of every resource of a deployment; nothing of it was deployed. */
export interface DeploymentInvalid {
  readonly type: 'invalid';
  readonly faults: readonly { readonly resourceName: string; readonly elementId: string; readonly reason: string }[];
}

/** One version of a process, decision or form. */
export interface DeployedContent {
  readonly kind: 'process' | 'decision' | 'form';
  readonly id: string;
  readonly version: number;
  /** Of the resource that it came with, hex. */
  readonly checksum: string;
}

/** How a resource stands to what is deployed. */
export interface ResourceStanding {
  readonly name: string;
  /** Over the content, hex. */
  readonly checksum: string;
  /** This very content was deployed once, under whatever name; other versions may have followed. */
  readonly deployedBefore: boolean;
  /** Of each process, decision and form in it the version that is used now; what was never deployed is absent. */
  readonly latest: readonly DeployedContent[];
}

export interface Standing {
  readonly type: 'standing';
  /** In the order of the question. */
  readonly resources: readonly ResourceStanding[];
}

/** A form or a file of decisions as it was deployed. */
export interface DeployedPart {
  readonly kind: 'form' | 'decisions';
  /** The form's id, or those of the decisions. */
  readonly ids: readonly string[];
  /** Beside `ids`. */
  readonly names: readonly string[];
  readonly version: number;
  readonly resourceName: string;
  readonly content: string;
}

export type DecisionTrial =
  | {
      readonly type: 'value';
      readonly value: unknown;
      /** Required decisions first, the asked one last. */
      readonly evaluated: readonly { readonly id: string; readonly matchedRuleIds: readonly string[]; readonly output: unknown }[];
    }
  | { readonly type: 'failure'; readonly reason: string }
  | { readonly type: 'invalid'; readonly faults: readonly { readonly elementId: string; readonly reason: string }[] }
  /** The file has no decision of this id. */
  | { readonly type: 'unknown' };

export interface ActivatedJob {
  readonly key: bigint;
  readonly type: string;
  readonly processInstanceKey: bigint;
  readonly bpmnProcessId: string;
  readonly processDefinitionVersion: number;
  readonly processDefinitionKey: bigint;
  readonly elementId: string;
  readonly elementInstanceKey: bigint;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly worker: string;
  readonly retries: number;
  /** Engine clock, ms. */
  readonly deadlineMs: number;
  /** A JSON object as text. */
  readonly variablesJson: string;
  readonly tenantId: string;
}

export interface ActivateJobsRequest {
  readonly type: string;
  readonly worker: string;
  /** Lease, ms on the engine clock. */
  readonly timeoutMs: number;
  readonly maxJobs: number;
  /** Long poll, real ms; <= 0 = do not wait. */
  readonly waitMs: number;
  /** Only these variables; empty = all that are visible. */
  readonly fetchVariables: readonly string[];
  /** Aborted = give up waiting; no job is leased after that. */
  readonly signal?: AbortSignal;
}

/** One fact of history with its names resolved. What desk, audit, conformance runs and tests read, on every engine alike. */
export interface FeedEvent {
  readonly type: string;
  readonly processInstanceKey: bigint;
  readonly rootInstanceKey: bigint;
  readonly processDefinitionKey: bigint;
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly elementId: string;
  readonly elementType: string;
  readonly elementInstanceKey: bigint;
  /** Further members by `type`; see engine/projection/feed.ts. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface FeedEntry {
  readonly position: bigint;
  /** Engine clock, ms. */
  readonly atMs: number;
  readonly command: string;
  readonly events: readonly FeedEvent[];
}

/** A step that waits until somebody resolves its fault. */
export interface OpenIncident {
  readonly key: bigint;
  /** 0n unless it belongs to a job. */
  readonly jobKey: bigint;
  readonly rootKey: bigint;
  readonly definitionKey: bigint;
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly elementId: string;
  readonly errorType: string;
  readonly message: string;
  /** Engine clock, ms. */
  readonly raisedAtMs: number;
}

/** A deployed process as its modeler and its desk need it. */
export interface ProcessModel {
  readonly key: bigint;
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly resourceName: string;
  /** As it was deployed. */
  readonly xml: string;
  readonly graph: ProcessGraph;
}

export interface EngineStatus {
  readonly role: 'writer' | 'standby' | 'starting' | 'stopped';
  /** This node is the writer or has a link to it, over which it forwards commands. */
  readonly reachesWriter: boolean;
  readonly epoch: number;
  readonly nodeId: string;
  readonly position: bigint;
  readonly projectedPosition: bigint;
  readonly projectorLagMs: number;
  /** Real time for which every try to write the search tables has failed; 0 = they can be written. */
  readonly projectorFailingMs: number;
  readonly queuedCommands: number;
}

/** Root instances whose streams are checked, or everything that the engine has. */
export type HistoryScope = { readonly type: 'all' } | { readonly type: 'instances'; readonly rootKeys: readonly bigint[] };

export type HistoryFaultReason =
  /** A row is missing or comes twice. */
  | 'SEQUENCE_GAP'
  /** A row of another stream. */
  | 'FOREIGN_ROW'
  /** Header, facts, payload digest or predecessor aren't those that were hashed. */
  | 'HASH_MISMATCH'
  /** The payload isn't the one whose digest was hashed. */
  | 'PAYLOAD_MISMATCH'
  /** A payload without its salt, a salt without its payload, or a payload without a digest. */
  | 'PAYLOAD_INCOMPLETE'
  /** Positions don't grow along the stream. */
  | 'POSITION_ORDER'
  /** The stream's last rows are gone: it neither ends its root instance nor goes on in the open state. */
  | 'TAIL_MISSING'
  /** The open state names another last row than the stream has. */
  | 'HEAD_MISMATCH'
  /** Not one row of the stream is there. */
  | 'STREAM_MISSING'
  /** Positions are given without gaps, but fewer rows are there than were written. */
  | 'ROWS_MISSING'
  /** An anchor was changed, or one before it was. */
  | 'ANCHOR_CHAIN'
  /** An anchor is missing. */
  | 'ANCHOR_GAP'
  /** History isn't what was anchored. */
  | 'ANCHOR_ROOT';

export interface HistoryFault {
  readonly reason: HistoryFaultReason;
  /** Key of the root instance, or of the stream of messages or deployments; absent: the fault is nobody's in particular. */
  readonly streamKey?: bigint;
  /** Place in the stream. */
  readonly seq?: number;
  /** First position of the anchor. */
  readonly position?: bigint;
}

export interface HistoryCounts {
  readonly rows: number;
  readonly streams: number;
  readonly anchors: number;
  /** Rows whose payload was erased; their hashes still fit. */
  readonly erased: number;
}

export interface HistoryReport extends HistoryCounts {
  /** Rows that no anchor covers yet. */
  readonly unanchored: number;
  /** The first hundred. */
  readonly faults: readonly HistoryFault[];
  readonly faultCount: number;
}

export interface HistoryWatch {
  readonly signal?: AbortSignal;
  /** After each page; `ofRows`: how many rows there are to check, where that is known. */
  onProgress?(counts: HistoryCounts, ofRows: number | undefined): void;
}

/** One root over the heads of all streams that changed since the anchor before, chained to that one. */
export interface Anchor {
  /** History positions that it covers, both included. */
  readonly firstPosition: bigint;
  readonly lastPosition: bigint;
  /** Real time, ms. */
  readonly atMs: number;
  readonly streams: number;
  readonly root: Buffer;
  /** Over all of this and the hash of the anchor before. */
  readonly hash: Buffer;
}

export type HistoryErasure =
  | { readonly type: 'erased'; readonly payloads: number }
  /** Nothing was erased. */
  | { readonly type: 'stillOpen'; readonly rootKeys: readonly bigint[] }
  | Unavailable;

export interface Engine {
  start(): Promise<void>;
  stop(): Promise<void>;
  status(): EngineStatus;
  /** Resolves after the commit. Never throws for a user's mistake. */
  execute(command: ClientCommand): Promise<CommandOutcome>;
  /** Like `execute` of createInstance, then waits for the end of the instance. `timeoutMs` real time; undefined result = timed out. */
  executeWithResult(
    command: Extract<ClientCommand, { type: 'createInstance' }>,
    options: { readonly timeoutMs: number; readonly fetchVariables: readonly string[]; readonly signal?: AbortSignal },
  ): Promise<
    | CommandOutcome
    | { readonly type: 'completed'; readonly outcome: CommandOutcome; readonly variablesJson: string }
    | { readonly type: 'timedOut'; readonly instanceKey: bigint; readonly why: 'time' | 'stopped' | 'writerGone' }
  >;
  deploy(resources: readonly DeploymentResource[]): Promise<CommandOutcome | DeploymentInvalid>;
  /** How resources stand to what is deployed. Nothing is deployed by asking. */
  standing(resources: readonly DeploymentResource[]): Promise<Standing | DeploymentInvalid>;
  /** A deployed form, or a deployed file of decisions by the key of its requirements. undefined: neither is deployed under this key. */
  deployedPart(key: bigint): Promise<DeployedPart | undefined>;
  /** Evaluates a decision of a DMN file that need not be deployed; nothing of it is kept. `variables` are JSON values. */
  tryDecision(xml: string, decisionId: string, variables: Readonly<Record<string, unknown>>): Promise<DecisionTrial>;
  /** Why these resources would be refused; deploys nothing. undefined: they would be taken. */
  check(resources: readonly DeploymentResource[]): Promise<DeploymentInvalid | undefined>;
  /** undefined: no process is deployed under this key. */
  processModel(definitionKey: bigint): Promise<ProcessModel | undefined>;
  /** Oldest first, of all processes, or the one of this key; as far as the search tables are. */
  openIncidents(asked: { readonly limit: number; readonly key?: bigint }): Promise<readonly OpenIncident[]>;
  /** The form, a JSON text as it was deployed, that an open user task was made with. undefined: no such task, or it has none. */
  taskForm(taskKey: bigint): Promise<string | undefined>;
  /**
   * Runs on what is deployed now, apart from everything: no row is written, no worker sees its jobs. With a user task's key it begins with
   * the tree of that task as it stands. undefined: that task isn't open.
   */
  rehearse(beginMs: number, limits: RehearsalLimits, fromTask?: bigint): Promise<Rehearsal | undefined>;
  /**
   * Leases jobs; resolves at once with what is ready, else when something is or `waitMs` is over. Without a writer that can be reached it
   * resolves early with none.
   */
  activateJobs(request: ActivateJobsRequest): Promise<readonly ActivatedJob[]>;
  /** Ordered, gapless, from behind `afterPosition`; waits for news until `signal` aborts. */
  feed(afterPosition: bigint, signal: AbortSignal): AsyncIterable<FeedEntry>;
  /** Reads page by page, beside the writer's work. Rejects with the signal's reason when aborted, also by a stop. */
  verifyHistory(scope: HistoryScope, watch?: HistoryWatch): Promise<HistoryReport>;
  /** Oldest first. */
  anchors(): AsyncIterable<Anchor>;
  /** Erases the payloads of trees that have ended, in history and in the search tables. Facts and hashes stay. Idempotent. */
  eraseHistory(rootKeys: readonly bigint[]): Promise<HistoryErasure>;
  readonly clock: {
    now(): number;
    /**
     * Throws `CLOCK_NOT_CONTROLLABLE` unless OKIENKO_CLOCK=controllable, `CLOCK_OF_WRITER` on a standby: each node has its own clock, and
     * the writer's is the one that counts. Due timers fire after this.
     */
    pin(atMs: number): void;
    reset(): void;
  };
  /** Resolves when nothing is queued or in flight, no timer is due, no back-off is over, the projector has caught up. Jobs may be open. */
  quiet(): Promise<void>;
  /** The next moment at which something falls due by itself (timer, back-off, message expiry excluded); undefined = never. */
  nextDueMs(): number | undefined;
}

/** Parses a JSON object's text into variables; the border's checks (object, NUL, lone surrogates, size) are here. */
export type ParseVariables = (
  json: string,
) => { readonly type: 'variables'; readonly variables: Variables } | { readonly type: 'invalid'; readonly reason: string };
