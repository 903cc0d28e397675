/** The OpenAPI 3.1 document, written by the schemas that check requests and answers. */

import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { PROBLEMS, type ProblemCode, problemSchema } from './problem.js';
import type { AnswerSpec, Route } from './route.js';

export type OpenApiDocument = ReturnType<typeof createDocument>;

export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    paths[route.spec.path] = { ...paths[route.spec.path], [route.spec.method]: operation(route) };
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'Okienko',
      version,
      description:
        'The case platform of a city contact centre. Errors are RFC 9457 problems with a stable `code`. Sign in at `POST /api/v1/session`; the session is a cookie.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: '/' }],
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'okienko_session' } } },
    paths: paths as ZodOpenApiPathsObject,
  };
  return createDocument(document);
}

function operation(route: Route): ZodOpenApiOperationObject {
  const { spec } = route;
  const responses: Record<string, { readonly description: string; readonly content?: object }> = {};
  for (const [status, answer] of Object.entries(spec.answers)) responses[status] = response(answer);
  for (const [status, codes] of problemsByStatus(route)) {
    responses[status] = {
      description: [
        ...(responses[status] === undefined ? [] : [responses[status].description]),
        ...codes.map((code) => `\`${code}\` ${PROBLEMS[code].title.en}`),
      ].join(' · '),
      content: { ...responses[status]?.content, 'application/problem+json': { schema: problemSchema } },
    };
  }
  return {
    operationId: operationId(route),
    tags: [spec.tag],
    summary: spec.summary,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    security: route.access === 'public' ? [] : [{ session: [] }],
    ...(spec.params === undefined && spec.query === undefined
      ? {}
      : {
          requestParams: {
            ...(spec.params instanceof z.ZodObject ? { path: spec.params } : {}),
            ...(spec.query instanceof z.ZodObject ? { query: spec.query } : {}),
          },
        }),
    ...(spec.body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: spec.body } } } }),
    ...(spec.rawBody === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { [spec.rawBody.mediaType]: { schema: spec.rawBody.schema ?? z.string().meta({ format: 'binary' }) } },
          },
        }),
    responses: responses as ZodOpenApiResponsesObject,
  };
}

function response(answer: AnswerSpec) {
  switch (answer.type) {
    case 'json':
      return { description: answer.description, content: { 'application/json': { schema: answer.schema } } };
    case 'raw':
      return { description: answer.description, content: { [answer.mediaType]: { schema: z.string() } } };
    case 'empty':
      return { description: answer.description };
  }
}

function problemsByStatus(route: Route): ReadonlyMap<string, readonly ProblemCode[]> {
  const { spec } = route;
  const takesInput = spec.params !== undefined || spec.query !== undefined || spec.body !== undefined;
  const codes = new Set<ProblemCode>([
    ...spec.problems,
    ...(takesInput ? (['INVALID_REQUEST'] as const) : []),
    ...(spec.body !== undefined || spec.rawBody !== undefined ? (['TOO_LARGE'] as const) : []),
    ...(spec.method === 'get' ? [] : (['FOREIGN_ORIGIN'] as const)),
    ...(route.access === 'public' ? [] : (['NOT_SIGNED_IN'] as const)),
    ...(route.access === 'public' || route.access === 'own-session' ? [] : (['PASSWORD_TO_CHANGE'] as const)),
    ...(route.access === 'public' || route.access === 'own-session' || route.access === 'signed-in' ? [] : (['NOT_ALLOWED'] as const)),
    'INTERNAL',
  ]);
  const found = new Map<string, ProblemCode[]>();
  for (const code of codes) {
    const status = String(PROBLEMS[code].status);
    found.set(status, [...(found.get(status) ?? []), code]);
  }
  return found;
}

function operationId(route: Route): string {
  const words = route.spec.path
    .replace(/^\/(api\/)?(v1\/)?/, '')
    .split(/[/{}.-]+/)
    .filter((word) => word !== '');
  return [route.spec.method, ...words].map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}
