/** A resident's consents: what for, when and how it was given and to whom, and when it was taken back. Nothing is overwritten. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { iso, rows, run, type Statements } from '../database.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { CONSENT_WAYS, CONSENTS } from './identity.js';
import { findSame } from './same.js';

export const consentSchema = z
  .object({
    kind: z.enum(CONSENTS),
    isInForce: z.boolean(),
    how: z.enum(CONSENT_WAYS),
    givenAt: z.iso.datetime(),
    givenTo: z.string().meta({ description: 'Who wrote it down.' }),
    withdrawnAt: z.iso.datetime().nullable(),
    withdrawnTo: z.string().nullable(),
    withdrawnHow: z.enum(CONSENT_WAYS).nullable(),
  })
  .meta({ id: 'Consent' });

const sayingSchema = z.object({ how: z.enum(CONSENT_WAYS).meta({ description: 'How the resident said so.' }) }).meta({ id: 'ConsentSaid' });
const params = z.object({ id: z.uuid(), kind: z.enum(CONSENTS) });
type Saying = SignedIn<z.infer<typeof params>, unknown, z.infer<typeof sayingSchema>>;
type Ids = { readonly ids: readonly string[] };

interface ConsentRow {
  readonly kind: string;
  readonly how: string;
  readonly given_at: Date;
  readonly given_to: string;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_to: string | null;
  readonly withdrawn_how: string | null;
}

/** Of all rows that are one person the last word counts: a consent that was taken back later, on whichever row, is in force on none. */
export async function consentsOf(on: Statements, ids: readonly string[]): Promise<object[]> {
  const found = await rows<ConsentRow>(
    on,
    `SELECT kind, how, given_at, given_to, withdrawn_at, withdrawn_to, withdrawn_how FROM resident_consent
      WHERE resident_id = ANY (CAST(:ids AS uuid[])) ORDER BY given_at DESC, id LIMIT 200`,
    { ids },
  );
  return found.map((one) => ({
    kind: one.kind,
    isInForce:
      one.withdrawn_at === null &&
      !found.some(({ kind, withdrawn_at }) => kind === one.kind && withdrawn_at !== null && withdrawn_at > one.given_at),
    how: one.how,
    givenAt: iso(one.given_at),
    givenTo: one.given_to,
    withdrawnAt: iso(one.withdrawn_at),
    withdrawnTo: one.withdrawn_to,
    withdrawnHow: one.withdrawn_how,
  }));
}

const WITHDRAW = `UPDATE resident_consent SET withdrawn_at = :at, withdrawn_to = :login, withdrawn_how = :how
  WHERE resident_id = ANY (CAST(:ids AS uuid[])) AND kind = :kind AND withdrawn_at IS NULL`;

async function give({ api, person, params: { kind }, body, ids }: Saying & Ids): Promise<object> {
  await run(
    api.db,
    `INSERT INTO resident_consent (id, resident_id, kind, how, given_at, given_to) VALUES (:id, :residentId, :kind, :how, :at, :login)
     ON CONFLICT (resident_id, kind) WHERE withdrawn_at IS NULL DO NOTHING`,
    { id: randomUUID(), residentId: ids[0] ?? '', kind, how: body.how, at: new Date(api.clock.now()), login: person.login },
  );
  return {};
}

async function withdraw({ api, person, params: { kind }, body, ids }: Saying & Ids): Promise<object> {
  const at = new Date(api.clock.now());
  await run(api.db, WITHDRAW, { ids, kind, how: body.how, at, login: person.login });
  return {};
}

async function show({ api, ids }: Saying & Ids): Promise<Answer> {
  return ok(await consentsOf(api.db, ids));
}

const answers = { 200: json(consentSchema.array(), 'All of them as they are now, newest first') };

export const consentRoutes: readonly Route[] = [
  route(
    'resident.write',
    {
      method: 'put',
      path: '/api/v1/residents/{id}/consents/{kind}',
      tag: 'residents',
      summary: 'A resident consents',
      description: 'One that is in force stays as it is.',
      params,
      body: sayingSchema,
      answers,
      problems: ['NOT_FOUND'],
    },
    inOrder<Saying, Ids, object>(findSame, give, show),
  ),
  route(
    'resident.write',
    {
      method: 'post',
      path: '/api/v1/residents/{id}/consents/{kind}/withdraw',
      tag: 'residents',
      summary: 'A resident takes a consent back',
      params,
      body: sayingSchema,
      answers,
      problems: ['NOT_FOUND'],
    },
    inOrder<Saying, Ids, object>(findSame, withdraw, show),
  ),
];
