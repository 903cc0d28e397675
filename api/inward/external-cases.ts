/** Cases that live in other systems, as they are shown beside ours: on the related case, with its resident, in the search. */
import { z } from 'zod';
import { caseFor } from '../cases/lookup.js';
import { numberParams } from '../cases/schemas.js';
import { iso, type Parameters, rows } from '../database.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { casesFor } from '../policy/may.js';
import { findSame } from '../residents/same.js';

const MOST = 100;

export const externalCaseSchema = z
  .object({
    system: z.string().meta({ description: 'The department’s system, by its name in the settings.' }),
    externalId: z.string(),
    number: z.string().nullable(),
    title: z.string(),
    status: z.string().meta({ description: 'In the words of that system.' }),
    outcome: z.string().nullable(),
    isClosed: z.boolean(),
    url: z.string().nullable(),
    caseNumber: z.string().nullable().meta({ description: 'Our case that it belongs to.' }),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'ExternalCase' });
type ExternalCase = z.infer<typeof externalCaseSchema>;

/** One that belongs to a case shows to whom the case shows, any other to who sees all cases. */
export async function externalCases(
  { api, person }: SignedIn,
  where: string,
  parameters: Parameters,
  most = MOST,
): Promise<readonly ExternalCase[]> {
  const policy = casesFor(person, 'case.read');
  const found = await rows<Omit<ExternalCase, 'changedAt'> & { readonly changedAt: Date }>(
    api.db,
    `SELECT e.system, e.external_id AS "externalId", e.number, e.title, e.status, e.outcome, e.is_closed AS "isClosed", e.url,
            c.number AS "caseNumber", e.changed_at AS "changedAt"
       FROM external_case e LEFT JOIN case_file c ON c.id = e.case_id
      WHERE (${where}) AND (${policy.sql}) ${policy.sql === 'true' ? '' : 'AND c.id IS NOT NULL'}
      ORDER BY e.is_closed, e.changed_at DESC, e.external_id LIMIT ${most}`,
    { ...policy.parameters, ...parameters },
  );
  return found.map((one) => ({ ...one, changedAt: iso(one.changedAt) }));
}

/** By the beginning of each word of its number, its id there and its title, without regard to accents. */
export const FINDS = `resident_words(coalesce(e.number, '') || ' ' || e.external_id || ' ' || e.title, NULL, NULL, NULL) @@ CAST(:words AS tsquery)`;

/** undefined: there is nothing to look for. */
export function wordsOf(typed: string): { readonly words: string } | undefined {
  const plain = typed.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replaceAll(/\p{M}/gu, '');
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
  return words.length === 0 ? undefined : { words: words.map((word) => `${word}:*`).join(' & ') };
}

async function ofCase(exchange: SignedIn<z.infer<typeof numberParams>>): Promise<Answer> {
  const theCase = await caseFor(exchange.api.db, exchange.person, 'case.read', exchange.params.number);
  return ok(await externalCases(exchange, 'e.case_id = :caseId', { caseId: theCase.id }));
}

type OfResident = SignedIn<{ readonly id: string }>;

async function ofResident(exchange: OfResident & { readonly ids: readonly string[] }): Promise<Answer> {
  return ok(await externalCases(exchange, 'c.resident_id = ANY (CAST(:ids AS uuid[]))', { ids: exchange.ids }));
}

const query = z.object({ q: z.string().trim().max(100).default('') });

async function list(exchange: SignedIn<unknown, z.infer<typeof query>>): Promise<Answer> {
  const words = wordsOf(exchange.query.q);
  return ok(await (words === undefined ? externalCases(exchange, 'true', {}) : externalCases(exchange, FINDS, words)));
}

const answers = { 200: json(z.array(externalCaseSchema), 'Open ones first') };

export const externalCaseRoutes: readonly Route[] = [
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/external-cases',
      tag: 'sync',
      summary: 'Cases that live in other systems',
      query,
      answers,
      problems: [],
    },
    list,
  ),
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/external-cases',
      tag: 'cases',
      summary: 'Cases in other systems that belong to this one',
      params: numberParams,
      answers,
      problems: ['NOT_FOUND'],
    },
    ofCase,
  ),
  route(
    'resident.read',
    {
      method: 'get',
      path: '/api/v1/residents/{id}/external-cases',
      tag: 'residents',
      summary: 'Cases in other systems that belong to cases of a resident',
      params: z.object({ id: z.uuid() }),
      answers,
      problems: ['NOT_FOUND'],
    },
    inOrder<OfResident, { ids: readonly string[] }>(findSame, ofResident),
  ),
];
