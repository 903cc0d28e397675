/** Owns the writing of small BPMN documents for tests: `processXml('id', [startEvent('s'), flow('f', 's', 'e'), endEvent('e')])`. */

/** The attributes of a tag; undefined ones are left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const NAMESPACES = [
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xmlns:foreign="http://example.org/foreign"',
].join(' ');

/** A document around processes, messages and errors. */
export function definitionsXml(...parts: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<definitions ${NAMESPACES} id="definitions" targetNamespace="http://example.org">\n${parts.join('\n')}\n</definitions>\n`;
}

/** A document with one executable process; `roots` are the messages and errors beside it. */
export function processXml(id: string, elements: readonly string[], roots: readonly string[] = []): string {
  return definitionsXml(process(id, elements), ...roots);
}

export function process(id: string, elements: readonly string[], attributes: Attributes = {}): string {
  return tag('process', { id, isExecutable: true, ...attributes }, elements);
}

/** Any element: `tag('inclusiveGateway', { id: 'g' })`. */
export function tag(name: string, attributes: Attributes = {}, contents: readonly string[] = []): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value))}"`],
  );
  return `<${name}${written.join('')}>${contents.join('\n')}</${name}>`;
}

/** Extension elements; in BPMN's schema they come first in an element. */
export function extensionElements(...contents: readonly string[]): string {
  return tag('extensionElements', {}, contents);
}

export function flow(id: string, sourceRef: string, targetRef: string, condition?: string): string {
  return tag('sequenceFlow', { id, sourceRef, targetRef }, condition === undefined ? [] : [body('conditionExpression', condition)]);
}

/** A chain of flows through these elements: `path('a', 'b', 'c')` draws `a-b` and `b-c`. */
export function path(...ids: readonly string[]): string {
  return ids
    .slice(1)
    .map((target, index) => flow(`${ids[index]}-${target}`, ids[index] ?? '', target))
    .join('\n');
}

export function startEvent(id: string, contents: readonly string[] = [], attributes: Attributes = {}): string {
  return tag('startEvent', { id, ...attributes }, contents);
}

export function endEvent(id: string, contents: readonly string[] = []): string {
  return tag('endEvent', { id }, contents);
}

export function boundaryEvent(id: string, attachedToRef: string, contents: readonly string[], attributes: Attributes = {}): string {
  return tag('boundaryEvent', { id, attachedToRef, ...attributes }, contents);
}

/** A service task with a job of this type. */
export function serviceTask(id: string, type = id, contents: readonly string[] = []): string {
  return tag('serviceTask', { id }, [extensionElements(taskDefinition(type)), ...contents]);
}

export function subProcess(id: string, contents: readonly string[], attributes: Attributes = {}): string {
  return tag('subProcess', { id, ...attributes }, contents);
}

export function eventSubProcess(id: string, contents: readonly string[]): string {
  return subProcess(id, contents, { triggeredByEvent: true });
}

export function taskDefinition(type: string, retries?: string): string {
  return tag('zeebe:taskDefinition', { type, retries });
}

/** Pairs of target and source. */
export function ioMapping(inputs: Readonly<Record<string, string>>, outputs: Readonly<Record<string, string>> = {}): string {
  return tag('zeebe:ioMapping', {}, [
    ...Object.entries(inputs).map(([target, source]) => tag('zeebe:input', { source, target })),
    ...Object.entries(outputs).map(([target, source]) => tag('zeebe:output', { source, target })),
  ]);
}

export function timer(kind: 'timeDate' | 'timeDuration' | 'timeCycle', value: string): string {
  return tag('timerEventDefinition', {}, [body(kind, value)]);
}

export function messageEvent(messageRef?: string): string {
  return tag('messageEventDefinition', { messageRef });
}

export function errorEvent(errorRef?: string): string {
  return tag('errorEventDefinition', { errorRef });
}

/** A root-level message. Without a correlation key it fits start events of processes only. */
export function message(id: string, name: string, correlationKey?: string): string {
  const subscription = correlationKey === undefined ? [] : [extensionElements(tag('zeebe:subscription', { correlationKey }))];
  return tag('message', { id, name }, subscription);
}

/** A root-level error. */
export function error(id: string, errorCode?: string): string {
  return tag('error', { id, errorCode });
}

/** An element that holds text alone. */
export function body(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
