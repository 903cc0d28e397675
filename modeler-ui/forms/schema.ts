/** A form's schema as text, and every act on its fields: what the list of fields does, on the same text that form-js edits. */
import { type Field, type Option, readFields } from '../../forms/fields.js';

export interface Component {
  readonly id?: string;
  readonly type: string;
  readonly key?: string;
  readonly components?: readonly Component[];
  readonly [member: string]: unknown;
}
export interface FormSchema {
  readonly id: string;
  readonly components: readonly Component[];
  readonly [member: string]: unknown;
}

/** What our renderer draws; the palette of form-js offers these alone (pages/modeler/parts/parts.module.css). */
export const FIELD_TYPES = ['textfield', 'textarea', 'number', 'datetime', 'checkbox', 'radio', 'select', 'text'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** undefined: no form. */
export function readForm(content: string): FormSchema | undefined {
  try {
    const form: unknown = JSON.parse(content);
    if (typeof form !== 'object' || form === null || !('id' in form) || typeof form.id !== 'string') return undefined;
    return { components: [], ...form, id: form.id } as FormSchema;
  } catch {
    return undefined;
  }
}

export function writeForm(form: object): string {
  return `${JSON.stringify(form, null, 2)}\n`;
}

/** A component and the indexes that lead to it. */
export interface Placed {
  readonly path: readonly number[];
  readonly component: Component;
}

/** Every component in the order of the form, those of groups behind their group. */
export function placedIn(components: readonly Component[], before: readonly number[] = []): readonly Placed[] {
  return components.flatMap((component, index) => {
    const path = [...before, index];
    return [{ path, component }, ...placedIn(component.components ?? [], path)];
  });
}

export function idOf({ path, component }: Placed): string {
  return component.id ?? path.join('.');
}

/** Changes the list that the last index of `path` is in. */
function within(
  form: FormSchema,
  path: readonly number[],
  change: (list: readonly Component[], index: number) => readonly Component[],
): FormSchema {
  const into = (list: readonly Component[], [index = 0, ...rest]: readonly number[]): readonly Component[] =>
    rest.length === 0
      ? change(list, index)
      : list.map((one, at) => (at === index ? { ...one, components: into(one.components ?? [], rest) } : one));
  return { ...form, components: into(form.components, path) };
}

export function changeField(form: FormSchema, path: readonly number[], change: (component: Component) => Component): FormSchema {
  return within(form, path, (list, at) => list.map((one, index) => (index === at ? change(one) : one)));
}

export function removeField(form: FormSchema, path: readonly number[]): FormSchema {
  return within(form, path, (list, at) => list.filter((_, index) => index !== at));
}

/** Among its neighbours; at the edge nothing happens. */
export function moveField(form: FormSchema, path: readonly number[], by: -1 | 1): FormSchema {
  return within(form, path, (list, at) => moved(list, at, by));
}

export function moved<One>(list: readonly One[], at: number, by: -1 | 1): readonly One[] {
  const [one, other] = [list[at], list[at + by]];
  if (one === undefined || other === undefined) return list;
  return list.map((kept, index) => (index === at ? other : index === at + by ? one : kept));
}

/** Behind the component of `path`, or at the end. */
export function addField(form: FormSchema, path: readonly number[] | undefined, component: Component): FormSchema {
  if (path === undefined) return { ...form, components: [...form.components, component] };
  return within(form, path, (list, at) => [...list.slice(0, at + 1), component, ...list.slice(at + 1)]);
}

/** A new field whose id and key nobody has yet. */
export function newField(form: FormSchema, type: FieldType, label: string): Component {
  const used = new Set(placedIn(form.components).flatMap(({ component }) => [component.id, component.key]));
  const free = (wanted: string): string => {
    for (let count = 1; ; count++) if (!used.has(`${wanted}${count}`)) return `${wanted}${count}`;
  };
  const id = free('field');
  if (type === 'text') return { id, type, text: label };
  const options = type === 'radio' || type === 'select' ? { values: [{ label, value: 'value1' }] } : {};
  const date = type === 'datetime' ? { subtype: 'date', dateLabel: label } : { label };
  return { id, type, key: free('field'), ...date, ...options };
}

/** A heading, and the decision with what the step offers; without offers the heading alone. */
export function newForm(id: string, name: string, decision: string, options: readonly Option[]): object {
  const heading = { id: `${id}-heading`, type: 'text', text: `### ${name}` };
  const choice = { id: `${id}-decision`, type: 'radio', key: 'decision', label: decision, values: options, validate: { required: true } };
  return {
    id,
    type: 'default',
    schemaVersion: 18,
    executionPlatform: 'Camunda Cloud',
    executionPlatformVersion: '8.8.0',
    components: options.length === 0 ? [heading] : [heading, choice],
  };
}

/** Fewer members where nothing is said: a schema without empty rules. */
export function withRule(component: Component, name: string, value: unknown): Component {
  const { validate, ...rest } = component;
  const rules = Object.entries({ ...record(validate), [name]: value }).filter(([, one]) => one !== undefined && one !== false);
  return rules.length === 0 ? { ...rest } : { ...rest, validate: Object.fromEntries(rules) };
}

export function ruleOf(component: Component, name: string): unknown {
  return record(component.validate)[name];
}

export function withCondition(component: Component, hide: string): Component {
  const { conditional: _, ...rest } = component;
  return hide.trim() === '' ? { ...rest } : { ...rest, conditional: { hide: `=${hide.trim().replace(/^=\s*/, '')}` } };
}

export function conditionOf(component: Component): string {
  return String(record(component.conditional).hide ?? '').replace(/^=\s*/, '');
}

export function labelOf(component: Component): string {
  const label = component.label ?? component.dateLabel ?? component.text ?? '';
  return (
    String(label)
      .replace(/^#+\s*/, '')
      .split('\n')[0]
      ?.trim() ?? ''
  );
}

export function optionsOf(component: Component): readonly Option[] {
  const values = Array.isArray(component.values) ? (component.values as readonly Partial<Option>[]) : [];
  return values.map(({ label, value }) => ({ value: String(value ?? ''), label: String(label ?? value ?? '') }));
}

/** What the desk could not show or not tell apart. */
export type FormFault =
  | { readonly type: 'unsupported'; readonly elementId: string; readonly component: string }
  | { readonly type: 'same-key'; readonly elementId: string; readonly key: string }
  | { readonly type: 'no-options'; readonly elementId: string };

export function faultsOf(form: FormSchema): readonly FormFault[] {
  const keys = new Set<string>();
  return placedIn(form.components).flatMap((placed): readonly FormFault[] => {
    const { component } = placed;
    const elementId = idOf(placed);
    const drawn: readonly Field[] = component.type === 'group' ? [] : readFields([component]);
    if (drawn.some(({ type }) => type === 'unsupported')) return [{ type: 'unsupported', elementId, component: component.type }];
    if (drawn.some((field) => 'options' in field && field.options.length === 0)) return [{ type: 'no-options', elementId }];
    if (component.key === undefined) return [];
    if (keys.has(component.key)) return [{ type: 'same-key', elementId, key: component.key }];
    keys.add(component.key);
    return [];
  });
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
