/** Owns reading of moddle's elements: every access to a parsed BPMN element goes through here, so nothing else depends on moddle's shapes. */

/** An element of the parsed document, `bpmn:ServiceTask` or `zeebe:TaskDefinition`. */
export interface ModdleElement {
  readonly $type: string;
}

export function isModdleElement(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value && typeof value.$type === 'string';
}

/** A text attribute or text child, without surrounding blanks; undefined when absent or blank. */
export function text(element: ModdleElement, name: string): string | undefined {
  const value: unknown = Reflect.get(element, name);
  const trimmed = typeof value === 'string' ? value.trim() : '';
  return trimmed === '' ? undefined : trimmed;
}

export function flag(element: ModdleElement, name: string, whenAbsent: boolean): boolean {
  const value: unknown = Reflect.get(element, name);
  return typeof value === 'boolean' ? value : whenAbsent;
}

/** An attribute as it is, whatever its type. */
export function attribute(element: ModdleElement, name: string): unknown {
  return Reflect.get(element, name);
}

/** A contained or referenced element. */
export function child(element: ModdleElement, name: string): ModdleElement | undefined {
  const value: unknown = Reflect.get(element, name);
  return isModdleElement(value) ? value : undefined;
}

/** Contained or referenced elements in document order. */
export function children(element: ModdleElement, name: string): readonly ModdleElement[] {
  const value: unknown = Reflect.get(element, name);
  return Array.isArray(value) ? value.filter(isModdleElement) : [];
}

/** Everything in `extensionElements`, Zeebe's and foreign. */
export function extensions(element: ModdleElement): readonly ModdleElement[] {
  const container = child(element, 'extensionElements');
  return container === undefined ? [] : children(container, 'values');
}

export function extension(element: ModdleElement, type: string): ModdleElement | undefined {
  return extensions(element).find((candidate) => candidate.$type === type);
}

/** Elements around an element that are looked at; keeps a hostile nesting from costing its depth for each element. */
export const MAX_STEPS_OUT = 100;

/** The element's own id, or that of the nearest element around it which has one: what a fault is reported at. */
export function nearestId(element: ModdleElement | undefined): string {
  let around = element;
  for (let steps = 0; around !== undefined && steps < MAX_STEPS_OUT; steps += 1, around = child(around, '$parent')) {
    const id = text(around, 'id');
    if (id !== undefined && !isEventDefinition(around)) return id;
  }
  return '';
}

/** Event definitions have ids of their own, which no diagram shows: people know the event. */
function isEventDefinition(element: ModdleElement): boolean {
  return element.$type.endsWith('EventDefinition') || element.$type.endsWith('Expression');
}
