/** Sessions: a random token in an HttpOnly cookie, its hash in the database, so a stolen table opens nothing. Real time. */
import { createHash, randomBytes } from 'node:crypto';
import type Koa from 'koa';
import { type Database, row, rows, run } from '../database.js';
import type { Person, Role } from '../policy/person.js';
import type { Services } from '../services.js';

const SESSION_COOKIE = 'okienko_session';

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export async function openSession(api: Services, http: Koa.Context, login: string): Promise<Date> {
  const token = randomBytes(32).toString('base64url');
  const expires = new Date(Date.now() + api.settings.sessionMs);
  await run(api.db, 'INSERT INTO session (token_hash, login, expires_at) VALUES (:hash, :login, :expires)', {
    hash: tokenHash(token),
    login,
    expires,
  });
  await run(api.db, 'DELETE FROM session WHERE login = :login AND expires_at < now()', { login });
  setCookie(api, http, token, expires);
  return expires;
}

function setCookie(api: Services, http: Koa.Context, token: string | null, expires?: Date): void {
  const secure = api.settings.secureCookies;
  // The way from the proxy to us is plain HTTP; the cookie is for the way from the browser to the proxy.
  if (secure) http.cookies.secure = true;
  http.cookies.set(SESSION_COOKIE, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    ...(expires === undefined ? {} : { expires }),
    overwrite: true,
    path: '/',
  });
}

/** From now on for the full length again; the token stays. */
export async function extendSession(api: Services, http: Koa.Context): Promise<Date> {
  const token = http.cookies.get(SESSION_COOKIE) ?? '';
  const expires = new Date(Date.now() + api.settings.sessionMs);
  await run(api.db, 'UPDATE session SET expires_at = :expires WHERE token_hash = :hash', { hash: tokenHash(token), expires });
  setCookie(api, http, token, expires);
  return expires;
}

export async function endSession(api: Services, http: Koa.Context): Promise<void> {
  const token = http.cookies.get(SESSION_COOKIE);
  if (token !== undefined) await run(api.db, 'DELETE FROM session WHERE token_hash = :hash', { hash: tokenHash(token) });
  setCookie(api, http, null);
}

/** Of this person, all but the one that asks. */
export async function endOtherSessions(api: Services, http: Koa.Context, login: string): Promise<void> {
  const token = http.cookies.get(SESSION_COOKIE) ?? '';
  await run(api.db, 'DELETE FROM session WHERE login = :login AND token_hash <> :hash', { login, hash: tokenHash(token) });
}

interface PersonRow {
  readonly login: string;
  readonly name: string;
  readonly roles: Role[];
  readonly unit_id: string | null;
  readonly tier_lead: boolean;
  readonly expires_at: Date;
}

/** Whom a cookie belongs to, and whether they have to choose a password of their own first. */
export interface Caller {
  readonly person: Person | undefined;
  readonly expiresAt?: Date;
  readonly hasGivenPassword: boolean;
}

/** Of a person `p`: somebody else chose it. Sample people of a demo, whom everybody may be, keep what they have. */
export const GIVEN_PASSWORD = 'p.password_given AND NOT (p.sample AND :demo)';

/** Rights are read each time: who lost one loses it at once. */
export async function callerOf(api: Services, http: Koa.Context): Promise<Caller> {
  const token = http.cookies.get(SESSION_COOKIE);
  if (token === undefined) return NOBODY;
  const found = await row<PersonRow & { readonly given: boolean }>(
    api.db,
    `SELECT p.login, p.name, p.roles, p.unit_id, p.tier_lead, s.expires_at, ${GIVEN_PASSWORD} AS given
       FROM session s JOIN person p ON p.tenant_id = s.tenant_id AND p.login = s.login
      WHERE s.token_hash = :hash AND s.expires_at > now() AND p.active`,
    { hash: tokenHash(token), demo: api.settings.demo },
  );
  if (found === undefined) return NOBODY;
  return { person: toPerson(found), expiresAt: found.expires_at, hasGivenPassword: found.given };
}

const NOBODY: Caller = { person: undefined, hasGivenPassword: false };

export function sessionOf(http: Koa.Context): Buffer {
  return tokenHash(http.cookies.get(SESSION_COOKIE) ?? '');
}

/** By the hex of the session's token hash; who isn't there isn't signed in any more. */
export async function peopleBySession(db: Database, sessions: readonly Buffer[]): Promise<ReadonlyMap<string, Person>> {
  const found = await rows<PersonRow & { session: string }>(
    db,
    `SELECT p.login, p.name, p.roles, p.unit_id, p.tier_lead, s.expires_at, encode(s.token_hash, 'hex') AS session
       FROM session s JOIN person p ON p.tenant_id = s.tenant_id AND p.login = s.login
      WHERE s.token_hash = ANY (ARRAY(SELECT decode(hex, 'hex') FROM unnest(CAST(:sessions AS text[])) AS hex)) AND s.expires_at > now() AND p.active`,
    { sessions: sessions.map((session) => session.toString('hex')) },
  );
  return new Map(found.map((one) => [one.session, toPerson(one)]));
}

export function toPerson(found: Omit<PersonRow, 'expires_at'>): Person {
  return { login: found.login, name: found.name, roles: found.roles, unit: found.unit_id, tierLead: found.tier_lead };
}
