/** Exclusive gateway (BPMN 2.0.2, 13.4.2): exactly one flow is taken. */
import type { Flow, Node } from '../../model/graph.js';
import { IncidentSignal } from '../signals.js';
import type { ElementInstance } from '../state.js';
import type { TreeRun } from '../step-context.js';
import { activated, completeScopeIfDone, takeFlow, terminated } from '../transitions.js';
import { evaluate, unexpected } from '../variables.js';
import type { ElementProcessor } from './processor.js';

export const exclusiveGateway: ElementProcessor = {
  onActivate(run, element, node) {
    const flow = flowToTake(run, element, node);
    activated(run, element.key);
    run.emit({ type: 'elementCompleting', key: element.key });
    run.emit({ type: 'elementCompleted', key: element.key });
    if (flow) takeFlow(run, element, flow);
    else completeScopeIfDone(run, element.scopeKey);
  },
  /** Never alone: a gateway is activated and completed in one turn. */
  onComplete() {},
  onTerminate: terminated,
};

/** Conditions are tried last to first (facts/SEMANTICS 16); one that isn't boolean is an incident, never "false" (5). */
function flowToTake(run: TreeRun, element: ElementInstance, node: Node): Flow | undefined {
  if (node.outgoing.length === 0) return undefined;
  const [only] = node.outgoing;
  if (only && node.outgoing.length === 1 && !only.condition) return only;
  for (let i = node.outgoing.length - 1; i >= 0; i--) {
    const flow = node.outgoing[i];
    if (!flow?.condition || flow === node.defaultFlow) continue;
    const value = evaluate(run, element, flow.condition);
    if (typeof value !== 'boolean') throw unexpected(flow.condition, 'BOOLEAN', value);
    if (value) return flow;
  }
  if (node.defaultFlow) return node.defaultFlow;
  throw new IncidentSignal('CONDITION_ERROR', 'Expected at least one condition to evaluate to true, or to have a default flow');
}
