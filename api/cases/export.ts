/**
 * The auditor takes a list of cases away: CSV whose first lines say when, by whom, with which filter and for what purpose. Residents are
 * masked unless a purpose is given, and the purpose stands in the access log before the first line leaves.
 */

import { Readable } from 'node:stream';
import { z } from 'zod';
import { CITY_ZONE } from '../../calendar/index.js';
import { LEAST_PURPOSE } from '../../forms/least.js';
import { rows } from '../database.js';
import { logLook } from '../history/access-log.js';
import { languageOf, rule, said } from '../http/language.js';
import { type Answer, inOrder, type Route, raw, route, type SignedIn } from '../http/route.js';
import { csvLine } from './csv.js';
import { exportCells, exportTitles } from './export-columns.js';
import { namesFor } from './export-names.js';
import { caseFilterSchema, caseWhere, writeCursor } from './filter.js';
import { filterInCodes, filterInWords } from './filter-words.js';
import { PART_COLUMNS } from './late.js';
import { CASE_COLUMNS } from './lookup.js';
import { type NamedCaseRow, toSummary } from './view.js';

const PAGE_ROWS = 1_000;

const exportSchema = z
  .object({
    filter: caseFilterSchema.default({}),
    purpose: z
      .string()
      .trim()
      .min(
        LEAST_PURPOSE,
        rule(
          `Oczekiwano co najmniej ${LEAST_PURPOSE} znaków: po co potrzebne są dane mieszkańców`,
          `Expected ${LEAST_PURPOSE} characters or more: what the residents’ data are needed for`,
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
    subjectId: filterInCodes(body.filter).slice(0, 200),
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

const HEADER = {
  title: said('Okienko, lista spraw', 'Okienko, list of cases'),
  filter: said('zawężenie', 'filter'),
  residents: said('mieszkańcy', 'residents'),
  masked: said('zamaskowani', 'masked'),
  open: said('widoczni; cel', 'visible; purpose'),
  times: said('daty i godziny w strefie', 'dates and times in the zone'),
} as const;

async function* lines({ api, person, body, http }: Asked): AsyncGenerator<string> {
  const now = new Date(api.clock.now());
  const names = await namesFor(api.db, api.engine.name, languageOf(http));
  const say = (word: keyof typeof HEADER): string => HEADER[word][names.language];
  const seen = body.purpose === null ? say('masked') : `${say('open')}: ${body.purpose.replaceAll(/\s+/g, ' ')}`;
  yield '\uFEFF';
  for (const line of [
    `# ${say('title')}, ${names.moment(now)}, ${person.name}; ${say('times')} ${CITY_ZONE}`,
    `# ${say('filter')}: ${filterInWords(body.filter, names)}`,
    `# ${say('residents')}: ${seen}`,
  ]) {
    yield csvLine([line]);
  }
  yield csvLine(exportTitles(names));
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
    for (const found of page) yield csvLine(exportCells(toSummary(found, now), names, body.purpose !== null));
    const last = page.at(-1);
    after = page.length === PAGE_ROWS && last !== undefined ? writeCursor(last) : undefined;
  } while (after !== undefined);
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
        'In the language asked for. Its first three lines, beginning with #, carry time, person, filter and purpose. Columns of words come first, those of codes last. Residents and places are masked unless a purpose is given; either way the export is written to the access log.',
      body: exportSchema,
      answers: { 200: raw('text/csv', 'The list, newest first; semicolons, UTF-8 with a byte-order mark') },
      problems: [],
    },
    inOrder(logExport, giveCsv),
  ),
];
