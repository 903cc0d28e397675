/** Tasks that the engine computes at once: the result arrives like the variables of an event. */
import type { Node } from '../../model/graph.js';
import { applyInputMappings, applyOutputs } from '../mapping.js';
import type { ElementInstance, Variables } from '../state.js';
import type { TreeRun } from '../step-context.js';
import { leave, passThrough, terminated } from '../transitions.js';
import type { ElementProcessor } from './processor.js';

export function computedTask(compute: (run: TreeRun, element: ElementInstance, node: Node) => Variables): ElementProcessor {
  return {
    onActivate(run, element, node) {
      applyInputMappings(run, element, node);
      const variables = compute(run, run.element(element.key), node);
      passThrough(run, element.key, variables);
    },
    onComplete(run, element, node, variables) {
      applyOutputs(run, element, node, variables);
      leave(run, element, node);
    },
    onTerminate: terminated,
  };
}
