/** Tables of codes for their owner: which there are, one with its versions, checking and trying a draft, publishing it. */

import { z } from 'zod';
import { CITY_ZONE } from '../../calendar/index.js';
import { RECORD_SYSTEMS } from '../../workers/ports.js';
import { iso, row, rows, run, type Transaction, transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import type { Services } from '../services.js';
import { beginningOf } from './beginning.js';
import { BLOCKING, checkTable } from './check.js';
import { knownCodes, knownSchema } from './peer-codes.js';
import { countWaiting, grouped, waitingFor, waitingSchema } from './replay.js';
import { checkedSchema, publicationSchema, tableParams, versionSchema, xmlSchema } from './table-schemas.js';
import { DIRECTIONS, type TableKey } from './tables.js';
import { tryTable } from './trial.js';

const shortSchema = z
  .object({
    ...tableParams.shape,
    version: z.int().nullable().meta({ description: 'That counts now; null: there is none, and what the system says stays as it is.' }),
    scheduled: z.array(z.object({ version: z.int(), effectiveFrom: z.iso.datetime() })),
    held: z.int().meta({ description: 'What waits for a code.' }),
  })
  .meta({ id: 'CodeTableShort' });

const tableSchema = z
  .object({
    ...tableParams.shape,
    xml: z.string().meta({ description: 'Of the newest version, scheduled ones too; else something to begin with.' }),
    newest: z.int().meta({ description: '0: there is none.' }),
    versions: z.array(versionSchema),
    waiting: waitingSchema,
    known: knownSchema,
  })
  .meta({ id: 'CodeTable' });

interface VersionRow {
  readonly version: number;
  readonly effective_from: Date;
  readonly published_at: Date | null;
  readonly published_by: string | null;
  readonly note: string | null;
}

async function versionsOf(api: Services, key: TableKey): Promise<readonly z.infer<typeof versionSchema>[]> {
  const nowMs = api.clock.now();
  const [found, inForce] = await Promise.all([
    rows<VersionRow>(
      api.db,
      `SELECT version, effective_from, published_at, published_by, note FROM code_table
        WHERE system = :system AND direction = :direction ORDER BY version DESC`,
      { ...key },
    ),
    api.codes.inForce(key, nowMs),
  ]);
  return found.map(({ version, effective_from: from, published_at: at, published_by: by, note }) => ({
    version,
    state: version === inForce ? 'in-force' : from.getTime() > nowMs ? 'scheduled' : 'past',
    effectiveFrom: iso(from),
    at: iso(at),
    by,
    note,
  }));
}

async function list({ api }: SignedIn): Promise<Answer> {
  const keys = RECORD_SYSTEMS.flatMap((system) => DIRECTIONS.map((direction): TableKey => ({ system, direction })));
  const tables = keys.map(async (key) => {
    const [versions, held] = await Promise.all([versionsOf(api, key), countWaiting(api, key)]);
    return {
      ...key,
      version: versions.find(({ state }) => state === 'in-force')?.version ?? null,
      scheduled: versions.filter(({ state }) => state === 'scheduled').map(({ version, effectiveFrom }) => ({ version, effectiveFrom })),
      held,
    };
  });
  return ok(await Promise.all(tables));
}

type OfTable<Body = unknown> = SignedIn<z.infer<typeof tableParams>, unknown, Body>;

async function show({ api, params }: OfTable): Promise<Answer> {
  const [versions, waiting, known, newest] = await Promise.all([
    versionsOf(api, params),
    waitingFor(api, params),
    knownCodes(api, params.system),
    row<{ xml: string }>(
      api.db,
      'SELECT xml FROM code_table WHERE system = :system AND direction = :direction ORDER BY version DESC LIMIT 1',
      params,
    ),
  ]);
  return ok({
    ...params,
    xml: newest?.xml ?? (await beginningOf(api, params)),
    newest: versions[0]?.version ?? 0,
    versions,
    waiting: grouped(waiting),
    known,
  });
}

async function check({ api, params, body: { xml } }: OfTable<z.infer<typeof xmlSchema>>): Promise<Answer> {
  const findings = await checkTable(api, params, xml);
  const isReadable = findings.every(({ type }) => type !== 'unreadable');
  return ok({
    findings,
    blocked: findings.some(({ type }) => BLOCKING.has(type)),
    trial: isReadable ? await tryTable(api, params, xml) : null,
  });
}

async function publish({ api, person, params, body }: OfTable<z.infer<typeof publicationSchema>>): Promise<Answer> {
  const { xml, basedOn, effectiveOn, note } = body;
  const findings = await checkTable(api, params, xml);
  if (findings.some(({ type }) => BLOCKING.has(type))) {
    throw new Problem(
      'MODEL_INVALID',
      said(
        'Tabela nie została opublikowana, dotychczasowa działa dalej. Popraw w niej to, co wskazuje sprawdzenie.',
        'The table was not published; the one before still counts. Mend in it what the check points out.',
      ),
    );
  }
  const version = await transaction(api.db, async (on) => {
    // One publication after the other.
    await run(on, 'SELECT pg_advisory_xact_lock(hashtext(:name))', { name: `code_table ${params.system} ${params.direction}` });
    const newest = await row<{ version: number }>(
      on,
      'SELECT max(version) AS version FROM code_table WHERE system = :system AND direction = :direction',
      params,
    );
    if ((newest?.version ?? 0) !== basedOn) {
      throw new Problem(
        'CHANGED_MEANWHILE',
        said(
          'Ktoś opublikował tymczasem nowszą wersję tej tabeli. Twoja nie została opublikowana; wczytaj tamtą i nanieś zmiany na nią.',
          'Somebody has published a newer version of this table meanwhile. Yours was not published; load that one and make your changes in it.',
        ),
      );
    }
    await add(on, { ...params, version: basedOn + 1, xml, note, login: person.login, now: new Date(api.clock.now()) }, effectiveOn);
    return basedOn + 1;
  });
  return { status: 201, body: { version } };
}

interface Added {
  readonly system: string;
  readonly direction: string;
  readonly version: number;
  readonly xml: string;
  readonly note: string;
  readonly login: string;
  readonly now: Date;
}

async function add(on: Transaction, version: Added, effectiveOn: string | null): Promise<void> {
  const added = await run(
    on,
    `INSERT INTO code_table (system, direction, version, effective_from, xml, note, published_at, published_by)
     SELECT :system, :direction, CAST(:version AS int), begins, :xml, :note, :now, :login
       FROM (SELECT coalesce(CAST(CAST(:effectiveOn AS date) AS timestamp) AT TIME ZONE '${CITY_ZONE}', CAST(:now AS timestamptz)) AS begins) chosen
      WHERE begins >= CAST(:now AS timestamptz)`,
    { ...version, effectiveOn },
  );
  if (added === 1) return;
  throw new Problem(
    'INVALID_REQUEST',
    said(
      'Nic nie zostało opublikowane: dzień, od którego tabela ma działać, już się zaczął. Wybierz późniejszy albo opublikuj od razu.',
      'Nothing was published: the day from which the table is to count has begun. Choose a later one, or publish it at once.',
    ),
    {
      errors: [
        {
          field: 'effectiveOn',
          message: said(`Oczekiwano dnia po dzisiaj, a przyszło ${effectiveOn}`, `Expected a day after today, but got ${effectiveOn}`),
        },
      ],
    },
  );
}

const tag = 'sync';
const path = '/api/v1/code-tables/{system}/{direction}';
export const codeTableRoutes: readonly Route[] = [
  route(
    'codes.work',
    {
      method: 'get',
      path: '/api/v1/code-tables',
      tag,
      summary: 'Tables of codes, one for each system and direction',
      answers: { 200: json(z.array(shortSchema), 'All of them') },
      problems: [],
    },
    list,
  ),
  route(
    'codes.work',
    {
      method: 'get',
      path,
      tag,
      summary: 'One table of codes',
      params: tableParams,
      answers: { 200: json(tableSchema, 'With what waits for it') },
      problems: [],
    },
    show,
  ),
  route(
    'codes.work',
    {
      method: 'post',
      path: `${path}/check`,
      tag,
      summary: 'What a draft of a table leaves out, and what it would have changed last month',
      params: tableParams,
      body: xmlSchema,
      answers: { 200: json(checkedSchema, 'Nothing is stored') },
      problems: [],
    },
    check,
  ),
  route(
    'codes.work',
    {
      method: 'post',
      path: `${path}/versions`,
      tag,
      summary: 'Publish a version, from now on or from a day',
      params: tableParams,
      body: publicationSchema,
      answers: { 201: json(z.object({ version: z.int() }).meta({ id: 'CodeTablePublished' }), 'It counts from then on') },
      problems: ['MODEL_INVALID', 'CHANGED_MEANWHILE'],
    },
    publish,
  ),
];
