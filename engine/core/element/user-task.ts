/** A native `zeebe:userTask`: work that a person does. */

import type { Expression } from '../../feel/index.js';
import type { UserTaskDefinition } from '../../model/graph.js';
import { applyInputMappings, applyOutputs } from '../mapping.js';
import { IncidentSignal } from '../signals.js';
import type { ElementInstance, UserTask } from '../state.js';
import type { TreeRun } from '../step-context.js';
import { closeSubscriptions, eventsOf, openSubscriptions } from '../subscriptions.js';
import { activated, leave, terminated } from '../transitions.js';
import { evaluate, evaluateString, evaluateStrings } from '../variables.js';
import { linkedFormKey, taskDate } from './assignment.js';
import type { ElementProcessor } from './processor.js';

const DEFAULT_PRIORITY = 50;

export function nativeUserTask(definition: UserTaskDefinition): ElementProcessor {
  return {
    onActivate(run, element, node) {
      applyInputMappings(run, element, node);
      const current = run.element(element.key);
      const task = newTask(run, current, definition);
      openSubscriptions(run, current, eventsOf(node));
      activated(run, element.key);
      run.emit({ type: 'userTaskCreated', elementKey: element.key, task });
    },
    onComplete(run, element, node, variables) {
      applyOutputs(run, element, node, variables);
      closeSubscriptions(run, element.key);
      leave(run, element, node);
    },
    onTerminate: terminated,
  };
}

function newTask(run: TreeRun, element: ElementInstance, definition: UserTaskDefinition): UserTask {
  const string = (expression: Expression | undefined): string => (expression ? evaluateString(run, element, expression) : '');
  const strings = (expression: Expression | undefined): string[] => (expression ? evaluateStrings(run, element, expression) : []);
  return {
    key: run.step.env.nextKey(),
    assignee: string(definition.assignee),
    candidateGroups: strings(definition.candidateGroups),
    candidateUsers: strings(definition.candidateUsers),
    dueDate: taskDate(run, element, definition.dueDate),
    followUpDate: taskDate(run, element, definition.followUpDate),
    formKey: linkedFormKey(run, element, definition.formId),
    externalReference: string(definition.externalReference),
    priority: priority(run, element, definition),
  };
}

function priority(run: TreeRun, element: ElementInstance, definition: UserTaskDefinition): number {
  if (!definition.priority) return DEFAULT_PRIORITY;
  const value = evaluate(run, element, definition.priority);
  const count = definition.priority.isStatic ? Number(value) : value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= 100) return count;
  throw new IncidentSignal('EXTRACT_VALUE_ERROR', `Expected priority to be a whole number from 0 to 100, but was '${String(value)}'.`);
}
