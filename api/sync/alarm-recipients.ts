/** Who is told when a system or a mailbox doesn't answer: one person whom the administrator names, else every administrator. */
import { z } from 'zod';
import { logChange } from '../changes/log.js';
import { later, row, rows, run, type Transaction, transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, type Route, route, type SignedIn } from '../http/route.js';
import type { Role } from '../policy/person.js';
import { awayAt } from '../team/absences.js';
import { systemParams, type toldSchema } from './schemas.js';

/** `left`: deactivated. Both others mean that every administrator is told in this person's place. */
type Reach = 'here' | 'away' | 'left';

function reachOf(named: Pick<NamedRow, 'login' | 'active'>, away: ReadonlyMap<string, unknown>): Reach {
  if (!named.active) return 'left';
  return away.has(named.login) ? 'away' : 'here';
}

interface Recipient {
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
}

const PERSON = 'SELECT login, name, email, roles, active FROM person';
const ADMINISTRATORS = `${PERSON} WHERE active AND 'admin' = ANY (roles) ORDER BY login`;

/** SQL of the person whose login is `column`, as JSON for {@link showTold}. */
export const toldColumn = (column: string): string =>
  `(SELECT json_build_object('login', n.login, 'name', n.name, 'active', n.active) FROM person n WHERE n.login = ${column}) AS told`;

export interface NamedRow {
  readonly login: string;
  readonly name: string;
  readonly active: boolean;
}

export function showTold(named: NamedRow | null, away: ReadonlyMap<string, unknown>): z.infer<typeof toldSchema> {
  return named && { login: named.login, name: named.name, reach: reachOf(named, away) };
}

/** Whom an outage is told to now. A letter to somebody who is away lies until they are back, so it goes to who is there. */
export async function toldOf(on: Transaction, login: string | null, now: Date): Promise<readonly Recipient[]> {
  const named = await row<Recipient & { active: boolean }>(on, `${PERSON} WHERE login = :login`, { login });
  if (named !== undefined && reachOf(named, await awayAt(on, now)) === 'here') return [named];
  return administrators(on);
}

export function administrators(on: Transaction): Promise<readonly Recipient[]> {
  return rows<Recipient>(on, ADMINISTRATORS);
}

const mailboxParams = z.object({ name: z.string().min(1).max(300) });
const naming = z.object({ login: z.string().max(80).nullable().meta({ description: 'Null: every administrator.' }) });

type Naming<Params> = SignedIn<Params, unknown, z.infer<typeof naming>>;

async function nameForSystem({ api, person, params, body }: Naming<z.infer<typeof systemParams>>): Promise<Answer> {
  await transaction(api.db, async (on) => {
    const was = await row<{ login: string | null }>(
      on,
      'SELECT alert_login AS login FROM system_state WHERE system = :system FOR UPDATE',
      params,
    );
    const told = await whoWorksHere(on, body.login);
    await run(on, 'UPDATE system_state SET alert_login = :told WHERE system = :system', { ...params, told });
    await logNaming(on, person.login, 'system', params.system, was?.login ?? null, told);
  });
  return { status: 204 };
}

async function nameForMailbox({ api, person, params, body }: Naming<z.infer<typeof mailboxParams>>): Promise<Answer> {
  await transaction(api.db, async (on) => {
    const known = await row(on, 'SELECT 1 FROM mailbox WHERE name = :name UNION SELECT 1 FROM mailbox_trouble WHERE name = :name', params);
    if (known === undefined) throw new Problem('NOT_FOUND', said('Nie ma takiej skrzynki.', 'There is no such mailbox.'));
    const told = await whoWorksHere(on, body.login);
    const was = await row<{ login: string }>(on, 'SELECT login FROM mailbox_told WHERE name = :name FOR UPDATE', params);
    if (told === null) later(on, 'DELETE FROM mailbox_told WHERE name = :name', params);
    else {
      later(on, 'INSERT INTO mailbox_told (name, login) VALUES (:name, :told) ON CONFLICT (name) DO UPDATE SET login = excluded.login', {
        ...params,
        told,
      });
    }
    await logNaming(on, person.login, 'mailbox', params.name, was?.login ?? null, told);
  });
  return { status: 204 };
}

function logNaming(
  on: Transaction,
  login: string,
  subjectType: 'system' | 'mailbox',
  subjectId: string,
  was: string | null,
  is: string | null,
) {
  return logChange(on, { login, subjectType, subjectId, before: { told: was }, after: { told: is } });
}

async function whoWorksHere(on: Transaction, login: string | null): Promise<string | null> {
  if (login === null) return null;
  const wanted = await row<{ login: string }>(on, `${PERSON} WHERE login = :login AND active FOR SHARE`, { login });
  if (wanted === undefined) throw unknownPerson(login);
  return wanted.login;
}

function unknownPerson(login: string): Problem {
  const expected = said(
    `Oczekiwano osoby, która tu pracuje, a „${login}” nie ma albo już nie pracuje`,
    `Expected somebody who works here, but there is no “${login}”, or they have left`,
  );
  return new Problem(
    'INVALID_REQUEST',
    said('Nic się nie zmieniło: wybierz osobę, która tu pracuje.', 'Nothing was changed: choose somebody who works here.'),
    { errors: [{ field: 'login', message: expected }] },
  );
}

export const toldRoutes: readonly Route[] = [
  route(
    'system.manage',
    {
      method: 'put',
      path: '/api/v1/systems/{system}/told',
      tag: 'sync',
      summary: 'Name who is told when a system doesn’t answer',
      description: 'While that person is away, or once they have left, every administrator is told instead.',
      params: systemParams,
      body: naming,
      answers: { 204: empty('That person is told from the next outage on') },
      problems: ['INVALID_REQUEST'],
    },
    nameForSystem,
  ),
  route(
    'system.manage',
    {
      method: 'put',
      path: '/api/v1/mailboxes/{name}/told',
      tag: 'sync',
      summary: 'Name who is told when a mailbox can’t be read',
      description: 'As for systems.',
      params: mailboxParams,
      body: naming,
      answers: { 204: empty('That person is told from the next outage on') },
      problems: ['INVALID_REQUEST', 'NOT_FOUND'],
    },
    nameForMailbox,
  ),
];
