/**
 * Start events: none, or fired by a timer, a message or an error.
 * When one completes, the scope around it starts to listen: boundary and event-subprocess subscriptions, all or none (facts/SEMANTICS 18).
 */
import { applyOutputs } from '../mapping.js';
import { eventSubProcessStarts, openSubscriptions } from '../subscriptions.js';
import { leave, passThrough, terminated } from '../transitions.js';
import type { ElementProcessor } from './processor.js';

export const startEvent: ElementProcessor = {
  onActivate(run, element, _node, variables) {
    passThrough(run, element.key, variables);
  },
  onComplete(run, element, node, variables) {
    applyOutputs(run, element, node, variables);
    const scope = run.element(element.scopeKey);
    const scopeNode = run.node(scope);
    openSubscriptions(run, scope, [...scopeNode.boundary, ...eventSubProcessStarts(scopeNode)]);
    leave(run, element, node);
  },
  onTerminate: terminated,
};
