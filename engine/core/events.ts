/**
 * Everything that can happen, as values. History is made of these, `apply` gives them their meaning, and nothing else changes state.
 * An event holds all that it needs: applying it never evaluates an expression or looks into a model.
 */
import type { IncidentType, Job, MessageSubscription, ProcessRoot, QueuedCommand, Timer, UserTask, Variables } from './state.js';

export type TreeEvent =
  | {
      readonly type: 'elementActivating';
      readonly key: bigint;
      readonly instanceKey: bigint;
      readonly node: number;
      readonly scopeKey: bigint;
      /** Flows whose token this activation takes; more than one at a parallel join. */
      readonly consumed: readonly number[];
      readonly process: ProcessRoot | undefined;
    }
  | { readonly type: 'elementActivated'; readonly key: bigint }
  | { readonly type: 'elementCompleting'; readonly key: bigint }
  | { readonly type: 'elementCompleted'; readonly key: bigint }
  | { readonly type: 'elementTerminating'; readonly key: bigint }
  | { readonly type: 'elementTerminated'; readonly key: bigint }
  /** `join`: the token waits at a parallel gateway until it is consumed. */
  | { readonly type: 'flowTaken'; readonly scopeKey: bigint; readonly instanceKey: bigint; readonly flow: number; readonly join: boolean }
  /** `valueKeys[i]` is 0n for an inline value, else the key of the row that holds it. */
  | { readonly type: 'variablesSet'; readonly scopeKey: bigint; readonly variables: Variables; readonly valueKeys: readonly bigint[] }
  | { readonly type: 'jobCreated'; readonly elementKey: bigint; readonly job: Job }
  | { readonly type: 'jobCompleted'; readonly elementKey: bigint; readonly jobKey: bigint }
  | {
      readonly type: 'jobFailed';
      readonly elementKey: bigint;
      readonly jobKey: bigint;
      readonly retries: number;
      /** 0 = at once. */
      readonly backoffUntilMs: number;
      readonly message: string;
    }
  | { readonly type: 'jobRetriesUpdated'; readonly elementKey: bigint; readonly jobKey: bigint; readonly retries: number }
  | {
      readonly type: 'jobErrorThrown';
      readonly elementKey: bigint;
      readonly jobKey: bigint;
      readonly code: string;
      readonly message: string;
    }
  /** Back-off over, or its incident resolved: workers may have it again. */
  | { readonly type: 'jobMadeActivatable'; readonly elementKey: bigint; readonly jobKey: bigint }
  | { readonly type: 'jobCanceled'; readonly elementKey: bigint; readonly jobKey: bigint }
  | { readonly type: 'userTaskCreated'; readonly elementKey: bigint; readonly task: UserTask }
  | {
      readonly type: 'userTaskAssigned';
      readonly elementKey: bigint;
      readonly taskKey: bigint;
      readonly assignee: string;
      readonly action: string;
    }
  | { readonly type: 'userTaskUpdated'; readonly elementKey: bigint; readonly task: UserTask; readonly action: string }
  | { readonly type: 'userTaskCompleted'; readonly elementKey: bigint; readonly taskKey: bigint; readonly action: string }
  | { readonly type: 'userTaskCanceled'; readonly elementKey: bigint; readonly taskKey: bigint }
  | { readonly type: 'timerCreated'; readonly elementKey: bigint; readonly timer: Timer }
  | { readonly type: 'timerTriggered'; readonly elementKey: bigint; readonly timerKey: bigint }
  | { readonly type: 'timerCanceled'; readonly elementKey: bigint; readonly timerKey: bigint }
  | { readonly type: 'subscriptionOpened'; readonly elementKey: bigint; readonly subscription: MessageSubscription }
  | { readonly type: 'subscriptionCorrelated'; readonly elementKey: bigint; readonly subscriptionKey: bigint; readonly messageKey: bigint }
  | { readonly type: 'subscriptionClosed'; readonly elementKey: bigint; readonly subscriptionKey: bigint }
  | {
      readonly type: 'incidentRaised';
      readonly elementKey: bigint;
      readonly incidentKey: bigint;
      readonly errorType: IncidentType;
      readonly message: string;
      readonly jobKey: bigint;
    }
  | { readonly type: 'incidentResolved'; readonly elementKey: bigint; readonly incidentKey: bigint }
  /** The event waits on this element: for its completion, or for the end of what it interrupts. */
  | { readonly type: 'eventTriggered'; readonly elementKey: bigint; readonly node: number; readonly variables: Variables }
  | { readonly type: 'eventConsumed'; readonly elementKey: bigint }
  /** Tokens between elements are dropped; only what interrupted may activate in this scope from now on. */
  | { readonly type: 'scopeInterrupted'; readonly scopeKey: bigint }
  | { readonly type: 'elementCalled'; readonly elementKey: bigint; readonly calledInstanceKey: bigint }
  | {
      readonly type: 'decisionEvaluated';
      readonly elementKey: bigint;
      readonly decisionKey: bigint;
      readonly matchedRuleIds: readonly string[];
    }
  | { readonly type: 'continuationStored'; readonly commands: readonly QueuedCommand[] }
  | { readonly type: 'continuationTaken' };

/** Events of the message stream. */
export type MessageEvent =
  | {
      readonly type: 'messagePublished';
      readonly key: bigint;
      readonly name: string;
      readonly correlationKey: string;
      readonly messageId: string;
      readonly expiresAtMs: number;
      readonly variables: Variables;
    }
  | { readonly type: 'messageCorrelated'; readonly key: bigint; readonly bpmnProcessId: string; readonly instanceKey: bigint }
  | { readonly type: 'messageExpired'; readonly key: bigint }
  | { readonly type: 'startLockTaken'; readonly bpmnProcessId: string; readonly correlationKey: string; readonly instanceKey: bigint }
  | { readonly type: 'startLockReleased'; readonly bpmnProcessId: string; readonly correlationKey: string };

/** Events of the deployment stream. */
export type DeploymentEvent =
  | {
      readonly type: 'processDeployed';
      readonly key: bigint;
      readonly deploymentKey: bigint;
      readonly bpmnProcessId: string;
      readonly version: number;
      readonly resourceName: string;
    }
  | {
      readonly type: 'decisionsDeployed';
      readonly key: bigint;
      readonly deploymentKey: bigint;
      readonly requirementsId: string;
      readonly version: number;
      readonly resourceName: string;
      /** Same order as the model's decisions. */
      readonly decisionIds: readonly string[];
      readonly decisionKeys: readonly bigint[];
    }
  | {
      readonly type: 'formDeployed';
      readonly key: bigint;
      readonly deploymentKey: bigint;
      readonly formId: string;
      readonly version: number;
      readonly resourceName: string;
    }
  | {
      readonly type: 'startTimerCreated';
      readonly key: bigint;
      readonly definitionKey: bigint;
      readonly node: number;
      readonly dueMs: number;
      readonly repetitions: number;
    }
  | { readonly type: 'startTimerTriggered'; readonly key: bigint; readonly instanceKey: bigint }
  | { readonly type: 'startTimerCanceled'; readonly key: bigint };

export type EngineEvent = TreeEvent | MessageEvent | DeploymentEvent;

/** History stream of the message buffer. A tree's stream is its root key, which is never this small. */
export const MESSAGE_STREAM = 1n;
/** History stream of deployments and start timers. */
export const DEPLOYMENT_STREAM = 2n;
