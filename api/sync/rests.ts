/** Lets a system rest for planned works, at once or at a time said before, and ends that. Each is a change that stands in the change log. */
import { z } from 'zod';
import { logChange } from '../changes/log.js';
import { iso, row, run, type Transaction, transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, type Route, route, type SignedIn } from '../http/route.js';
import { systemParams } from './schemas.js';

const resting = z.object({
  from: z.iso.datetime().optional().meta({ description: 'Absent: from now on. Ahead: the rest is planned, and begins by itself.' }),
  until: z.iso.datetime().nullable().meta({ description: 'Null: until somebody ends it.' }),
  note: z.string().trim().min(3).max(300),
});

/** As the change log tells it. */
interface Rest {
  readonly rests: boolean;
  readonly from: string | null;
  readonly until: string | null;
  readonly reason: string | null;
}
const AT_WORK: Rest = { rests: false, from: null, until: null, reason: null };

async function lockRest(on: Transaction, system: string): Promise<Rest> {
  const found = await row<{ paused_at: Date | null; paused_until: Date | null; pause_note: string | null }>(
    on,
    'SELECT paused_at, paused_until, pause_note FROM system_state WHERE system = :system FOR UPDATE',
    { system },
  );
  return found === undefined || found.paused_at === null
    ? AT_WORK
    : { rests: true, from: iso(found.paused_at), until: iso(found.paused_until), reason: found.pause_note };
}

function logRest(on: Transaction, login: string, system: string, before: Rest, after: Rest): Promise<void> {
  return logChange(on, { login, subjectType: 'system', subjectId: system, before: { ...before }, after: { ...after } });
}

async function pause({
  api,
  person,
  params,
  body,
}: SignedIn<z.infer<typeof systemParams>, unknown, z.infer<typeof resting>>): Promise<Answer> {
  const now = new Date(api.clock.now());
  const planned = body.from === undefined ? null : new Date(body.from);
  const until = body.until === null ? null : new Date(body.until);
  if (until !== null && until <= now)
    throw wrongEnd(`Oczekiwano daty po teraz, a przyszło ${body.until}`, `Expected a date after now, but got ${body.until}`);
  if (until !== null && planned !== null && until <= planned) {
    throw wrongEnd(`Oczekiwano daty po początku, a przyszło ${body.until}`, `Expected a date after the beginning, but got ${body.until}`);
  }
  await transaction(api.db, async (on) => {
    const before = await lockRest(on, params.system);
    // Who prolongs a rest doesn't begin it anew; what begins now takes the place of what was planned.
    const begun = await row<{ paused_at: Date }>(
      on,
      `UPDATE system_state SET paused_at = coalesce(CAST(:planned AS timestamptz), least(paused_at, CAST(:now AS timestamptz))), paused_by = :login,
              paused_until = CAST(:until AS timestamptz), pause_note = :note
        WHERE system = :system RETURNING paused_at`,
      { system: params.system, login: person.login, until, note: body.note, planned, now },
    );
    await logRest(on, person.login, params.system, before, {
      rests: true,
      from: iso(begun?.paused_at ?? now),
      until: iso(until),
      reason: body.note,
    });
  });
  return { status: 204 };
}

function wrongEnd(pl: string, en: string): Problem {
  return new Problem(
    'INVALID_REQUEST',
    said('Koniec przerwy musi być przed nami i po jej początku.', 'The end of the pause must be ahead, and after its beginning.'),
    {
      errors: [{ field: 'until', message: said(pl, en) }],
    },
  );
}

async function resume({ api, person, params }: SignedIn<z.infer<typeof systemParams>>): Promise<Answer> {
  await transaction(api.db, async (on) => {
    const before = await lockRest(on, params.system);
    await run(
      on,
      'UPDATE system_state SET paused_at = NULL, paused_by = NULL, paused_until = NULL, pause_note = NULL WHERE system = :system',
      params,
    );
    await logRest(on, person.login, params.system, before, AT_WORK);
  });
  return { status: 204 };
}

export const restRoutes: readonly Route[] = [
  route(
    'system.manage',
    {
      method: 'put',
      path: '/api/v1/systems/{system}/pause',
      tag: 'sync',
      summary: 'Let a system rest',
      description:
        'From `from` nothing is sent to it and nobody is alarmed, and nothing is lost; at `until` it goes on by itself. There is one rest at a time: a new one takes the place of the one before.',
      params: systemParams,
      body: resting,
      answers: { 204: empty('It rests') },
      problems: ['INVALID_REQUEST'],
    },
    pause,
  ),
  route(
    'system.manage',
    {
      method: 'delete',
      path: '/api/v1/systems/{system}/pause',
      tag: 'sync',
      summary: 'End a system’s rest',
      params: systemParams,
      answers: { 204: empty('It goes on') },
      problems: [],
    },
    resume,
  ),
];
