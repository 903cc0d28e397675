/** How one element's turn leads to the next: taking flows, leaving a scope, ending an instance. */
import type { Flow, Node } from '../model/graph.js';
import { releaseStartLock } from './message-correlation.js';
import type { ElementInstance, Variables } from './state.js';
import type { TreeRun } from './step-context.js';
import { localVariables } from './variables.js';

export function activated(run: TreeRun, key: bigint): void {
  run.emit({ type: 'elementActivated', key });
}

/** For elements that don't wait: activated, and to be completed in turn. */
export function passThrough(run: TreeRun, key: bigint, variables?: Variables): void {
  activated(run, key);
  run.enqueue({ type: 'complete', key, variables });
}

/** Completed; every outgoing flow is taken, last to first (facts/SEMANTICS 16). Without one this path of execution ends. */
export function leave(run: TreeRun, element: ElementInstance, node: Node): void {
  run.emit({ type: 'elementCompleted', key: element.key });
  if (node.outgoing.length === 0) completeScopeIfDone(run, element.scopeKey);
  for (let i = node.outgoing.length - 1; i >= 0; i--) {
    const flow = node.outgoing[i];
    if (flow) takeFlow(run, element, flow);
  }
}

export function takeFlow(run: TreeRun, element: ElementInstance, flow: Flow): void {
  const join = flow.target.type === 'parallelGateway' && flow.target.incoming.length > 1;
  run.emit({ type: 'flowTaken', scopeKey: element.scopeKey, instanceKey: element.instanceKey, flow: flow.index, join });
  run.enqueue({
    type: 'activate',
    instanceKey: element.instanceKey,
    node: flow.target.index,
    scopeKey: element.scopeKey,
    flow: flow.index,
    variables: undefined,
  });
}

/** A scope is done when nothing in it lives or travels. */
export function completeScopeIfDone(run: TreeRun, scopeKey: bigint): void {
  const scope = run.find(scopeKey);
  if (scope?.state === 'activated' && scope.children === 0 && scope.activeFlows === 0)
    run.enqueue({ type: 'complete', key: scopeKey, variables: undefined });
}

export function terminateChildren(run: TreeRun, scopeKey: bigint): void {
  for (const child of run.children(scopeKey)) run.enqueue({ type: 'terminate', key: child.key });
}

/** Everything inside is gone. An interrupting boundary event takes over; else the scope hears of it. */
export function terminated(run: TreeRun, element: ElementInstance, node: Node): void {
  run.emit({ type: 'elementTerminated', key: element.key });
  const scope = run.find(element.scopeKey);
  if (!scope) return;
  const boundary = element.trigger && node.boundary.find((event) => event.index === element.trigger?.node);
  if (boundary && element.trigger && scope.state === 'activated' && !scope.interrupted) {
    activateEvent(run, element.instanceKey, boundary, scope.key, element.trigger.variables);
  } else childGone(run, scope);
}

/** An event that has fired starts to act: a boundary event or an event subprocess. */
export function activateEvent(run: TreeRun, instanceKey: bigint, node: Node, scopeKey: bigint, variables: Variables): void {
  run.enqueue({ type: 'activate', instanceKey, node: node.index, scopeKey, flow: -1, variables });
}

function childGone(run: TreeRun, scope: ElementInstance): void {
  const node = run.node(scope);
  if (scope.state === 'terminating') {
    if (scope.children === 0) terminatedContainer(run, scope, node);
    return;
  }
  const waiting = scope.trigger && node.eventSubProcesses.find((sub) => sub.startEvents[0]?.index === scope.trigger?.node);
  if (waiting && scope.trigger && scope.interrupted && scope.children === 0) {
    const { variables } = scope.trigger;
    run.emit({ type: 'eventConsumed', elementKey: scope.key });
    activateEvent(run, scope.instanceKey, waiting, scope.key, variables);
  } else completeScopeIfDone(run, scope.key);
}

/** A process, subprocess or event subprocess whose last child has gone. */
export function terminatedContainer(run: TreeRun, scope: ElementInstance, node: Node): void {
  if (node.type === 'process') endInstance(run, scope, 'elementTerminated');
  else terminated(run, scope, node);
}

/** The process instance is over; its caller goes on, its message start lock is free. */
export function endInstance(run: TreeRun, process: ElementInstance, type: 'elementCompleted' | 'elementTerminated'): void {
  const definition = run.definition(process.instanceKey);
  const { step } = run;
  const caller = process.process && run.find(process.process.parentElementKey);
  const returned = type === 'elementCompleted' && (caller || step.env.awaitsResult(process.key)) ? localVariables(run, process) : undefined;
  if (returned && step.env.awaitsResult(process.key)) step.addResult(process.key, returned);
  run.emit({ type, key: process.key });
  if (caller && type === 'elementCompleted') run.enqueue({ type: 'complete', key: caller.key, variables: returned });
  if (caller && type === 'elementTerminated' && caller.state === 'terminating') terminated(run, caller, run.node(caller));
  if (process.process && process.process.startCorrelationKey !== '') {
    releaseStartLock(step, definition, process.process.startCorrelationKey);
  }
}
