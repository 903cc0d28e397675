/** One-click sign-in as a sample person: only in a demo, where all data are invented. Elsewhere neither address tells anything. */
import { z } from 'zod';
import { row, rows } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, type Exchange, inOrder, json, ok, publicRoute, type Route } from '../http/route.js';
import type { Person, Role } from '../policy/person.js';
import { loginSchema, roleSchema, sessionSchema } from './schemas.js';
import { toPerson } from './sessions.js';
import { startSession } from './sign-in.js';

const optionsSchema = z
  .object({
    demoPeople: z
      .array(
        z.object({ login: z.string(), name: z.string(), roles: z.array(roleSchema), unit: z.string().nullable(), tierLead: z.boolean() }),
      )
      .meta({ description: 'Empty unless this is a demo.' }),
  })
  .meta({ id: 'SignInOptions' });

const demoPerson = z.object({ login: loginSchema }).meta({ id: 'DemoSignIn' });

interface DemoRow {
  readonly login: string;
  readonly name: string;
  readonly roles: Role[];
  readonly unit_id: string | null;
  readonly tier_lead: boolean;
}

async function listWays({ api }: Exchange): Promise<Answer> {
  if (!api.settings.demo) return ok({ demoPeople: [] });
  const found = await rows<DemoRow>(
    api.db,
    'SELECT login, name, roles, unit_id, tier_lead FROM person WHERE sample AND active ORDER BY login LIMIT 100',
  );
  return ok({ demoPeople: found.map(toPerson) });
}

async function findDemoPerson({
  api,
  body,
}: Exchange<unknown, unknown, z.infer<typeof demoPerson>>): Promise<{ person: Person; hasGivenPassword: false }> {
  const found = api.settings.demo
    ? await row<DemoRow>(api.db, 'SELECT login, name, roles, unit_id, tier_lead FROM person WHERE login = :login AND sample AND active', {
        login: body.login,
      })
    : undefined;
  if (found === undefined)
    throw new Problem(
      'NOT_FOUND',
      said('Nie ma takiej osoby przykładowej. Zaloguj się hasłem.', 'There is no such sample person. Sign in with a password.'),
    );
  return { person: toPerson(found), hasGivenPassword: false };
}

export const demoRoutes: readonly Route[] = [
  publicRoute(
    {
      method: 'get',
      path: '/api/v1/session/options',
      tag: 'people',
      summary: 'Ways to sign in',
      answers: { 200: json(optionsSchema, 'What the sign-in page offers') },
      problems: [],
    },
    listWays,
  ),
  publicRoute(
    {
      method: 'post',
      path: '/api/v1/session/demo',
      tag: 'people',
      summary: 'Sign in as a sample person (demo only)',
      body: demoPerson,
      answers: { 200: json(sessionSchema, 'Signed in') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findDemoPerson, startSession),
  ),
];
