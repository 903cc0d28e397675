/** The first administrator: a one-time link, printed at the first start when there are no people at all. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Database, row, run, transaction } from '../database.js';
import { Problem } from '../http/problem.js';
import { type Answer, type Exchange, json, publicRoute, type Route } from '../http/route.js';
import { hashPassword } from './password.js';
import { loginSchema, personSchema } from './schemas.js';
import { tokenHash } from './sessions.js';

/** Gives the link's path, or undefined when somebody exists already. Earlier links end. */
export async function prepareFirstAdministrator(db: Database): Promise<string | undefined> {
  const somebody = await row(db, 'SELECT 1 FROM person LIMIT 1');
  if (somebody !== undefined) return undefined;
  const token = randomBytes(32).toString('base64url');
  await run(db, 'WITH old AS (DELETE FROM setup_link) INSERT INTO setup_link (token_hash) VALUES (:hash)', { hash: tokenHash(token) });
  return `/api/v1/setup/${token}`;
}

const firstAdministrator = z
  .object({
    login: loginSchema,
    name: z.string().min(1).max(200),
    password: z.string().min(12, 'Oczekiwano co najmniej 12 znaków').max(500),
  })
  .meta({ id: 'FirstAdministrator' });

async function makeFirstAdministrator({
  api,
  params,
  body,
}: Exchange<{ token: string }, unknown, z.infer<typeof firstAdministrator>>): Promise<Answer> {
  const hash = await hashPassword(body.password);
  const added = await transaction(api.db, async (on) => {
    const link = await row(
      on,
      'UPDATE setup_link SET used_at = now() WHERE token_hash = :hash AND used_at IS NULL AND NOT EXISTS (SELECT 1 FROM person) RETURNING 1',
      { hash: tokenHash(params.token) },
    );
    if (link === undefined) return undefined;
    return row<{ login: string; name: string }>(
      on,
      `INSERT INTO person (login, name, password_hash, roles, created_at) VALUES (:login, :name, :hash, '{admin}', now()) RETURNING login, name`,
      { login: body.login, name: body.name, hash },
    );
  });
  if (added === undefined) {
    throw new Problem('NOT_FOUND', 'Ten odnośnik nie działa: był już użyty albo istnieją już konta. Poproś administratora o konto.');
  }
  return { status: 201, body: { ...added, email: null, roles: ['admin'], unit: null, tierLead: false, active: true } };
}

export const setupRoutes: readonly Route[] = [
  publicRoute(
    {
      method: 'post',
      path: '/api/v1/setup/{token}',
      tag: 'people',
      summary: 'Make the first administrator',
      description: 'The token is printed at the first start when there are no people, and works once.',
      params: z.object({ token: z.string() }),
      body: firstAdministrator,
      answers: { 201: json(personSchema, 'Made') },
      problems: ['NOT_FOUND'],
    },
    makeFirstAdministrator,
  ),
];
