/** Which other systems can't be reached now, for everybody: cases are taken as ever, and one should know why nothing arrives. No letter is needed for it, so it also tells that letters don't leave. */
import { z } from 'zod';
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
}

async function showAway({ api }: SignedIn): Promise<Answer> {
  const found = await rows<AwayRow>(
    api.db,
    `SELECT s.system, s.down_since, p.paused_at, p.paused_until FROM system_state s
       LEFT JOIN system_state p ON p.system = s.system AND p.paused_at <= :now AND coalesce(p.paused_until > :now, true)
      WHERE s.down_since IS NOT NULL OR p.paused_at IS NOT NULL ORDER BY s.system`,
    { now: new Date(api.clock.now()) },
  );
  return ok(
    found.map(({ system, down_since: downSince, paused_at: pausedAt, paused_until: until }) =>
      pausedAt === null
        ? { system, why: 'down', since: iso(downSince), until: null }
        : { system, why: 'resting', since: iso(pausedAt), until: iso(until) },
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
