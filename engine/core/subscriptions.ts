/**
 * What an element instance listens to: its own event, its boundary events, its event subprocesses.
 * All expressions are evaluated before the first subscription opens: all or none (facts/SEMANTICS 18).
 */
import type { MessageDefinition, Node } from '../model/graph.js';
import { IncidentSignal } from './signals.js';
import type { ElementInstance, MessageSubscription, Timer } from './state.js';
import type { TreeRun } from './step-context.js';
import { firstDue } from './timers.js';
import { evaluate, evaluateString, plain, typeName } from './variables.js';

/** Opens what `events` (catch events, receive tasks) need on `element`. Errors need no subscription. */
export function openSubscriptions(run: TreeRun, element: ElementInstance, events: readonly Node[]): void {
  const timers: Timer[] = [];
  const subscriptions: MessageSubscription[] = [];
  for (const event of events) {
    if (event.event.type === 'timer') {
      const value = evaluate(run, element, event.event.timer.expression);
      timers.push({ key: run.step.env.nextKey(), node: event.index, ...firstDue(event, value, run.step.env.nowMs) });
    } else if (event.event.type === 'message') {
      subscriptions.push(subscription(run, element, event, event.event.message));
    }
  }
  for (const timer of timers) run.emit({ type: 'timerCreated', elementKey: element.key, timer });
  for (const open of subscriptions) {
    run.emit({ type: 'subscriptionOpened', elementKey: element.key, subscription: open });
    run.enqueue({ type: 'correlate', elementKey: element.key, subscriptionKey: open.key });
  }
}

function subscription(run: TreeRun, element: ElementInstance, event: Node, message: MessageDefinition): MessageSubscription {
  // Zeebe evaluates a boundary event's key around the activity, every other key inside.
  const scope = event.type === 'boundaryEvent' ? run.element(element.scopeKey) : element;
  return {
    key: run.step.env.nextKey(),
    node: event.index,
    name: evaluateString(run, scope, message.name),
    correlationKey: correlationKey(run, scope, message),
    interrupting: event.interrupting,
  };
}

function correlationKey(run: TreeRun, scope: ElementInstance, message: MessageDefinition): string {
  if (!message.correlationKey) return '';
  const value = evaluate(run, scope, message.correlationKey);
  if (typeof value === 'string') return plain(message.correlationKey, value);
  if (typeof value === 'number') return Math.trunc(value).toString();
  throw new IncidentSignal(
    'EXTRACT_VALUE_ERROR',
    `Failed to extract the correlation key for '${message.correlationKey.source}': The value must be either a string or a number, but was '${typeName(value)}'.`,
  );
}

/**
 * What an activity or process listens to, in Zeebe's order, which decides between two that are due at once: event subprocesses
 * first to last, then boundary events last to first.
 */
export function eventsOf(node: Node): Node[] {
  return [...eventSubProcessStarts(node), ...node.boundary.toReversed()];
}

/** Start events of the event subprocesses in this scope. */
export function eventSubProcessStarts(scope: Node): Node[] {
  return scope.eventSubProcesses.flatMap((sub) => sub.startEvents);
}

/** Closes all subscriptions of an element instance, or only those for `nodes`. */
export function closeSubscriptions(run: TreeRun, elementKey: bigint, nodes?: readonly Node[]): void {
  const concerned = (index: number): boolean => !nodes || nodes.some((node) => node.index === index);
  const element = run.element(elementKey);
  for (const timer of element.timers) {
    if (concerned(timer.node)) run.emit({ type: 'timerCanceled', elementKey, timerKey: timer.key });
  }
  for (const open of element.subscriptions) {
    if (concerned(open.node)) run.emit({ type: 'subscriptionClosed', elementKey, subscriptionKey: open.key });
  }
}
