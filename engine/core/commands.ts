/** What may be asked of the engine, and how it refuses. A rejection is a user's mistake: a value, never a thrown error. */
import type { DecisionModel } from '../dmn/index.js';
import type { ProcessGraph } from '../model/graph.js';
import type { Variables } from './state.js';

/** Zeebe's rejection types. */
export type RejectionCode = 'INVALID_ARGUMENT' | 'NOT_FOUND' | 'ALREADY_EXISTS' | 'INVALID_STATE' | 'EXCEEDED_BATCH_RECORD_SIZE';

/** A resource as it was compiled before the command was queued: parsing is asynchronous, a step is not. */
export type CompiledResource =
  | {
      readonly type: 'bpmn';
      readonly name: string;
      readonly content: Buffer;
      readonly checksum: Buffer;
      readonly processes: readonly ProcessGraph[];
    }
  | { readonly type: 'dmn'; readonly name: string; readonly content: Buffer; readonly checksum: Buffer; readonly model: DecisionModel }
  | { readonly type: 'form'; readonly name: string; readonly content: Buffer; readonly checksum: Buffer; readonly formId: string };

export type Command =
  | { readonly type: 'deploy'; readonly resources: readonly CompiledResource[] }
  | {
      readonly type: 'createInstance';
      /** Either the definition's key, or process id with a version (-1 = latest). */
      readonly definitionKey?: bigint;
      readonly bpmnProcessId?: string;
      readonly version?: number;
      readonly variables: Variables;
      readonly startElementIds: readonly string[];
    }
  | { readonly type: 'cancelInstance'; readonly instanceKey: bigint }
  | { readonly type: 'completeJob'; readonly jobKey: bigint; readonly variables: Variables }
  | {
      readonly type: 'failJob';
      readonly jobKey: bigint;
      readonly retries: number;
      readonly backoffMs: number;
      readonly message: string;
      readonly variables: Variables;
    }
  | {
      readonly type: 'throwJobError';
      readonly jobKey: bigint;
      readonly code: string;
      readonly message: string;
      readonly variables: Variables;
    }
  | { readonly type: 'updateJobRetries'; readonly jobKey: bigint; readonly retries: number }
  | { readonly type: 'resolveIncident'; readonly incidentKey: bigint }
  | { readonly type: 'setVariables'; readonly elementInstanceKey: bigint; readonly variables: Variables; readonly local: boolean }
  | {
      readonly type: 'publishMessage';
      readonly name: string;
      readonly correlationKey: string;
      readonly messageId: string;
      readonly timeToLiveMs: number;
      readonly variables: Variables;
    }
  | { readonly type: 'completeUserTask'; readonly taskKey: bigint; readonly variables: Variables; readonly action: string }
  | {
      readonly type: 'assignUserTask';
      readonly taskKey: bigint;
      /** `''` = unassign. */
      readonly assignee: string;
      /** false = a claim: refused when somebody else has it. */
      readonly allowOverride: boolean;
      readonly action: string;
    }
  | { readonly type: 'updateUserTask'; readonly taskKey: bigint; readonly changes: UserTaskChanges; readonly action: string }
  // Not for clients: what clocks and interrupted steps ask for.
  | { readonly type: 'triggerTimer'; readonly timerKey: bigint }
  | { readonly type: 'triggerStartTimer'; readonly timerKey: bigint }
  | { readonly type: 'endJobBackoff'; readonly jobKey: bigint }
  /** A worker could never get it: its variables don't fit a message. */
  | { readonly type: 'refuseOversizedJob'; readonly jobKey: bigint; readonly bytes: number }
  | { readonly type: 'expireMessage'; readonly messageKey: bigint }
  | { readonly type: 'continueTree'; readonly rootKey: bigint };

export interface UserTaskChanges {
  readonly candidateGroups?: readonly string[];
  readonly candidateUsers?: readonly string[];
  readonly dueDate?: string;
  readonly followUpDate?: string;
  readonly priority?: number;
}

export interface DeployedProcess {
  readonly type: 'process';
  readonly key: bigint;
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly resourceName: string;
}
export interface DeployedDecisions {
  readonly type: 'decisions';
  readonly requirementsKey: bigint;
  readonly requirementsId: string;
  readonly requirementsName: string;
  readonly version: number;
  readonly resourceName: string;
  readonly decisions: readonly { readonly key: bigint; readonly id: string; readonly name: string }[];
}
export interface DeployedForm {
  readonly type: 'form';
  readonly key: bigint;
  readonly formId: string;
  readonly version: number;
  readonly resourceName: string;
}
export type DeployedResource = DeployedProcess | DeployedDecisions | DeployedForm;

export type CommandResponse =
  | { readonly type: 'done' }
  | { readonly type: 'deployed'; readonly deploymentKey: bigint; readonly resources: readonly DeployedResource[] }
  | {
      readonly type: 'instanceCreated';
      readonly definitionKey: bigint;
      readonly bpmnProcessId: string;
      readonly version: number;
      readonly instanceKey: bigint;
    }
  | { readonly type: 'messagePublished'; readonly messageKey: bigint }
  | { readonly type: 'variablesSet'; readonly key: bigint };

export interface Rejection {
  readonly type: 'rejected';
  readonly code: RejectionCode;
  /** "Expected …, but …" */
  readonly reason: string;
}

/** What a step must have in memory before it can go on. The store loads it and runs the step again. */
export type Need =
  | { readonly type: 'tree'; readonly rootKey: bigint }
  | { readonly type: 'value'; readonly rootKey: bigint; readonly valueKey: bigint }
  /** Which tree holds this key isn't known yet: not all open trees have been read. */
  | { readonly type: 'place'; readonly key: bigint }
  /** Not all open subscriptions have been read. */
  | { readonly type: 'subscriptions' };
