/** Finds each kind of thing for the search over everything; what somebody may not see isn't looked for. */
import { rows } from '../database.js';
import { logLook } from '../history/access-log.js';
import type { SignedIn } from '../http/route.js';
import { externalCases, FINDS, wordsOf } from '../inward/external-cases.js';
import { casesFor, mayEver } from '../policy/may.js';
import { findResidents } from '../residents/search.js';
import { finds } from './words.js';

/** Of each kind; whoever wants more says more. */
export const MOST = 6;
/** A shorter fragment is in every number. */
const SHORTEST_FRAGMENT = 2;
const SHORTEST_NAME = 3;

interface FoundCase {
  readonly number: string;
  readonly classification: string;
  readonly status: string;
  readonly registeredAt: string;
}

const CASE = `c.number, coalesce(k.name, c.classification) AS classification, c.status, c.registered_at AS "registeredAt"`;
const OF_CASES = 'FROM case_file c LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification';

/** By the number, its beginning, its last digits; or, when these find nothing, by any part of it. */
export async function findCases({ api, person }: SignedIn, typed: string): Promise<readonly FoundCase[]> {
  const wanted = typed.toUpperCase().replaceAll(/[^A-Z0-9-]/g, '');
  if (wanted.length < SHORTEST_FRAGMENT || !/\d/.test(wanted) || /\s/.test(typed)) return [];
  const policy = casesFor(person, 'case.read');
  const found = (condition: string) =>
    rows<FoundCase & { registeredAt: Date }>(
      api.db,
      `SELECT ${CASE} ${OF_CASES} WHERE (${condition}) AND ${policy.sql} ORDER BY c.number DESC LIMIT ${MOST}`,
      {
        ...policy.parameters,
        ...(condition.includes(':begins') ? { begins: `${wanted}%`, prefixed: `${api.settings.caseNumberPrefix}-${wanted}%` } : {}),
        ...(condition.includes(':ends') ? { ends: `${reversed(wanted)}%` } : {}),
        ...(condition.includes(':part') ? { part: `%${wanted}%` } : {}),
      },
    );
  const near = await found('c.number LIKE :begins OR c.number LIKE :prefixed OR reverse(c.number) LIKE :ends');
  return (near.length > 0 ? near : await found('c.number LIKE :part')).map(toCase);
}

/** Opened last by this person, cases and residents each. */
export async function findRecent({ api, person }: SignedIn) {
  const policy = casesFor(person, 'case.read');
  const opened = `SELECT subject_id, max(id) AS last FROM (SELECT id, subject_id FROM access_log WHERE login = :login AND act = :act ORDER BY id DESC LIMIT 200) l GROUP BY subject_id`;
  const [cases, residents] = await Promise.all([
    rows<FoundCase & { registeredAt: Date }>(
      api.db,
      `SELECT ${CASE} ${OF_CASES} JOIN (${opened}) o ON o.subject_id = c.number WHERE ${policy.sql} ORDER BY o.last DESC LIMIT ${MOST}`,
      { ...policy.parameters, login: person.login, act: 'case.opened' },
    ),
    mayEver(person, 'resident.read')
      ? rows<{ id: string; name: string }>(
          api.db,
          `SELECT r.id, r.name FROM resident r JOIN (${opened}) o ON o.subject_id = r.id::text WHERE r.erased_at IS NULL ORDER BY o.last DESC LIMIT 3`,
          { login: person.login, act: 'resident.opened' },
        )
      : [],
  ]);
  return { cases: cases.map(toCase), residents: residents.map((one) => ({ ...one, phone: null, email: null, postalAddress: null })) };
}

export async function findNamedResidents({ api, person }: SignedIn, typed: string) {
  if (!mayEver(person, 'resident.read') || typed.length < SHORTEST_NAME) return [];
  await logLook(api.db, { login: person.login, act: 'residents.searched', subjectType: 'search', subjectId: typed, atMs: Date.now() });
  const found = await findResidents(api.db, typed, MOST);
  return found.map(({ id, name, phone, email, postalAddress }) => ({ id, name, phone, email, postalAddress }));
}

/** The knowledge of the desk; a catalogue is small enough to be read. */
export async function findArticles({ api, person }: SignedIn, typed: string) {
  if (!mayEver(person, 'task.work')) return [];
  const all = await rows<{ code: string; name: string; keywords: string[] }>(
    api.db,
    'SELECT code, name, keywords FROM classification WHERE active ORDER BY name COLLATE "pl-x-icu"',
  );
  const found = all.filter(({ name, keywords }) => finds(typed, `${name} ${keywords.join(' ')}`));
  return found.slice(0, MOST).map(({ code, name }) => ({ code, name }));
}

/** Published case types and drafts, for those who draw them. */
export async function findCaseTypes({ api, person }: SignedIn, typed: string) {
  if (!mayEver(person, 'model.draft')) return [];
  const all = await rows<{ id: string; name: string }>(
    api.db,
    `SELECT DISTINCT ON (id) id, name FROM (
       SELECT process_id AS id, name, version FROM model WHERE engine = :engine AND startable
       UNION ALL SELECT id, name, 0 FROM model_draft) t ORDER BY id, version DESC`,
    { engine: api.engine.name },
  );
  return all.filter(({ id, name }) => finds(typed, `${name} ${id}`)).slice(0, MOST);
}

export async function findPeople({ api, person }: SignedIn, typed: string) {
  if (!mayEver(person, 'people.write')) return [];
  const all = await rows<{ login: string; name: string }>(
    api.db,
    'SELECT login, name FROM person ORDER BY active DESC, name COLLATE "pl-x-icu" LIMIT 5000',
  );
  return all.filter(({ login, name }) => finds(typed, `${name} ${login}`)).slice(0, MOST);
}

/** Cases that live in other systems, by words of their title or the beginning of their number. */
export async function findExternalCases(exchange: SignedIn, typed: string) {
  const words = wordsOf(typed);
  if (words === undefined || typed.length < SHORTEST_NAME || !mayEver(exchange.person, 'case.read')) return [];
  return externalCases(exchange, FINDS, words, MOST);
}

function toCase({ registeredAt, ...rest }: Omit<FoundCase, 'registeredAt'> & { readonly registeredAt: Date }): FoundCase {
  return { ...rest, registeredAt: registeredAt.toISOString() };
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}
