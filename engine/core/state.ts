/**
 * What the engine knows between two commands. Control state only: definitions are resolved by key, FEEL values are JSON text.
 * Every record is immutable; `apply` replaces records, so an old record is a snapshot that costs nothing.
 */

/** JSON text. */
export type Json = string;

/** Values up to this many characters live in the state row; larger ones in immutable rows of their own. */
export const INLINE_VALUE_MAX_CHARS = 2048;

/** `valueKey` = 0n: the value is inline and `json` is always there. Otherwise `json` is there only once loaded. */
export interface VariableValue {
  readonly valueKey: bigint;
  readonly json: Json | undefined;
}

export type Variables = ReadonlyMap<string, Json>;

export type ElementState = 'activating' | 'activated' | 'completing' | 'terminating';

/** Durable part of a job; worker and deadline of a lease are memory of the writer. */
export interface Job {
  readonly key: bigint;
  readonly type: string;
  readonly retries: number;
  readonly state: 'activatable' | 'backoff' | 'failed' | 'errorThrown';
  /** Engine clock, ms; 0 unless state is `backoff`. */
  readonly backoffUntilMs: number;
  readonly errorMessage: string;
  /** Headers computed at activation (assignment of a job-based user task); the model's own are added when handed out. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface UserTask {
  readonly key: bigint;
  /** `''` = nobody. */
  readonly assignee: string;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  /** ISO 8601 with offset, or `''`. */
  readonly dueDate: string;
  readonly followUpDate: string;
  readonly formKey: bigint;
  readonly externalReference: string;
  /** 0–100, Zeebe's default 50. */
  readonly priority: number;
}

export interface Timer {
  readonly key: bigint;
  /** Index of the event that it fires. */
  readonly node: number;
  readonly dueMs: number;
  /** Firings left after this one; -1 = without end. 0 = fires once. */
  readonly repetitions: number;
}

export interface MessageSubscription {
  readonly key: bigint;
  readonly node: number;
  readonly name: string;
  readonly correlationKey: string;
  readonly interrupting: boolean;
}

export type IncidentType =
  | 'IO_MAPPING_ERROR'
  | 'EXTRACT_VALUE_ERROR'
  | 'CONDITION_ERROR'
  | 'JOB_NO_RETRIES'
  | 'UNHANDLED_ERROR_EVENT'
  | 'CALLED_ELEMENT_ERROR'
  | 'CALLED_DECISION_ERROR'
  | 'DECISION_EVALUATION_ERROR'
  | 'FORM_NOT_FOUND'
  | 'MESSAGE_SIZE_EXCEEDED';

export interface Incident {
  readonly key: bigint;
  readonly errorType: IncidentType;
  readonly message: string;
  /** 0n unless the incident belongs to a job. */
  readonly jobKey: bigint;
}

/** An event that has fired and waits to be carried out: for the last child to terminate, or for its own completion. */
export interface EventTrigger {
  readonly node: number;
  readonly variables: Variables;
}

export interface ProcessRoot {
  readonly definitionKey: bigint;
  /** 0n for a root instance. */
  readonly parentInstanceKey: bigint;
  /** The call activity's element instance; 0n for a root instance. */
  readonly parentElementKey: bigint;
  /** Correlation key of the message that started this instance; `''` unless it holds a start lock. */
  readonly startCorrelationKey: string;
}

export interface ElementInstance {
  readonly key: bigint;
  readonly instanceKey: bigint;
  /** Index in the definition's dictionary. */
  readonly node: number;
  /** 0n for the process itself. */
  readonly scopeKey: bigint;
  readonly state: ElementState;
  /** Live child element instances: kept, not counted. */
  readonly children: number;
  /** Tokens between two elements of this scope, those that wait at a join included. */
  readonly activeFlows: number;
  /** Tokens that wait at a join, by the index of their flow. */
  readonly takenFlows: ReadonlyMap<number, number>;
  readonly variables: ReadonlyMap<string, VariableValue>;
  readonly timers: readonly Timer[];
  readonly subscriptions: readonly MessageSubscription[];
  readonly job: Job | undefined;
  readonly userTask: UserTask | undefined;
  readonly incident: Incident | undefined;
  readonly trigger: EventTrigger | undefined;
  /** An interrupting event subprocess or a terminate end event has this scope: nothing else may activate in it. */
  readonly interrupted: boolean;
  /** Call activity: the called instance; else 0n. */
  readonly calledInstanceKey: bigint;
  readonly process: ProcessRoot | undefined;
}

/** Work of a step that was cut off at the transition limit and goes on after the commit. */
export type QueuedCommand =
  | {
      readonly type: 'activate';
      readonly instanceKey: bigint;
      readonly node: number;
      readonly scopeKey: bigint;
      readonly flow: number;
      readonly variables: Variables | undefined;
    }
  /** `variables`: what the job, event or called process brought. */
  | { readonly type: 'complete'; readonly key: bigint; readonly variables: Variables | undefined }
  | { readonly type: 'terminate'; readonly key: bigint }
  | { readonly type: 'correlate'; readonly elementKey: bigint; readonly subscriptionKey: bigint };

/** A call tree: a root instance and all that it called. The unit of locking, caching and of the hash chain. */
export interface Tree {
  readonly rootKey: bigint;
  readonly elements: Map<bigint, ElementInstance>;
  pending: readonly QueuedCommand[];
}

export interface BufferedMessage {
  readonly key: bigint;
  readonly name: string;
  readonly correlationKey: string;
  /** `''` = none given. */
  readonly messageId: string;
  /** Engine clock, ms. */
  readonly expiresAtMs: number;
  readonly variables: Variables;
  /** BPMN process ids it has reached: each at most once (facts/SEMANTICS 8). */
  readonly correlated: readonly string[];
}

/** A timer start event of the latest version of a process. */
export interface StartTimer {
  readonly key: bigint;
  readonly definitionKey: bigint;
  readonly node: number;
  readonly dueMs: number;
  readonly repetitions: number;
}
