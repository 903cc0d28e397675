/** Which other systems can't be reached now, for everybody: cases are taken as ever, and one should know why nothing arrives. No letter is needed for it, so it also tells that letters don't leave. */
import { z } from 'zod';
import { restsAt } from '../../workers/outbox/rest.js';
import { SYSTEMS } from '../../workers/ports.js';
import { iso, rows } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const awaySchema = z
  .array(
    z.object({
      system: z.enum(SYSTEMS),
      why: z.enum(['down', 'resting']).meta({ description: '`resting`: by somebody’s will, for planned works.' }),
      since: z.iso.datetime(),
      until: z.iso.datetime().nullable(),
    }),
  )
  .meta({ id: 'SystemsAway' });

interface AwayRow {
  readonly system: z.infer<typeof awaySchema>[number]['system'];
  readonly down_since: Date | null;
  readonly paused_at: Date | null;
  readonly paused_until: Date | null;
  readonly rests: boolean;
}

async function showAway({ api }: SignedIn): Promise<Answer> {
  const found = await rows<AwayRow>(
    api.db,
    `SELECT system, down_since, paused_at, paused_until, rests
       FROM system_state CROSS JOIN LATERAL (SELECT ${restsAt('CAST(:now AS timestamptz)')} AS rests) now
      WHERE rests OR down_since IS NOT NULL ORDER BY system`,
    { now: new Date(api.clock.now()) },
  );
  return ok(
    found.map(({ system, rests, down_since: downSince, paused_at: pausedAt, paused_until: until }) =>
      rests
        ? { system, why: 'resting', since: iso(pausedAt), until: iso(until) }
        : { system, why: 'down', since: iso(downSince), until: null },
    ),
  );
}

export const awayRoutes: readonly Route[] = [
  route(
    'system.read',
    {
      method: 'get',
      path: '/api/v1/systems/away',
      tag: 'sync',
      summary: 'Other systems that can’t be reached now',
      answers: { 200: json(awaySchema, 'Empty when all can') },
      problems: [],
    },
    showAway,
  ),
];
