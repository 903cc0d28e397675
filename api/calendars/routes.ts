/** Calendars: seen by everybody who counts by them, changed by an administrator, each change a version with its author and reason. */
import { z } from 'zod';
import { type CalendarDefinition, calendarDefinition, parseCalendar } from '../../calendar/index.js';
import { logChange } from '../changes/log.js';
import { iso, later, row, rows, run, type Transaction, transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { checked } from '../http/wrong-fields.js';
import { calendarChange, calendarSchema, fieldsOf, idParams, settingOf, versionSchema } from './schemas.js';
import { addVersion, lockVersion } from './versions.js';

type OnCalendar = SignedIn<z.infer<typeof idParams>>;
type Changing = SignedIn<z.infer<typeof idParams>, unknown, z.infer<typeof calendarChange>>;

interface CalendarRow {
  readonly id: string;
  readonly version: number;
  readonly is_default: boolean;
  readonly is_recounting: boolean;
  readonly definition: unknown;
  readonly made_by: string;
  readonly made_at: Date;
  readonly note: string;
  readonly units: { readonly id: string; readonly name: string }[];
}

async function listCalendars({ api }: SignedIn): Promise<Answer> {
  const found = await rows<CalendarRow>(
    api.db,
    `SELECT c.id, c.version, c.is_default, c.recounted < c.changed AS is_recounting, v.definition, v.made_by, v.made_at, v.note,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name COLLATE "pl-x-icu") FROM unit u
                       WHERE u.active AND (u.calendar_id = c.id OR (u.calendar_id IS NULL AND c.is_default))), '[]') AS units
       FROM calendar c JOIN calendar_version v ON v.calendar_id = c.id AND v.version = c.version
      ORDER BY c.is_default DESC, v.definition ->> 'name' COLLATE "pl-x-icu", c.id LIMIT 200`,
  );
  return ok(
    found.map((one) => ({
      id: one.id,
      ...fieldsOf(parseCalendar(one.definition)),
      version: one.version,
      isDefault: one.is_default,
      madeBy: one.made_by,
      madeAt: iso(one.made_at),
      note: one.note,
      units: one.units,
      isRecounting: one.is_recounting,
    })),
  );
}

async function checkChange({ params, body }: Changing): Promise<{ definition: CalendarDefinition }> {
  const read = checked(calendarDefinition, settingOf(params.id, body));
  if (read.success) return { definition: read.data };
  throw new Problem('INVALID_REQUEST', said('Popraw kalendarz; nic nie zostało zapisane.', 'Correct the calendar; nothing was saved.'), {
    errors: read.errors,
  });
}

async function putCalendar({ api, person, params, body }: Changing): Promise<Answer> {
  const isWritten = await transaction(api.db, async (on) => {
    const stands = await lockVersion(on, params.id);
    if (stands !== body.version) return false;
    return addVersion(on, stands, { setting: settingOf(params.id, body), by: person.login, atMs: api.clock.now(), note: body.note });
  });
  if (!isWritten) throw await changedMeanwhile(api.db, params.id);
  api.wake.recounts();
  return ok({ version: body.version + 1 });
}

async function changedMeanwhile(db: SignedIn['api']['db'], id: string): Promise<Problem> {
  const last = await row<{ made_by: string; made_at: Date }>(
    db,
    'SELECT made_by, made_at FROM calendar_version WHERE calendar_id = :id ORDER BY version DESC LIMIT 1',
    { id },
  );
  if (last === undefined) return new Problem('NOT_FOUND', said(`Nie ma kalendarza ${id}.`, `There is no calendar ${id}.`));
  return new Problem(
    'CHANGED_MEANWHILE',
    said(
      `Kalendarz ${id} zmienił w międzyczasie ktoś inny (${last.made_by}); Twoja zmiana nie została zapisana. Otwórz go ponownie i popraw.`,
      `Somebody else (${last.made_by}) changed calendar ${id} meanwhile; your change was not saved. Open it again and correct it.`,
    ),
    { by: last.made_by, at: iso(last.made_at) },
  );
}

async function listVersions({ api, params }: OnCalendar): Promise<Answer> {
  const found = await rows<{ version: number; made_by: string; made_at: Date; note: string }>(
    api.db,
    'SELECT version, made_by, made_at, note FROM calendar_version WHERE calendar_id = :id ORDER BY version DESC LIMIT 500',
    params,
  );
  if (found.length === 0) throw new Problem('NOT_FOUND', said(`Nie ma kalendarza ${params.id}.`, `There is no calendar ${params.id}.`));
  return ok(found.map(({ version, made_by: madeBy, made_at, note }) => ({ version, madeBy, madeAt: iso(made_at), note })));
}

const unitCalendar = z.object({ calendar: z.string().nullable().meta({ description: 'Null: the city’s.' }) }).meta({ id: 'UnitCalendar' });
type Keeping = SignedIn<{ id: string }, unknown, z.infer<typeof unitCalendar>>;

async function keepCalendar({ api, person, params, body }: Keeping): Promise<Answer> {
  const isKept = await transaction(api.db, async (on) => {
    const known = await row(
      on,
      `SELECT 1 FROM unit u WHERE u.id = :unit AND (CAST(:calendar AS text) IS NULL OR EXISTS (SELECT 1 FROM calendar c WHERE c.id = :calendar))`,
      { unit: params.id, calendar: body.calendar },
    );
    if (known === undefined) return false;
    const before = await keptBy(on, params.id);
    const moved = await run(
      on,
      'UPDATE unit SET calendar_id = :calendar WHERE id = :unit AND calendar_id IS DISTINCT FROM CAST(:calendar AS text)',
      {
        unit: params.id,
        calendar: body.calendar,
      },
    );
    if (moved === 0) return true;
    later(on, 'INSERT INTO unit_calendar_change (unit_id, calendar_id, set_by, set_at) VALUES (:unit, :calendar, :by, :at)', {
      unit: params.id,
      calendar: body.calendar,
      by: person.login,
      at: new Date(api.clock.now()),
    });
    later(on, 'UPDATE calendar SET changed = changed + 1 WHERE id = :calendar OR (CAST(:calendar AS text) IS NULL AND is_default)', {
      calendar: body.calendar,
    });
    const after = await keptBy(on, params.id);
    await logChange(on, { login: person.login, subjectType: 'unit', subjectId: params.id, before, after });
    return true;
  });
  if (!isKept)
    throw new Problem(
      'NOT_FOUND',
      said(
        'Nie ma takiej jednostki albo takiego kalendarza; nic się nie zmieniło.',
        'There is no such unit or no such calendar; nothing has changed.',
      ),
    );
  api.wake.recounts();
  return { status: 204 };
}

/** As the change log tells it; null: the city's. */
function keptBy(on: Transaction, unit: string): Promise<{ name: string; ownCalendar: string | null } | undefined> {
  return row(
    on,
    `SELECT u.name, (SELECT v.definition ->> 'name' FROM calendar c JOIN calendar_version v ON v.calendar_id = c.id AND v.version = c.version
                      WHERE c.id = u.calendar_id) AS "ownCalendar" FROM unit u WHERE u.id = :unit`,
    { unit },
  );
}

export const calendarRoutes: readonly Route[] = [
  route(
    'people.read',
    {
      method: 'get',
      path: '/api/v1/calendars',
      tag: 'calendars',
      summary: 'List calendars',
      answers: { 200: json(z.array(calendarSchema), 'The city’s own first') },
      problems: [],
    },
    listCalendars,
  ),
  route(
    'calendars.write',
    {
      method: 'put',
      path: '/api/v1/calendars/{id}',
      tag: 'calendars',
      summary: 'Add a calendar or write its next version',
      description: 'Dates of open cases that were counted by it are counted again, with an entry in each journal.',
      params: idParams,
      body: calendarChange,
      answers: { 200: json(z.object({ version: z.int() }), 'The version that stands now') },
      problems: ['CHANGED_MEANWHILE', 'NOT_FOUND'],
    },
    inOrder<Changing, object>(checkChange, putCalendar),
  ),
  route(
    'people.read',
    {
      method: 'get',
      path: '/api/v1/calendars/{id}/versions',
      tag: 'calendars',
      summary: 'Who changed a calendar, when and why',
      params: idParams,
      answers: { 200: json(z.array(versionSchema), 'The newest first') },
      problems: ['NOT_FOUND'],
    },
    listVersions,
  ),
  route(
    'calendars.write',
    {
      method: 'put',
      path: '/api/v1/units/{id}/calendar',
      tag: 'calendars',
      summary: 'Choose the calendar of a unit',
      params: z.object({ id: z.string() }),
      body: unitCalendar,
      answers: { 204: empty('Chosen') },
      problems: ['NOT_FOUND'],
    },
    keepCalendar,
  ),
];
