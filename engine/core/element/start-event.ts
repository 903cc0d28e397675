/**
 * Start events: none, or fired by a timer, a message or an error.
 * When one completes, the scope around it starts to listen: boundary and event-subprocess subscriptions, all or none (facts/SEMANTICS 18).
 */
import { applyOutputs, keepsEventVariables, propagateEventVariables } from '../mapping.js';
import { eventsOf, openSubscriptions } from '../subscriptions.js';
import { leave, passThrough, terminated } from '../transitions.js';
import type { ElementProcessor } from './processor.js';

export const startEvent: ElementProcessor = {
  onActivate(run, element, _node, variables) {
    passThrough(run, element.key, variables);
  },
  onComplete(run, element, node, variables) {
    // What a message brings to an event subprocess isn't local to its start event.
    if (keepsEventVariables(node)) propagateEventVariables(run, element, node);
    else applyOutputs(run, element, node, variables);
    const scope = run.element(element.scopeKey);
    openSubscriptions(run, scope, eventsOf(run.node(scope)));
    leave(run, element, node);
  },
  onTerminate: terminated,
};
