/** Intermediate catch events (timer, message) and the receive task, which is one with boundary events. */
import { applyInputMappings, applyOutputs } from '../mapping.js';
import { closeSubscriptions, openSubscriptions } from '../subscriptions.js';
import { activated, leave, passThrough, terminated } from '../transitions.js';
import type { ElementProcessor } from './processor.js';

export const intermediateCatchEvent: ElementProcessor = {
  onActivate(run, element, node, variables) {
    applyInputMappings(run, element, node);
    // Behind an event-based gateway the event has fired already.
    if (variables) {
      passThrough(run, element.key, variables);
      return;
    }
    openSubscriptions(run, run.element(element.key), [node, ...node.boundary]);
    activated(run, element.key);
  },
  onComplete(run, element, node, variables) {
    applyOutputs(run, element, node, variables);
    closeSubscriptions(run, element.key);
    leave(run, element, node);
  },
  onTerminate: terminated,
};
