/** Who is told when a system doesn't answer: one person whom the administrator names, else every administrator. */
import { z } from 'zod';
import { logChange } from '../changes/log.js';
import { row, rows, run, type Transaction, transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, type Route, route, type SignedIn } from '../http/route.js';
import { awayAt } from '../team/absences.js';
import { systemParams } from './schemas.js';

/** `left`: deactivated. Both others mean that every administrator is told in this person's place. */
type Reach = 'here' | 'away' | 'left';

export function reachOf(named: { readonly login: string; readonly active: boolean }, away: ReadonlyMap<string, unknown>): Reach {
  if (!named.active) return 'left';
  return away.has(named.login) ? 'away' : 'here';
}

interface Recipient {
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
}

const PERSON = 'SELECT login, name, email, active FROM person';

/** Whom an outage is told to now. A letter to somebody who is away lies until they are back, so it goes to who is there. */
export async function toldOf(on: Transaction, login: string | null, now: Date): Promise<readonly Recipient[]> {
  const named = await row<Recipient & { active: boolean }>(on, `${PERSON} WHERE login = :login`, { login });
  if (named !== undefined && reachOf(named, await awayAt(on, now)) === 'here') return [named];
  return rows<Recipient>(on, `${PERSON} WHERE active AND 'admin' = ANY (roles) ORDER BY login`);
}

const naming = z.object({ login: z.string().max(80).nullable().meta({ description: 'Null: every administrator.' }) });

async function name({
  api,
  person,
  params,
  body,
}: SignedIn<z.infer<typeof systemParams>, unknown, z.infer<typeof naming>>): Promise<Answer> {
  await transaction(api.db, async (on) => {
    const was = await row<{ login: string | null }>(
      on,
      'SELECT alert_login AS login FROM system_state WHERE system = :system FOR UPDATE',
      params,
    );
    const wanted =
      body.login === null ? null : await row<{ login: string }>(on, `${PERSON} WHERE login = :login AND active FOR SHARE`, body);
    if (wanted === undefined) throw unknownPerson(body.login ?? '');
    const told = wanted?.login ?? null;
    await run(on, 'UPDATE system_state SET alert_login = :told WHERE system = :system', { ...params, told });
    const [before, after] = [{ told: was?.login ?? null }, { told }];
    await logChange(on, { login: person.login, subjectType: 'system', subjectId: params.system, before, after });
  });
  return { status: 204 };
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
    name,
  ),
];
