/** How the other systems stand, for whoever looks after them. */
import { z } from 'zod';
import type { SystemName } from '../../workers/ports.js';
import { iso, rows } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { type Away, awayAt } from '../team/absences.js';
import { type NamedRow, showTold, toldColumn } from './alarm-recipients.js';
import { systemSchema } from './schemas.js';

const LAG_HOURS = 24;
/** Of the alias s of system_state. */
export const DRIFT = `(SELECT count(DISTINCT v.case_id)::int FROM drift v WHERE v.system = s.system AND v.gone_at IS NULL AND v.state <> 'accepted')`;

interface SystemRow {
  readonly system: SystemName;
  readonly waiting: number;
  readonly failing: number;
  readonly held: number;
  readonly oldest: Date | null;
  readonly delivered: Date | null;
  readonly down_since: Date | null;
  readonly last_error: string | null;
  readonly paused_at: Date | null;
  readonly paused_by: string | null;
  readonly paused_until: Date | null;
  readonly pause_note: string | null;
  readonly lag: readonly number[] | null;
  readonly longest: number | null;
  readonly drift: number;
  readonly compared_at: Date | null;
  readonly compared_cases: number | null;
  readonly told: NamedRow | null;
}

async function showSystems({ api }: SignedIn): Promise<Answer> {
  const since = new Date(api.clock.now() - LAG_HOURS * 3_600_000);
  const systems = await rows<SystemRow>(
    api.db,
    `SELECT s.system, s.down_since, s.last_error, s.paused_at, s.paused_by, s.paused_until, s.pause_note, s.compared_at, s.compared_cases, w.*, d.*, ${DRIFT} AS drift,
              ${toldColumn('s.alert_login')}
         FROM system_state s
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE o.attempts > 0))::int AS failing,
                 (count(*) FILTER (WHERE o.held_at IS NOT NULL))::int AS held, min(o.created_at) AS oldest
            FROM outbox o WHERE o.system = s.system AND o.delivered_at IS NULL AND o.withdrawn_at IS NULL) w
        CROSS JOIN LATERAL (
          SELECT max(o.delivered_at) AS delivered,
                 percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY extract(epoch FROM o.delivered_at - o.created_at)::float8)
                   FILTER (WHERE o.delivered_at >= :since) AS lag,
                 max(extract(epoch FROM o.delivered_at - o.created_at)::float8) FILTER (WHERE o.delivered_at >= :since) AS longest
            FROM outbox o WHERE o.system = s.system AND o.delivered_at IS NOT NULL) d
        WHERE s.system <> 'mail' OR :mail
        ORDER BY s.system`,
    { since, mail: api.settings.mailFrom !== null },
  );
  const now = new Date(api.clock.now());
  const away = await awayAt(api.db, now);
  return ok(systems.map((one) => showSystem(one, now, away)));
}

function showSystem(one: SystemRow, now: Date, away: ReadonlyMap<string, Away>): z.infer<typeof systemSchema> {
  const [p50, p95] = one.lag ?? [];
  return {
    system: one.system,
    waiting: one.waiting,
    failing: one.failing,
    held: one.held,
    oldestWaitingAt: iso(one.oldest),
    lastDeliveredAt: iso(one.delivered),
    downSince: iso(one.down_since),
    lastError: one.last_error,
    lagSeconds: p50 === undefined || p95 === undefined || one.longest === null ? null : { p50, p95, max: one.longest },
    drift: one.drift,
    comparedAt: iso(one.compared_at),
    comparedCases: one.compared_cases,
    pause:
      one.paused_at === null
        ? null
        : {
            since: iso(one.paused_at),
            begun: one.paused_at <= now,
            by: one.paused_by ?? '',
            until: iso(one.paused_until),
            note: one.pause_note ?? '',
          },
    told: showTold(one.told, away),
  };
}

export const systemRoutes: readonly Route[] = [
  route(
    'step.retry',
    {
      method: 'get',
      path: '/api/v1/systems',
      tag: 'sync',
      summary: 'How the other systems stand',
      answers: { 200: json(z.array(systemSchema), 'Each system') },
      problems: [],
    },
    showSystems,
  ),
];
