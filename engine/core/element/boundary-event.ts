/** A boundary event that has fired; what it interrupts is gone by now. The event's variables are local to it already. */
import { propagateEventVariables } from '../mapping.js';
import { leave, passThrough, terminated } from '../transitions.js';
import type { ElementProcessor } from './processor.js';

export const boundaryEvent: ElementProcessor = {
  onActivate(run, element) {
    passThrough(run, element.key);
  },
  onComplete(run, element, node) {
    propagateEventVariables(run, element, node);
    leave(run, element, node);
  },
  onTerminate: terminated,
};
