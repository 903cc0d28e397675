/** One box that finds everything one may see; without a word, what one had open last. */
import { z } from 'zod';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { externalCaseSchema } from '../inward/external-cases.js';
import { findArticles, findCases, findCaseTypes, findExternalCases, findNamedResidents, findPeople, findRecent } from './find.js';

const query = z.object({ q: z.string().trim().max(100).default('') });

const foundSchema = z
  .object({
    recent: z.boolean().meta({ description: 'Nothing was asked for: these are the last ones.' }),
    cases: z.array(z.object({ number: z.string(), classification: z.string(), status: z.string(), registeredAt: z.iso.datetime() })),
    residents: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        phone: z.string().nullable(),
        email: z.string().nullable(),
        postalAddress: z.string().nullable(),
      }),
    ),
    articles: z.array(z.object({ code: z.string(), name: z.string() })),
    caseTypes: z.array(z.object({ id: z.string(), name: z.string() })),
    people: z.array(z.object({ login: z.string(), name: z.string() })),
    externalCases: z.array(externalCaseSchema),
  })
  .meta({ id: 'Found', description: 'At most six of each kind.' });

async function search(exchange: SignedIn<unknown, z.infer<typeof query>>): Promise<Answer> {
  const { q } = exchange.query;
  if (q === '') return ok({ recent: true, ...(await findRecent(exchange)), articles: [], caseTypes: [], people: [], externalCases: [] });
  const [cases, residents, articles, caseTypes, people, external] = await Promise.all([
    findCases(exchange, q),
    findNamedResidents(exchange, q),
    findArticles(exchange, q),
    findCaseTypes(exchange, q),
    findPeople(exchange, q),
    findExternalCases(exchange, q),
  ]);
  return ok({ recent: false, cases, residents, articles, caseTypes, people, externalCases: external });
}

export const searchRoutes: readonly Route[] = [
  route(
    'signed-in',
    {
      method: 'get',
      path: '/api/v1/search',
      tag: 'meta',
      summary: 'Find anything that you may see',
      description:
        'Cases by number or a part of it, residents (contact data masked, the search is written to the access log), knowledge, case types, people.',
      query,
      answers: { 200: json(foundSchema, 'By kind') },
      problems: [],
    },
    search,
  ),
];
