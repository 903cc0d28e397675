/**
 * Element instances and queued commands as the bytes of a state row. The first byte is the version of the encoding; each
 * released version stays readable (golden files in test/fixtures/encoding). Node indexes are those of the definition's stored dictionary.
 */
import type { ElementInstance, EventTrigger, Incident, Json, QueuedCommand, Variables, VariableValue } from '../../core/index.js';
import { ELEMENT_STATES, INCIDENT_TYPES } from './codes.js';
import { EncodingError } from './encoding-error.js';
import { Reader } from './reader.js';
import {
  type PersonalReader,
  type PersonalWriter,
  readJob,
  readProcessRoot,
  readQueued,
  readSubscription,
  readTimer,
  readUserTask,
  writeJob,
  writeProcessRoot,
  writeQueued,
  writeSubscription,
  writeTimer,
  writeUserTask,
} from './record-codec.js';
import { Writer } from './writer.js';

export const STATE_ENCODING = 1;

/** What an element instance has, as one number before its fields; the two lowest bits are its state. */
const HAS = {
  instance: 1 << 2,
  scope: 1 << 3,
  counters: 1 << 4,
  variables: 1 << 5,
  job: 1 << 6,
  userTask: 1 << 7,
  process: 1 << 8,
  interrupted: 1 << 9,
  takenFlows: 1 << 10,
  timers: 1 << 11,
  subscriptions: 1 << 12,
  incident: 1 << 13,
  trigger: 1 << 14,
  called: 1 << 15,
} as const;
const ALL_FLAGS = (1 << 16) - 1;

const writer = new Writer();

const beside: PersonalWriter = {
  text: (text) => writer.string(text),
  variables: writeVariables,
};

/** Element instances of one tree, in any number: a row, a page. */
export function encodeElements(rootKey: bigint, elements: Iterable<ElementInstance>): Buffer {
  writer.begin(rootKey);
  writer.byte(STATE_ENCODING);
  for (const element of elements) writeElement(element, rootKey);
  return writer.finish();
}

export function decodeElements(rootKey: bigint, bytes: Buffer): ElementInstance[] {
  const reader = open(rootKey, bytes);
  const personal = besideIn(reader);
  const elements: ElementInstance[] = [];
  while (!reader.atEnd) elements.push(readElement(reader, personal, rootKey));
  return elements;
}

/** Work that goes on after the commit. */
export function encodePending(rootKey: bigint, commands: readonly QueuedCommand[]): Buffer {
  writer.begin(rootKey);
  writer.byte(STATE_ENCODING);
  for (const command of commands) writeQueued(writer, beside, command);
  return writer.finish();
}

export function decodePending(rootKey: bigint, bytes: Buffer): QueuedCommand[] {
  const reader = open(rootKey, bytes);
  const personal = besideIn(reader);
  const commands: QueuedCommand[] = [];
  while (!reader.atEnd) commands.push(readQueued(reader, personal));
  return commands;
}

function open(rootKey: bigint, bytes: Buffer): Reader {
  const reader = new Reader(bytes, rootKey);
  const version = reader.byte();
  if (version !== STATE_ENCODING) {
    throw new EncodingError(
      'ENCODING_VERSION_UNKNOWN',
      `Expected state in encoding ${STATE_ENCODING}, but found ${version}: it was written by a later version`,
    );
  }
  return reader;
}

function writeElement(element: ElementInstance, rootKey: bigint): void {
  const flags = flagsOf(element, rootKey);
  writer.varint(flags);
  writer.key(element.key);
  writer.varint(element.node);
  if (flags & HAS.instance) writer.key(element.instanceKey);
  if (flags & HAS.scope) writer.key(element.scopeKey);
  if (flags & HAS.counters) {
    writer.int(element.children);
    writer.int(element.activeFlows);
  }
  if (flags & HAS.variables) writeScope(element.variables);
  if (element.job) writeJob(writer, beside, element.job);
  if (element.userTask) writeUserTask(writer, element.userTask);
  if (element.process) writeProcessRoot(writer, element.process);
  if (flags & HAS.takenFlows) {
    writer.varint(element.takenFlows.size);
    for (const [flow, tokens] of element.takenFlows) {
      writer.varint(flow);
      writer.int(tokens);
    }
  }
  if (flags & HAS.timers) {
    writer.varint(element.timers.length);
    for (const timer of element.timers) writeTimer(writer, timer);
  }
  if (flags & HAS.subscriptions) {
    writer.varint(element.subscriptions.length);
    for (const subscription of element.subscriptions) writeSubscription(writer, subscription);
  }
  if (element.incident) writeIncident(element.incident);
  if (element.trigger) {
    writer.varint(element.trigger.node);
    writeVariables(element.trigger.variables);
  }
  if (flags & HAS.called) writer.key(element.calledInstanceKey);
}

function flagsOf(element: ElementInstance, rootKey: bigint): number {
  return (
    ELEMENT_STATES.code(element.state) |
    (element.instanceKey !== rootKey ? HAS.instance : 0) |
    (element.scopeKey !== rootKey ? HAS.scope : 0) |
    (element.children !== 0 || element.activeFlows !== 0 ? HAS.counters : 0) |
    (element.variables.size > 0 ? HAS.variables : 0) |
    (element.job ? HAS.job : 0) |
    (element.userTask ? HAS.userTask : 0) |
    (element.process ? HAS.process : 0) |
    (element.interrupted ? HAS.interrupted : 0) |
    (element.takenFlows.size > 0 ? HAS.takenFlows : 0) |
    (element.timers.length > 0 ? HAS.timers : 0) |
    (element.subscriptions.length > 0 ? HAS.subscriptions : 0) |
    (element.incident ? HAS.incident : 0) |
    (element.trigger ? HAS.trigger : 0) |
    (element.calledInstanceKey !== 0n ? HAS.called : 0)
  );
}

/** The object's members are evaluated in the order of the bytes. */
function readElement(reader: Reader, personal: PersonalReader, rootKey: bigint): ElementInstance {
  const flags = reader.varint();
  if (flags > ALL_FLAGS) throw reader.corrupt(`element flags ${flags}`);
  const key = reader.key();
  const node = reader.varint();
  const instanceKey = flags & HAS.instance ? reader.key() : rootKey;
  const scopeKey = flags & HAS.scope ? reader.key() : rootKey;
  const children = flags & HAS.counters ? reader.int() : 0;
  const activeFlows = flags & HAS.counters ? reader.int() : 0;
  const variables = flags & HAS.variables ? readScope(reader) : NO_VARIABLES;
  const job = flags & HAS.job ? readJob(reader, personal) : undefined;
  const userTask = flags & HAS.userTask ? readUserTask(reader) : undefined;
  const process = flags & HAS.process ? readProcessRoot(reader) : undefined;
  const takenFlows = flags & HAS.takenFlows ? readTakenFlows(reader) : NO_FLOWS;
  const timers = flags & HAS.timers ? readAll(reader, readTimer) : [];
  const subscriptions = flags & HAS.subscriptions ? readAll(reader, readSubscription) : [];
  const incident = flags & HAS.incident ? readIncident(reader) : undefined;
  const trigger = flags & HAS.trigger ? readTrigger(reader) : undefined;
  const calledInstanceKey = flags & HAS.called ? reader.key() : 0n;
  return {
    key,
    instanceKey,
    node,
    scopeKey,
    state: ELEMENT_STATES.word(flags & 3),
    children,
    activeFlows,
    takenFlows,
    variables,
    timers,
    subscriptions,
    job,
    userTask,
    incident,
    trigger,
    interrupted: (flags & HAS.interrupted) !== 0,
    calledInstanceKey,
    process,
  };
}

const NO_VARIABLES: ReadonlyMap<string, VariableValue> = new Map();
const NO_FLOWS: ReadonlyMap<number, number> = new Map();

function readAll<T>(reader: Reader, read: (reader: Reader) => T): T[] {
  const all: T[] = [];
  for (let left = reader.count(); left > 0; left--) all.push(read(reader));
  return all;
}

/** A scope's variables. Of a value that has a row of its own only the key is written. */
function writeScope(variables: ReadonlyMap<string, VariableValue>): void {
  writer.varint(variables.size);
  for (const [name, value] of variables) {
    writer.string(name);
    writer.key(value.valueKey);
    if (value.valueKey === 0n) writer.string(value.json ?? 'null');
  }
}

function readScope(reader: Reader): ReadonlyMap<string, VariableValue> {
  const variables = new Map<string, VariableValue>();
  for (let left = reader.count(); left > 0; left--) {
    const name = reader.string();
    const valueKey = reader.key();
    variables.set(name, { valueKey, json: valueKey === 0n ? reader.string() : undefined });
  }
  return variables;
}

function readTakenFlows(reader: Reader): ReadonlyMap<number, number> {
  const flows = new Map<number, number>();
  for (let left = reader.count(); left > 0; left--) flows.set(reader.varint(), reader.int());
  return flows;
}

function writeVariables(variables: Variables): void {
  writer.varint(variables.size);
  for (const [name, json] of variables) {
    writer.string(name);
    writer.string(json);
  }
}

function readVariables(reader: Reader): Variables {
  const variables = new Map<string, Json>();
  for (let left = reader.count(); left > 0; left--) variables.set(reader.string(), reader.string());
  return variables;
}

function writeIncident(incident: Incident): void {
  writer.key(incident.key);
  writer.byte(INCIDENT_TYPES.code(incident.errorType));
  writer.string(incident.message);
  writer.key(incident.jobKey);
}

function readIncident(reader: Reader): Incident {
  return { key: reader.key(), errorType: INCIDENT_TYPES.word(reader.byte()), message: reader.string(), jobKey: reader.key() };
}

function readTrigger(reader: Reader): EventTrigger {
  return { node: reader.varint(), variables: readVariables(reader) };
}

function besideIn(reader: Reader): PersonalReader {
  return { text: () => reader.string(), variables: () => readVariables(reader) };
}
