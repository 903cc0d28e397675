/** Owns event definitions: what an event of each kind may react to or bring about, and its timer, message or error. */
import { parseCycle, parseDuration, parseTimerDate } from '../time/index.js';
import type { NodeDraft, ProcessDraft } from './draft.js';
import { ExpressionReader } from './expressions.js';
import type { EventDefinition, MessageDefinition, TimerDefinition } from './graph.js';
import { child, children, extension, flag, type ModdleElement, text } from './moddle-element.js';

type EventType = EventDefinition['type'];

const TYPES: ReadonlyMap<string, EventType> = new Map<string, EventType>([
  ['bpmn:TerminateEventDefinition', 'terminate'],
  ['bpmn:ErrorEventDefinition', 'error'],
  ['bpmn:TimerEventDefinition', 'timer'],
  ['bpmn:MessageEventDefinition', 'message'],
]);

/** Fills in what an event, or a receive task, waits for or throws. */
export function readEvent(draft: ProcessDraft, found: NodeDraft): void {
  const { node, element } = found;
  const allowed = allowedEvents(found);
  if (allowed === undefined) return;
  node.interrupting = isInterrupting(found);
  const refuse = (reason: string): void => {
    found.refused = true;
    draft.faults.add(node.id, reason);
  };
  if (node.type === 'receiveTask') {
    if (flag(element, 'instantiate', false)) refuse('Expected a receive task inside the flow, but one that instantiates is not supported.');
    node.event = readMessage(draft, found, element);
    return;
  }
  const definitions = children(element, 'eventDefinitions');
  const [definition] = definitions;
  const count = definitions.length + children(element, 'eventDefinitionRef').length;
  const type = definition === undefined ? 'none' : TYPES.get(definition.$type);
  if (count > 1 || flag(element, 'parallelMultiple', false)) {
    refuse('Expected one event definition, but multiple events are not supported.');
  } else if (count > definitions.length) {
    refuse('Expected an event definition of its own, but references to shared ones are not supported.');
  } else if (type === undefined || !allowed.includes(type)) {
    const kind = definition === undefined ? 'there is none' : `${kindOf(definition)} events are not supported here`;
    refuse(`Expected an event of type ${listed(allowed)}, but ${kind}.`);
  } else if (definition !== undefined) {
    node.event = readDefinition(draft, found, type, definition);
  }
}

function readDefinition(draft: ProcessDraft, found: NodeDraft, type: EventType, definition: ModdleElement): EventDefinition {
  switch (type) {
    case 'timer':
      return readTimer(draft, found, definition);
    case 'message':
      return readMessage(draft, found, definition);
    case 'error':
      return readError(draft, found, definition);
    case 'terminate':
    case 'none':
      return { type };
  }
}

/** Undefined for what is no event. */
function allowedEvents({ node }: NodeDraft): readonly EventType[] | undefined {
  switch (node.type) {
    case 'startEvent':
      if (node.scope?.type === 'process') return ['none', 'timer', 'message'];
      return node.scope?.type === 'eventSubProcess' ? ['timer', 'message', 'error'] : ['none'];
    case 'intermediateCatchEvent':
      return ['timer', 'message'];
    case 'boundaryEvent':
      return ['timer', 'message', 'error'];
    case 'intermediateThrowEvent':
      return ['none', 'message'];
    case 'endEvent':
      return ['none', 'error', 'message', 'terminate'];
    case 'receiveTask':
      return ['message'];
    default:
      return undefined;
  }
}

function isInterrupting({ node, element }: NodeDraft): boolean {
  if (node.type === 'boundaryEvent') return flag(element, 'cancelActivity', true);
  return node.type === 'startEvent' && node.scope?.type === 'eventSubProcess' && flag(element, 'isInterrupting', true);
}

const NONE: EventDefinition = { type: 'none' };

function readTimer(draft: ProcessDraft, found: NodeDraft, definition: ModdleElement): EventDefinition {
  const { node } = found;
  const reader = new ExpressionReader(draft.faults, node.id);
  const given = (['timeDate', 'timeDuration', 'timeCycle'] as const).filter((name) => child(definition, name) !== undefined);
  const [name] = given;
  if (name === undefined || given.length > 1) {
    draft.faults.add(
      node.id,
      `Expected exactly one of timeDate, timeDuration and timeCycle, but there ${name === undefined ? 'is none' : 'are several'}.`,
    );
    return NONE;
  }
  const kind: TimerDefinition['kind'] = name === 'timeDate' ? 'date' : name === 'timeDuration' ? 'duration' : 'cycle';
  if (kind === 'cycle' && !mayRepeat(found)) {
    draft.faults.add(
      node.id,
      'Expected a date or a duration, but only start events and non-interrupting events can repeat by a timeCycle.',
    );
  }
  const value = child(definition, name);
  const source = value && text(value, 'body');
  const expression = reader.required(`a value in ${name}`, source);
  if (expression === undefined) return NONE;
  reader.checkLiteral(source, (literal) => {
    const parsed = kind === 'date' ? parseTimerDate(literal) : kind === 'duration' ? parseDuration(literal) : parseCycle(literal);
    return parsed.type === 'ok' ? undefined : `${parsed.reason} (${name}).`;
  });
  refuseVariables(draft, found, 'timer', expression.names);
  return { type: 'timer', timer: { kind, expression } };
}

function mayRepeat({ node }: NodeDraft): boolean {
  return node.type === 'startEvent' && node.scope?.type === 'process' ? true : node.type !== 'intermediateCatchEvent' && !node.interrupting;
}

/** A start event of a process is set up at deployment, when there are no variables. */
function refuseVariables(draft: ProcessDraft, { node }: NodeDraft, what: string, names: readonly string[]): void {
  if (node.type !== 'startEvent' || node.scope?.type !== 'process' || names.length === 0) return;
  draft.faults.add(
    node.id,
    `Expected a ${what} without variables, because it is read at deployment, but it needs '${names.join("', '")}'.`,
  );
}

function readMessage(draft: ProcessDraft, found: NodeDraft, holder: ModdleElement): EventDefinition {
  const { node } = found;
  const reader = new ExpressionReader(draft.faults, node.id);
  const message = child(holder, 'messageRef');
  const isThrown = node.type === 'intermediateThrowEvent' || node.type === 'endEvent';
  if (message === undefined) {
    const missing = draft.document.unresolved(holder, 'messageRef');
    if (missing !== undefined) draft.faults.add(node.id, `Expected messageRef to name a message, but '${missing}' doesn't exist.`);
    else if (isThrown) return { type: 'message', message: { name: unnamed(reader) } };
    else draft.faults.add(node.id, 'Expected a reference to a message, but there is none.');
    return NONE;
  }
  const name = reader.required('a message with a name', text(message, 'name'));
  if (name === undefined) return NONE;
  refuseVariables(draft, found, 'message name', name.names);
  if (isThrown || (node.type === 'startEvent' && node.scope?.type === 'process')) return { type: 'message', message: { name } };
  const subscription = extension(message, 'zeebe:Subscription');
  const correlationKey = reader.requiredFeel(
    'a correlation key (zeebe:subscription of the message)',
    subscription && text(subscription, 'correlationKey'),
  );
  const definition: MessageDefinition = correlationKey === undefined ? { name } : { name, correlationKey };
  return { type: 'message', message: definition };
}

/** A throw event's message is its worker's affair: Zeebe asks only for the job. */
function unnamed(reader: ExpressionReader): MessageDefinition['name'] {
  const name = reader.property('the message name', '');
  if (name === undefined) throw new Error('Expected an empty literal to compile, but it did not');
  return name;
}

function readError(draft: ProcessDraft, found: NodeDraft, definition: ModdleElement): EventDefinition {
  const { node } = found;
  const reader = new ExpressionReader(draft.faults, node.id);
  const missing = draft.document.unresolved(definition, 'errorRef');
  if (missing !== undefined) {
    draft.faults.add(node.id, `Expected errorRef to name an error, but '${missing}' doesn't exist.`);
    return NONE;
  }
  const error = child(definition, 'errorRef');
  const code = error && text(error, 'errorCode');
  if (node.type === 'endEvent') {
    const thrown = reader.required('an error with an error code', code);
    return thrown === undefined ? NONE : { type: 'error', code: thrown };
  }
  if (!node.interrupting) draft.faults.add(node.id, 'Expected an error event to interrupt, but this one is non-interrupting.');
  if (code?.startsWith('=')) {
    draft.faults.add(node.id, `Expected the error code of a catching event to be a literal, but got the expression '${code}'.`);
    return NONE;
  }
  const caught = reader.property('the error code', code);
  return caught === undefined ? { type: 'error' } : { type: 'error', code: caught };
}

function kindOf(definition: ModdleElement): string {
  const name = definition.$type.replace(/^bpmn:/, '').replace(/EventDefinition$/, '');
  return name === 'Compensate' ? 'compensation' : name.toLowerCase();
}

function listed(types: readonly EventType[]): string {
  return types.length < 2 ? types.join('') : `${types.slice(0, -1).join(', ')} or ${types.at(-1)}`;
}
