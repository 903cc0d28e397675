/** What the engine itself has nothing to do for: none tasks, manual tasks, none intermediate throw events. */
import type { Node } from '../../model/graph.js';
import { applyOutputs } from '../mapping.js';
import type { ElementInstance } from '../state.js';
import type { TreeRun } from '../step-context.js';
import { leave, passThrough, terminated } from '../transitions.js';
import type { ElementProcessor } from './processor.js';

function passing(beforeLeaving: (run: TreeRun, element: ElementInstance, node: Node) => void): ElementProcessor {
  return {
    onActivate(run, element) {
      passThrough(run, element.key);
    },
    onComplete(run, element, node) {
      beforeLeaving(run, element, node);
      leave(run, element, node);
    },
    onTerminate: terminated,
  };
}

/** Zeebe ignores the mappings of a task without work. */
export const taskWithoutWork: ElementProcessor = passing(() => {});

/** Its output mappings count, its input mappings don't. */
export const noneThrowEvent: ElementProcessor = passing((run, element, node) => applyOutputs(run, element, node, undefined));
