/**
 * The only code that changes the state of a tree. Pure bookkeeping: no model, no expression, no clock.
 * Replaying a tree's events through here gives the live state again, record for record.
 */
import { AssertionError } from 'node:assert';
import type { TreeEvent } from './events.js';
import type { TreeDraft } from './outcome.js';
import type { ElementInstance, Job, VariableValue } from './state.js';

const NO_FLOWS: ReadonlyMap<number, number> = new Map();
const NO_VARIABLES: ReadonlyMap<string, VariableValue> = new Map();

export function applyTreeEvent(draft: TreeDraft, event: TreeEvent): void {
  switch (event.type) {
    case 'elementActivating':
      addElement(draft, event);
      return;
    case 'elementActivated':
      change(draft, event.key, (element) => ({ ...element, state: 'activated' }));
      return;
    case 'elementCompleting':
      change(draft, event.key, (element) => ({ ...element, state: 'completing' }));
      return;
    case 'elementTerminating':
      change(draft, event.key, (element) => ({ ...element, state: 'terminating' }));
      return;
    case 'elementCompleted':
    case 'elementTerminated':
      removeElement(draft, event.key);
      return;
    case 'flowTaken':
      change(draft, event.scopeKey, (scope) => ({
        ...scope,
        activeFlows: scope.activeFlows + 1,
        takenFlows: event.join ? add(scope.takenFlows, event.flow, 1) : scope.takenFlows,
      }));
      return;
    case 'variablesSet':
      setVariables(draft, event);
      return;
    case 'jobCreated':
      change(draft, event.elementKey, (element) => ({ ...element, job: event.job }));
      return;
    case 'jobCompleted':
    case 'jobCanceled':
      change(draft, event.elementKey, (element) => ({ ...element, job: undefined }));
      return;
    case 'jobFailed':
      changeJob(draft, event.elementKey, (job) => ({
        ...job,
        retries: event.retries,
        state: event.retries <= 0 ? 'failed' : event.backoffUntilMs > 0 ? 'backoff' : 'activatable',
        backoffUntilMs: event.retries > 0 ? event.backoffUntilMs : 0,
        errorMessage: event.message,
      }));
      return;
    case 'jobRetriesUpdated':
      changeJob(draft, event.elementKey, (job) => ({ ...job, retries: event.retries }));
      return;
    case 'jobErrorThrown':
      changeJob(draft, event.elementKey, (job) => ({ ...job, state: 'errorThrown', errorMessage: event.message }));
      return;
    case 'jobMadeActivatable':
      changeJob(draft, event.elementKey, (job) => ({ ...job, state: 'activatable', backoffUntilMs: 0 }));
      return;
    case 'userTaskCreated':
    case 'userTaskUpdated':
      change(draft, event.elementKey, (element) => ({ ...element, userTask: event.task }));
      return;
    case 'userTaskAssigned':
      change(draft, event.elementKey, (element) => ({
        ...element,
        userTask: element.userTask && { ...element.userTask, assignee: event.assignee },
      }));
      return;
    case 'userTaskCompleted':
    case 'userTaskCanceled':
      change(draft, event.elementKey, (element) => ({ ...element, userTask: undefined }));
      return;
    case 'timerCreated':
      change(draft, event.elementKey, (element) => ({ ...element, timers: [...element.timers, event.timer] }));
      return;
    case 'timerTriggered':
    case 'timerCanceled':
      change(draft, event.elementKey, (element) => ({
        ...element,
        timers: element.timers.filter((timer) => timer.key !== event.timerKey),
      }));
      return;
    case 'subscriptionOpened':
      change(draft, event.elementKey, (element) => ({ ...element, subscriptions: [...element.subscriptions, event.subscription] }));
      return;
    case 'subscriptionCorrelated':
      change(draft, event.elementKey, (element) => ({
        ...element,
        subscriptions: element.subscriptions.filter((open) => open.key !== event.subscriptionKey || !open.interrupting),
      }));
      return;
    case 'subscriptionClosed':
      change(draft, event.elementKey, (element) => ({
        ...element,
        subscriptions: element.subscriptions.filter((open) => open.key !== event.subscriptionKey),
      }));
      return;
    case 'incidentRaised':
      change(draft, event.elementKey, (element) => ({
        ...element,
        incident: { key: event.incidentKey, errorType: event.errorType, message: event.message, jobKey: event.jobKey },
      }));
      return;
    case 'incidentResolved':
      change(draft, event.elementKey, (element) => ({ ...element, incident: undefined }));
      return;
    case 'eventTriggered':
      change(draft, event.elementKey, (element) => ({ ...element, trigger: { node: event.node, variables: event.variables } }));
      return;
    case 'eventConsumed':
      change(draft, event.elementKey, (element) => ({ ...element, trigger: undefined }));
      return;
    case 'scopeInterrupted':
      change(draft, event.scopeKey, (scope) => ({ ...scope, interrupted: true, activeFlows: 0, takenFlows: NO_FLOWS }));
      return;
    case 'elementCalled':
      change(draft, event.elementKey, (element) => ({ ...element, calledInstanceKey: event.calledInstanceKey }));
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
  change(draft, event.scopeKey, (scope) => {
    let takenFlows = scope.takenFlows;
    for (const flow of event.consumed) if (takenFlows.has(flow)) takenFlows = add(takenFlows, flow, -1);
    return { ...scope, children: scope.children + 1, activeFlows: scope.activeFlows - event.consumed.length, takenFlows };
  });
}

function removeElement(draft: TreeDraft, key: bigint): void {
  const element = existing(draft, key);
  draft.elements.delete(key);
  if (element.scopeKey !== 0n) change(draft, element.scopeKey, (scope) => ({ ...scope, children: scope.children - 1 }));
}

function setVariables(draft: TreeDraft, event: Extract<TreeEvent, { type: 'variablesSet' }>): void {
  change(draft, event.scopeKey, (scope) => {
    const variables = new Map(scope.variables);
    let i = 0;
    for (const [name, json] of event.variables) variables.set(name, { json, valueKey: event.valueKeys[i++] ?? 0n });
    return { ...scope, variables };
  });
}

function change(draft: TreeDraft, key: bigint, to: (element: ElementInstance) => ElementInstance): void {
  draft.elements.set(key, to(existing(draft, key)));
}

function changeJob(draft: TreeDraft, elementKey: bigint, to: (job: Job) => Job): void {
  change(draft, elementKey, (element) => ({ ...element, job: element.job && to(element.job) }));
}

function existing(draft: TreeDraft, key: bigint): ElementInstance {
  const element = draft.elements.get(key);
  if (!element) throw new AssertionError({ message: `element instance ${key} is not in tree ${draft.rootKey}` });
  return element;
}

function add(counts: ReadonlyMap<number, number>, flow: number, by: number): ReadonlyMap<number, number> {
  const next = new Map(counts);
  const count = (next.get(flow) ?? 0) + by;
  if (count > 0) next.set(flow, count);
  else next.delete(flow);
  return next;
}
