/**
 * How each event type is written, one line a type. A tag is never reused and the fields of a released line never change:
 * a new member of an event means a new version of the encoding.
 */
import type { EngineEvent, IncidentType, Job, MessageSubscription, QueuedCommand, Timer, UserTask } from '../../core/index.js';
import { INCIDENT_TYPES } from './codes.js';
import {
  type EventCodec,
  type EventContextCodec,
  element,
  event,
  type Field,
  flag,
  index,
  instance,
  int,
  key,
  list,
  text,
  variables,
  word,
} from './event-fields.js';
import {
  readJob,
  readQueued,
  readSubscription,
  readTimer,
  readUserTask,
  writeJob,
  writeQueued,
  writeSubscription,
  writeTimer,
  writeUserTask,
} from './record-codec.js';

type Codecs = { readonly [T in EngineEvent['type']]: EventCodec<Extract<EngineEvent, { type: T }>> };

const job: Field<Job> = { write: (row, value) => writeJob(row.facts, row, value), read: (row) => readJob(row.facts, row) };
const userTask: Field<UserTask> = { write: (row, value) => writeUserTask(row.facts, value), read: (row) => readUserTask(row.facts) };
const timer: Field<Timer> = { write: (row, value) => writeTimer(row.facts, value), read: (row) => readTimer(row.facts) };
const subscription: Field<MessageSubscription> = {
  write: (row, value) => writeSubscription(row.facts, value),
  read: (row) => readSubscription(row.facts),
};
const queued: Field<QueuedCommand> = {
  write: (row, value) => writeQueued(row.facts, row, value),
  read: (row) => readQueued(row.facts, row),
};
const incidentType: Field<IncidentType> = {
  write: (row, value) => row.facts.byte(INCIDENT_TYPES.code(value)),
  read: (row) => INCIDENT_TYPES.word(row.facts.byte()),
};

const itsJob: EventContextCodec<{ readonly elementKey: bigint; readonly jobKey: bigint }> = {
  write: (row, { elementKey, jobKey }) => row.facts.string(row.job(elementKey, jobKey)?.type ?? ''),
  read: (row) => ({ jobType: row.facts.string() }),
};
const itsAssignee: EventContextCodec<{ readonly elementKey: bigint }> = {
  write: (row, { elementKey }) => row.facts.string(row.userTask(elementKey)?.assignee ?? ''),
  read: (row) => ({ assignee: row.facts.string() }),
};
const itsTimer: EventContextCodec<{ readonly elementKey: bigint; readonly timerKey: bigint }> = {
  write: (row, { elementKey, timerKey }) => row.facts.varint(row.timer(elementKey, timerKey)?.node ?? 0),
  read: (row) => ({ node: row.facts.varint() }),
};
const itsSubscription: EventContextCodec<{ readonly elementKey: bigint; readonly subscriptionKey: bigint }> = {
  write: (row, { elementKey, subscriptionKey }) => {
    const open = row.subscription(elementKey, subscriptionKey);
    row.facts.varint(open?.node ?? 0);
    row.facts.string(open?.name ?? '');
  },
  read: (row) => ({ node: row.facts.varint(), name: row.facts.string() }),
};

const elementActivating: EventCodec<Extract<EngineEvent, { type: 'elementActivating' }>> = {
  tag: 1,
  element: 'key',
  context: undefined,
  write(row, value) {
    row.introduce(value.key, value.node, value.instanceKey, value.process);
    row.element(value.scopeKey);
    consumed.write(row, value.consumed);
  },
  read(row) {
    const { element: it, root } = row.introduce();
    return {
      type: 'elementActivating',
      key: it.key,
      instanceKey: it.instanceKey,
      node: it.node,
      scopeKey: row.element(),
      consumed: consumed.read(row),
      process: root,
    };
  },
  skip(row) {
    this.read(row);
  },
};
const consumed = list(index);

type Lifecycle = 'elementActivated' | 'elementCompleting' | 'elementCompleted' | 'elementTerminating' | 'elementTerminated';

/** Half of all events are these: written without the detour through a list of fields. */
function elementEvent<T extends Lifecycle>(type: T, tag: number): EventCodec<{ readonly type: T; readonly key: bigint }> {
  return {
    tag,
    element: 'key',
    context: undefined,
    write: (row, value) => row.element(value.key),
    read: (row) => ({ type, key: row.element() }),
    skip: (row) => void row.element(),
  };
}

const of = { element: 'elementKey' } as const;
const ofScope = { element: 'scopeKey' } as const;

export const EVENT_CODECS: Codecs = {
  elementActivating,
  elementActivated: elementEvent('elementActivated', 2),
  elementCompleting: elementEvent('elementCompleting', 3),
  elementCompleted: elementEvent('elementCompleted', 4),
  elementTerminating: elementEvent('elementTerminating', 5),
  elementTerminated: elementEvent('elementTerminated', 6),
  flowTaken: event('flowTaken', 7, { scopeKey: element, instanceKey: instance, flow: index, join: flag }, ofScope),
  variablesSet: event('variablesSet', 8, { scopeKey: element, variables, valueKeys: list(key) }, ofScope),

  jobCreated: event('jobCreated', 9, { elementKey: element, job }, of),
  jobCompleted: event('jobCompleted', 10, { elementKey: element, jobKey: key }, { ...of, context: itsJob }),
  jobFailed: event(
    'jobFailed',
    11,
    { elementKey: element, jobKey: key, retries: int, backoffUntilMs: int, message: text },
    { ...of, context: itsJob },
  ),
  jobRetriesUpdated: event('jobRetriesUpdated', 12, { elementKey: element, jobKey: key, retries: int }, { ...of, context: itsJob }),
  jobErrorThrown: event('jobErrorThrown', 13, { elementKey: element, jobKey: key, code: word, message: text }, { ...of, context: itsJob }),
  jobMadeActivatable: event('jobMadeActivatable', 14, { elementKey: element, jobKey: key }, { ...of, context: itsJob }),
  jobCanceled: event('jobCanceled', 15, { elementKey: element, jobKey: key }, { ...of, context: itsJob }),

  userTaskCreated: event('userTaskCreated', 16, { elementKey: element, task: userTask }, of),
  userTaskAssigned: event('userTaskAssigned', 17, { elementKey: element, taskKey: key, assignee: word, action: word }, of),
  userTaskUpdated: event('userTaskUpdated', 18, { elementKey: element, task: userTask, action: word }, of),
  userTaskCompleted: event('userTaskCompleted', 19, { elementKey: element, taskKey: key, action: word }, { ...of, context: itsAssignee }),
  userTaskCanceled: event('userTaskCanceled', 20, { elementKey: element, taskKey: key }, { ...of, context: itsAssignee }),

  timerCreated: event('timerCreated', 21, { elementKey: element, timer }, of),
  timerTriggered: event('timerTriggered', 22, { elementKey: element, timerKey: key }, { ...of, context: itsTimer }),
  timerCanceled: event('timerCanceled', 23, { elementKey: element, timerKey: key }, { ...of, context: itsTimer }),
  subscriptionOpened: event('subscriptionOpened', 24, { elementKey: element, subscription }, of),
  subscriptionCorrelated: event(
    'subscriptionCorrelated',
    25,
    { elementKey: element, subscriptionKey: key, messageKey: key },
    { ...of, context: itsSubscription },
  ),
  subscriptionClosed: event('subscriptionClosed', 26, { elementKey: element, subscriptionKey: key }, { ...of, context: itsSubscription }),

  incidentRaised: event(
    'incidentRaised',
    27,
    { elementKey: element, incidentKey: key, errorType: incidentType, message: text, jobKey: key },
    of,
  ),
  incidentResolved: event('incidentResolved', 28, { elementKey: element, incidentKey: key }, of),

  eventTriggered: event('eventTriggered', 29, { elementKey: element, node: index, variables }, of),
  eventConsumed: event('eventConsumed', 30, { elementKey: element }, of),
  scopeInterrupted: event('scopeInterrupted', 31, { scopeKey: element }, ofScope),
  elementCalled: event('elementCalled', 32, { elementKey: element, calledInstanceKey: key }, of),
  decisionEvaluated: event('decisionEvaluated', 33, { elementKey: element, decisionKey: key, matchedRuleIds: list(word) }, of),
  continuationStored: event('continuationStored', 34, { commands: list(queued) }),
  continuationTaken: event('continuationTaken', 35, {}),

  messagePublished: event('messagePublished', 64, {
    key,
    name: word,
    correlationKey: word,
    messageId: word,
    expiresAtMs: int,
    variables,
  }),
  messageCorrelated: event('messageCorrelated', 65, { key, bpmnProcessId: word, instanceKey: key }),
  messageExpired: event('messageExpired', 66, { key }),
  startLockTaken: event('startLockTaken', 67, { bpmnProcessId: word, correlationKey: word, instanceKey: key }),
  startLockReleased: event('startLockReleased', 68, { bpmnProcessId: word, correlationKey: word }),

  processDeployed: event('processDeployed', 96, { key, deploymentKey: key, bpmnProcessId: word, version: index, resourceName: word }),
  decisionsDeployed: event('decisionsDeployed', 97, {
    key,
    deploymentKey: key,
    requirementsId: word,
    version: index,
    resourceName: word,
    decisionIds: list(word),
    decisionKeys: list(key),
  }),
  formDeployed: event('formDeployed', 98, { key, deploymentKey: key, formId: word, version: index, resourceName: word }),
  startTimerCreated: event('startTimerCreated', 99, { key, definitionKey: key, node: index, dueMs: int, repetitions: int }),
  startTimerTriggered: event('startTimerTriggered', 100, { key, instanceKey: key }),
  startTimerCanceled: event('startTimerCanceled', 101, { key }),
};
