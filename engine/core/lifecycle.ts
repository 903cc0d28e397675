/**
 * The life of an element instance: activating → activated → completing → completed, or terminating → terminated.
 * Decides whether a queued command may still act, and turns an incident signal into an incident.
 */
import type { Node } from '../model/graph.js';
import { processorOf } from './element/processors.js';
import { keepsEventVariables } from './mapping.js';
import { correlateBuffered } from './message-correlation.js';
import { asPlainText } from './plain-text.js';
import { IncidentSignal } from './signals.js';
import type { ElementInstance, IncidentType, QueuedCommand, Variables } from './state.js';
import { MAX_TRANSITIONS, type StepContext, type TreeRun } from './step-context.js';
import { closeSubscriptions } from './subscriptions.js';
import { setLocal } from './variables.js';

/** Works off the queue; what is left at the limit becomes the trees' pending commands. */
export function drain(step: StepContext): void {
  let at = 0;
  let atLater = 0;
  for (let done = 0; done < MAX_TRANSITIONS; done++) {
    const next = at < step.queue.length ? step.queue[at++] : step.later[atLater++];
    if (!next) return;
    perform(next.run, next.command);
  }
  const left = [...step.queue.slice(at), ...step.later.slice(atLater)];
  for (const run of new Set(left.map((entry) => entry.run))) {
    const commands = left.filter((entry) => entry.run === run).map((entry) => entry.command);
    run.emit({ type: 'continuationStored', commands: [...run.draft.pending, ...commands] });
  }
}

function perform(run: TreeRun, command: QueuedCommand): void {
  switch (command.type) {
    case 'activate':
      activate(run, command);
      return;
    case 'complete':
      complete(run, command.key, command.variables);
      return;
    case 'terminate':
      terminate(run, command.key);
      return;
    case 'correlate':
      correlateBuffered(run, command.elementKey, command.subscriptionKey);
  }
}

function activate(run: TreeRun, command: Extract<QueuedCommand, { type: 'activate' }>): void {
  const scope = run.find(command.scopeKey);
  if (scope?.state !== 'activated') return;
  const node = run.nodeAt(command.instanceKey, command.node);
  if (scope.interrupted && node.type !== 'eventSubProcess') return;
  const consumed = consumedFlows(scope, node, command.flow);
  if (!consumed) return;
  const key = run.step.env.nextKey();
  run.emit({
    type: 'elementActivating',
    key,
    instanceKey: command.instanceKey,
    node: node.index,
    scopeKey: command.scopeKey,
    consumed,
    process: undefined,
  });
  if (command.variables && keepsEventVariables(node)) setLocal(run, key, command.variables);
  runActivation(run, key, command.variables);
}

/** undefined: a parallel join that still misses a token (facts/SEMANTICS 6). */
function consumedFlows(scope: ElementInstance, node: Node, flow: number): readonly number[] | undefined {
  if (node.type !== 'parallelGateway' || node.incoming.length <= 1) return flow < 0 ? [] : [flow];
  if (flow < 0) return [];
  return node.incoming.every((incoming) => scope.takenFlows.has(incoming.index))
    ? node.incoming.map((incoming) => incoming.index)
    : undefined;
}

/** Also the retry after an incident. */
export function runActivation(run: TreeRun, key: bigint, variables?: Variables): void {
  guarded(run, key, (element, node) => processorOf(node).onActivate(run, element, node, variables));
}

function complete(run: TreeRun, key: bigint, variables: Variables | undefined): void {
  const element = run.find(key);
  if (element?.state !== 'activated' || element.children > 0 || element.activeFlows > 0) return;
  if (element.scopeKey !== 0n && run.element(element.scopeKey).state !== 'activated') return;
  run.emit({ type: 'elementCompleting', key });
  runCompletion(run, key, variables);
}

/** Also the retry after an incident. */
export function runCompletion(run: TreeRun, key: bigint, variables?: Variables): void {
  guarded(run, key, (element, node) => processorOf(node).onComplete(run, element, node, variables));
}

function terminate(run: TreeRun, key: bigint): void {
  const element = run.find(key);
  if (!element || element.state === 'terminating') return;
  run.emit({ type: 'elementTerminating', key });
  if (element.job) run.emit({ type: 'jobCanceled', elementKey: key, jobKey: element.job.key });
  if (element.userTask) run.emit({ type: 'userTaskCanceled', elementKey: key, taskKey: element.userTask.key });
  closeSubscriptions(run, key);
  if (element.incident) run.emit({ type: 'incidentResolved', elementKey: key, incidentKey: element.incident.key });
  const node = run.node(element);
  processorOf(node).onTerminate(run, run.element(key), node);
}

function guarded(run: TreeRun, key: bigint, act: (element: ElementInstance, node: Node) => void): void {
  const element = run.element(key);
  try {
    act(element, run.node(element));
  } catch (signal) {
    if (!(signal instanceof IncidentSignal)) throw signal;
    raiseIncident(run, key, signal.errorType, signal.message, 0n);
  }
}

export function raiseIncident(run: TreeRun, elementKey: bigint, errorType: IncidentType, message: string, jobKey: bigint): void {
  run.emit({ type: 'incidentRaised', elementKey, incidentKey: run.step.env.nextKey(), errorType, message: asPlainText(message), jobKey });
}
