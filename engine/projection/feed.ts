/**
 * Names the facts of history: a decoded row and the definitions give what desk, audit and conformance runs read.
 * Every row is understood by itself, so a feed can start anywhere.
 *
 * Types and their `data` (keys are bigint, times engine-clock ms, values JSON text):
 * - `element` intent ACTIVATING (scopeKey, parentProcessInstanceKey, parentElementInstanceKey), ACTIVATED, COMPLETING, COMPLETED, TERMINATING, TERMINATED
 * - `sequenceFlow` scopeKey, join; elementId is the flow's, elementInstanceKey that of its scope
 * - `variable` name, value, scopeKey, erased
 * - `job` intent CREATED, COMPLETED, FAILED, RETRIES_UPDATED, ERROR_THROWN, ACTIVATABLE, CANCELED; jobKey, jobType, retries, backoffUntilMs, errorCode, errorMessage, headers
 * - `userTask` intent CREATED, ASSIGNED, UPDATED, COMPLETED, CANCELED; taskKey, assignee, action, candidateGroups, candidateUsers, dueDate, followUpDate, formKey, externalReference, priority
 * - `timer` intent CREATED (dueMs, repetitions), TRIGGERED, CANCELED; timerKey, targetElementId: the event that it fires
 * - `subscription` intent OPENED (correlationKey, interrupting), CORRELATED (messageKey), CLOSED; subscriptionKey, name, targetElementId
 * - `incident` intent RAISED (errorType, message, jobKey), RESOLVED; incidentKey
 * - `event` intent TRIGGERED (targetElementId, variables), CONSUMED; `scope` intent INTERRUPTED
 * - `call` calledInstanceKey; `decision` decisionKey, matchedRuleIds
 * - `message` intent PUBLISHED, CORRELATED, EXPIRED; `startLock` intent TAKEN, RELEASED
 * - `deployment` intent PROCESS, DECISIONS, FORM
 */
import type { FeedEntry, FeedEvent } from '../contract.js';
import type { Catalog, UserTask } from '../core/index.js';
import { type DecodedEvent, decodeHistory, type ElementRef } from '../store/encoding/index.js';

/** What a feed needs of a history row, from memory or from the table. */
export interface HistoryRow {
  readonly position: bigint;
  readonly atMs: number;
  readonly streamKey: bigint;
  readonly facts: Buffer;
  readonly payload: Buffer | null | undefined;
}

export type Definitions = Pick<Catalog, 'process'>;
type Data = FeedEvent['data'];

interface Fact {
  readonly type: string;
  readonly data: Data;
  /** Whom it happened to, when that isn't the event's own element instance. */
  readonly element?: ElementRef;
}

export function feedEntry(row: HistoryRow, definitions: Definitions): FeedEntry {
  const { command, events, erased } = decodeHistory(row.streamKey, row.facts, row.payload ?? null);
  const named: FeedEvent[] = [];
  for (const decoded of events) {
    for (const fact of factsOf(decoded, definitions, erased)) named.push(nameFact(fact, decoded.element, row.streamKey, definitions));
  }
  return { position: row.position, atMs: row.atMs, command, events: named };
}

function nameFact(fact: Fact, of: ElementRef | undefined, rootInstanceKey: bigint, definitions: Definitions): FeedEvent {
  const element = fact.element ?? of;
  const definition = element && definitions.process(element.definitionKey);
  const graph = definition?.graph;
  const node = element?.node ?? -1;
  return {
    type: fact.type,
    processInstanceKey: element?.instanceKey ?? 0n,
    rootInstanceKey: element && element.instanceKey !== 0n ? rootInstanceKey : 0n,
    processDefinitionKey: element?.definitionKey ?? 0n,
    bpmnProcessId: definition?.bpmnProcessId ?? '',
    version: definition?.version ?? 0,
    elementId: graph?.dictionary[node] ?? '',
    elementType: graph?.nodes[node]?.type ?? (graph?.flows[node] ? 'sequenceFlow' : ''),
    elementInstanceKey: element?.key ?? 0n,
    data: fact.data,
  };
}

function factsOf({ event, element, context }: DecodedEvent, definitions: Definitions, erased: boolean): readonly Fact[] {
  const job = (intent: string, jobKey: bigint, data: Data = {}) => fact('job', { intent, jobKey, ...context, ...data });
  const target = (node: number, definitionKey = element?.definitionKey ?? 0n): string =>
    definitions.process(definitionKey)?.graph.dictionary[node] ?? '';
  switch (event.type) {
    case 'elementActivating':
      return fact('element', {
        intent: 'ACTIVATING',
        scopeKey: event.scopeKey,
        parentProcessInstanceKey: event.process?.parentInstanceKey ?? 0n,
        parentElementInstanceKey: event.process?.parentElementKey ?? 0n,
      });
    case 'elementActivated':
      return fact('element', { intent: 'ACTIVATED' });
    case 'elementCompleting':
      return fact('element', { intent: 'COMPLETING' });
    case 'elementCompleted':
      return fact('element', { intent: 'COMPLETED' });
    case 'elementTerminating':
      return fact('element', { intent: 'TERMINATING' });
    case 'elementTerminated':
      return fact('element', { intent: 'TERMINATED' });
    case 'flowTaken':
      return [
        {
          type: 'sequenceFlow',
          data: { scopeKey: event.scopeKey, join: event.join },
          ...(element ? { element: { ...element, node: event.flow } } : {}),
        },
      ];
    case 'variablesSet':
      return [...event.variables].map(([name, value]) => ({ type: 'variable', data: { name, value, scopeKey: event.scopeKey, erased } }));
    case 'jobCreated':
      return job('CREATED', event.job.key, { jobType: event.job.type, retries: event.job.retries, headers: event.job.headers });
    case 'jobCompleted':
      return job('COMPLETED', event.jobKey);
    case 'jobFailed':
      return job('FAILED', event.jobKey, { retries: event.retries, backoffUntilMs: event.backoffUntilMs, errorMessage: event.message });
    case 'jobRetriesUpdated':
      return job('RETRIES_UPDATED', event.jobKey, { retries: event.retries });
    case 'jobErrorThrown':
      return job('ERROR_THROWN', event.jobKey, { errorCode: event.code, errorMessage: event.message });
    case 'jobMadeActivatable':
      return job('ACTIVATABLE', event.jobKey);
    case 'jobCanceled':
      return job('CANCELED', event.jobKey);
    case 'userTaskCreated':
      return fact('userTask', { intent: 'CREATED', ...taskData(event.task) });
    case 'userTaskUpdated':
      return fact('userTask', { intent: 'UPDATED', ...taskData(event.task), action: event.action });
    case 'userTaskAssigned':
      return fact('userTask', { intent: 'ASSIGNED', taskKey: event.taskKey, assignee: event.assignee, action: event.action });
    case 'userTaskCompleted':
      return fact('userTask', { intent: 'COMPLETED', taskKey: event.taskKey, ...context, action: event.action });
    case 'userTaskCanceled':
      return fact('userTask', { intent: 'CANCELED', taskKey: event.taskKey, ...context });
    case 'timerCreated': {
      const { key, node, dueMs, repetitions } = event.timer;
      return fact('timer', { intent: 'CREATED', timerKey: key, targetElementId: target(node), dueMs, repetitions });
    }
    case 'timerTriggered':
      return fact('timer', { intent: 'TRIGGERED', timerKey: event.timerKey, targetElementId: target(context?.node ?? -1) });
    case 'timerCanceled':
      return fact('timer', { intent: 'CANCELED', timerKey: event.timerKey, targetElementId: target(context?.node ?? -1) });
    case 'subscriptionOpened': {
      const { key, node, ...data } = event.subscription;
      return fact('subscription', { intent: 'OPENED', subscriptionKey: key, targetElementId: target(node), ...data });
    }
    case 'subscriptionCorrelated':
    case 'subscriptionClosed':
      return fact('subscription', {
        intent: event.type === 'subscriptionClosed' ? 'CLOSED' : 'CORRELATED',
        subscriptionKey: event.subscriptionKey,
        name: context?.name ?? '',
        targetElementId: target(context?.node ?? -1),
        ...(event.type === 'subscriptionCorrelated' ? { messageKey: event.messageKey } : {}),
      });
    case 'incidentRaised': {
      const { incidentKey, errorType, message, jobKey } = event;
      return fact('incident', { intent: 'RAISED', incidentKey, errorType, message, jobKey });
    }
    case 'incidentResolved':
      return fact('incident', { intent: 'RESOLVED', incidentKey: event.incidentKey });
    case 'eventTriggered':
      return fact('event', { intent: 'TRIGGERED', targetElementId: target(event.node), variables: event.variables });
    case 'eventConsumed':
      return fact('event', { intent: 'CONSUMED' });
    case 'scopeInterrupted':
      return fact('scope', { intent: 'INTERRUPTED' });
    case 'elementCalled':
      return fact('call', { calledInstanceKey: event.calledInstanceKey });
    case 'decisionEvaluated':
      return fact('decision', { decisionKey: event.decisionKey, matchedRuleIds: event.matchedRuleIds });
    case 'continuationStored':
    case 'continuationTaken':
      // How a long step was cut is no fact about the process.
      return [];
    case 'messagePublished': {
      const { type: _, key, ...data } = event;
      return fact('message', { intent: 'PUBLISHED', messageKey: key, ...data });
    }
    case 'messageCorrelated': {
      const { bpmnProcessId, instanceKey } = event;
      return fact('message', { intent: 'CORRELATED', messageKey: event.key, bpmnProcessId, instanceKey });
    }
    case 'messageExpired':
      return fact('message', { intent: 'EXPIRED', messageKey: event.key });
    case 'startLockTaken': {
      const { type: _, ...data } = event;
      return fact('startLock', { intent: 'TAKEN', ...data });
    }
    case 'startLockReleased': {
      const { type: _, ...data } = event;
      return fact('startLock', { intent: 'RELEASED', ...data });
    }
    case 'processDeployed': {
      const { type: _, ...data } = event;
      return fact('deployment', { intent: 'PROCESS', ...data });
    }
    case 'decisionsDeployed': {
      const { type: _, ...data } = event;
      return fact('deployment', { intent: 'DECISIONS', ...data });
    }
    case 'formDeployed': {
      const { type: _, ...data } = event;
      return fact('deployment', { intent: 'FORM', ...data });
    }
    case 'startTimerCreated': {
      const { key, definitionKey, node, dueMs, repetitions } = event;
      const data = { intent: 'CREATED', timerKey: key, targetElementId: target(node, definitionKey), dueMs, repetitions };
      return [{ type: 'timer', data, element: { key: 0n, node, instanceKey: 0n, definitionKey } }];
    }
    case 'startTimerTriggered':
      return fact('timer', { intent: 'TRIGGERED', timerKey: event.key, targetElementId: '', instanceKey: event.instanceKey });
    case 'startTimerCanceled':
      return fact('timer', { intent: 'CANCELED', timerKey: event.key, targetElementId: '' });
  }
}

function fact(type: string, data: Data): readonly Fact[] {
  return [{ type, data }];
}

function taskData({ key, ...data }: UserTask): Data {
  return { taskKey: key, ...data };
}
