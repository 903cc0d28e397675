/** Signing in and out. */
import { z } from 'zod';
import { row } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, type Exchange, empty, inOrder, json, ok, publicRoute, type Route, route, type SignedIn } from '../http/route.js';
import { hearsFrom } from '../inward/systems.js';
import { ACTS, type Act } from '../policy/acts.js';
import { mayEver } from '../policy/may.js';
import type { Person, Role } from '../policy/person.js';
import type { Services } from '../services.js';
import { decoyHash, passwordFits } from './password.js';
import { takeGuess } from './password-guesses.js';
import { sessionSchema } from './schemas.js';
import { callerOf, endSession, extendSession, GIVEN_PASSWORD, openSession, toPerson } from './sessions.js';

const credentials = z.object({ login: z.string().min(1).max(100), password: z.string().min(1).max(500) }).meta({ id: 'Credentials' });
type Credentials = Exchange<unknown, unknown, z.infer<typeof credentials>>;

async function mayTryNow({ api, body, http }: Credentials): Promise<object> {
  await takeGuess(api, body.login, http.ip);
  return {};
}

interface Known {
  readonly person: Person;
  readonly hasGivenPassword: boolean;
}

async function checkPassword({ api, body, http }: Credentials): Promise<Known> {
  const found = await row<{
    login: string;
    name: string;
    roles: Role[];
    unit_id: string | null;
    tier_lead: boolean;
    password_hash: string;
    given: boolean;
  }>(
    api.db,
    `SELECT login, name, roles, unit_id, tier_lead, password_hash, ${GIVEN_PASSWORD} AS given FROM person p WHERE login = :login AND active`,
    { login: body.login.trim().toLowerCase(), demo: api.settings.demo },
  );
  const fits = await passwordFits(found?.password_hash ?? (await decoyHash()), body.password);
  if (found === undefined || !fits) {
    throw new Problem(
      'WRONG_CREDENTIALS',
      said(
        'Login albo hasło się nie zgadza. Sprawdź oba i spróbuj ponownie.',
        'The login or the password does not fit. Check both and try again.',
      ),
    );
  }
  await api.guessLimit.giveBack(body.login, http.ip);
  return { person: toPerson(found), hasGivenPassword: found.given };
}

export async function startSession({ api, http, ...known }: Exchange & Known): Promise<Answer> {
  return ok(session(api, known, await openSession(api, http, known.person.login)));
}

function session({ settings, systems }: Services, { person, hasGivenPassword }: Known, expires: Date) {
  const mayNow = (act: Act) => !hasGivenPassword && mayEver(person, act) && (act !== 'inbox.work' || hearsFrom(systems));
  return {
    person,
    may: (Object.keys(ACTS) as Act[]).filter(mayNow),
    passwordToChange: hasGivenPassword,
    registers: settings.registers,
    expiresAt: expires.toISOString(),
  };
}

/** That nobody is signed in is an answer, not a fault: the first thing that every visitor's browser asks. */
async function showSession({ api, http }: Exchange): Promise<Answer> {
  const { person, expiresAt, hasGivenPassword } = await callerOf(api, http);
  return person === undefined ? { status: 204 } : ok(session(api, { person, hasGivenPassword }, expiresAt ?? new Date()));
}

async function stayIn({ api, http, person }: SignedIn): Promise<Answer> {
  const { hasGivenPassword } = await callerOf(api, http);
  return ok(session(api, { person, hasGivenPassword }, await extendSession(api, http)));
}

async function signOut({ api, http }: Exchange): Promise<Answer> {
  await endSession(api, http);
  return { status: 204 };
}

export const signInRoutes: readonly Route[] = [
  publicRoute(
    {
      method: 'post',
      path: '/api/v1/session',
      tag: 'people',
      summary: 'Sign in',
      description: 'The session is an HttpOnly cookie. Ten wrong passwords slow further tries down.',
      body: credentials,
      answers: { 200: json(sessionSchema, 'Signed in') },
      problems: ['WRONG_CREDENTIALS', 'TOO_MANY_ATTEMPTS'],
    },
    inOrder(mayTryNow, checkPassword, startSession),
  ),
  publicRoute(
    {
      method: 'get',
      path: '/api/v1/session',
      tag: 'people',
      summary: 'Who is signed in',
      answers: { 200: json(sessionSchema, 'The session'), 204: empty('Nobody is signed in') },
      problems: [],
    },
    showSession,
  ),
  route(
    'own-session',
    {
      method: 'post',
      path: '/api/v1/session/extend',
      tag: 'people',
      summary: 'Stay signed in',
      description: 'The session lasts its full time again from now on.',
      answers: { 200: json(sessionSchema, 'The session') },
      problems: [],
    },
    stayIn,
  ),
  publicRoute(
    { method: 'delete', path: '/api/v1/session', tag: 'people', summary: 'Sign out', answers: { 204: empty('Signed out') }, problems: [] },
    signOut,
  ),
];
