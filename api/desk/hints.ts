/** What other cases tell the desk: the frequent kinds of a channel, and open cases that a contact may belong to. */
import { z } from 'zod';
import { CHANNELS } from '../cases/codes.js';
import { iso, rows } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const frequentQuery = z.object({ channel: z.enum(CHANNELS), limit: z.coerce.number().int().min(1).max(20).default(5) });

async function frequent({ api, query }: SignedIn<unknown, z.infer<typeof frequentQuery>>): Promise<Answer> {
  const found = await rows<{ classification: string }>(
    api.db,
    `SELECT classification FROM case_file
      WHERE tenant_id = '<default>' AND channel = :channel AND registered_at > CAST(:now AS timestamptz) - interval '90 days'
      GROUP BY classification ORDER BY count(*) DESC, classification LIMIT :limit`,
    { channel: query.channel, now: new Date(api.clock.now()), limit: query.limit },
  );
  return ok(found.map(({ classification }) => classification));
}

const alikeQuery = z.object({
  classification: z.string().trim().min(1).max(120),
  resident: z.uuid().optional(),
  place: z.string().trim().min(1).max(400).optional(),
});

const alikeSchema = z
  .object({
    number: z.string(),
    classificationName: z.string(),
    why: z.array(z.enum(['kind', 'resident', 'place'])).meta({ description: 'What is the same; at least two of the three.' }),
    registeredAt: z.iso.datetime(),
    publicStatus: z.string(),
  })
  .meta({ id: 'AlikeCase' });

async function alike({ api, query }: SignedIn<unknown, z.infer<typeof alikeQuery>>): Promise<Answer> {
  const found = await rows<{
    number: string;
    name: string;
    kind: boolean;
    resident: boolean;
    place: boolean;
    registered_at: Date;
    public_status: string;
  }>(
    api.db,
    `SELECT * FROM (
       SELECT c.number, coalesce(k.name, c.classification) AS name, c.registered_at, c.public_status,
              c.classification = :classification AS kind,
              coalesce(c.resident_id = CAST(:resident AS uuid), false) AS resident,
              coalesce(plain_place(c.place) = plain_place(CAST(:place AS text)), false) AS place
         FROM case_file c LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification
        WHERE c.tenant_id = '<default>' AND c.status IN ('registered', 'open')
          AND c.registered_at > CAST(:now AS timestamptz) - interval '14 days'
          AND (c.classification = :classification OR c.resident_id = CAST(:resident AS uuid))) AS one
      WHERE CAST(kind AS integer) + CAST(resident AS integer) + CAST(place AS integer) >= 2
      ORDER BY kind DESC, registered_at DESC LIMIT 5`,
    {
      classification: query.classification,
      resident: query.resident ?? null,
      place: query.place ?? null,
      now: new Date(api.clock.now()),
    },
  );
  return ok(
    found.map((one) => ({
      number: one.number,
      classificationName: one.name,
      why: (['kind', 'resident', 'place'] as const).filter((criterion) => one[criterion]),
      registeredAt: iso(one.registered_at),
      publicStatus: one.public_status,
    })),
  );
}

export const hintRoutes: readonly Route[] = [
  route(
    'desk.use',
    {
      method: 'get',
      path: '/api/v1/desk/frequent',
      tag: 'desk',
      summary: 'The most frequent classifications of a channel, over 90 days',
      query: frequentQuery,
      answers: { 200: json(z.array(z.string()), 'Codes, the most frequent first') },
      problems: [],
    },
    frequent,
  ),
  route(
    'desk.use',
    {
      method: 'get',
      path: '/api/v1/desk/alike',
      tag: 'desk',
      summary: 'Open cases of the last 14 days that this contact may belong to',
      query: alikeQuery,
      answers: { 200: json(z.array(alikeSchema), 'Newest first') },
      problems: [],
    },
    alike,
  ),
];
