/** The records that state and history share (jobs, tasks, timers, subscriptions, queued commands), each as the same bytes in both. */
import type { Job, MessageSubscription, ProcessRoot, QueuedCommand, Timer, UserTask, Variables } from '../../core/index.js';
import { JOB_STATES } from './codes.js';
import type { Reader } from './reader.js';
import type { Writer } from './writer.js';

/** Where values and free texts go: beside the rest in state, into the erasable payload in history. */
export interface PersonalWriter {
  variables(variables: Variables): void;
  text(text: string): void;
}
export interface PersonalReader {
  variables(): Variables;
  text(): string;
}

export function writeJob(writer: Writer, personal: PersonalWriter, job: Job): void {
  writer.key(job.key);
  writer.string(job.type);
  writer.int(job.retries);
  writer.byte(JOB_STATES.code(job.state));
  writer.int(job.backoffUntilMs);
  personal.text(job.errorMessage);
  let headers = 0;
  for (const _ in job.headers) headers++;
  writer.varint(headers);
  for (const name in job.headers) {
    writer.string(name);
    writer.string(job.headers[name] ?? '');
  }
}

export function readJob(reader: Reader, personal: PersonalReader): Job {
  const key = reader.key();
  const type = reader.string();
  const retries = reader.int();
  const state = JOB_STATES.word(reader.byte());
  const backoffUntilMs = reader.int();
  const errorMessage = personal.text();
  const headers: Record<string, string> = {};
  for (let left = reader.count(); left > 0; left--) headers[reader.string()] = reader.string();
  return { key, type, retries, state, backoffUntilMs, errorMessage, headers };
}

export function writeUserTask(writer: Writer, task: UserTask): void {
  writer.key(task.key);
  writer.string(task.assignee);
  writer.strings(task.candidateGroups);
  writer.strings(task.candidateUsers);
  writer.string(task.dueDate);
  writer.string(task.followUpDate);
  writer.key(task.formKey);
  writer.string(task.externalReference);
  writer.int(task.priority);
}

export function readUserTask(reader: Reader): UserTask {
  return {
    key: reader.key(),
    assignee: reader.string(),
    candidateGroups: reader.strings(),
    candidateUsers: reader.strings(),
    dueDate: reader.string(),
    followUpDate: reader.string(),
    formKey: reader.key(),
    externalReference: reader.string(),
    priority: reader.int(),
  };
}

export function writeTimer(writer: Writer, timer: Timer): void {
  writer.key(timer.key);
  writer.varint(timer.node);
  writer.int(timer.dueMs);
  writer.int(timer.repetitions);
}

export function readTimer(reader: Reader): Timer {
  return { key: reader.key(), node: reader.varint(), dueMs: reader.int(), repetitions: reader.int() };
}

export function writeSubscription(writer: Writer, subscription: MessageSubscription): void {
  writer.key(subscription.key);
  writer.varint(subscription.node);
  writer.string(subscription.name);
  writer.string(subscription.correlationKey);
  writer.byte(subscription.interrupting ? 1 : 0);
}

export function readSubscription(reader: Reader): MessageSubscription {
  return {
    key: reader.key(),
    node: reader.varint(),
    name: reader.string(),
    correlationKey: reader.string(),
    interrupting: reader.byte() === 1,
  };
}

export function writeProcessRoot(writer: Writer, root: ProcessRoot): void {
  writer.key(root.definitionKey);
  writer.key(root.parentInstanceKey);
  writer.key(root.parentElementKey);
  writer.string(root.startCorrelationKey);
}

export function readProcessRoot(reader: Reader): ProcessRoot {
  return {
    definitionKey: reader.key(),
    parentInstanceKey: reader.key(),
    parentElementKey: reader.key(),
    startCorrelationKey: reader.string(),
  };
}

const QUEUED = { complete: 1, terminate: 2, correlate: 3, activate: 4, activateWithVariables: 5, completeWithVariables: 6 } as const;

export function writeQueued(writer: Writer, personal: PersonalWriter, command: QueuedCommand): void {
  switch (command.type) {
    case 'activate':
      writer.byte(command.variables ? QUEUED.activateWithVariables : QUEUED.activate);
      writer.key(command.instanceKey);
      writer.varint(command.node);
      writer.key(command.scopeKey);
      writer.int(command.flow);
      if (command.variables) personal.variables(command.variables);
      return;
    case 'complete':
      writer.byte(command.variables ? QUEUED.completeWithVariables : QUEUED.complete);
      writer.key(command.key);
      if (command.variables) personal.variables(command.variables);
      return;
    case 'terminate':
      writer.byte(QUEUED.terminate);
      writer.key(command.key);
      return;
    case 'correlate':
      writer.byte(QUEUED.correlate);
      writer.key(command.elementKey);
      writer.key(command.subscriptionKey);
      return;
    default:
      command satisfies never;
  }
}

export function readQueued(reader: Reader, personal: PersonalReader): QueuedCommand {
  const code = reader.byte();
  switch (code) {
    case QUEUED.activate:
    case QUEUED.activateWithVariables:
      return {
        type: 'activate',
        instanceKey: reader.key(),
        node: reader.varint(),
        scopeKey: reader.key(),
        flow: reader.int(),
        variables: code === QUEUED.activateWithVariables ? personal.variables() : undefined,
      };
    case QUEUED.complete:
    case QUEUED.completeWithVariables:
      return { type: 'complete', key: reader.key(), variables: code === QUEUED.completeWithVariables ? personal.variables() : undefined };
    case QUEUED.terminate:
      return { type: 'terminate', key: reader.key() };
    case QUEUED.correlate:
      return { type: 'correlate', elementKey: reader.key(), subscriptionKey: reader.key() };
    default:
      throw reader.corrupt(`queued command ${code}`);
  }
}
