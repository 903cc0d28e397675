/** Calls the API: `call('GET /api/v1/tasks/{key}', { params: { key } })`, typed by the generated schema. Throws ApiProblem or Unreachable. */
import { pageLanguage } from '../i18n/strings.js';
import { ApiProblem, type ProblemBody, Unreachable } from './problem.js';
import { doubtReachable, sayReachable } from './reachability.js';
import type { Operations } from './schema.js';
import { sayUnauthorized } from './session-end.js';

export type OperationName = keyof Operations;
export type AnswerOf<Name extends OperationName> = Operations[Name]['answer'];

const ANSWER_MS = 20_000;

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
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    headers: {
      // The server's sentences come in the language of the page.
      'Accept-Language': pageLanguage(),
      ...(input.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
  });
  await expectOk(response);
  if (response.status === 204) return undefined as AnswerOf<Name>;
  const isJson = response.headers.get('Content-Type')?.includes('json') === true;
  return (isJson ? await response.json() : await response.text()) as AnswerOf<Name>;
}

/** Throws what the server refused; an error that isn't one of ours came from somewhere else. */
export async function expectOk(response: Response): Promise<void> {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') === true;
  if (!response.ok && !isProblem) {
    void doubtReachable();
    throw new Unreachable();
  }
  sayReachable(true);
  if (response.ok) return;
  const problem = new ApiProblem((await response.json()) as ProblemBody);
  if (problem.code === 'NOT_SIGNED_IN') sayUnauthorized();
  throw problem;
}

/** A server that doesn't begin to answer within ANSWER_MS is treated like one that isn't there: the page says so and asks again. */
async function send(path: string, init: RequestInit): Promise<Response> {
  const tooLate = new AbortController();
  const timer = setTimeout(() => tooLate.abort(), ANSWER_MS);
  try {
    const signal = init.signal == null ? tooLate.signal : AbortSignal.any([init.signal, tooLate.signal]);
    return await fetch(path, { ...init, signal });
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    sayReachable(false);
    throw new Unreachable({ cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function queryOf(query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`;
}
