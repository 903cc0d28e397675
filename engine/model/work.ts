/** Owns what an activity does: jobs, user tasks, scripts, decisions, calls, and the mappings around them. */
import { parseTimerDate } from '../time/index.js';
import type { NodeDraft, ProcessDraft, Writable } from './draft.js';
import { ExpressionReader } from './expressions.js';
import { readHeaders } from './extensions.js';
import type { CalledElement, JobDefinition, Mapping, UserTaskDefinition } from './graph.js';
import { children, extension, flag, type ModdleElement, text } from './moddle-element.js';

/** Zeebe's job type of a user task that is completed by a worker. */
const USER_TASK_JOB_TYPE = 'io.camunda.zeebe:userTask';
const FORM_KEY_HEADER = 'io.camunda.zeebe:formKey';

/** Fills in what the node does outside its events. */
export function readWork(draft: ProcessDraft, { node, element }: NodeDraft): void {
  const reader = new ExpressionReader(draft.faults, node.id);
  readMappings(draft, node.id, element, reader, node);
  switch (node.type) {
    case 'serviceTask':
    case 'sendTask':
      readJob(element, reader, node, true);
      return;
    case 'intermediateThrowEvent':
    case 'endEvent':
      readJob(element, reader, node, node.event.type === 'message');
      return;
    case 'scriptTask':
      readEither(draft, node.id, element, 'zeebe:script', 'zeebe:Script');
      readJob(element, reader, node, false);
      readScript(element, reader, node);
      return;
    case 'businessRuleTask':
      readEither(draft, node.id, element, 'zeebe:calledDecision', 'zeebe:CalledDecision');
      readJob(element, reader, node, false);
      readDecision(element, reader, node);
      return;
    case 'userTask':
      readUserTask(draft, element, reader, node);
      return;
    case 'callActivity':
      readCall(element, reader, node);
      return;
    default:
  }
}

type Target = NodeDraft['node'];

function readJob(element: ModdleElement, reader: ExpressionReader, node: Target, isRequired: boolean): void {
  const definition = extension(element, 'zeebe:TaskDefinition');
  if (definition === undefined) {
    if (isRequired) reader.required('a job type (zeebe:taskDefinition)', undefined);
    return;
  }
  const type = reader.required('a job type (zeebe:taskDefinition type)', text(definition, 'type'));
  const retriesText = text(definition, 'retries') ?? '3';
  const retries = reader.property('the retries', retriesText);
  reader.checkLiteral(retriesText, (literal) =>
    /^[-+]?\d{1,9}$/.test(literal) ? undefined : `Expected the retries to be a number, but got '${literal}'.`,
  );
  if (type !== undefined && retries !== undefined) node.job = { type, retries, headers: readHeaders(element) };
}

function readEither(draft: ProcessDraft, id: string, element: ModdleElement, name: string, type: string): void {
  const own = extension(element, type) !== undefined;
  const job = extension(element, 'zeebe:TaskDefinition') !== undefined;
  if (own === job) draft.faults.add(id, `Expected either ${name} or zeebe:taskDefinition, but there ${own ? 'are both' : 'is neither'}.`);
}

function readScript(element: ModdleElement, reader: ExpressionReader, node: Target): void {
  const script = extension(element, 'zeebe:Script');
  if (script === undefined) return;
  const expression = reader.requiredFeel('the script', text(script, 'expression'));
  const resultVariable = requiredName(reader, 'a result variable of the script', text(script, 'resultVariable'));
  if (expression !== undefined && resultVariable !== undefined) node.script = { expression, resultVariable };
}

function readDecision(element: ModdleElement, reader: ExpressionReader, node: Target): void {
  const decision = extension(element, 'zeebe:CalledDecision');
  if (decision === undefined) return;
  const decisionId = reader.required('a decision id (zeebe:calledDecision decisionId)', text(decision, 'decisionId'));
  const resultVariable = requiredName(reader, 'a result variable of the decision', text(decision, 'resultVariable'));
  if (decisionId !== undefined && resultVariable !== undefined) node.decision = { decisionId, resultVariable };
}

function requiredName(reader: ExpressionReader, what: string, name: string | undefined): string | undefined {
  reader.required(what, name);
  return name;
}

function readCall(element: ModdleElement, reader: ExpressionReader, node: Target): void {
  const called = extension(element, 'zeebe:CalledElement');
  const processId = reader.required('the id of a process (zeebe:calledElement processId)', called && text(called, 'processId'));
  if (called === undefined || processId === undefined) return;
  const calledElement: CalledElement = {
    processId,
    propagateAllChildVariables: flag(called, 'propagateAllChildVariables', true),
    propagateAllParentVariables: flag(called, 'propagateAllParentVariables', true),
  };
  node.calledElement = calledElement;
}

function readUserTask(draft: ProcessDraft, element: ModdleElement, reader: ExpressionReader, node: Target): void {
  const isNative = extension(element, 'zeebe:UserTask') !== undefined;
  const assignment = extension(element, 'zeebe:AssignmentDefinition');
  const schedule = extension(element, 'zeebe:TaskSchedule');
  const priority = extension(element, 'zeebe:PriorityDefinition');
  const form = extension(element, 'zeebe:FormDefinition');
  const task: Writable<UserTaskDefinition> = { headers: readHeaders(element) };
  const set = <K extends Exclude<keyof UserTaskDefinition, 'headers'>>(key: K, expression: UserTaskDefinition[K] | undefined): void => {
    if (expression !== undefined) Object.assign(task, { [key]: expression });
  };
  set('assignee', reader.property('the assignee', assignment && text(assignment, 'assignee')));
  set('candidateGroups', reader.list('the candidate groups', assignment && text(assignment, 'candidateGroups')));
  set('candidateUsers', reader.list('the candidate users', assignment && text(assignment, 'candidateUsers')));
  set('dueDate', readDate(reader, 'the due date', schedule && text(schedule, 'dueDate')));
  set('followUpDate', readDate(reader, 'the follow-up date', schedule && text(schedule, 'followUpDate')));
  set('formId', reader.property('the form id', form && text(form, 'formId')));
  const formKey = form && text(form, 'formKey');
  const externalReference = form && text(form, 'externalReference');
  if (form !== undefined && [task.formId, formKey, externalReference].filter((name) => name !== undefined).length !== 1) {
    draft.faults.add(
      node.id,
      'Expected zeebe:formDefinition with exactly one of formId, formKey and externalReference, but there are none or several.',
    );
  }
  if (isNative) {
    if (formKey !== undefined)
      draft.faults.add(node.id, 'Expected a form by formId or externalReference, but a native user task takes no formKey.');
    set('externalReference', reader.property('the external reference', externalReference));
    const level = priority && text(priority, 'priority');
    reader.checkLiteral(level, (literal) =>
      /^\d{1,3}$/.test(literal) && Number(literal) <= 100
        ? undefined
        : `Expected the priority to be a number from 0 to 100, but got '${literal}'.`,
    );
    set('priority', reader.property('the priority', level));
    node.userTask = task;
    return;
  }
  if (externalReference !== undefined) {
    draft.faults.add(node.id, 'Expected a form by formId or formKey, but a job-based user task takes no externalReference.');
  }
  const type = reader.property('the job type', USER_TASK_JOB_TYPE);
  const retries = reader.property('the retries', '1');
  if (type === undefined || retries === undefined) throw new Error('Expected literals to compile, but they did not');
  const headers = formKey === undefined ? task.headers : { ...task.headers, [FORM_KEY_HEADER]: formKey };
  const job: JobDefinition = { type, retries, headers };
  node.job = job;
  node.jobUserTask = task;
}

function readDate(reader: ExpressionReader, what: string, source: string | undefined): ReturnType<ExpressionReader['property']> {
  reader.checkLiteral(source, (literal) => {
    const date = parseTimerDate(literal);
    return date.type === 'ok' ? undefined : `${date.reason} (${what}).`;
  });
  return reader.property(what, source);
}

/** Zeebe's paths: words of letters, digits and underscores, joined by dots. */
const PATH = /^\w+(?:\.\w+)*$/;

function readMappings(draft: ProcessDraft, id: string, element: ModdleElement, reader: ExpressionReader, node: Target): void {
  const mapping = extension(element, 'zeebe:IoMapping');
  if (mapping === undefined) return;
  const read = (entry: ModdleElement, direction: 'input' | 'output', into: Mapping[]): void => {
    const target = text(entry, 'target');
    const what = `the source of the ${direction} mapping${target === undefined ? '' : ` of '${target}'`}`;
    // a literal output would be the same in every case: Zeebe refuses it as a likely forgotten '='
    const source = direction === 'input' ? reader.required(what, text(entry, 'source')) : reader.requiredFeel(what, text(entry, 'source'));
    if (target === undefined || !PATH.test(target)) {
      draft.faults.add(
        id,
        `Expected the target of an ${direction} mapping to be a name or a path such as 'order.id', but got '${target ?? ''}'.`,
      );
      return;
    }
    if (source !== undefined) into.push({ source, target: target.split('.') });
  };
  for (const entry of children(mapping, 'inputParameters')) read(entry, 'input', node.inputs);
  for (const entry of children(mapping, 'outputParameters')) read(entry, 'output', node.outputs);
}
