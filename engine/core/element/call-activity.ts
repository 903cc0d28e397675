/** Call activity: runs the latest version of another process inside this tree. */
import type { CalledElement, Node } from '../../model/graph.js';
import { callInstance } from '../instance-creation.js';
import { applyInputMappings, applyOutputs } from '../mapping.js';
import { IncidentSignal } from '../signals.js';
import type { ElementInstance, Variables } from '../state.js';
import type { TreeRun } from '../step-context.js';
import { closeSubscriptions, eventsOf, openSubscriptions } from '../subscriptions.js';
import { activated, leave, terminated } from '../transitions.js';
import { evaluateString, jsonOf, localVariables } from '../variables.js';
import type { ElementProcessor } from './processor.js';

export function callActivity(called: CalledElement): ElementProcessor {
  return {
    onActivate(run, element, node) {
      applyInputMappings(run, element, node);
      const current = run.element(element.key);
      const processId = evaluateString(run, current, called.processId);
      const definition = run.step.view.catalog.processById(processId);
      if (!definition) {
        throw new IncidentSignal(
          'CALLED_ELEMENT_ERROR',
          `Expected process with BPMN process id '${processId}' to be deployed, but not found.`,
        );
      }
      const start = definition.graph.noneStart;
      if (!start) {
        throw new IncidentSignal(
          'CALLED_ELEMENT_ERROR',
          `Expected process with BPMN process id '${processId}' to have a none start event, but not found.`,
        );
      }
      openSubscriptions(run, current, eventsOf(node));
      activated(run, element.key);
      const instanceKey = run.step.env.nextKey();
      run.emit({ type: 'elementCalled', elementKey: element.key, calledInstanceKey: instanceKey });
      const variables = called.propagateAllParentVariables ? visibleVariables(run, current) : localVariables(run, current);
      callInstance({ run, instanceKey: element.instanceKey, elementKey: element.key }, definition, instanceKey, variables, start);
    },
    /** `variables`: what the called instance left behind; see `endInstance`. */
    onComplete(run, element, node, variables) {
      const all = called.propagateAllChildVariables || node.outputs.length > 0;
      applyOutputs(run, element, node, all ? variables : undefined);
      closeSubscriptions(run, element.key);
      leave(run, element, node);
    },
    onTerminate(run, element, node: Node) {
      if (run.find(element.calledInstanceKey)) run.enqueue({ type: 'terminate', key: element.calledInstanceKey });
      else terminated(run, element, node);
    },
  };
}

/** Everything the caller sees, the nearest scope first. */
function visibleVariables(run: TreeRun, element: ElementInstance): Variables {
  const visible = new Map<string, string>();
  for (let scope: ElementInstance | undefined = element; scope; scope = scope.scopeKey === 0n ? undefined : run.find(scope.scopeKey)) {
    for (const [name, variable] of scope.variables) if (!visible.has(name)) visible.set(name, jsonOf(run, variable));
  }
  return visible;
}
