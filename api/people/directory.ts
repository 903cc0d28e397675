/** The directory: people and units, and their administration. */
import { z } from 'zod';
import { UNIT_ID } from '../../forms/unit-id.js';
import { logChange } from '../changes/log.js';
import { row, rows, run, type Statements, transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { sameId } from '../http/same-id.js';
import type { Role } from '../policy/person.js';
import { passQuestionsOn } from '../questions/leaving.js';
import { giveBackTasks } from './leaving.js';
import { isOpenAt } from './opening.js';
import { hashPassword } from './password.js';
import { loginSchema, newPasswordSchema, personSchema, roleSchema, unitNowSchema, unitSchema } from './schemas.js';

const newPerson = z
  .object({
    login: loginSchema,
    name: z.string().min(1).max(200),
    email: z.email().nullable().default(null),
    password: newPasswordSchema,
    roles: z.array(roleSchema).min(1),
    unit: z.string().max(80).nullable().default(null),
    tierLead: z.boolean().default(false),
  })
  .meta({ id: 'NewPerson' });

const personChanges = z
  .object({
    name: z.string().min(1).max(200).optional(),
    email: z.email().nullable().optional(),
    password: newPasswordSchema.optional(),
    roles: z.array(roleSchema).min(1).optional(),
    unit: z.string().max(80).nullable().optional(),
    tierLead: z.boolean().optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'PersonChanges' });

interface PersonRow {
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: Role[];
  readonly unit_id: string | null;
  readonly tier_lead: boolean;
  readonly active: boolean;
}

const PERSON = 'login, name, email, roles, unit_id, tier_lead, active';

function toPublic(found: PersonRow): z.infer<typeof personSchema> {
  const { unit_id, tier_lead, ...rest } = found;
  return { ...rest, unit: unit_id, tierLead: tier_lead };
}

async function listPeople({ api, query }: SignedIn<unknown, { role?: Role | undefined; unit?: string | undefined }>): Promise<Answer> {
  const found = await rows<PersonRow>(
    api.db,
    `SELECT ${PERSON} FROM person
      WHERE (CAST(:role AS text) IS NULL OR :role = ANY (roles)) AND (CAST(:unit AS text) IS NULL OR unit_id = :unit)
      ORDER BY name COLLATE "pl-x-icu", login LIMIT 1000`,
    { role: query.role ?? null, unit: query.unit ?? null },
  );
  return ok(found.map(toPublic));
}

async function checkUnit({
  api,
  body,
}: Pick<SignedIn<unknown, unknown, { unit?: string | null | undefined }>, 'api' | 'body'>): Promise<object> {
  const { unit } = body;
  if (unit === undefined || unit === null || (await row(api.db, 'SELECT 1 FROM unit WHERE id = :unit', { unit })) !== undefined) return {};
  throw new Problem(
    'INVALID_REQUEST',
    said(
      `Nie ma jednostki ${unit}; nic nie zostało zapisane. Wybierz jednostkę z listy albo najpierw ją dodaj.`,
      `There is no unit ${unit}; nothing was saved. Choose one of the list or add it first.`,
    ),
    {
      errors: [{ field: 'unit', message: said('Oczekiwano istniejącej jednostki', 'Expected a unit that exists') }],
    },
  );
}

function wrongUnitId(): Problem {
  const rule = said(
    'Identyfikator jednostki ma małe litery bez polskich znaków, cyfry i łączniki i zaczyna się literą, np. civil-affairs.',
    'The identifier of a unit has small letters a to z, digits and hyphens and begins with a letter, as civil-affairs.',
  );
  return new Problem('INVALID_REQUEST', rule, { errors: [{ field: 'id', message: rule }] });
}

type Adding = SignedIn<unknown, unknown, z.infer<typeof newPerson>>;
type Changing = SignedIn<{ login: string }, unknown, z.infer<typeof personChanges>>;

async function addPerson({ api, person, body }: Adding): Promise<Answer> {
  const hash = await hashPassword(body.password);
  const added = await transaction(api.db, async (on) => {
    const inserted = await row<PersonRow>(
      on,
      `INSERT INTO person (login, name, email, password_hash, password_given, roles, unit_id, tier_lead, created_at)
     VALUES (:login, :name, :email, :hash, true, :roles, :unit, :lead, now())
     ON CONFLICT DO NOTHING RETURNING ${PERSON}`,
      { login: body.login, name: body.name, email: body.email, hash, roles: body.roles, unit: body.unit, lead: body.tierLead },
    );
    if (inserted !== undefined)
      await logChange(on, {
        login: person.login,
        subjectType: 'person',
        subjectId: body.login,
        before: undefined,
        after: toPublic(inserted),
      });
    return inserted;
  });
  if (added === undefined)
    throw new Problem(
      'ALREADY_EXISTS',
      said(`Login ${body.login} jest już zajęty. Wybierz inny.`, `Login ${body.login} is taken. Choose another one.`),
    );
  return { status: 201, body: toPublic(added) };
}

async function changePerson({ api, params, body, person }: Changing): Promise<Answer> {
  const hash = body.password === undefined ? null : await hashPassword(body.password);
  const changed = await transaction(api.db, async (on) => {
    if (body.active === false || (body.roles !== undefined && !body.roles.includes('admin'))) await leaveAnAdministrator(on, params.login);
    const before = await row<PersonRow>(on, `SELECT ${PERSON} FROM person WHERE login = :login FOR UPDATE`, { login: params.login });
    const after = await row<PersonRow>(
      on,
      `UPDATE person SET
       name = coalesce(:name, name),
       email = CASE WHEN :setEmail THEN CAST(:email AS text) ELSE email END,
       password_hash = coalesce(:hash, password_hash),
       password_given = CASE WHEN CAST(:hash AS text) IS NULL THEN password_given ELSE login <> :by END,
       roles = coalesce(CAST(:roles AS text[]), roles),
       unit_id = CASE WHEN :setUnit THEN CAST(:unit AS text) ELSE unit_id END,
       tier_lead = coalesce(:lead, tier_lead),
       active = coalesce(:active, active)
     WHERE login = :login RETURNING ${PERSON}`,
      {
        login: params.login,
        name: body.name ?? null,
        setEmail: body.email !== undefined,
        email: body.email ?? null,
        hash,
        by: person.login,
        roles: body.roles ?? null,
        setUnit: body.unit !== undefined,
        unit: body.unit ?? null,
        lead: body.tierLead ?? null,
        active: body.active ?? null,
      },
    );
    if (before === undefined || after === undefined) return undefined;
    const [was, is] = [toPublic(before), toPublic(after)];
    // A new password shows only that there is one.
    const secret = hash === null ? is : { ...is, newPassword: true };
    await logChange(on, { login: person.login, subjectType: 'person', subjectId: params.login, before: was, after: secret });
    return after;
  });
  if (changed === undefined)
    throw new Problem('NOT_FOUND', said(`Nie ma osoby ${params.login}.`, `There is nobody with the login ${params.login}.`));
  // Whoever left, or got a new password, is signed out everywhere.
  if (body.active === false || hash !== null) await run(api.db, 'DELETE FROM session WHERE login = :login', { login: params.login });
  if (body.active === false) {
    await passQuestionsOn(api, toPublic(changed), person.login);
    await giveBackTasks(api, params.login, person.login);
  }
  return ok(toPublic(changed));
}

/** Else nobody could ever add or let in anybody. Locks them all, so two can't remove each other at the same moment. */
async function leaveAnAdministrator(on: Statements, removed: string): Promise<void> {
  const administrators = await rows<{ login: string }>(
    on,
    `SELECT login FROM person WHERE active AND 'admin' = ANY (roles) ORDER BY login FOR UPDATE`,
  );
  if (administrators.length !== 1 || administrators[0]?.login !== removed) return;
  throw new Problem(
    'LAST_ADMINISTRATOR',
    said(
      `${removed} to ostatni czynny administrator; nic się nie zmieniło. Najpierw daj rolę administratora komuś innemu.`,
      `${removed} is the last active administrator; nothing has changed. First make somebody else an administrator.`,
    ),
  );
}

const UNIT = 'id, name, kind, hours, phone, symbol, competence, substitute_unit AS "substituteUnit", head, active';

type UnitCard = z.infer<typeof unitSchema>;

async function listUnits({ api }: SignedIn): Promise<Answer> {
  const [units, calendars] = await Promise.all([
    rows<UnitCard & { calendar: string }>(
      api.db,
      `SELECT ${UNIT}, coalesce(calendar_id, (SELECT id FROM calendar WHERE is_default)) AS calendar FROM unit ORDER BY name COLLATE "pl-x-icu"`,
    ),
    api.calendars.all(api.db),
  ]);
  const now = api.clock.now();
  return ok(
    units.map(({ calendar: id, ...unit }) => {
      const calendar = calendars.get(id);
      return { ...unit, isOpen: calendar === undefined ? null : isOpenAt(unit.hours, calendar, now) };
    }),
  );
}

async function putUnit({ api, person, body, params }: SignedIn<{ id: string }, unknown, z.infer<typeof unitSchema>>): Promise<Answer> {
  sameId(params.id, body.id, 'id');
  const put = await transaction(api.db, async (on) => {
    const before = await row<UnitCard>(on, `SELECT ${UNIT} FROM unit WHERE id = :id FOR UPDATE`, { id: body.id });
    if (before === undefined && !UNIT_ID.test(body.id)) throw wrongUnitId();
    const after = await row<UnitCard>(
      on,
      `INSERT INTO unit (id, name, kind, hours, phone, symbol, competence, substitute_unit, head, active)
     VALUES (:id, :name, :kind, :hours, :phone, :symbol, :competence, :substitute, :head, :active)
     ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, kind = excluded.kind, hours = excluded.hours, phone = excluded.phone,
       symbol = excluded.symbol, competence = excluded.competence, substitute_unit = excluded.substitute_unit, head = excluded.head, active = excluded.active
     RETURNING ${UNIT}`,
      {
        id: body.id,
        name: body.name,
        kind: body.kind,
        hours: body.hours,
        phone: body.phone,
        symbol: body.symbol,
        competence: body.competence,
        substitute: body.substituteUnit,
        head: body.head,
        active: body.active,
      },
    );
    await logChange(on, { login: person.login, subjectType: 'unit', subjectId: body.id, before, after });
    return after;
  });
  return ok(put);
}

export const directoryRoutes: readonly Route[] = [
  route(
    'people.read',
    {
      method: 'get',
      path: '/api/v1/people',
      tag: 'people',
      summary: 'List people',
      query: z.object({ role: roleSchema.optional(), unit: z.string().optional() }),
      answers: { 200: json(z.array(personSchema), 'People by name') },
      problems: [],
    },
    listPeople,
  ),
  route(
    'people.write',
    {
      method: 'post',
      path: '/api/v1/people',
      tag: 'people',
      summary: 'Add a person',
      body: newPerson,
      answers: { 201: json(personSchema, 'Added') },
      problems: ['ALREADY_EXISTS'],
    },
    inOrder<Adding, object>(checkUnit, addPerson),
  ),
  route(
    'people.write',
    {
      method: 'patch',
      path: '/api/v1/people/{login}',
      tag: 'people',
      summary: 'Change a person',
      description:
        'Deactivating and a new password end all sessions of the person. Open tasks of whoever is deactivated go back to the queue, questions to them go to their tier.',
      params: z.object({ login: z.string() }),
      body: personChanges,
      answers: { 200: json(personSchema, 'Changed') },
      problems: ['NOT_FOUND', 'LAST_ADMINISTRATOR', 'ENGINE_UNAVAILABLE'],
    },
    inOrder<Changing, object>(checkUnit, changePerson),
  ),
  route(
    'people.read',
    {
      method: 'get',
      path: '/api/v1/units',
      tag: 'people',
      summary: 'List unit cards',
      answers: { 200: json(z.array(unitNowSchema), 'Units') },
      problems: [],
    },
    listUnits,
  ),
  route(
    'people.write',
    {
      method: 'put',
      path: '/api/v1/units/{id}',
      tag: 'people',
      summary: 'Add or change a unit',
      params: z.object({ id: z.string() }),
      body: unitSchema,
      answers: { 200: json(unitSchema, 'Stored') },
      problems: [],
    },
    putUnit,
  ),
];
