/** Calls the API: `call('GET /api/v1/tasks/{key}', { params: { key } })`, typed by the generated schema. Throws ApiProblem or Unreachable. */
import { ApiProblem, type ProblemBody, Unreachable } from './problem.js';
import { sayReachable } from './reachability.js';
import type { Operations } from './schema.js';
import { sayUnauthorized } from './session-end.js';

export type OperationName = keyof Operations;
export type AnswerOf<Name extends OperationName> = Operations[Name]['answer'];

interface Input<Name extends OperationName> {
  readonly params?: Operations[Name]['params'];
  readonly query?: Operations[Name]['query'];
  readonly body?: Operations[Name]['body'];
  readonly signal?: AbortSignal;
}

export async function call<Name extends OperationName>(name: Name, input: Input<Name> = {}): Promise<AnswerOf<Name>> {
  const [method = 'GET', template = '/'] = name.split(' ');
  const params: Readonly<Record<string, unknown>> = input.params ?? {};
  const path = template.replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(params[key])));
  const response = await send(path + queryOf(input.query ?? {}), {
    method,
    ...(input.signal === undefined ? {} : { signal: input.signal }),
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body), headers: { 'Content-Type': 'application/json' } }),
  });
  if (response.status === 204) return undefined as AnswerOf<Name>;
  const type = response.headers.get('Content-Type') ?? '';
  if (response.ok) return (type.includes('json') ? await response.json() : await response.text()) as AnswerOf<Name>;
  if (!type.startsWith('application/problem+json')) {
    sayReachable(false);
    throw new Unreachable(`${response.status}`);
  }
  const problem = new ApiProblem((await response.json()) as ProblemBody);
  if (problem.code === 'NOT_SIGNED_IN') sayUnauthorized();
  throw problem;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(path, init);
    sayReachable(true);
    return response;
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    sayReachable(false);
    throw new Unreachable('no answer', { cause: error });
  }
}

function queryOf(query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`;
}
