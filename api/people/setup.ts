/** The first administrator: a one-time link, printed at each start while there is no active administrator. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { logChange } from '../changes/log.js';
import { type Database, row, run, transaction } from '../database.js';
import { readBytes } from '../http/body.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, type Exchange, json, publicRoute, type Route, raw } from '../http/route.js';
import type { Services } from '../services.js';
import { hashPassword } from './password.js';
import { loginSchema, newPasswordSchema, personSchema } from './schemas.js';
import { tokenHash } from './sessions.js';
import { deadLinkPage, madePage, setupPage } from './setup-page.js';

const NO_ADMINISTRATOR = `NOT EXISTS (SELECT 1 FROM person WHERE active AND 'admin' = ANY (roles))`;

/** Gives the link's path, or undefined while there is an active administrator. Earlier links end. */
export async function prepareFirstAdministrator(db: Database): Promise<string | undefined> {
  if ((await row(db, `SELECT 1 WHERE ${NO_ADMINISTRATOR}`)) === undefined) return undefined;
  const token = randomBytes(32).toString('base64url');
  await run(db, 'WITH old AS (DELETE FROM setup_link) INSERT INTO setup_link (token_hash) VALUES (:hash)', { hash: tokenHash(token) });
  return `/api/v1/setup/${token}`;
}

const firstAdministrator = z
  .object({
    login: loginSchema,
    name: z.string().min(1).max(200),
    password: newPasswordSchema,
  })
  .meta({ id: 'FirstAdministrator' });

const html = (status: number, body: string): Answer => ({ status, body, mediaType: 'text/html; charset=utf-8' });

type Token = Exchange<{ token: string }>;

async function make(api: Services, token: string, asked: z.infer<typeof firstAdministrator>): Promise<{ login: string; name: string }> {
  const hash = await hashPassword(asked.password);
  return transaction(api.db, async (on) => {
    const link = await row(
      on,
      `UPDATE setup_link SET used_at = now() WHERE token_hash = :hash AND used_at IS NULL AND ${NO_ADMINISTRATOR} RETURNING 1`,
      { hash: tokenHash(token) },
    );
    if (link === undefined)
      throw new Problem(
        'NOT_FOUND',
        said(DEAD_LINK, 'This link does not work: it was used, a newer one replaced it, or there is an administrator already.'),
      );
    const added = await row<{ login: string; name: string }>(
      on,
      `INSERT INTO person (login, name, password_hash, roles, created_at) VALUES (:login, :name, :hash, '{admin}', now())
       ON CONFLICT DO NOTHING RETURNING login, name`,
      { login: asked.login, name: asked.name, hash },
    );
    if (added === undefined)
      throw new Problem(
        'ALREADY_EXISTS',
        said(
          `Login ${asked.login} jest już zajęty; konto nie powstało. Wybierz inny.`,
          `Login ${asked.login} is taken; no account was made. Choose another one.`,
        ),
      );
    const after = { ...added, roles: ['admin'], active: true };
    await logChange(on, { login: added.login, subjectType: 'person', subjectId: added.login, before: undefined, after });
    return added;
  });
}

async function makeFirstAdministrator({
  api,
  params,
  body,
}: Exchange<{ token: string }, unknown, z.infer<typeof firstAdministrator>>): Promise<Answer> {
  const added = await make(api, params.token, body);
  return { status: 201, body: { ...added, email: null, roles: ['admin'], unit: null, tierLead: false, active: true } };
}

async function showForm({ api, params, http }: Token): Promise<Answer> {
  const works = await row(api.db, `SELECT 1 FROM setup_link WHERE token_hash = :hash AND used_at IS NULL AND ${NO_ADMINISTRATOR}`, {
    hash: tokenHash(params.token),
  });
  if (works === undefined) return html(404, deadLinkPage(DEAD_LINK));
  return html(200, setupPage(`${http.path}/form`, { login: '', name: '' }));
}

async function takeForm({ api, params, http }: Token): Promise<Answer> {
  const sent = new URLSearchParams((await readBytes(http, FORM_MAX_BYTES)).toString('utf8'));
  const filled = { login: sent.get('login') ?? '', name: sent.get('name') ?? '' };
  const again = (wrong: readonly string[]): Answer => html(400, setupPage(http.path, filled, wrong));
  const asked = firstAdministrator.safeParse({ ...filled, password: sent.get('password') ?? '' });
  if (!asked.success || filled.name.includes('\0')) {
    const fields = new Set(asked.error?.issues.map(({ path }) => String(path[0])) ?? ['name']);
    return again([...fields].map((field) => MEND[field] ?? ''));
  }
  try {
    return html(200, madePage((await make(api, params.token, asked.data)).login));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.code === 'NOT_FOUND' ? html(404, deadLinkPage(error.message)) : again([error.message]);
  }
}

const DEAD_LINK =
  'Ten odnośnik nie działa: był już użyty, zastąpił go nowszy albo administrator już jest. Poproś administratora o konto, a gdy go nie ma, uruchom Okienko ponownie: wypisze nowy odnośnik.';
const FORM_MAX_BYTES = 10_000;
const MEND: Readonly<Record<string, string>> = {
  login: 'Popraw login: małe litery, cyfry, kropki i kreski, najwyżej 60 znaków.',
  name: 'Podaj imię i nazwisko, najwyżej 200 znaków.',
  password: 'Podaj hasło, które ma co najmniej 12 znaków.',
};
const tokenParams = z.object({ token: z.string() });
const htmlPage = (description: string) => raw('text/html', description);

export const setupRoutes: readonly Route[] = [
  publicRoute(
    {
      method: 'post',
      path: '/api/v1/setup/{token}',
      tag: 'people',
      summary: 'Make the first administrator',
      description: 'The token is printed at each start while there is no active administrator, and works once.',
      params: tokenParams,
      body: firstAdministrator,
      answers: { 201: json(personSchema, 'Made') },
      problems: ['NOT_FOUND', 'ALREADY_EXISTS'],
    },
    makeFirstAdministrator,
  ),
  publicRoute(
    {
      method: 'get',
      path: '/api/v1/setup/{token}',
      tag: 'people',
      summary: 'The form behind the one-time link',
      params: tokenParams,
      answers: { 200: htmlPage('The form'), 404: htmlPage('The link does not work any more') },
      problems: [],
    },
    showForm,
  ),
  publicRoute(
    {
      method: 'post',
      path: '/api/v1/setup/{token}/form',
      tag: 'people',
      summary: 'What the form behind the one-time link sends',
      params: tokenParams,
      rawBody: { mediaType: 'application/x-www-form-urlencoded' },
      answers: {
        200: htmlPage('Made'),
        400: htmlPage('The form again, with what to mend'),
        404: htmlPage('The link does not work any more'),
      },
      problems: [],
    },
    takeForm,
  ),
];
