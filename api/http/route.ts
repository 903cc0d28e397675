/**
 * What an endpoint is: a row of the route table. The same zod schemas check requests, check answers and write the OpenAPI
 * document (api/http/openapi.ts), so none of the three can say something else. Its work is a list of named steps.
 */
import type Koa from 'koa';
import type { z } from 'zod';
import type { Act } from '../policy/acts.js';
import type { Person } from '../policy/person.js';
import type { Services } from '../services.js';
import type { ProblemCode } from './problem.js';

/** What a step gets. `Params`, `Query` and `Body` are parsed; `person` is who is signed in. */
export interface Exchange<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly api: Services;
  readonly http: Koa.Context;
}

/** An exchange of somebody who is signed in. */
export interface SignedIn<Params = unknown, Query = unknown, Body = unknown> extends Exchange<Params, Query, Body> {
  readonly person: Person;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Absent = JSON. */
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The step writes the response itself (a stream). */
  readonly streaming?: true;
}

export type AnswerSpec =
  | { readonly type: 'json'; readonly schema: z.ZodType; readonly description: string }
  | { readonly type: 'empty'; readonly description: string }
  | { readonly type: 'raw'; readonly mediaType: string; readonly description: string };

interface RouteSpec<Params, Query, Body> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI's way: `/api/v1/cases/{number}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** The body is bytes that the steps read themselves. */
  readonly rawBody?: {
    readonly mediaType: string;
    /** What the bytes say; absent: a file. */
    readonly schema?: z.ZodType;
  };
  readonly answers: Readonly<Record<number, AnswerSpec>>;
  /** Beside those that every route may answer. */
  readonly problems: readonly ProblemCode[];
}

export interface Route {
  readonly spec: RouteSpec<unknown, unknown, unknown>;
  /** `public` = nobody has to be signed in; `own-session` = open also to whoever has to choose a password of their own first. */
  readonly access: Act | 'public' | 'signed-in' | 'own-session';
  readonly handle: (exchange: Exchange, person: Person | undefined) => Promise<Answer>;
}

/** An endpoint for people with a right. `access` is checked before the first step; what depends on the case is a step of its own. */
export function route<Params = unknown, Query = unknown, Body = unknown>(
  access: Exclude<Route['access'], 'public'>,
  spec: RouteSpec<Params, Query, Body>,
  steps: (exchange: SignedIn<Params, Query, Body>) => Promise<Answer>,
): Route {
  return {
    spec: spec as RouteSpec<unknown, unknown, unknown>,
    access,
    handle: (exchange, person) => {
      if (person === undefined) throw new Error(`Expected somebody signed in at ${spec.path}, but the gate let nobody through`);
      return steps({ ...exchange, person } as SignedIn<Params, Query, Body>);
    },
  };
}

/** An endpoint for everybody. */
export function publicRoute<Params = unknown, Query = unknown, Body = unknown>(
  spec: RouteSpec<Params, Query, Body>,
  steps: (exchange: Exchange<Params, Query, Body>) => Promise<Answer>,
): Route {
  return {
    spec: spec as RouteSpec<unknown, unknown, unknown>,
    access: 'public',
    handle: (exchange) => steps(exchange as Exchange<Params, Query, Body>),
  };
}

type Step<In, Out> = (exchange: In) => Promise<Out>;

/** The steps of an endpoint, one after the other; what a step gives is there for all that follow. */
export function inOrder<X>(a: Step<X, Answer>): Step<X, Answer>;
export function inOrder<X, A>(a: Step<X, A>, b: Step<X & A, Answer>): Step<X, Answer>;
export function inOrder<X, A, B>(a: Step<X, A>, b: Step<X & A, B>, c: Step<X & A & B, Answer>): Step<X, Answer>;
export function inOrder<X, A, B, C>(
  a: Step<X, A>,
  b: Step<X & A, B>,
  c: Step<X & A & B, C>,
  d: Step<X & A & B & C, Answer>,
): Step<X, Answer>;
export function inOrder<X, A, B, C, D>(
  a: Step<X, A>,
  b: Step<X & A, B>,
  c: Step<X & A & B, C>,
  d: Step<X & A & B & C, D>,
  e: Step<X & A & B & C & D, Answer>,
): Step<X, Answer>;
export function inOrder(...steps: readonly Step<object, object>[]): Step<object, Answer> {
  return async (exchange) => {
    let known = exchange;
    let answer: Answer | undefined;
    for (const [index, step] of steps.entries()) {
      const out = await step(known);
      if (index === steps.length - 1) answer = out as Answer;
      else known = { ...known, ...out };
    }
    if (answer === undefined) throw new Error('Expected an endpoint with at least one step, but got none');
    return answer;
  };
}

export const json = (schema: z.ZodType, description: string): AnswerSpec => ({ type: 'json', schema, description });
export const empty = (description: string): AnswerSpec => ({ type: 'empty', description });
export const raw = (mediaType: string, description: string): AnswerSpec => ({ type: 'raw', mediaType, description });

export const ok = (body: unknown): Answer => ({ status: 200, body });
