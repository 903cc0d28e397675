/** Work that a job worker does: service and send tasks, job-based user, script and business-rule tasks, message throw and end events. */
import type { JobDefinition, Node, UserTaskDefinition } from '../../model/graph.js';
import { applyInputMappings, applyOutputs } from '../mapping.js';
import type { ElementInstance, Job } from '../state.js';
import type { TreeRun } from '../step-context.js';
import { closeSubscriptions, openSubscriptions } from '../subscriptions.js';
import { activated, leave, terminated } from '../transitions.js';
import { evaluate, evaluateString, evaluateStrings, unexpected } from '../variables.js';
import type { ElementProcessor } from './processor.js';

export function jobWorkerTask(definition: JobDefinition): ElementProcessor {
  return {
    onActivate(run, element, node) {
      applyInputMappings(run, element, node);
      const current = run.element(element.key);
      const job = newJob(run, current, node, definition);
      openSubscriptions(run, current, node.boundary);
      activated(run, element.key);
      run.emit({ type: 'jobCreated', elementKey: element.key, job });
    },
    onComplete(run, element, node, variables) {
      applyOutputs(run, element, node, variables);
      closeSubscriptions(run, element.key);
      leave(run, element, node);
    },
    onTerminate: terminated,
  };
}

function newJob(run: TreeRun, element: ElementInstance, node: Node, definition: JobDefinition): Job {
  return {
    key: run.step.env.nextKey(),
    type: evaluateString(run, element, definition.type),
    retries: retries(run, element, definition),
    state: 'activatable',
    backoffUntilMs: 0,
    errorMessage: '',
    headers: node.jobUserTask ? assignmentHeaders(run, element, node.jobUserTask) : {},
  };
}

function retries(run: TreeRun, element: ElementInstance, definition: JobDefinition): number {
  const value = evaluate(run, element, definition.retries);
  const count = definition.retries.isStatic ? Number(value) : value;
  if (typeof count !== 'number' || !Number.isFinite(count)) throw unexpected(definition.retries, 'NUMBER', value);
  return Math.trunc(count);
}

/** The headers under which Camunda 8 tells a job worker about a user task's assignment. */
function assignmentHeaders(run: TreeRun, element: ElementInstance, task: UserTaskDefinition): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  if (task.assignee) headers['io.camunda.zeebe:assignee'] = evaluateString(run, element, task.assignee);
  if (task.candidateGroups)
    headers['io.camunda.zeebe:candidateGroups'] = JSON.stringify(evaluateStrings(run, element, task.candidateGroups));
  if (task.candidateUsers) headers['io.camunda.zeebe:candidateUsers'] = JSON.stringify(evaluateStrings(run, element, task.candidateUsers));
  if (task.dueDate) headers['io.camunda.zeebe:dueDate'] = evaluateString(run, element, task.dueDate);
  if (task.followUpDate) headers['io.camunda.zeebe:followUpDate'] = evaluateString(run, element, task.followUpDate);
  const form = task.formId && run.step.view.catalog.formById(evaluateString(run, element, task.formId));
  if (form) headers['io.camunda.zeebe:formKey'] = form.key.toString();
  return headers;
}
