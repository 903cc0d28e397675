/** Script task with a FEEL expression: its value becomes the result variable. */
import type { ScriptDefinition } from '../../model/graph.js';
import { evaluate, oneVariable } from '../variables.js';
import { computedTask } from './computed-task.js';
import type { ElementProcessor } from './processor.js';

export function scriptTask(script: ScriptDefinition): ElementProcessor {
  return computedTask((run, element) => oneVariable(script.resultVariable, evaluate(run, element, script.expression)));
}
