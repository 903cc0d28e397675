/** Translates the embedded engine's feed: which of its facts are changes that the product follows. */
import { z } from 'zod';
import { type FeedEntry, type FeedEvent, parseTimerDate } from '../../engine/index.js';
import type { Change, Place, ProcessVariables, TaskFacts } from './port.js';

const key = z.bigint().transform(String);
const task = z.object({
  taskKey: key,
  assignee: z.string(),
  candidateGroups: z.array(z.string()),
  candidateUsers: z.array(z.string()),
  dueDate: z.string().transform(instantOf),
});
const assignment = z.object({ taskKey: key, assignee: z.string(), action: z.string() });
const completion = z.object({ taskKey: key, action: z.string() });
const canceled = z.object({ taskKey: key });
const raised = z.object({ incidentKey: key, errorType: z.string(), message: z.string(), jobKey: key });
const resolved = z.object({ incidentKey: key });
const variable = z.object({ name: z.string(), value: z.string(), scopeKey: z.bigint() });
const called = z.object({ calledInstanceKey: key });
const deployed = z.object({ key, bpmnProcessId: z.string(), version: z.number(), resourceName: z.string() });

const part = z.object({ key });

/** The engine keeps dates as Java writes them, zones included; a desk wants the moment. '' = none, or none that a calendar has. */
function instantOf(date: string): string {
  const parsed = parseTimerDate(date);
  if (parsed.type === 'invalid' || parsed.atMs < FIRST_YEAR_MS) return '';
  return new Date(parsed.atMs).toISOString();
}
/** PostgreSQL knows no year 0. */
const FIRST_YEAR_MS = Date.parse('0001-01-01T00:00:00Z');

export function changesOf(entry: FeedEntry): readonly Change[] {
  const changes = entry.events.flatMap((event) => {
    const change = changeOf(event, entry);
    return change === undefined ? [] : change;
  });
  const touched = touchOf(entry);
  return touched === undefined ? changes : [touched, ...changes];
}

/** Commands that no desk and no worker of the product sends: somebody had a hand in the process itself. */
function touchOf({ command, events }: FeedEntry): Change | undefined {
  if (command === 'setVariables') {
    const set = events.filter(({ type, rootInstanceKey }) => type === 'variable' && rootInstanceKey !== 0n);
    const [first] = set;
    const names = set.map(({ data }) => String(data.name));
    return first && { type: 'touchedByHand', place: placeOf(first), how: 'data-changed', names };
  }
  if (command !== 'cancelInstance') return undefined;
  const root = events.find(({ processInstanceKey, rootInstanceKey }) => processInstanceKey === rootInstanceKey && rootInstanceKey !== 0n);
  return root && { type: 'touchedByHand', place: placeOf(root), how: 'canceled', names: [] };
}

function changeOf(event: FeedEvent, entry: FeedEntry): Change | readonly Change[] | undefined {
  const intent = event.data.intent;
  switch (event.type) {
    case 'element':
      return elementChange(event, entry);
    case 'userTask':
      return taskChange(event);
    case 'call':
      return { type: 'elementCalled', place: placeOf(event), ...called.parse(event.data) };
    case 'incident':
      if (intent === 'RAISED') return { type: 'incidentRaised', place: placeOf(event), ...raised.parse(event.data) };
      return { type: 'incidentResolved', place: placeOf(event), ...resolved.parse(event.data) };
    case 'deployment': {
      if (intent !== 'PROCESS') return { type: 'partDeployed', definitionKey: part.parse(event.data).key };
      const { key: definitionKey, bpmnProcessId: processId, ...rest } = deployed.parse(event.data);
      return { type: 'modelDeployed', model: { definitionKey, processId, ...rest } };
    }
    default:
      return undefined;
  }
}

function elementChange(event: FeedEvent, entry: FeedEntry): Change | readonly Change[] | undefined {
  const place = placeOf(event);
  const isProcess = event.elementType === 'process';
  switch (event.data.intent) {
    // The process is there with its first fact; its variables come in the same commit.
    case 'ACTIVATING':
      return isProcess ? { type: 'instanceStarted', place, variables: variablesOf(entry, event.processInstanceKey) } : undefined;
    case 'ACTIVATED':
      return isProcess ? undefined : { type: 'elementEntered', place };
    case 'COMPLETED':
      return isProcess ? { type: 'instanceEnded', place, how: 'completed' } : { type: 'elementLeft', place, how: 'completed' };
    case 'TERMINATED':
      return isProcess ? { type: 'instanceEnded', place, how: 'terminated' } : { type: 'elementLeft', place, how: 'terminated' };
    default:
      return undefined;
  }
}

function taskChange(event: FeedEvent): Change | undefined {
  const place = placeOf(event);
  switch (event.data.intent) {
    case 'CREATED':
      return { type: 'taskCreated', place, task: taskOf(event) };
    case 'UPDATED':
      return { type: 'taskUpdated', place, task: taskOf(event) };
    case 'ASSIGNED':
      return { type: 'taskAssigned', place, ...assignment.parse(event.data) };
    case 'COMPLETED':
      return { type: 'taskCompleted', place, ...completion.parse(event.data) };
    case 'CANCELED':
      return { type: 'taskCanceled', place, ...canceled.parse(event.data) };
    default:
      return undefined;
  }
}

function taskOf(event: FeedEvent): TaskFacts {
  return task.parse(event.data);
}

function variablesOf(entry: FeedEntry, scopeKey: bigint): ProcessVariables {
  const found: Record<string, unknown> = {};
  for (const event of entry.events) {
    if (event.type !== 'variable') continue;
    const set = variable.safeParse(event.data);
    // An erased value isn't JSON any more; what was erased can't be a code that anybody waits for.
    if (set.success && set.data.scopeKey === scopeKey && event.data.erased !== true) found[set.data.name] = JSON.parse(set.data.value);
  }
  return found;
}

function placeOf(event: FeedEvent): Place {
  return {
    instanceKey: event.processInstanceKey.toString(),
    rootInstanceKey: event.rootInstanceKey.toString(),
    definitionKey: event.processDefinitionKey.toString(),
    processId: event.bpmnProcessId,
    version: event.version,
    elementId: event.elementId,
    elementType: event.elementType,
    elementInstanceKey: event.elementInstanceKey.toString(),
  };
}
