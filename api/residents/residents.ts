/** Residents: the only table of names and addresses. Every look is logged. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { REPLY_CHANNELS } from '../cases/codes.js';
import { row, rows, type Statements } from '../database.js';
import { logLook } from '../history/access-log.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const text = (max: number) => z.string().trim().min(1).max(max);

export const newResidentSchema = z
  .object({
    kind: z.enum(['person', 'organisation']).default('person'),
    name: text(200),
    email: z.email().max(200).nullable().default(null),
    phone: text(40).nullable().default(null),
    postalAddress: text(400).nullable().default(null),
    replyChannel: z.enum(REPLY_CHANNELS).default('none'),
    verification: z
      .enum(['none', 'document', 'electronic', 'questions'])
      .default('none')
      .meta({ description: 'How the identity was checked.' }),
  })
  .meta({ id: 'NewResident' });

export const residentSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(['person', 'organisation']),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    postalAddress: z.string().nullable(),
    replyChannel: z.enum(REPLY_CHANNELS),
    verification: z.string(),
    createdAt: z.iso.datetime(),
    sample: z.boolean(),
  })
  .meta({ id: 'Resident' });

const residentCase = z
  .object({ number: z.string(), classification: z.string(), status: z.string(), publicStatus: z.string(), registeredAt: z.iso.datetime() })
  .meta({ id: 'ResidentCase' });

interface ResidentRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly postal_address: string | null;
  readonly reply_channel: string;
  readonly verification: string;
  readonly created_at: Date;
  readonly sample: boolean;
}

const RESIDENT = 'id, kind, name, email, phone, postal_address, reply_channel, verification, created_at, sample';

export function toResident(found: ResidentRow) {
  const { postal_address, reply_channel, created_at, ...rest } = found;
  return { ...rest, postalAddress: postal_address, replyChannel: reply_channel, createdAt: created_at.toISOString() };
}

export async function findResident(on: Statements, id: string): Promise<ResidentRow | undefined> {
  return row<ResidentRow>(on, `SELECT ${RESIDENT} FROM resident WHERE id = :id AND erased_at IS NULL`, { id });
}

export async function addResident(on: Statements, asked: z.infer<typeof newResidentSchema>, atMs: number): Promise<ResidentRow> {
  const added = await row<ResidentRow>(
    on,
    `INSERT INTO resident (id, kind, name, email, phone, postal_address, reply_channel, verification, created_at)
     VALUES (:id, :kind, :name, :email, :phone, :address, :channel, :verification, :at) RETURNING ${RESIDENT}`,
    {
      id: randomUUID(),
      kind: asked.kind,
      name: asked.name,
      email: asked.email,
      phone: asked.phone,
      address: asked.postalAddress,
      channel: asked.replyChannel,
      verification: asked.verification,
      at: new Date(atMs),
    },
  );
  if (added === undefined) throw new Error('Expected the resident that was inserted, but got nothing');
  return added;
}

const search = z.object({
  q: z.string().trim().min(2).max(100).meta({ description: 'Beginning of a name, part of a phone number, or an e-mail address.' }),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

async function searchResidents({ api, person, query }: SignedIn<unknown, z.infer<typeof search>>): Promise<Answer> {
  await logLook(api.db, { login: person.login, act: 'residents.searched', subjectType: 'search', subjectId: query.q, atMs: Date.now() });
  const digits = query.q.replaceAll(/\D/g, '');
  const found = await rows<ResidentRow>(
    api.db,
    `SELECT ${RESIDENT} FROM resident
      WHERE erased_at IS NULL AND (lower(name) LIKE :word OR lower(email) = :exact
         OR (:digits <> '' AND regexp_replace(coalesce(phone, ''), '\\D', '', 'g') LIKE :phone))
      ORDER BY name COLLATE "pl-x-icu", id LIMIT :limit`,
    {
      word: `${escapeLike(query.q.toLowerCase())}%`,
      exact: query.q.toLowerCase(),
      digits: digits.length >= 3 ? digits : '',
      phone: `%${digits}%`,
      limit: query.limit,
    },
  );
  return ok(found.map(toResident));
}

function escapeLike(value: string): string {
  return value.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}

async function loadResident({ api, params }: SignedIn<{ id: string }>): Promise<{ resident: ResidentRow }> {
  const resident = await findResident(api.db, params.id);
  if (resident === undefined) throw new Problem('NOT_FOUND', 'Nie ma takiego mieszkańca w rejestrze.');
  return { resident };
}

async function logOpening({ api, person, resident }: SignedIn<{ id: string }> & { resident: ResidentRow }): Promise<object> {
  await logLook(api.db, { login: person.login, act: 'resident.opened', subjectType: 'resident', subjectId: resident.id, atMs: Date.now() });
  return {};
}

async function showResident({ api, resident }: SignedIn<{ id: string }> & { resident: ResidentRow }): Promise<Answer> {
  const cases = await rows<{ number: string; classification: string; status: string; public_status: string; registered_at: Date }>(
    api.db,
    'SELECT number, classification, status, public_status, registered_at FROM case_file WHERE resident_id = :id ORDER BY registered_at DESC LIMIT 200',
    { id: resident.id },
  );
  return ok({
    ...toResident(resident),
    cases: cases.map((found) => ({
      number: found.number,
      classification: found.classification,
      status: found.status,
      publicStatus: found.public_status,
      registeredAt: found.registered_at.toISOString(),
    })),
  });
}

async function createResident({ api, body }: SignedIn<unknown, unknown, z.infer<typeof newResidentSchema>>): Promise<Answer> {
  return { status: 201, body: toResident(await addResident(api.db, body, api.clock.now())) };
}

export const residentRoutes: readonly Route[] = [
  route(
    'resident.read',
    {
      method: 'get',
      path: '/api/v1/residents',
      tag: 'residents',
      summary: 'Find residents',
      description: 'The search itself is written to the access log.',
      query: search,
      answers: { 200: json(z.array(residentSchema), 'By name') },
      problems: [],
    },
    searchResidents,
  ),
  route(
    'resident.write',
    {
      method: 'post',
      path: '/api/v1/residents',
      tag: 'residents',
      summary: 'Add a resident',
      body: newResidentSchema,
      answers: { 201: json(residentSchema, 'Added') },
      problems: [],
    },
    createResident,
  ),
  route(
    'resident.read',
    {
      method: 'get',
      path: '/api/v1/residents/{id}',
      tag: 'residents',
      summary: 'Open a resident with all their cases',
      description: 'Opening is written to the access log.',
      params: z.object({ id: z.uuid() }),
      answers: { 200: json(residentSchema.extend({ cases: z.array(residentCase) }).meta({ id: 'ResidentWithCases' }), 'The resident') },
      problems: ['NOT_FOUND'],
    },
    inOrder(loadResident, logOpening, showResident),
  ),
];
