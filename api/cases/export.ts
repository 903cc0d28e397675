/**
 * The auditor takes a list of cases away: CSV whose first lines say when, by whom, with which filter and for what purpose. Residents are
 * masked unless a purpose is given, and the purpose stands in the access log before the first line leaves.
 */

import { Readable } from 'node:stream';
import { z } from 'zod';
import { iso, rows } from '../database.js';
import { logLook } from '../history/access-log.js';
import { rule } from '../http/language.js';
import { type Answer, inOrder, type Route, raw, route, type SignedIn } from '../http/route.js';
import { csvLine } from './csv.js';
import { type CaseFilter, caseFilterSchema, caseWhere, writeCursor } from './filter.js';
import { PART_COLUMNS } from './late.js';
import { CASE_COLUMNS } from './lookup.js';
import { type NamedCaseRow, toSummary } from './view.js';

const PAGE_ROWS = 1_000;
const MASK = '•••';

const exportSchema = z
  .object({
    filter: caseFilterSchema.default({}),
    purpose: z
      .string()
      .trim()
      .min(
        10,
        rule(
          'Oczekiwano co najmniej 10 znaków: po co potrzebne są dane mieszkańców',
          'Expected 10 characters or more: what the residents’ data are needed for',
        ),
      )
      .max(500)
      .nullable()
      .default(null)
      .meta({ description: 'Why residents must be seen; null = they are masked.' }),
  })
  .meta({ id: 'CaseExport' });

type Asked = SignedIn<unknown, unknown, z.infer<typeof exportSchema>>;

async function logExport({ api, person, body }: Asked): Promise<object> {
  await logLook(api.db, {
    login: person.login,
    act: 'cases.exported',
    subjectType: 'search',
    subjectId: filterWords(body.filter).slice(0, 200),
    atMs: Date.now(),
    ...(body.purpose === null ? {} : { purpose: body.purpose }),
  });
  return {};
}

async function giveCsv(exchange: Asked): Promise<Answer> {
  const day = new Date(exchange.api.clock.now()).toISOString().slice(0, 10);
  return {
    status: 200,
    body: Readable.from(lines(exchange)),
    mediaType: 'text/csv; charset=utf-8',
    headers: { 'Content-Disposition': `attachment; filename="sprawy-${day}.csv"` },
  };
}

const COLUMNS = [
  'number',
  'caseType',
  'typeVersion',
  'classification',
  'classificationName',
  'channel',
  'tier',
  'department',
  'assignee',
  'status',
  'registeredAt',
  'promiseFirstAt',
  'promiseAt',
  'closedAt',
  'late',
  'lateByOriginal',
  'statutoryAt',
  'statutoryLate',
  'outcomeCode',
  'closedTier',
  'handOns',
  'runCount',
] as const;

async function* lines({ api, person, body }: Asked): AsyncGenerator<string> {
  const now = new Date(api.clock.now());
  yield '\uFEFF';
  for (const line of [
    `# Okienko, eksport spraw, ${iso(now)}, ${person.login}`,
    `# filtr: ${filterWords(body.filter)}`,
    `# mieszkańcy: ${body.purpose === null ? 'zamaskowani' : `widoczni; cel: ${body.purpose.replaceAll(/\s+/g, ' ')}`}`,
  ]) {
    yield csvLine([line]);
  }
  yield csvLine([...COLUMNS, 'resident', 'place']);
  let after: string | undefined;
  do {
    const where = caseWhere(person, body.filter, now, after);
    const page = await rows<NamedCaseRow>(
      api.db,
      `SELECT ${CASE_COLUMNS}, ${PART_COLUMNS}, k.name AS classification_name, r.name AS resident_name
         FROM case_file c LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification LEFT JOIN resident r ON r.id = c.resident_id
        WHERE ${where.sql} ORDER BY c.registered_at DESC, c.id DESC LIMIT ${PAGE_ROWS}`,
      where.parameters,
    );
    for (const found of page) yield csvLine(cells(found, now, body.purpose !== null));
    const last = page.at(-1);
    after = page.length === PAGE_ROWS && last !== undefined ? writeCursor(last) : undefined;
  } while (after !== undefined);
}

/** A place may be the resident's own. */
function cells(found: NamedCaseRow, now: Date, isOpen: boolean): readonly string[] {
  const summary = toSummary(found, now);
  const personal = [summary.resident, summary.place].map((value) => (value === null ? '' : isOpen ? value : MASK));
  return [...COLUMNS.map((column) => String(summary[column] ?? '')), ...personal];
}

/** As it stands in the header of an export. */
export function filterWords(filter: CaseFilter): string {
  const used = Object.entries(filter).filter(([, value]) => value !== undefined);
  return used.length === 0 ? 'wszystkie' : used.map(([name, value]) => `${name}=${value}`).join(' ');
}

export const exportRoutes: readonly Route[] = [
  route(
    'cases.export',
    {
      method: 'post',
      path: '/api/v1/case-exports',
      tag: 'cases',
      summary: 'Export a list of cases as CSV',
      description:
        'Its first three lines, beginning with #, carry time, person, filter and purpose. Residents and places are masked unless a purpose is given; either way the export is written to the access log.',
      body: exportSchema,
      answers: { 200: raw('text/csv', 'The list, newest first; semicolons, UTF-8 with a byte-order mark') },
      problems: [],
    },
    inOrder(logExport, giveCsv),
  ),
];
