/** What the engine itself has nothing to do for: none tasks, manual tasks, none intermediate throw events. */
import { applyInputMappings, applyOutputs } from '../mapping.js';
import { leave, passThrough, terminated } from '../transitions.js';
import type { ElementProcessor } from './processor.js';

export const passThroughElement: ElementProcessor = {
  onActivate(run, element, node) {
    applyInputMappings(run, element, node);
    passThrough(run, element.key);
  },
  onComplete(run, element, node) {
    applyOutputs(run, element, node, undefined);
    leave(run, element, node);
  },
  onTerminate: terminated,
};
