/** Business rule task that evaluates a deployed DMN decision. No matching row gives null and no incident (facts/SEMANTICS 26). */
import type { CalledDecision } from '../../model/graph.js';
import { IncidentSignal } from '../signals.js';
import { evaluateString, feelEnv, lookupIn, oneVariable } from '../variables.js';
import { computedTask } from './computed-task.js';
import type { ElementProcessor } from './processor.js';

export function businessRuleTask(called: CalledDecision): ElementProcessor {
  return computedTask((run, element) => {
    const decisionId = evaluateString(run, element, called.decisionId);
    const definition = run.step.view.catalog.decisionById(decisionId);
    if (!definition) {
      throw new IncidentSignal(
        'CALLED_DECISION_ERROR',
        `Expected to evaluate decision '${decisionId}', but no decision found for id '${decisionId}'`,
      );
    }
    const outcome = definition.decision.evaluate(lookupIn(run, element), feelEnv(run.step));
    if (outcome.type === 'failure') {
      throw new IncidentSignal('DECISION_EVALUATION_ERROR', outcome.reason);
    }
    const matchedRuleIds = outcome.evaluated.find((evaluated) => evaluated.id === decisionId)?.matchedRuleIds ?? [];
    run.emit({ type: 'decisionEvaluated', elementKey: element.key, decisionKey: definition.key, matchedRuleIds });
    return oneVariable(called.resultVariable, outcome.value);
  });
}
