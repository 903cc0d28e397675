/** What the panel says of a step in plain words, read from and written to the document. Every change is one act that can be undone. */
import { adopt } from './city-steps.js';
import type { Connection, Diagram, DrawnElement, ModelElement } from './diagram.js';

const TIER = /^=\s*\["([\w-]+)"\]$/;

export function extensionOf(element: ModelElement, type: string): ModelElement | undefined {
  const holder = element.get('extensionElements') as ModelElement | undefined;
  return ((holder?.get('values') ?? []) as readonly ModelElement[]).find((value) => value.$type === type);
}

export function propertyOf(element: ModelElement, name: string): string {
  const properties = (extensionOf(element, 'zeebe:Properties')?.get('properties') ?? []) as readonly ModelElement[];
  return String(properties.find((one) => one.get('name') === name)?.get('value') ?? '');
}

/** All that is drawn, labels left out: they are drawn apart from what they belong to. */
export function elementsIn(diagram: Diagram): readonly DrawnElement[] {
  return diagram
    .service('elementRegistry')
    .filter(({ labelTarget, businessObject }) => labelTarget === undefined && 'get' in businessObject);
}

/** Codes of the decisions that a step offers. */
export function actionsOf(element: ModelElement): readonly string[] {
  return propertyOf(element, 'actions')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Puts `replacement` in the place of the extension of that type; undefined takes it away. */
function writeExtension(diagram: Diagram, drawn: DrawnElement, type: string, replacement: ModelElement | undefined): void {
  const element = drawn.businessObject;
  const holder = element.get('extensionElements') as ModelElement | undefined;
  const values = ((holder?.get('values') ?? []) as readonly ModelElement[]).filter((value) => value.$type !== type);
  const next = replacement === undefined ? values : [...values, replacement];
  const modeling = diagram.service('modeling');
  if (holder === undefined) {
    const made = diagram.service('moddle').create('bpmn:ExtensionElements', { values: next });
    adopt(made, element);
    for (const value of next) adopt(value, made);
    modeling.updateProperties(drawn, { extensionElements: made });
    return;
  }
  if (replacement !== undefined) adopt(replacement, holder);
  modeling.updateModdleProperties(drawn, holder, { values: next });
}

export function writeProperty(diagram: Diagram, drawn: DrawnElement, name: string, value: string): void {
  const moddle = diagram.service('moddle');
  const known = (extensionOf(drawn.businessObject, 'zeebe:Properties')?.get('properties') ?? []) as readonly ModelElement[];
  const others = known.filter((one) => one.get('name') !== name);
  const properties = value === '' ? others : [...others, moddle.create('zeebe:Property', { name, value })];
  const replacement = properties.length === 0 ? undefined : moddle.create('zeebe:Properties', { properties });
  for (const one of properties) if (replacement !== undefined) adopt(one, replacement);
  writeExtension(diagram, drawn, 'zeebe:Properties', replacement);
}

/** A value of an extension with attributes alone; `''` when there is none. */
export function attributeOf(element: ModelElement, type: string, attribute: string): string {
  return String(extensionOf(element, type)?.get(attribute) ?? '');
}

/** Writes one attribute of an extension; `''` takes the attribute away, and the extension with its last one. */
export function writeAttribute(
  diagram: Diagram,
  drawn: DrawnElement,
  type: string,
  attribute: string,
  value: string,
  attributes: readonly string[] = [attribute],
): void {
  const known = Object.fromEntries(attributes.map((name) => [name, extensionOf(drawn.businessObject, type)?.get(name)]));
  const next = Object.entries({ ...known, [attribute]: value === '' ? undefined : value }).filter(([, one]) => one !== undefined);
  const replacement = next.length === 0 ? undefined : diagram.service('moddle').create(type, Object.fromEntries(next));
  writeExtension(diagram, drawn, type, replacement);
}

const mappingsOf = (element: ModelElement, which: 'inputParameters' | 'outputParameters') =>
  (extensionOf(element, 'zeebe:IoMapping')?.get(which) ?? []) as readonly ModelElement[];

/** The text that a step is given under `target`; `''` when it is given none, undefined when an expression makes it. */
export function givenText(element: ModelElement, target: string): string | undefined {
  const source = mappingsOf(element, 'inputParameters')
    .find((input) => input.get('target') === target)
    ?.get('source');
  if (source === undefined) return '';
  const [, literal] = /^=\s*("(?:[^"\\]|\\.)*")\s*$/s.exec(String(source)) ?? [];
  // A text of FEEL is written as one of JSON.
  return literal === undefined ? undefined : (JSON.parse(literal.replaceAll('\n', '\\n')) as string);
}

export function writeText(diagram: Diagram, drawn: DrawnElement, target: string, text: string): void {
  const moddle = diagram.service('moddle');
  const others = mappingsOf(drawn.businessObject, 'inputParameters').filter((input) => input.get('target') !== target);
  const outputs = mappingsOf(drawn.businessObject, 'outputParameters');
  const inputs = text === '' ? others : [...others, moddle.create('zeebe:Input', { source: `=${JSON.stringify(text)}`, target })];
  const isEmpty = inputs.length + outputs.length === 0;
  const mapping = isEmpty ? undefined : moddle.create('zeebe:IoMapping', { inputParameters: inputs, outputParameters: outputs });
  if (mapping !== undefined) for (const one of [...inputs, ...outputs]) adopt(one, mapping);
  writeExtension(diagram, drawn, 'zeebe:IoMapping', mapping);
}

export function rename(diagram: Diagram, drawn: DrawnElement, name: string): void {
  diagram.service('modeling').updateProperties(drawn, { name });
}

/** Who does it: the tier of the city, both for the desk and for the list of those who may take the task. */
export function tierOf(element: ModelElement): string {
  const group = TIER.exec(attributeOf(element, 'zeebe:AssignmentDefinition', 'candidateGroups'))?.[1];
  return propertyOf(element, 'tier') || (group ?? '');
}

export function writeTier(diagram: Diagram, drawn: DrawnElement, tier: string): void {
  const attributes = ['assignee', 'candidateGroups', 'candidateUsers'];
  diagram.together(() => {
    writeProperty(diagram, drawn, 'tier', tier);
    writeAttribute(diagram, drawn, 'zeebe:AssignmentDefinition', 'candidateGroups', `=["${tier}"]`, attributes);
  });
}

export function conditionOf(element: ModelElement): string {
  const condition = element.get('conditionExpression') as ModelElement | undefined;
  return String(condition?.get('body') ?? '').replace(/^=\s*/, '');
}

export function writeCondition(diagram: Diagram, drawn: DrawnElement, condition: string): void {
  const body = condition.trim();
  const conditionExpression =
    body === '' ? undefined : diagram.service('moddle').create('bpmn:FormalExpression', { body: `=${body.replace(/^=\s*/, '')}` });
  if (conditionExpression !== undefined) adopt(conditionExpression, drawn.businessObject);
  diagram.service('modeling').updateProperties(drawn, { conditionExpression });
}

/** A flow that leaves a decision: there a condition says when it is taken. */
export function isChoice(drawn: DrawnElement): boolean {
  return drawn.type === 'bpmn:SequenceFlow' && (drawn as Connection).source.type === 'bpmn:ExclusiveGateway';
}

export function isDefault(drawn: DrawnElement): boolean {
  return (drawn as Connection).source.businessObject.get('default') === drawn.businessObject;
}

export function writeDefault(diagram: Diagram, drawn: DrawnElement, isOtherwise: boolean): void {
  const { source } = drawn as Connection;
  diagram.service('modeling').updateProperties(source, { default: isOtherwise ? drawn.businessObject : undefined });
  if (isOtherwise) writeCondition(diagram, drawn, '');
}

/** The one timer of an event as ISO 8601 or FEEL, and which kind it is; undefined: the event is no timer. */
export function timerOf(element: ModelElement): { readonly kind: string; readonly text: string; readonly of: ModelElement } | undefined {
  const events = (element.get('eventDefinitions') ?? []) as readonly ModelElement[];
  const timer = events.find((event) => event.$type === 'bpmn:TimerEventDefinition');
  if (timer === undefined) return undefined;
  for (const kind of ['timeDuration', 'timeDate', 'timeCycle']) {
    const expression = timer.get(kind) as ModelElement | undefined;
    if (expression !== undefined) return { kind, text: String(expression.get('body') ?? ''), of: timer };
  }
  return { kind: 'timeDuration', text: '', of: timer };
}

export function writeTimer(diagram: Diagram, drawn: DrawnElement, kind: string, text: string): void {
  const timer = timerOf(drawn.businessObject);
  if (timer === undefined) return;
  const expression = text === '' ? undefined : diagram.service('moddle').create('bpmn:FormalExpression', { body: text });
  if (expression !== undefined) adopt(expression, timer.of);
  const none = { timeDuration: undefined, timeDate: undefined, timeCycle: undefined };
  diagram.service('modeling').updateModdleProperties(drawn, timer.of, { ...none, [kind]: expression });
}
