/**
 * The only way from the product to an engine: commands, and an ordered change feed from a cursor. One implementation an engine;
 * what stands here must be true for all of them, so keys are decimal strings and nothing of an engine's own words shows.
 */
import type { Anchor, DecisionTrial, DeployedPart } from '../../engine/index.js';
import type { EngineRehearsal } from './rehearsal.js';

export interface EngineClock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** JSON values by name; ids, codes and dates, nothing personal. */
export type ProcessVariables = Readonly<Record<string, unknown>>;

/** The engine couldn't be reached, or it answered that it did nothing: the same call may be made again. */
export interface Unreachable {
  readonly type: 'unreachable';
  readonly reason: string;
}

export type StartResult =
  | { readonly type: 'started'; readonly instanceKey: string }
  /** It will refuse each time: unknown process, no start event. */
  | { readonly type: 'refused'; readonly reason: string }
  | Unreachable;

export type TaskResult =
  | { readonly type: 'done' }
  /** The task is over or was never there: somebody else completed it, or the process moved on. */
  | { readonly type: 'gone'; readonly reason: string }
  | { readonly type: 'refused'; readonly reason: string }
  | Unreachable;

export type CommandResult = { readonly type: 'done' } | { readonly type: 'refused'; readonly reason: string } | Unreachable;

export interface Resource {
  /** Ends in .bpmn, .dmn or .form. */
  readonly name: string;
  readonly content: Buffer;
}

export interface DeployedModel {
  readonly definitionKey: string;
  readonly processId: string;
  readonly version: number;
  readonly resourceName: string;
}

export interface ModelFault {
  readonly resourceName: string;
  /** `''`: of the resource as a whole. */
  readonly elementId: string;
  readonly reason: string;
}

export type DeployResult =
  /** `newKeys`: of processes, forms and files of decisions that became a new version by it. */
  | { readonly type: 'deployed'; readonly models: readonly DeployedModel[]; readonly newKeys: readonly string[] }
  /** Nothing of it was deployed. */
  | { readonly type: 'invalid'; readonly faults: readonly ModelFault[] }
  | { readonly type: 'refused'; readonly reason: string }
  | Unreachable;

/** What the desk must know of an element; from the deployed model, never from code. */
export interface ModelElement {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** A linked form; absent when the model computes it. */
  readonly formId?: string;
  /** The decision that it asks; absent when the model computes it. */
  readonly decisionId?: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface Model {
  readonly definitionKey: string;
  readonly processId: string;
  readonly version: number;
  readonly name: string;
  readonly resourceName: string;
  readonly xml: string;
  readonly elements: readonly ModelElement[];
  /** Id of the none start event, when there is one. */
  readonly noneStart?: string;
}

/** Where an event happened. */
export interface Place {
  readonly instanceKey: string;
  readonly rootInstanceKey: string;
  readonly definitionKey: string;
  readonly processId: string;
  readonly version: number;
  readonly elementId: string;
  readonly elementType: string;
  readonly elementInstanceKey: string;
}

export interface TaskFacts {
  readonly taskKey: string;
  readonly assignee: string;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  /** ISO 8601, or `''`. */
  readonly dueDate: string;
}

export type Change =
  /** `variables` are the root's own at its start: the way a case run is recognised. */
  | { readonly type: 'instanceStarted'; readonly place: Place; readonly variables: ProcessVariables }
  | { readonly type: 'instanceEnded'; readonly place: Place; readonly how: 'completed' | 'terminated' }
  | { readonly type: 'elementEntered'; readonly place: Place }
  /** A call activity began another process. */
  | { readonly type: 'elementCalled'; readonly place: Place; readonly calledInstanceKey: string }
  | { readonly type: 'elementLeft'; readonly place: Place; readonly how: 'completed' | 'terminated' }
  | { readonly type: 'taskCreated'; readonly place: Place; readonly task: TaskFacts }
  | { readonly type: 'taskAssigned'; readonly place: Place; readonly taskKey: string; readonly assignee: string; readonly action: string }
  | { readonly type: 'taskUpdated'; readonly place: Place; readonly task: TaskFacts }
  /** `action` as it was sent with the completion. */
  | { readonly type: 'taskCompleted'; readonly place: Place; readonly taskKey: string; readonly action: string }
  | { readonly type: 'taskCanceled'; readonly place: Place; readonly taskKey: string }
  | {
      readonly type: 'incidentRaised';
      readonly place: Place;
      readonly incidentKey: string;
      readonly errorType: string;
      readonly message: string;
      /** `'0'` unless the incident belongs to a job. */
      readonly jobKey: string;
    }
  | { readonly type: 'incidentResolved'; readonly place: Place; readonly incidentKey: string }
  /** Somebody outside of the process changed its data (`names`), or canceled it. What a decision or a worker brings isn't meant. */
  | { readonly type: 'touchedByHand'; readonly place: Place; readonly how: 'data-changed' | 'canceled'; readonly names: readonly string[] }
  | { readonly type: 'modelDeployed'; readonly model: DeployedModel }
  /** A form or a file of decision tables. */
  | { readonly type: 'partDeployed'; readonly definitionKey: string };

export interface ChangeBatch {
  /** Positions only grow; a reader that has stored this one goes on behind it. */
  readonly position: bigint;
  /** Engine clock, ms. */
  readonly atMs: number;
  readonly changes: readonly Change[];
}

export interface EnginePortStatus {
  readonly role: 'writer' | 'standby' | 'starting' | 'stopped';
  /** Position of the last commit that this node knows of. */
  readonly position: bigint;
  readonly projectorLagMs: number;
  /** Real time for which every try to write the search tables has failed. */
  readonly projectorFailingMs: number;
}

/** Root instances whose history is checked, or all that the engine has. */
export type HistoryScope = { readonly type: 'all' } | { readonly type: 'instances'; readonly instanceKeys: readonly string[] };

export interface HistoryCounts {
  readonly rows: number;
  readonly streams: number;
  readonly anchors: number;
  readonly erased: number;
}

export interface HistoryFinding {
  /** What api/history/faults.ts has a sentence for. */
  readonly reason: string;
  /** Root instance key. */
  readonly stream: string | null;
  /** Place in the stream, from 1. */
  readonly entry: number | null;
  /** First position of an anchor. */
  readonly position: string | null;
}

export type HistoryCheck =
  | {
      readonly type: 'checked';
      /** `unanchored`: rows that no anchor covers yet. */
      readonly counts: HistoryCounts & { readonly unanchored: number };
      readonly faults: readonly HistoryFinding[];
      readonly faultCount: number;
    }
  /** This engine can't prove its history. */
  | { readonly type: 'notChecked'; readonly reason: string };

export interface HistoryWatch {
  readonly signal: AbortSignal;
  onProgress(counts: HistoryCounts): void;
}

/** A line of an anchor log: one root over all streams that changed in these positions, chained to the line before. */
export type LogAnchor = Anchor;

export type HistoryErasure =
  /** `payloads` 0 also where there was nothing to erase. */
  | { readonly type: 'erased'; readonly payloads: number }
  /** Nothing was erased: these instances haven't ended. */
  | { readonly type: 'stillOpen'; readonly instanceKeys: readonly string[] }
  | Unreachable;

/** An automatic step that waits for repair, whoever's process it is. */
export interface OpenIncident {
  readonly incidentKey: string;
  /** `'0'` unless the incident belongs to a job. */
  readonly jobKey: string;
  readonly rootInstanceKey: string;
  readonly definitionKey: string;
  readonly processId: string;
  readonly version: number;
  readonly elementId: string;
  readonly errorType: string;
  readonly message: string;
  /** Engine clock, ms. */
  readonly raisedAtMs: number;
}

/** What the code for cases asks of an engine; a rehearsal gives it as well. */
export interface CaseEngine {
  /** `embedded`, `zeebe` or `camunda7`; part of every key that the product stores. */
  readonly name: string;
  readonly clock: EngineClock;
  status(): EnginePortStatus;
  start(request: { readonly processId: string; readonly variables: ProcessVariables }): Promise<StartResult>;
  completeTask(request: { readonly taskKey: string; readonly variables: ProcessVariables; readonly action: string }): Promise<TaskResult>;
  /** `assignee` `''` gives the task back to the queue. `allowOverride` false refuses when somebody else has it. */
  assignTask(request: {
    readonly taskKey: string;
    readonly assignee: string;
    readonly allowOverride: boolean;
    readonly action: string;
  }): Promise<TaskResult>;
  publishMessage(request: {
    readonly name: string;
    readonly correlationKey: string;
    readonly messageId: string;
    readonly timeToLiveMs: number;
    readonly variables: ProcessVariables;
  }): Promise<CommandResult>;
  /** Gives a failed automatic step another try. */
  retry(request: { readonly incidentKey: string; readonly jobKey: string }): Promise<CommandResult>;
  deploy(resources: readonly Resource[]): Promise<DeployResult>;
  /** Why a deployment would be refused, without deploying. */
  check(resources: readonly Resource[]): Promise<readonly ModelFault[]>;
  model(definitionKey: string): Promise<Model | undefined>;
  part(definitionKey: string): Promise<DeployedPart | undefined>;
  /** The form (form-js schema, JSON) of an open task, in the version with which the task was made. */
  taskForm(taskKey: string): Promise<string | undefined>;
}

export interface EnginePort extends CaseEngine {
  /** Oldest first, or the one of this key; as of what the search tables have. */
  openIncidents(asked: { readonly limit: number; readonly incidentKey?: string }): Promise<readonly OpenIncident[]>;
  /**
   * Begins with what is deployed now, and from an open task with all of its process as it stands. undefined: that task isn't open, or this
   * engine can't rehearse.
   */
  rehearse(
    beginMs: number,
    limits: { readonly steps: number; readonly events: number; readonly elements: number },
    fromTask?: string,
  ): Promise<EngineRehearsal | undefined>;
  /** Asks a decision of a DMN file that need not be deployed; nothing happens by it. */
  tryDecision(request: { readonly xml: string; readonly decisionId: string; readonly variables: ProcessVariables }): Promise<DecisionTrial>;
  verifyHistory(scope: HistoryScope, watch?: HistoryWatch): Promise<HistoryCheck>;
  /** Oldest first. undefined: this engine keeps no anchor log. */
  anchors(): AsyncIterable<LogAnchor> | undefined;
  /** Erases what ended root instances carried; that they ran, and how, stays. */
  eraseHistory(instanceKeys: readonly string[]): Promise<HistoryErasure>;
  /** Ordered, gapless, from behind `afterPosition`; waits for news until `signal` aborts. */
  changes(afterPosition: bigint, signal: AbortSignal): AsyncIterable<ChangeBatch>;
}
