/** Finding a resident while somebody is on the line: by any words of name and address, part of the phone number, e-mail or case number. */
import { z } from 'zod';
import { type Database, rows } from '../database.js';
import { logLook } from '../history/access-log.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { masked } from './mask.js';
import { RESIDENT, type ResidentRow, residentSchema, toResident } from './residents.js';

const search = z.object({
  q: z.string().trim().min(2).max(100).meta({
    description: 'Beginnings of words of name and address, part of a phone number (3 digits or more), an e-mail address, a case number.',
  }),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

const FEWEST_DIGITS = 3;
const CASE_NUMBER = /^[a-z]+-\d{4}-\d+$/i;

const POLISH: Readonly<Record<string, string>> = { ą: 'a', ć: 'c', ę: 'e', ł: 'l', ń: 'n', ó: 'o', ś: 's', ź: 'z', ż: 'z' };

/** In the words of resident_words (migration 80): all of them must be found. undefined: nothing to search by. */
function residentQuery(typed: string): string | undefined {
  const lower = typed.trim().toLowerCase();
  const digits = lower.replaceAll(/\D/g, '');
  if (/^[+\d\s().-]+$/.test(lower)) return digits.length < FEWEST_DIGITS ? undefined : prefix(`tel:${digits}`);
  if (lower.includes('@')) return prefix(`mail:${lower}`);
  const words = lower
    .replaceAll(/[ąćęłńóśźż]/g, (letter) => POLISH[letter] ?? letter)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return words.length === 0 ? undefined : words.map(prefix).join(' & ');
}

function prefix(word: string): string {
  return `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}':*`;
}

/** By name, contact data masked. Whoever asks logs it. */
export async function findResidents(db: Database, typed: string, limit: number) {
  if (CASE_NUMBER.test(typed)) {
    const found = await rows<ResidentRow>(
      db,
      `SELECT ${RESIDENT} FROM resident
        WHERE erased_at IS NULL AND id = (SELECT resident_id FROM case_file WHERE tenant_id = '<default>' AND number = :number)`,
      { number: typed.toUpperCase() },
    );
    return found.map((one) => masked(toResident(one)));
  }
  const wanted = residentQuery(typed);
  if (wanted === undefined) return [];
  const found = await rows<ResidentRow>(
    db,
    // By what a merged one was known by, the one that stands for both is found.
    `SELECT ${RESIDENT} FROM resident
      WHERE erased_at IS NULL AND id IN (SELECT coalesce(merged_into, id) FROM resident
              WHERE erased_at IS NULL AND resident_words(name, email, phone, postal_address) @@ CAST(:wanted AS tsquery))
      ORDER BY name COLLATE "pl-x-icu", id LIMIT :limit`,
    { wanted, limit },
  );
  return found.map((one) => masked(toResident(one)));
}

async function searchResidents({ api, person, query }: SignedIn<unknown, z.infer<typeof search>>): Promise<Answer> {
  await logLook(api.db, { login: person.login, act: 'residents.searched', subjectType: 'search', subjectId: query.q, atMs: Date.now() });
  return ok(await findResidents(api.db, query.q, query.limit));
}

export const residentSearchRoutes: readonly Route[] = [
  route(
    'resident.read',
    {
      method: 'get',
      path: '/api/v1/residents',
      tag: 'residents',
      summary: 'Find residents',
      description:
        'Contact data come masked; opening a resident says why one may see them. The search itself is written to the access log.',
      query: search,
      answers: { 200: json(z.array(residentSchema), 'By name') },
      problems: [],
    },
    searchResidents,
  ),
];
