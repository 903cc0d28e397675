/** The API reference as a plain page, written from the OpenAPI document alone. */
import type { OpenApiDocument } from '../http/openapi.js';
import { PROBLEMS } from '../http/problem.js';
import { escapeHtml, page } from './page.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly signedIn: boolean;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly description: string }[];
  readonly body: string | undefined;
  readonly answers: readonly { readonly status: string; readonly description: string; readonly schema: string | undefined }[];
}

export function referencePage(document: OpenApiDocument): string {
  const operations = operationsOf(document);
  const tags = [...new Set(operations.map((operation) => operation.tag))];
  const main = [
    `<h1>${escapeHtml(document.info.title)}: API ${escapeHtml(document.info.version)}</h1>`,
    `<p>${inline(document.info.description ?? '')} The document for programs: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>`,
    `<p>${tags.map((tag) => `<a href="#${escapeHtml(tag)}">${escapeHtml(tag)}</a>`).join(' · ')} · <a href="#problems">problems</a> · <a href="#schemas">schemas</a></p>`,
    ...tags.map(
      (tag) =>
        `<h2 id="${escapeHtml(tag)}">${escapeHtml(tag)}</h2>${operations
          .filter((operation) => operation.tag === tag)
          .map(operationSection)
          .join('')}`,
    ),
    `<h2 id="problems">Problems</h2><p>Every error is <code>application/problem+json</code> with one of these codes.</p><table><tr><th>Code</th><th>Status</th><th>Title</th></tr>`,
    ...Object.entries(PROBLEMS).map(
      ([code, { status, title }]) =>
        `<tr id="problem-${code}"><td><code>${code}</code></td><td>${status}</td><td>${escapeHtml(title.en)}</td></tr>`,
    ),
    '</table><h2 id="schemas">Schemas</h2>',
    ...Object.entries(document.components?.schemas ?? {}).map(
      ([name, schema]) =>
        `<details id="schema-${escapeHtml(name)}"><summary><code>${escapeHtml(name)}</code></summary><pre><code>${escapeHtml(JSON.stringify(schema, null, 2))}</code></pre></details>`,
    ),
  ];
  return page('Okienko: API', 'en', main.join('\n'));
}

function operationSection(operation: Operation): string {
  const rows = operation.parameters.map(
    (parameter) =>
      `<tr><td><code>${escapeHtml(parameter.name)}</code></td><td>${escapeHtml(parameter.in)}${parameter.required ? ', required' : ''}</td><td>${inline(parameter.description)}</td></tr>`,
  );
  return `<h3>${escapeHtml(operation.summary)}</h3>
<p><code>${operation.method.toUpperCase()} ${escapeHtml(operation.path)}</code>${operation.signedIn ? '' : ' <span class="muted">no sign-in</span>'}</p>
${operation.description === '' ? '' : `<p>${inline(operation.description)}</p>`}
${rows.length === 0 ? '' : `<table>${rows.join('')}</table>`}
${operation.body === undefined ? '' : `<p>Body: ${operation.body}</p>`}
<table>${operation.answers
    .map((answer) => `<tr><td>${answer.status}</td><td>${inline(answer.description)}</td><td>${answer.schema ?? ''}</td></tr>`)
    .join('')}</table>`;
}

function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      return {
        method,
        path,
        tag: operation.tags?.[0] ?? 'other',
        summary: operation.summary ?? '',
        description: operation.description ?? '',
        signedIn: (operation.security ?? []).length > 0,
        parameters: (operation.parameters ?? []).flatMap((parameter) =>
          'name' in parameter
            ? [{ name: parameter.name, in: parameter.in, required: parameter.required ?? false, description: parameter.description ?? '' }]
            : [],
        ),
        body: schemaLink(operation.requestBody),
        answers: Object.entries(operation.responses ?? {}).map(([status, answer]) => ({
          status,
          description: isRecord(answer) && typeof answer.description === 'string' ? answer.description : '',
          schema: schemaLink(answer),
        })),
      };
    }),
  );
}

/** The schema's name as a link, or what kind of bytes it is. */
function schemaLink(holder: unknown): string | undefined {
  if (!isRecord(holder) || !isRecord(holder.content)) return undefined;
  const [mediaType, media] = Object.entries(holder.content)[0] ?? [];
  if (mediaType === undefined) return undefined;
  const found = /"\$ref":"#\/components\/schemas\/([^"]+)"/.exec(JSON.stringify(media));
  const name = found?.[1];
  return name === undefined
    ? `<code>${escapeHtml(mediaType)}</code>`
    : `<a href="#schema-${escapeHtml(name)}"><code>${escapeHtml(name)}</code></a>${JSON.stringify(media).includes('"type":"array"') ? ' list' : ''}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function inline(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
