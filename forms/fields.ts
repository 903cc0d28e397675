/** Reads the components of a form-js schema into what our renderer draws. What it can't draw it names, so that nothing is silently missing. */

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface Input {
  readonly key: string;
  readonly label: string;
  readonly description?: string;
  readonly isRequired: boolean;
  /** FEEL; true = not shown. */
  readonly hiddenWhen?: string;
}

export type Field =
  | { readonly type: 'heading' | 'paragraph'; readonly id: string; readonly text: string; readonly hiddenWhen?: string }
  | (Input & { readonly type: 'text' | 'long-text'; readonly maxLength?: number; readonly pattern?: string })
  | (Input & { readonly type: 'number'; readonly min?: number; readonly max?: number })
  | (Input & { readonly type: 'checkbox' })
  | (Input & { readonly type: 'radio' | 'select'; readonly options: readonly Option[] })
  | (Input & { readonly type: 'date' | 'date-time' })
  | { readonly type: 'unsupported'; readonly id: string; readonly component: string; readonly hiddenWhen?: string };

export type InputField = Extract<Field, { readonly key: string }>;

/** Of the form-js schema, as deployed. */
interface Component {
  readonly type: string;
  readonly [member: string]: unknown;
}

export function readFields(components: readonly Component[]): readonly Field[] {
  return components.flatMap((component, index) => readField(component, `${index}`));
}

export function isInput(field: Field): field is InputField {
  return 'key' in field;
}

function readField(component: Component, place: string): readonly Field[] {
  const id = text(component.id) ?? place;
  const hidden = text(record(component.conditional).hide);
  const condition = hidden === undefined ? {} : { hiddenWhen: hidden };
  if (component.type === 'group' && Array.isArray(component.components)) {
    return (component.components as readonly Component[]).flatMap((inner, index) => readField(inner, `${place}.${index}`));
  }
  if (component.type === 'text') return textFields(text(component.text) ?? '', id, condition);
  const key = text(component.key);
  if (key === undefined)
    return component.type === 'button' || component.type === 'spacer' || component.type === 'separator' ? [] : [unsupported()];
  const rules = record(component.validate);
  const input: Input = {
    key,
    label: text(component.label) ?? text(component.dateLabel) ?? key,
    isRequired: rules.required === true,
    ...(text(component.description) === undefined ? {} : { description: text(component.description) ?? '' }),
    ...condition,
  };
  switch (component.type) {
    case 'textfield':
    case 'textarea':
      return [
        {
          ...input,
          type: component.type === 'textfield' ? 'text' : 'long-text',
          ...(typeof rules.maxLength === 'number' ? { maxLength: rules.maxLength } : {}),
          ...(typeof rules.pattern === 'string' ? { pattern: rules.pattern } : {}),
        },
      ];
    case 'number':
      return [
        {
          ...input,
          type: 'number',
          ...(typeof rules.min === 'number' ? { min: rules.min } : {}),
          ...(typeof rules.max === 'number' ? { max: rules.max } : {}),
        },
      ];
    case 'checkbox':
      return [{ ...input, type: 'checkbox' }];
    case 'radio':
    case 'select':
      return Array.isArray(component.values) ? [{ ...input, type: component.type, options: options(component.values) }] : [unsupported()];
    case 'datetime':
      return [{ ...input, type: component.subtype === 'date' ? 'date' : 'date-time' }];
    default:
      return [unsupported()];
  }
  function unsupported(): Field {
    return { type: 'unsupported', id, component: component.type, ...condition };
  }
}

/** form-js texts are Markdown; the models use headings and plain sentences. */
function textFields(markdown: string, id: string, condition: object): readonly Field[] {
  return markdown
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const heading = /^#+\s+(.*)$/.exec(line);
      return {
        type: heading === null ? ('paragraph' as const) : ('heading' as const),
        id: `${id}-${index}`,
        text: heading?.[1] ?? line,
        ...condition,
      };
    });
}

function options(values: readonly unknown[]): readonly Option[] {
  return values.map((value) => {
    const option = record(value);
    return { value: String(option.value ?? ''), label: text(option.label) ?? String(option.value ?? '') };
  });
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
