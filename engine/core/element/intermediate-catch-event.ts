/** Intermediate catch events (timer, message) and the receive task, which is one with boundary events. */
import { applyInputMappings, applyOutputs, propagateEventVariables } from '../mapping.js';
import { closeSubscriptions, eventsOf, openSubscriptions } from '../subscriptions.js';
import { activated, leave, passThrough, terminated } from '../transitions.js';
import type { ElementProcessor } from './processor.js';

export const intermediateCatchEvent: ElementProcessor = {
  onActivate(run, element, node, variables) {
    // Behind an event-based gateway the event has fired already.
    if (variables) {
      passThrough(run, element.key);
      return;
    }
    applyInputMappings(run, element, node);
    openSubscriptions(run, run.element(element.key), [node, ...eventsOf(node)]);
    activated(run, element.key);
  },
  onComplete(run, element, node, variables) {
    if (variables) applyOutputs(run, element, node, variables);
    else propagateEventVariables(run, element, node);
    closeSubscriptions(run, element.key);
    leave(run, element, node);
  },
  onTerminate: terminated,
};
