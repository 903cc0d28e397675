/** Lets a system rest for planned works, and ends that. Each is a change that stands in the change log. */
import { z } from 'zod';
import { logChange } from '../changes/log.js';
import { iso, row, run, type Transaction, transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, type Route, route, type SignedIn } from '../http/route.js';
import { systemParams } from './schemas.js';

const resting = z.object({
  until: z.iso.datetime().nullable().meta({ description: 'Null: until somebody ends it.' }),
  note: z.string().trim().min(3).max(300),
});

/** As the change log tells it. */
interface Rest {
  readonly rests: boolean;
  readonly until: string | null;
  readonly reason: string | null;
}
const AT_WORK: Rest = { rests: false, until: null, reason: null };

async function lockRest(on: Transaction, system: string): Promise<Rest> {
  const found = await row<{ paused_at: Date | null; paused_until: Date | null; pause_note: string | null }>(
    on,
    'SELECT paused_at, paused_until, pause_note FROM system_state WHERE system = :system FOR UPDATE',
    { system },
  );
  return found === undefined || found.paused_at === null
    ? AT_WORK
    : { rests: true, until: iso(found.paused_until), reason: found.pause_note };
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
  const until = body.until === null ? null : new Date(body.until);
  if (until !== null && until.getTime() <= api.clock.now()) {
    throw new Problem('INVALID_REQUEST', said('Koniec przerwy musi być jeszcze przed nami.', 'The end of the pause must still be ahead.'), {
      errors: [
        {
          field: 'until',
          message: said(`Oczekiwano daty po teraz, a przyszło ${body.until}`, `Expected a date after now, but got ${body.until}`),
        },
      ],
    });
  }
  await transaction(api.db, async (on) => {
    const before = await lockRest(on, params.system);
    await run(
      on,
      `UPDATE system_state SET paused_at = coalesce(paused_at, :now), paused_by = :login, paused_until = CAST(:until AS timestamptz), pause_note = :note
        WHERE system = :system`,
      { system: params.system, login: person.login, until, note: body.note, now: new Date(api.clock.now()) },
    );
    await logRest(on, person.login, params.system, before, { rests: true, until: iso(until), reason: body.note });
  });
  return { status: 204 };
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
      description: 'Nothing is sent to it meanwhile and nothing is lost; at `until` it goes on by itself.',
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
