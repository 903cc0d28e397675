/**
 * Figures of somebody's own work, counted from the tables of cases and tasks. This week and month up to now against the ones before up
 * to the same moment, so that a Monday isn't held against a whole week.
 */

import { z } from 'zod';
import { CITY_ZONE } from '../../calendar/index.js';
import { wasLate } from '../cases/late.js';
import { type Database, rows } from '../database.js';

const PERIODS = ['this-week', 'last-week', 'this-month', 'last-month'] as const;

export const figuresSchema = z
  .object({
    period: z.enum(PERIODS),
    since: z.iso.datetime(),
    until: z.iso.datetime(),
    registered: z.int().meta({ description: 'Cases registered.' }),
    settled: z.int().meta({ description: 'Tasks ended by settling the case.' }),
    firstContact: z.int().meta({
      description: 'Of these: registered by the same person, never handed on, without another contact of the resident, not reopened.',
    }),
    handedOn: z.int().meta({ description: 'Tasks ended by handing the case on to a tier.' }),
    sentBack: z.int().meta({ description: 'Cases that came back to whoever had handed them on.' }),
    reopened: z.int().meta({ description: 'Settled cases that were opened again in the period.' }),
    late: z.int().meta({ description: 'Settled after the promised date, or while a part was late.' }),
    handlingMs: z.number().nullable().meta({ description: 'Mean time from getting a task to ending it; null when none was ended.' }),
  })
  .meta({ id: 'Figures' });

export type Figures = z.infer<typeof figuresSchema>;

const within = (column: string): string => `${column} >= p.since AND ${column} < p.until`;
const MINE = 'ANY (CAST(:logins AS text[]))';
const SETTLED_LATE = wasLate({ promiseAt: 't.promise_at', caseId: 't.case_id', at: 't.ended_at' });
const SETTLING = `t.state = 'completed' AND t.ended_by = ${MINE} AND ${within('t.ended_at')} AND t.decision = 'resolve'`;

export async function figuresOf(db: Database, logins: readonly string[], tiers: readonly string[], now: Date): Promise<readonly Figures[]> {
  const found = await rows<Omit<Figures, 'since' | 'until'> & { readonly since: Date; readonly until: Date }>(
    db,
    `WITH moment AS (
       SELECT CAST(:now AS timestamptz) AT TIME ZONE '${CITY_ZONE}' AS local
     ), named AS (
       SELECT 1 AS nth, 'this-week' AS period, date_trunc('week', local) AS first, local AS last FROM moment
       UNION ALL SELECT 2, 'last-week', date_trunc('week', local) - interval '7 days', local - interval '7 days' FROM moment
       UNION ALL SELECT 3, 'this-month', date_trunc('month', local), local FROM moment
       UNION ALL SELECT 4, 'last-month', date_trunc('month', local) - interval '1 month', local - interval '1 month' FROM moment
     ), p AS (
       SELECT nth, period, first AT TIME ZONE '${CITY_ZONE}' AS since, last AT TIME ZONE '${CITY_ZONE}' AS until FROM named
     )
     SELECT p.period, p.since, p.until,
       (SELECT count(*)::integer FROM case_file c WHERE c.registered_by = ${MINE} AND ${within('c.registered_at')}) AS registered,
       (SELECT count(*)::integer FROM task t WHERE ${SETTLING}) AS settled,
       (SELECT count(*)::integer FROM task t JOIN case_file c ON c.id = t.case_id
         WHERE ${SETTLING} AND c.registered_by = t.ended_by AND c.hand_ons = 0 AND c.current_run = 1
           AND NOT EXISTS (SELECT 1 FROM contact k WHERE k.case_id = c.id AND k.direction = 'in' AND k.at > c.registered_at)) AS "firstContact",
       (SELECT count(*)::integer FROM task t WHERE t.state = 'completed' AND t.ended_by = ${MINE} AND ${within('t.ended_at')}
           AND t.decision = ANY (CAST(:tiers AS text[]))) AS "handedOn",
       (SELECT count(*)::integer FROM case_visit r JOIN case_visit o ON o.case_id = r.case_id AND o.run = r.run AND o.entry = r.came_from
         WHERE r.decision = 'back' AND ${within('r.left_at')} AND o.left_by = ${MINE}) AS "sentBack",
       (SELECT count(*)::integer FROM case_run r
         WHERE r.run > 1 AND ${within('r.started_at')}
           AND (SELECT t.ended_by FROM task t WHERE t.case_id = r.case_id AND t.run = r.run - 1 AND t.decision = 'resolve'
                 ORDER BY t.ended_at DESC NULLS LAST LIMIT 1) = ${MINE}) AS reopened,
       (SELECT count(*)::integer FROM task t WHERE ${SETTLING} AND ${SETTLED_LATE}) AS late,
       (SELECT avg(greatest(extract(epoch FROM t.ended_at - t.assigned_at), 0))::float8 * 1000 FROM task t
         WHERE t.state = 'completed' AND t.ended_by = ${MINE} AND ${within('t.ended_at')}) AS "handlingMs"
      FROM p ORDER BY p.nth`,
    { logins: [...logins], tiers: [...tiers], now },
  );
  return found.map((one) => ({ ...one, since: one.since.toISOString(), until: one.until.toISOString() }));
}
