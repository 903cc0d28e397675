/** Turns the route table into a Koa router: gate, parsing, steps, checked answer. */
import Router from '@koa/router';
import type Koa from 'koa';
import type { z } from 'zod';
import { mayEver } from '../policy/may.js';
import type { Person } from '../policy/person.js';
import type { Services } from '../services.js';
import { readJsonBody } from './body.js';
import { said } from './language.js';
import { Problem, type WrongField } from './problem.js';
import type { Answer, Route } from './route.js';
import { fieldsWithNul } from './values.js';
import { checked } from './wrong-fields.js';

export interface Caller {
  readonly person: Person | undefined;
  /** Somebody else knows it: nothing but the own session is open until it is changed. */
  readonly hasGivenPassword: boolean;
}

export function createRouter(routes: readonly Route[], api: Services, callerOf: (http: Koa.Context) => Promise<Caller>): Router {
  const router = new Router();
  for (const route of routes) {
    const path = route.spec.path.replaceAll(/\{(\w+)\}/g, ':$1');
    router.register(path, [route.spec.method], async (http: Koa.Context) => {
      const person = await gate(route, http, callerOf);
      const exchange = { ...(await parse(route, http)), api, http };
      send(http, route, await route.handle(exchange, person));
    });
  }
  return router;
}

async function gate(route: Route, http: Koa.Context, callerOf: (http: Koa.Context) => Promise<Caller>): Promise<Person | undefined> {
  if (route.access === 'public') return undefined;
  const { person, hasGivenPassword } = await callerOf(http);
  if (person === undefined)
    throw new Problem(
      'NOT_SIGNED_IN',
      said(
        'Sesja wygasła albo nikt nie jest zalogowany. Zaloguj się i spróbuj ponownie.',
        'The session has ended or nobody is signed in. Sign in and try again.',
      ),
    );
  if (route.access === 'own-session') return person;
  if (hasGivenPassword)
    throw new Problem(
      'PASSWORD_TO_CHANGE',
      said(
        'To hasło nadał administrator. Ustaw własne; potem wszystko będzie dostępne.',
        'An administrator gave this password. Choose one of your own; then everything is open to you.',
      ),
    );
  if (route.access !== 'signed-in' && !mayEver(person, route.access)) {
    throw new Problem(
      'NOT_ALLOWED',
      said(
        `Ta czynność (${route.access}) nie należy do roli: ${person.roles.join(', ')}.`,
        `This act (${route.access}) is not part of the role: ${person.roles.join(', ')}.`,
      ),
    );
  }
  return person;
}

async function parse(route: Route, http: Koa.Context): Promise<{ params: unknown; query: unknown; body: unknown }> {
  const { params, query, body } = route.spec;
  const errors: WrongField[] = [];
  const read = (schema: z.ZodType | undefined, value: unknown): unknown => {
    if (schema === undefined) return undefined;
    const result = checked(schema, value);
    if (result.success) return result.data;
    errors.push(...result.errors);
    return undefined;
  };
  for (const field of [...fieldsWithNul(http.params), ...fieldsWithNul(http.query)]) {
    errors.push({ field, message: said('Oczekiwano tekstu bez znaku NUL', 'Expected a text without NUL') });
  }
  const parsed = {
    params: read(params, http.params),
    query: read(query, http.query),
    body: body === undefined ? undefined : read(body, await readJsonBody(http)),
  };
  if (errors.length > 0)
    throw new Problem(
      'INVALID_REQUEST',
      said('Popraw wskazane pola; nic nie zostało zapisane.', 'Correct the named fields; nothing was saved.'),
      { errors },
    );
  return parsed;
}

function send(http: Koa.Context, route: Route, answer: Answer): void {
  if (answer.streaming === true) return;
  const spec = route.spec.answers[answer.status];
  if (spec === undefined) throw new Error(`Expected a documented answer of ${route.spec.path}, but got ${answer.status}`);
  http.status = answer.status;
  for (const [name, value] of Object.entries(answer.headers ?? {})) http.set(name, value);
  switch (spec.type) {
    case 'empty':
      http.body = null;
      http.status = answer.status;
      return;
    case 'raw':
      http.set('Content-Type', answer.mediaType ?? spec.mediaType);
      http.body = answer.body;
      return;
    case 'json':
      http.body = spec.schema.parse(answer.body);
      return;
  }
}
