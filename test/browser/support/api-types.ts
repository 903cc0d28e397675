/** TypeScript types of the API, written from its OpenAPI document: one member for each schema and each operation. */
import type { OpenApiDocument } from '../../../api/http/openapi.js';

type Json = Readonly<Record<string, unknown>>;

export function apiTypes(document: OpenApiDocument): string {
  const schemas = Object.entries(document.components?.schemas ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Json>).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
  return [
    '/** Written by `npm run api-types` from the OpenAPI document; never by hand. A test holds it against the api. */',
    'export interface Schemas {',
    ...schemas.map(([name, schema]) => `  ${name}: ${typeOf(schema as Json)};`),
    '}',
    'export interface Operations {',
    ...operations.map(({ name, operation }) => `  '${name}': ${operationType(operation)};`),
    '}',
    '',
  ].join('\n');
}

function operationType(operation: Json): string {
  const parameters = (operation.parameters ?? []) as readonly Json[];
  const place = (where: string): string => {
    const found = parameters.filter((parameter) => parameter.in === where);
    return members(found.map((one) => ({ name: String(one.name), required: one.required === true, type: typeOf(one.schema as Json) })));
  };
  const body = contentOf(operation.requestBody as Json | undefined);
  const answers = Object.entries((operation.responses ?? {}) as Record<string, Json>)
    .filter(([status]) => status.startsWith('2'))
    .map(([, answer]) => contentOf(answer) ?? 'undefined');
  return `{ params: ${place('path')}; query: ${place('query')}; body: ${body ?? 'undefined'}; answer: ${[...new Set(answers)].join(' | ')} }`;
}

function contentOf(holder: Json | undefined): string | undefined {
  const content = holder?.content as Record<string, { schema: Json }> | undefined;
  if (content === undefined) return undefined;
  const json = content['application/json'];
  return json === undefined ? 'string' : typeOf(json.schema);
}

function typeOf(schema: Json): string {
  if (typeof schema.$ref === 'string') return `Schemas['${schema.$ref.split('/').at(-1)}']`;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  for (const [word, sign] of [
    ['anyOf', ' | '],
    ['oneOf', ' | '],
    ['allOf', ' & '],
  ] as const) {
    const parts = schema[word];
    if (Array.isArray(parts)) return `(${parts.map((part: Json) => typeOf(part)).join(sign)})`;
  }
  if (Array.isArray(schema.type)) return schema.type.map((type: string) => typeOf({ ...schema, type })).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly (${typeOf((schema.items ?? {}) as Json)})[]`;
    case 'object':
      return objectType(schema);
    default:
      return 'unknown';
  }
}

function objectType(schema: Json): string {
  const required = new Set((schema.required ?? []) as readonly string[]);
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  const known = properties.map(([name, property]) => ({ name, required: required.has(name), type: typeOf(property) }));
  const others = schema.additionalProperties;
  if (others === undefined || others === false) return members(known);
  const rest = `{ readonly [name: string]: ${typeof others === 'object' ? typeOf(others as Json) : 'unknown'} }`;
  return known.length === 0 ? rest : `(${members(known)} & ${rest})`;
}

function members(known: readonly { readonly name: string; readonly required: boolean; readonly type: string }[]): string {
  if (known.length === 0) return '{}';
  return `{ ${known.map(({ name, required, type }) => `readonly ${name}${required ? '' : '?'}: ${type}`).join('; ')} }`;
}
