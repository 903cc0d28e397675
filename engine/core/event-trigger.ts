/**
 * What happens when an event fires that an element instance listens to: a timer, a message, an error.
 * The first interrupting one wins; after it the element accepts no other (facts/SEMANTICS 13).
 */
import type { Node } from '../model/graph.js';
import type { ElementInstance, Variables } from './state.js';
import type { TreeRun } from './step-context.js';
import { closeSubscriptions, eventSubProcessStarts } from './subscriptions.js';
import { activateEvent, terminateChildren } from './transitions.js';

/**
 * @param element the instance that listens; `node` is the event that fired.
 * @param record writes the fact that fired, once it is clear that the event is accepted.
 * @returns false when the element can't take it any more: nothing was written.
 */
export function triggerEvent(run: TreeRun, element: ElementInstance, node: Node, variables: Variables, record: () => void): boolean {
  if (element.state !== 'activated') return false;
  const waitsFor = run.node(element);
  if (node.type === 'boundaryEvent') return triggerBoundary(run, element, node, variables, record);
  if (node.type === 'startEvent') return triggerEventSubProcess(run, element, node, variables, record);
  // An intermediate catch event or receive task by itself, or the event-based gateway in front of it.
  if (element.trigger) return false;
  record();
  if (waitsFor.type === 'eventBasedGateway') run.emit({ type: 'eventTriggered', elementKey: element.key, node: node.index, variables });
  else closeSubscriptions(run, element.key, [node]);
  run.enqueue({ type: 'complete', key: element.key, variables });
  return true;
}

function triggerBoundary(run: TreeRun, element: ElementInstance, node: Node, variables: Variables, record: () => void): boolean {
  if (element.trigger && element.interrupted) return false;
  if (element.trigger && run.node(element).boundary.some((event) => event.index === element.trigger?.node)) return false;
  record();
  if (node.interrupting) {
    run.emit({ type: 'eventTriggered', elementKey: element.key, node: node.index, variables });
    run.enqueue({ type: 'terminate', key: element.key });
  } else activateEvent(run, element.instanceKey, node, element.scopeKey, variables);
  return true;
}

function triggerEventSubProcess(run: TreeRun, scope: ElementInstance, start: Node, variables: Variables, record: () => void): boolean {
  const sub = start.scope;
  if (scope.interrupted || scope.trigger || !sub) return false;
  record();
  if (!start.interrupting) {
    activateEvent(run, scope.instanceKey, sub, scope.key, variables);
    return true;
  }
  closeSubscriptions(run, scope.key, eventSubProcessStarts(run.node(scope)));
  run.emit({ type: 'scopeInterrupted', scopeKey: scope.key });
  if (run.element(scope.key).children === 0) {
    activateEvent(run, scope.instanceKey, sub, scope.key, variables);
  } else {
    run.emit({ type: 'eventTriggered', elementKey: scope.key, node: start.index, variables });
    terminateChildren(run, scope.key);
  }
  return true;
}
