/** A native `zeebe:userTask`: work that a person does. */

import type { Expression } from '../../feel/index.js';
import { FeelTemporal } from '../../feel/index.js';
import type { Node, UserTaskDefinition } from '../../model/graph.js';
import { parseTimerDate } from '../../time/index.js';
import { applyInputMappings, applyOutputs } from '../mapping.js';
import { IncidentSignal } from '../signals.js';
import type { ElementInstance, UserTask } from '../state.js';
import type { TreeRun } from '../step-context.js';
import { closeSubscriptions, openSubscriptions } from '../subscriptions.js';
import { activated, leave, terminated } from '../transitions.js';
import { evaluate, evaluateString, evaluateStrings, unexpected } from '../variables.js';
import type { ElementProcessor } from './processor.js';

const DEFAULT_PRIORITY = 50;

export function nativeUserTask(definition: UserTaskDefinition): ElementProcessor {
  return {
    onActivate(run, element, node) {
      applyInputMappings(run, element, node);
      const current = run.element(element.key);
      const task = newTask(run, current, node, definition);
      openSubscriptions(run, current, node.boundary);
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

function newTask(run: TreeRun, element: ElementInstance, node: Node, definition: UserTaskDefinition): UserTask {
  const string = (expression: Expression | undefined): string => (expression ? evaluateString(run, element, expression) : '');
  const strings = (expression: Expression | undefined): string[] => (expression ? evaluateStrings(run, element, expression) : []);
  return {
    key: run.step.env.nextKey(),
    assignee: string(definition.assignee),
    candidateGroups: strings(definition.candidateGroups),
    candidateUsers: strings(definition.candidateUsers),
    dueDate: date(run, element, definition.dueDate),
    followUpDate: date(run, element, definition.followUpDate),
    formKey: formKey(run, element, node, definition),
    externalReference: string(definition.externalReference),
    priority: priority(run, element, definition),
  };
}

/** A date may be null: the task has none then (facts/SEMANTICS 24). */
function date(run: TreeRun, element: ElementInstance, expression: Expression | undefined): string {
  if (!expression) return '';
  const value = evaluate(run, element, expression);
  if (value === null || value === undefined || value === '') return '';
  const text = value instanceof FeelTemporal ? value.iso : value;
  if (typeof text !== 'string') throw unexpected(expression, 'DATE TIME', value);
  const parsed = parseTimerDate(text);
  if (parsed.type === 'invalid') throw new IncidentSignal('EXTRACT_VALUE_ERROR', parsed.reason);
  return text;
}

function formKey(run: TreeRun, element: ElementInstance, node: Node, definition: UserTaskDefinition): bigint {
  if (!definition.formId) return 0n;
  const formId = evaluateString(run, element, definition.formId);
  const form = run.step.view.catalog.formById(formId);
  if (form) return form.key;
  throw new IncidentSignal(
    'FORM_NOT_FOUND',
    `Expected to find a form with id '${formId}' for user task '${node.id}', but no form with this id is deployed. Deploy the form, then resolve the incident.`,
  );
}

function priority(run: TreeRun, element: ElementInstance, definition: UserTaskDefinition): number {
  if (!definition.priority) return DEFAULT_PRIORITY;
  const value = evaluate(run, element, definition.priority);
  const count = definition.priority.isStatic ? Number(value) : value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= 100) return count;
  throw new IncidentSignal('EXTRACT_VALUE_ERROR', `Expected priority to be a whole number from 0 to 100, but was '${String(value)}'.`);
}
