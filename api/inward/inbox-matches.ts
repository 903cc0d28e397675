/**
 * Which cases an entry of the inbox may belong to, and why that is likely: made by hand elsewhere it names no case, but mostly the resident,
 * the place or the matter. Only a person decides.
 */
import { z } from 'zod';
import { iso, row, rows } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { casesFor } from '../policy/may.js';

const MOST = 5;
/** Around the day on which it was first heard of. */
const DAYS = 30;
const NEAR_DAYS = 3;
/** A shorter word says little: `ul`, `nr`, `do`. */
const SHORTEST_WORD = 4;

const matchSchema = z
  .object({
    caseNumber: z.string(),
    classification: z.string(),
    status: z.string(),
    registeredAt: z.iso.datetime(),
    isSameResident: z.boolean().meta({ description: 'The resident’s name stands in its title.' }),
    words: z.array(z.string()).meta({ description: 'Of its title, that the case’s matter or place has too; without accents.' }),
    isNear: z.boolean().meta({ description: `Registered within ${NEAR_DAYS} days of when it was first heard of.` }),
    hasNone: z.boolean().meta({ description: 'The case has no record in that system.' }),
  })
  .meta({ id: 'InboxMatch' });

const params = z.object({ id: z.uuid() });

interface MatchRow extends Omit<z.infer<typeof matchSchema>, 'registeredAt'> {
  readonly registeredAt: Date;
}

const wordsIn = (sql: string): string => `tsvector_to_array(resident_words(${sql}, NULL, NULL, NULL))`;

/** Words of the title count one each, that the system lacks the case two, the resident's whole name three. */
const MATCHES = (policy: string): string => `
  SELECT * FROM (
    SELECT c.number AS "caseNumber", coalesce(k.name, c.classification) AS classification, c.status, c.registered_at AS "registeredAt",
           coalesce(r.erased_at IS NULL AND ${wordsIn('r.name')} <@ ${wordsIn(':title')} AND cardinality(${wordsIn('r.name')}) > 1, false) AS "isSameResident",
           ARRAY(SELECT word FROM unnest(${wordsIn(':title')}) AS word WHERE length(word) >= ${SHORTEST_WORD} AND word !~ '^[0-9]+$'
                   AND word = ANY (${wordsIn(`concat_ws(' ', k.name, c.place)`)}) ORDER BY word) AS words,
           c.registered_at BETWEEN CAST(:at AS timestamptz) - interval '${NEAR_DAYS} days' AND CAST(:at AS timestamptz) + interval '${NEAR_DAYS} days' AS "isNear",
           NOT EXISTS (SELECT FROM external_record e WHERE e.system = :system AND e.case_number = c.number)
             AND NOT EXISTS (SELECT FROM external_case x WHERE x.system = :system AND x.case_id = c.id) AS "hasNone"
      FROM case_file c LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification LEFT JOIN resident r ON r.id = c.resident_id
     WHERE c.tenant_id = '<default>' AND ${policy}
       AND c.registered_at BETWEEN CAST(:at AS timestamptz) - interval '${DAYS} days' AND CAST(:at AS timestamptz) + interval '${DAYS} days') likely
   WHERE "isSameResident" OR cardinality(words) > 0
   ORDER BY "isSameResident"::int * 3 + cardinality(words) + "hasNone"::int * 2 + "isNear"::int DESC, "registeredAt" DESC LIMIT ${MOST}`;

async function listMatches({ api, person, params: { id } }: SignedIn<z.infer<typeof params>>): Promise<Answer> {
  const item = await row<{ system: string; title: string | null; at: Date }>(
    api.db,
    `SELECT system, heard->>'title' AS title, first_at AS at FROM inbox_item WHERE id = :id`,
    { id },
  );
  if (item === undefined)
    throw new Problem('NOT_FOUND', said('Nie ma takiego wpisu. Odśwież listę.', 'There is no such entry. Reload the list.'));
  if (item.title === null) return ok([]);
  const policy = casesFor(person, 'case.read');
  const found = await rows<MatchRow>(api.db, MATCHES(policy.sql), { ...policy.parameters, ...item });
  return ok(found.map((one) => ({ ...one, registeredAt: iso(one.registeredAt) })));
}

export const inboxMatchRoutes: readonly Route[] = [
  route(
    'inbox.work',
    {
      method: 'get',
      path: '/api/v1/inbox/{id}/matches',
      tag: 'sync',
      summary: 'Cases that it may belong to',
      params,
      answers: { 200: json(z.array(matchSchema), `The likeliest first, at most ${MOST}`) },
      problems: ['NOT_FOUND'],
    },
    listMatches,
  ),
];
