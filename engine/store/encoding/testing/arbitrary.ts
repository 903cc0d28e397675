/** Random states and events for property tests, as wide as the types allow. */
import fc from 'fast-check';
import type {
  ElementInstance,
  EngineEvent,
  Job,
  MessageSubscription,
  ProcessRoot,
  QueuedCommand,
  Timer,
  UserTask,
} from '../../../core/index.js';
import { ELEMENT_STATES, INCIDENT_TYPES, JOB_STATES } from '../codes.js';

/** Partition 1 as it is, other partitions and any 64-bit key. */
export const key = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt(1n, 1_000_000n).map((counter) => (1n << 51n) | counter) },
  { weight: 1, arbitrary: fc.bigInt(1n, 2n ** 63n - 1n) },
);
export const keyOrNone = fc.oneof(fc.constant(0n), key);
const text = fc.oneof(
  { weight: 8, arbitrary: fc.string({ maxLength: 50 }) },
  { weight: 8, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constant('ą'.repeat(150)) },
);
const json = fc.json({ maxDepth: 2 });
const index = fc.nat(70_000);
const count = fc.integer({ min: -1, max: 2 ** 40 });
const ms = fc.integer({ min: 0, max: 253_402_300_799_000 });
const variables = fc.array(fc.tuple(text, json), { maxLength: 5 }).map((entries) => new Map(entries));
const headerName = text.filter((name) => name !== '__proto__');

const job: fc.Arbitrary<Job> = fc.record({
  key,
  type: text,
  retries: count,
  state: fc.constantFrom(...JOB_STATES.all),
  backoffUntilMs: ms,
  errorMessage: text,
  headers: fc.array(fc.tuple(headerName, text), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
});
const userTask: fc.Arbitrary<UserTask> = fc.record({
  key,
  assignee: text,
  candidateGroups: fc.array(text, { maxLength: 3 }),
  candidateUsers: fc.array(text, { maxLength: 3 }),
  dueDate: text,
  followUpDate: text,
  formKey: keyOrNone,
  externalReference: text,
  priority: fc.integer({ min: 0, max: 100 }),
});
const timer: fc.Arbitrary<Timer> = fc.record({ key, node: index, dueMs: ms, repetitions: count });
const subscription: fc.Arbitrary<MessageSubscription> = fc.record({
  key,
  node: index,
  name: text,
  correlationKey: text,
  interrupting: fc.boolean(),
});
const root: fc.Arbitrary<ProcessRoot> = fc.record({
  definitionKey: key,
  parentInstanceKey: keyOrNone,
  parentElementKey: keyOrNone,
  startCorrelationKey: text,
});
const errorType = fc.constantFrom(...INCIDENT_TYPES.all);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 2 });

export const queued: fc.Arbitrary<QueuedCommand> = fc.oneof(
  fc.record({
    type: fc.constant('activate' as const),
    instanceKey: key,
    node: index,
    scopeKey: key,
    flow: fc.integer({ min: -1, max: 70_000 }),
    variables: maybe(variables),
  }),
  fc.record({ type: fc.constant('complete' as const), key, variables: maybe(variables) }),
  fc.record({ type: fc.constant('terminate' as const), key }),
  fc.record({ type: fc.constant('correlate' as const), elementKey: key, subscriptionKey: key }),
);

export const elementInstance: fc.Arbitrary<ElementInstance> = fc.record({
  key,
  instanceKey: key,
  node: index,
  scopeKey: keyOrNone,
  state: fc.constantFrom(...ELEMENT_STATES.all),
  children: fc.nat(),
  activeFlows: fc.nat(),
  takenFlows: fc.array(fc.tuple(index, fc.nat()), { maxLength: 3 }).map((entries) => new Map(entries)),
  variables: fc
    .array(
      fc.tuple(
        text,
        fc.oneof(
          json.map((value) => ({ valueKey: 0n, json: value })),
          key.map((valueKey) => ({ valueKey, json: undefined })),
        ),
      ),
      { maxLength: 4 },
    )
    .map((entries) => new Map(entries)),
  timers: fc.array(timer, { maxLength: 2 }),
  subscriptions: fc.array(subscription, { maxLength: 2 }),
  job: maybe(job),
  userTask: maybe(userTask),
  incident: maybe(fc.record({ key, errorType, message: text, jobKey: keyOrNone })),
  trigger: maybe(fc.record({ node: index, variables })),
  interrupted: fc.boolean(),
  calledInstanceKey: keyOrNone,
  process: maybe(root),
});

type Shapes = { readonly [T in EngineEvent['type']]: fc.Arbitrary<Omit<Extract<EngineEvent, { type: T }>, 'type'>> };

/** Every event type, about the given element instances and process instances of one tree. */
export function eventShapes(elements: readonly bigint[], instances: readonly bigint[]): Shapes {
  const elementKey = fc.constantFrom(...elements);
  const instanceKey = fc.constantFrom(...instances);
  const itself = fc.record({ key: elementKey });
  const ofJob = fc.record({ elementKey, jobKey: key });
  const ofTimer = fc.record({ elementKey, timerKey: key });
  return {
    elementActivating: fc
      .record({
        key,
        instanceKey,
        node: index,
        scopeKey: fc.oneof(fc.constant(0n), elementKey),
        consumed: fc.array(index),
        process: maybe(root),
      })
      .map((event) => (event.process ? { ...event, instanceKey: event.key } : event)),
    elementActivated: itself,
    elementCompleting: itself,
    elementCompleted: itself,
    elementTerminating: itself,
    elementTerminated: itself,
    flowTaken: fc.record({ scopeKey: elementKey, instanceKey, flow: index, join: fc.boolean() }),
    variablesSet: fc.record({ scopeKey: elementKey, variables, valueKeys: fc.array(keyOrNone, { maxLength: 4 }) }),
    jobCreated: fc.record({ elementKey, job }),
    jobCompleted: ofJob,
    jobFailed: fc.record({ elementKey, jobKey: key, retries: count, backoffUntilMs: ms, message: text }),
    jobRetriesUpdated: fc.record({ elementKey, jobKey: key, retries: count }),
    jobErrorThrown: fc.record({ elementKey, jobKey: key, code: text, message: text }),
    jobMadeActivatable: ofJob,
    jobCanceled: ofJob,
    userTaskCreated: fc.record({ elementKey, task: userTask }),
    userTaskAssigned: fc.record({ elementKey, taskKey: key, assignee: text, action: text }),
    userTaskUpdated: fc.record({ elementKey, task: userTask, action: text }),
    userTaskCompleted: fc.record({ elementKey, taskKey: key, action: text }),
    userTaskCanceled: fc.record({ elementKey, taskKey: key }),
    timerCreated: fc.record({ elementKey, timer }),
    timerTriggered: ofTimer,
    timerCanceled: ofTimer,
    subscriptionOpened: fc.record({ elementKey, subscription }),
    subscriptionCorrelated: fc.record({ elementKey, subscriptionKey: key, messageKey: key }),
    subscriptionClosed: fc.record({ elementKey, subscriptionKey: key }),
    incidentRaised: fc.record({ elementKey, incidentKey: key, errorType, message: text, jobKey: keyOrNone }),
    incidentResolved: fc.record({ elementKey, incidentKey: key }),
    eventTriggered: fc.record({ elementKey, node: index, variables }),
    eventConsumed: fc.record({ elementKey }),
    scopeInterrupted: fc.record({ scopeKey: elementKey }),
    elementCalled: fc.record({ elementKey, calledInstanceKey: key }),
    decisionEvaluated: fc.record({ elementKey, decisionKey: key, matchedRuleIds: fc.array(text, { maxLength: 3 }) }),
    continuationStored: fc.record({ commands: fc.array(queued, { maxLength: 4 }) }),
    continuationTaken: fc.constant({}),
    messagePublished: fc.record({ key, name: text, correlationKey: text, messageId: text, expiresAtMs: ms, variables }),
    messageCorrelated: fc.record({ key, bpmnProcessId: text, instanceKey: key }),
    messageExpired: fc.record({ key }),
    startLockTaken: fc.record({ bpmnProcessId: text, correlationKey: text, instanceKey: key }),
    startLockReleased: fc.record({ bpmnProcessId: text, correlationKey: text }),
    processDeployed: fc.record({ key, deploymentKey: key, bpmnProcessId: text, version: index, resourceName: text }),
    decisionsDeployed: fc.record({
      key,
      deploymentKey: key,
      requirementsId: text,
      version: index,
      resourceName: text,
      decisionIds: fc.array(text, { maxLength: 3 }),
      decisionKeys: fc.array(key, { maxLength: 3 }),
    }),
    formDeployed: fc.record({ key, deploymentKey: key, formId: text, version: index, resourceName: text }),
    startTimerCreated: fc.record({ key, definitionKey: key, node: index, dueMs: ms, repetitions: count }),
    startTimerTriggered: fc.record({ key, instanceKey: key }),
    startTimerCanceled: fc.record({ key }),
  };
}

/** A tree of two process instances with an element each, and any events about it. */
export interface RandomHistory {
  readonly before: ReadonlyMap<bigint, ElementInstance>;
  readonly events: readonly EngineEvent[];
}

export const history: fc.Arbitrary<RandomHistory> = fc
  .tuple(fc.uniqueArray(key, { minLength: 4, maxLength: 4 }), fc.array(elementInstance, { minLength: 4, maxLength: 4 }), root, root)
  .chain(([keys, elements, rootA, rootB]) => {
    const [a = 0n, b = 0n, c = 0n, d = 0n] = keys;
    const place: Partial<ElementInstance>[] = [
      { key: a, instanceKey: a, process: rootA },
      { key: b, instanceKey: b, process: rootB },
      { key: c, instanceKey: a, process: undefined },
      { key: d, instanceKey: b, process: undefined },
    ];
    const before = new Map(elements.map((element, i) => [keys[i] ?? 0n, { ...element, ...place[i] }]));
    const shapes = Object.entries(eventShapes(keys, [a, b])) as [EngineEvent['type'], fc.Arbitrary<object>][];
    const anyEvent = fc.oneof(...shapes.map(([type, shape]) => shape.map((members) => ({ type, ...members }) as EngineEvent)));
    return fc.record({ before: fc.constant(before), events: fc.array(anyEvent, { maxLength: 12 }) });
  });
