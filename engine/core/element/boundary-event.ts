/** A boundary event that has fired; what it interrupts is gone by now. */
import { applyOutputs } from '../mapping.js';
import { leave, passThrough, terminated } from '../transitions.js';
import type { ElementProcessor } from './processor.js';

export const boundaryEvent: ElementProcessor = {
  onActivate(run, element, _node, variables) {
    passThrough(run, element.key, variables);
  },
  onComplete(run, element, node, variables) {
    applyOutputs(run, element, node, variables);
    leave(run, element, node);
  },
  onTerminate: terminated,
};
