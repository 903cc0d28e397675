/** Residents: the only table of names and addresses. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { REPLY_CHANNELS } from '../cases/codes.js';
import { row, type Statements } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, json, type Route, route, type SignedIn } from '../http/route.js';
import { VERIFICATIONS } from './identity.js';

const text = (max: number) => z.string().trim().min(1).max(max);

export const newResidentSchema = z
  .object({
    kind: z.enum(['person', 'organisation']).default('person'),
    name: text(200),
    email: z.email().max(200).nullable().default(null),
    phone: text(40).nullable().default(null),
    postalAddress: text(400).nullable().default(null),
    replyChannel: z.enum(REPLY_CHANNELS).default('none'),
    verification: z.enum(VERIFICATIONS).default('none').meta({ description: 'How the identity was checked.' }),
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

export interface ResidentRow {
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

export const RESIDENT = 'id, kind, name, email, phone, postal_address, reply_channel, verification, created_at, sample';

export function toResident(found: ResidentRow) {
  const { postal_address, reply_channel, created_at, ...rest } = found;
  return { ...rest, postalAddress: postal_address, replyChannel: reply_channel, createdAt: created_at.toISOString() };
}

/** One that was merged is found as the one that stands for both. */
export async function findResident(on: Statements, id: string): Promise<ResidentRow | undefined> {
  return row<ResidentRow>(
    on,
    `SELECT ${RESIDENT} FROM resident WHERE id = (SELECT coalesce(merged_into, id) FROM resident WHERE id = :id) AND erased_at IS NULL`,
    { id },
  );
}

/** The step of an endpoint whose address names a resident by `id`. */
export async function loadResident({ api, params }: SignedIn<{ readonly id: string }>): Promise<{ readonly resident: ResidentRow }> {
  const resident = await findResident(api.db, params.id);
  if (resident === undefined) throw unknownResident();
  return { resident };
}

export function unknownResident(): Problem {
  return new Problem('NOT_FOUND', said('Nie ma takiego mieszkańca w rejestrze.', 'The register has no such resident.'));
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

async function createResident({ api, body }: SignedIn<unknown, unknown, z.infer<typeof newResidentSchema>>): Promise<Answer> {
  return { status: 201, body: toResident(await addResident(api.db, body, api.clock.now())) };
}

export const residentRoutes: readonly Route[] = [
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
];
