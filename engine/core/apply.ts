/**
 * The only code that changes the state of a tree. Pure bookkeeping: no model, no expression, no clock.
 * Replaying a tree's events through here gives the live state again, record for record.
 * It writes into the draft's own copies (`TreeDraft.own`), never into the records below.
 */
import { AssertionError } from 'node:assert';
import type { TreeEvent } from './events.js';
import type { TreeDraft } from './outcome.js';
import type { ElementInstance, Job, VariableValue } from './state.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const NO_FLOWS: ReadonlyMap<number, number> = new Map();
const NO_VARIABLES: ReadonlyMap<string, VariableValue> = new Map();

export function applyTreeEvent(draft: TreeDraft, event: TreeEvent): void {
  switch (event.type) {
    case 'elementActivating':
      addElement(draft, event);
      return;
    case 'elementActivated':
      own(draft, event.key).state = 'activated';
      return;
    case 'elementCompleting':
      own(draft, event.key).state = 'completing';
      return;
    case 'elementTerminating':
      own(draft, event.key).state = 'terminating';
      return;
    case 'elementCompleted':
    case 'elementTerminated':
      removeElement(draft, event.key);
      return;
    case 'flowTaken': {
      const scope = own(draft, event.scopeKey);
      scope.activeFlows++;
      if (event.join) scope.takenFlows = add(scope.takenFlows, event.flow, 1);
      return;
    }
    case 'variablesSet':
      setVariables(draft, event);
      return;
    case 'jobCreated':
      own(draft, event.elementKey).job = event.job;
      return;
    case 'jobCompleted':
    case 'jobCanceled':
      own(draft, event.elementKey).job = undefined;
      return;
    case 'jobFailed':
      changeJob(draft, event.elementKey, {
        retries: event.retries,
        state: event.retries <= 0 ? 'failed' : event.backoffUntilMs > 0 ? 'backoff' : 'activatable',
        backoffUntilMs: event.retries > 0 ? event.backoffUntilMs : 0,
        errorMessage: event.message,
      });
      return;
    case 'jobRetriesUpdated':
      changeJob(draft, event.elementKey, { retries: event.retries });
      return;
    case 'jobErrorThrown':
      changeJob(draft, event.elementKey, { state: 'errorThrown', errorMessage: event.message });
      return;
    case 'jobMadeActivatable':
      changeJob(draft, event.elementKey, { state: 'activatable', backoffUntilMs: 0 });
      return;
    case 'userTaskCreated':
    case 'userTaskUpdated':
      own(draft, event.elementKey).userTask = event.task;
      return;
    case 'userTaskAssigned': {
      const element = own(draft, event.elementKey);
      element.userTask = element.userTask && { ...element.userTask, assignee: event.assignee };
      return;
    }
    case 'userTaskCompleted':
    case 'userTaskCanceled':
      own(draft, event.elementKey).userTask = undefined;
      return;
    case 'timerCreated': {
      const element = own(draft, event.elementKey);
      element.timers = [...element.timers, event.timer];
      return;
    }
    case 'timerTriggered':
    case 'timerCanceled': {
      const element = own(draft, event.elementKey);
      element.timers = element.timers.filter((timer) => timer.key !== event.timerKey);
      return;
    }
    case 'subscriptionOpened': {
      const element = own(draft, event.elementKey);
      element.subscriptions = [...element.subscriptions, event.subscription];
      return;
    }
    case 'subscriptionCorrelated': {
      const element = own(draft, event.elementKey);
      element.subscriptions = element.subscriptions.filter((open) => open.key !== event.subscriptionKey || !open.interrupting);
      return;
    }
    case 'subscriptionClosed': {
      const element = own(draft, event.elementKey);
      element.subscriptions = element.subscriptions.filter((open) => open.key !== event.subscriptionKey);
      return;
    }
    case 'incidentRaised': {
      const { incidentKey: key, errorType, message, jobKey } = event;
      const element = own(draft, event.elementKey);
      element.incident = { key, errorType, message, jobKey };
      // Nobody gets the job before its incident is resolved.
      if (jobKey !== 0n && element.job?.state === 'activatable') element.job = { ...element.job, state: 'failed' };
      return;
    }
    case 'incidentResolved':
      own(draft, event.elementKey).incident = undefined;
      return;
    case 'eventTriggered':
      own(draft, event.elementKey).trigger = { node: event.node, variables: event.variables };
      return;
    case 'eventConsumed':
      own(draft, event.elementKey).trigger = undefined;
      return;
    case 'scopeInterrupted': {
      const scope = own(draft, event.scopeKey);
      scope.interrupted = true;
      scope.activeFlows = 0;
      scope.takenFlows = NO_FLOWS;
      return;
    }
    case 'elementCalled':
      own(draft, event.elementKey).calledInstanceKey = event.calledInstanceKey;
      return;
    case 'decisionEvaluated':
      return;
    case 'continuationStored':
      draft.pending = event.commands;
      return;
    case 'continuationTaken':
      draft.pending = [];
      return;
    default:
      throw new AssertionError({ message: `event without meaning: ${JSON.stringify(event satisfies never)}` });
  }
}

function addElement(draft: TreeDraft, event: Extract<TreeEvent, { type: 'elementActivating' }>): void {
  draft.elements.set(event.key, {
    key: event.key,
    instanceKey: event.instanceKey,
    node: event.node,
    scopeKey: event.scopeKey,
    state: 'activating',
    children: 0,
    activeFlows: 0,
    takenFlows: NO_FLOWS,
    variables: NO_VARIABLES,
    timers: [],
    subscriptions: [],
    job: undefined,
    userTask: undefined,
    incident: undefined,
    trigger: undefined,
    interrupted: false,
    calledInstanceKey: 0n,
    process: event.process,
  });
  if (event.scopeKey === 0n) return;
  const scope = own(draft, event.scopeKey);
  scope.children++;
  scope.activeFlows -= event.consumed.length;
  for (const flow of event.consumed) if (scope.takenFlows.has(flow)) scope.takenFlows = add(scope.takenFlows, flow, -1);
}

function removeElement(draft: TreeDraft, key: bigint): void {
  const element = draft.elements.get(key);
  if (!element) throw missing(draft, key);
  draft.elements.delete(key);
  if (element.scopeKey !== 0n) own(draft, element.scopeKey).children--;
}

function setVariables(draft: TreeDraft, event: Extract<TreeEvent, { type: 'variablesSet' }>): void {
  const scope = own(draft, event.scopeKey);
  const variables = new Map(scope.variables);
  let i = 0;
  for (const [name, json] of event.variables) variables.set(name, { json, valueKey: event.valueKeys[i++] ?? 0n });
  scope.variables = variables;
}

function changeJob(draft: TreeDraft, elementKey: bigint, changes: Partial<Job>): void {
  const element = own(draft, elementKey);
  element.job = element.job && { ...element.job, ...changes };
}

function own(draft: TreeDraft, key: bigint): Writable<ElementInstance> {
  const element = draft.own(key);
  if (!element) throw missing(draft, key);
  return element;
}

function missing(draft: TreeDraft, key: bigint): AssertionError {
  return new AssertionError({ message: `element instance ${key} is not in tree ${draft.rootKey}` });
}

function add(counts: ReadonlyMap<number, number>, flow: number, by: number): ReadonlyMap<number, number> {
  const next = new Map(counts);
  const count = (next.get(flow) ?? 0) + by;
  if (count > 0) next.set(flow, count);
  else next.delete(flow);
  return next;
}
