/** Absences: seen by everybody who hands work on, set by the lead of the person's tier. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { logChange } from '../changes/log.js';
import { row, rows, transaction } from '../database.js';
import { type Said, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { toPerson } from '../people/sessions.js';
import { may } from '../policy/may.js';
import type { Person, Role } from '../policy/person.js';
import { TODAY } from './absences.js';

const fields = {
  login: z.string().min(1).max(60),
  firstDay: z.iso.date(),
  lastDay: z.iso.date().meta({ description: 'Included.' }),
  substitute: z.string().max(60).nullable().meta({ description: 'Gets what the person has; null: the queue of the tier gets it.' }),
};
const newAbsence = z.object(fields).meta({ id: 'NewAbsence' });
const absenceSchema = z
  .object({ id: z.uuid(), ...fields, isNow: z.boolean().meta({ description: 'The person is away today.' }) })
  .meta({ id: 'Absence' });
const idParams = z.object({ id: z.uuid() });

const ABSENCE = `id, login, to_char(first_day, 'YYYY-MM-DD') AS "firstDay", to_char(last_day, 'YYYY-MM-DD') AS "lastDay", substitute,
  (first_day <= ${TODAY}) AS "isNow"`;

type Adding = SignedIn<unknown, unknown, z.infer<typeof newAbsence>>;
type Removing = SignedIn<z.infer<typeof idParams>>;

/** Those that aren't over. */
async function listAbsences({ api }: SignedIn): Promise<Answer> {
  return ok(
    await rows(api.db, `SELECT ${ABSENCE} FROM absence WHERE last_day >= ${TODAY} ORDER BY first_day, login, id LIMIT 1000`, {
      now: new Date(api.clock.now()),
    }),
  );
}

async function personOf(api: SignedIn['api'], login: string): Promise<Person | undefined> {
  const found = await row<{ login: string; name: string; roles: Role[]; unit_id: string | null; tier_lead: boolean }>(
    api.db,
    'SELECT login, name, roles, unit_id, tier_lead FROM person WHERE login = :login AND active',
    { login },
  );
  return found === undefined ? undefined : toPerson(found);
}

/** Whoever gives out somebody's work says when they are away. */
function leads(lead: Person, person: Person): boolean {
  return person.roles.some((tier) => may(lead, 'absence.write', { units: [], tier, department: person.unit }));
}

async function checkLead({ api, person, body }: Adding): Promise<object> {
  const away = await personOf(api, body.login);
  if (away === undefined)
    throw wrong(
      'login',
      said(`Nie ma osoby „${body.login}” albo konto jest wyłączone`, `There is nobody “${body.login}”, or the account is switched off`),
    );
  if (!leads(person, away))
    throw new Problem('NOT_ALLOWED', said(`${away.name} nie pracuje na Twoim szczeblu.`, `${away.name} does not work at your tier.`));
  if (body.lastDay < body.firstDay)
    throw wrong(
      'lastDay',
      said(
        `Oczekiwano dnia od ${body.firstDay}, a przyszło ${body.lastDay}`,
        `Expected a day from ${body.firstDay} on, but got ${body.lastDay}`,
      ),
    );
  if (body.substitute === null) return {};
  const substitute = await personOf(api, body.substitute);
  if (substitute === undefined || substitute.login === away.login || !leads(person, substitute))
    throw wrong('substitute', said('Wybierz inną osobę ze szczebla', 'Choose another person of the tier'));
  return {};
}

function wrong(field: string, message: Said): Problem {
  return new Problem('INVALID_REQUEST', said('Popraw nieobecność.', 'Correct the absence.'), { errors: [{ field, message }] });
}

async function addAbsence({ api, person, body }: Adding): Promise<Answer> {
  const added = await transaction(api.db, async (on) => {
    const inserted = await row(
      on,
      `INSERT INTO absence (id, login, first_day, last_day, substitute, set_by, set_at)
       VALUES (:id, :login, CAST(:firstDay AS date), CAST(:lastDay AS date), :substitute, :by, CAST(:now AS timestamptz)) RETURNING ${ABSENCE}`,
      { id: randomUUID(), ...body, by: person.login, now: new Date(api.clock.now()) },
    );
    await logChange(on, { login: person.login, subjectType: 'absence', subjectId: body.login, before: undefined, after: body });
    return inserted;
  });
  api.wake.absences();
  return { status: 201, body: added };
}

async function removeAbsence({ api, person, params }: Removing): Promise<Answer> {
  const found = await row<{ login: string }>(api.db, 'SELECT login FROM absence WHERE id = :id', { id: params.id });
  if (found === undefined) throw new Problem('NOT_FOUND', said('Nie ma już takiej nieobecności.', 'There is no such absence any more.'));
  const away = await personOf(api, found.login);
  if (away !== undefined && !leads(person, away))
    throw new Problem('NOT_ALLOWED', said(`${away.name} nie pracuje na Twoim szczeblu.`, `${away.name} does not work at your tier.`));
  await transaction(api.db, async (on) => {
    const gone = await row<z.infer<typeof newAbsence>>(
      on,
      `DELETE FROM absence WHERE id = :id RETURNING login, to_char(first_day, 'YYYY-MM-DD') AS "firstDay", to_char(last_day, 'YYYY-MM-DD') AS "lastDay", substitute`,
      { id: params.id },
    );
    if (gone !== undefined)
      await logChange(on, { login: person.login, subjectType: 'absence', subjectId: gone.login, before: gone, after: undefined });
  });
  return { status: 204 };
}

export const absenceRoutes: readonly Route[] = [
  route(
    'people.read',
    {
      method: 'get',
      path: '/api/v1/absences',
      tag: 'people',
      summary: 'Who is or will be away',
      answers: { 200: json(z.array(absenceSchema), 'Those that are not over') },
      problems: [],
    },
    listAbsences,
  ),
  route(
    'absence.write',
    {
      method: 'post',
      path: '/api/v1/absences',
      tag: 'people',
      summary: 'Note an absence (tier lead)',
      description: 'From its first day open tasks of the person go to the substitute, and without one to the queue of the tier.',
      body: newAbsence,
      answers: { 201: json(absenceSchema, 'Noted') },
      problems: [],
    },
    inOrder<Adding, object>(checkLead, addAbsence),
  ),
  route(
    'absence.write',
    {
      method: 'delete',
      path: '/api/v1/absences/{id}',
      tag: 'people',
      summary: 'Take an absence back (tier lead)',
      params: idParams,
      answers: { 204: empty('Taken back') },
      problems: ['NOT_FOUND'],
    },
    removeAbsence,
  ),
];
