/** Work that a job worker does: service and send tasks, job-based user, script and business-rule tasks, message throw and end events. */
import type { JobDefinition, Node, UserTaskDefinition } from '../../model/graph.js';
import { applyInputMappings, applyOutputs } from '../mapping.js';
import type { ElementInstance, Job } from '../state.js';
import type { TreeRun } from '../step-context.js';
import { closeSubscriptions, eventsOf, openSubscriptions } from '../subscriptions.js';
import { activated, leave, terminated } from '../transitions.js';
import { evaluate, evaluateString, evaluateStrings, unexpected } from '../variables.js';
import { linkedFormKey, taskDate } from './assignment.js';
import type { ElementProcessor } from './processor.js';

export function jobWorkerTask(definition: JobDefinition): ElementProcessor {
  return {
    onActivate(run, element, node) {
      applyInputMappings(run, element, node);
      const current = run.element(element.key);
      const job = newJob(run, current, node, definition);
      openSubscriptions(run, current, eventsOf(node));
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

/** The headers under which Camunda 8 tells a job worker about a user task's assignment; what is empty has none. */
function assignmentHeaders(run: TreeRun, element: ElementInstance, task: UserTaskDefinition): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const put = (name: string, value: string): void => {
    if (value !== '') headers[`io.camunda.zeebe:${name}`] = value;
  };
  if (task.assignee) put('assignee', evaluateString(run, element, task.assignee));
  if (task.candidateGroups) put('candidateGroups', JSON.stringify(evaluateStrings(run, element, task.candidateGroups)));
  if (task.candidateUsers) put('candidateUsers', JSON.stringify(evaluateStrings(run, element, task.candidateUsers)));
  put('dueDate', taskDate(run, element, task.dueDate));
  put('followUpDate', taskDate(run, element, task.followUpDate));
  const formKey = linkedFormKey(run, element, task.formId);
  if (formKey !== 0n) put('formKey', formKey.toString());
  return headers;
}
