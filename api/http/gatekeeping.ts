/** What surrounds every request: errors become problems, foreign origins can't act in somebody's name, answers carry safe headers. */
import type Koa from 'koa';
import type { Logger } from 'pino';
import { languageOf, said } from './language.js';
import { Problem } from './problem.js';

export function problemsAsAnswers(log: Logger): Koa.Middleware {
  return async (http, next) => {
    try {
      await next();
    } catch (error) {
      const problem =
        error instanceof Problem
          ? error
          : new Problem(
              'INTERNAL',
              said(
                'Coś poszło nie tak po naszej stronie. Spróbuj ponownie; jeśli się powtórzy, zgłoś godzinę zdarzenia.',
                'Something went wrong on our side. Try again; if it happens again, report the time of it.',
              ),
            );
      if (!(error instanceof Problem)) log.error({ err: error, method: http.method, path: http.path }, 'request failed');
      answerProblem(http, problem);
    }
    if (http.status === 404 && http.body === undefined && !http.headerSent && http.respond !== false) {
      answerProblem(
        http,
        new Problem(
          'NOT_FOUND',
          said(
            `Nie ma tu nic pod adresem ${http.path}. Lista adresów: /api/docs.`,
            `There is nothing at ${http.path}. The addresses are listed at /api/docs.`,
          ),
        ),
      );
    }
    if (http.status === 405 && !http.body) {
      answerProblem(
        http,
        new Problem(
          'METHOD_NOT_ALLOWED',
          said(`Adres ${http.path} nie zna metody ${http.method}.`, `${http.path} does not know the method ${http.method}.`),
        ),
      );
    }
  };
}

function answerProblem(http: Koa.Context, problem: Problem): void {
  if (http.headerSent) {
    http.res.end();
    return;
  }
  http.status = problem.status;
  if (problem.more.retryAfterSeconds !== undefined) http.set('Retry-After', String(problem.more.retryAfterSeconds));
  http.body = JSON.stringify(problem.body(http.path, languageOf(http)));
  http.set('Content-Type', 'application/problem+json; charset=utf-8');
  http.vary('Accept-Language');
}

/**
 * A browser sends the session's cookie with requests of other sites too, in spite of SameSite=Lax in some ways of navigating; it
 * can't forge Origin. No Origin means no browser, and whoever sends the cookie by hand has it anyway.
 */
export function originCheck(trustedOrigins: readonly string[]): Koa.Middleware {
  const safe = new Set(['GET', 'HEAD', 'OPTIONS']);
  return async (http, next) => {
    const origin = http.get('Origin');
    if (!safe.has(http.method)) {
      const site = http.get('Sec-Fetch-Site');
      const foreign =
        origin !== ''
          ? origin !== `${http.protocol}://${http.host}` && !trustedOrigins.includes(origin)
          : site === 'cross-site' || site === 'same-site';
      if (foreign)
        throw new Problem(
          'FOREIGN_ORIGIN',
          said(
            `Żądanie przyszło z ${origin || site}; przyjmujemy je tylko z własnych stron.`,
            `The request came from ${origin || site}; it is accepted from our own pages alone.`,
          ),
        );
    }
    await next();
  };
}
