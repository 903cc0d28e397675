/** The lead's view of their tiers: who has how much, what is late, and what nobody has, by age. */
import { z } from 'zod';
import { TASK_IS_LATE } from '../cases/late.js';
import { rows } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { tasksFor } from '../policy/may.js';
import { TODAY } from './absences.js';

const teamSchema = z
  .object({
    people: z.array(
      z.object({
        login: z.string(),
        name: z.string(),
        tiers: z.array(z.string()),
        open: z.int(),
        late: z.int(),
        awayUntil: z.iso.date().nullable().meta({ description: 'The last day of an absence that has begun.' }),
        substitute: z.string().nullable(),
      }),
    ),
    unassigned: z.array(
      z.object({
        tier: z.string(),
        today: z.int().meta({ description: 'In the queue for less than a day.' }),
        days: z.int().meta({ description: 'One to three days.' }),
        older: z.int(),
        late: z.int(),
      }),
    ),
  })
  .meta({ id: 'Team', description: 'Within the tiers that you lead.' });

async function showTeam({ api, person }: SignedIn): Promise<Answer> {
  const work = tasksFor(person);
  const parameters = { ...work.parameters, engine: api.engine.name, now: new Date(api.clock.now()) };
  const [people, unassigned] = await Promise.all([
    rows(
      api.db,
      `WITH load AS (
         SELECT t.assignee AS login, count(*)::integer AS open, count(*) FILTER (WHERE ${TASK_IS_LATE})::integer AS late
           FROM task t WHERE ${work.sql} AND t.engine = :engine AND t.state = 'open' AND t.assignee IS NOT NULL GROUP BY t.assignee
       ), away AS (
         SELECT DISTINCT ON (login) login, to_char(last_day, 'YYYY-MM-DD') AS until, substitute FROM absence
          WHERE first_day <= ${TODAY} AND last_day >= ${TODAY} ORDER BY login, set_at DESC
       )
       SELECT p.login, p.name, p.roles AS tiers, coalesce(l.open, 0) AS open, coalesce(l.late, 0) AS late, a.until AS "awayUntil", a.substitute
         FROM person p LEFT JOIN load l ON l.login = p.login LEFT JOIN away a ON a.login = p.login
        WHERE p.active AND p.roles && CAST(:tiers AS text[])
          AND (NOT 'department' = ANY (p.roles) OR p.unit_id = :unit) ORDER BY p.name COLLATE "pl-x-icu", p.login`,
      { ...parameters, tiers: [...work.tiers], unit: person.unit ?? '' },
    ),
    rows(
      api.db,
      `SELECT t.tier, count(*) FILTER (WHERE t.created_at > a.day)::integer AS today,
              count(*) FILTER (WHERE t.created_at <= a.day AND t.created_at > a.days)::integer AS days,
              count(*) FILTER (WHERE t.created_at <= a.days)::integer AS older, count(*) FILTER (WHERE ${TASK_IS_LATE})::integer AS late
         FROM task t CROSS JOIN (SELECT CAST(:now AS timestamptz) - interval '1 day' AS day, CAST(:now AS timestamptz) - interval '3 days' AS days) a
        WHERE ${work.sql} AND t.engine = :engine AND t.state = 'open' AND t.assignee IS NULL GROUP BY t.tier ORDER BY t.tier`,
      parameters,
    ),
  ]);
  return ok({ people, unassigned });
}

export const teamRoutes: readonly Route[] = [
  route(
    'task.distribute',
    {
      method: 'get',
      path: '/api/v1/team',
      tag: 'people',
      summary: 'Load of the tiers that you lead',
      answers: { 200: json(teamSchema, 'People by name, unassigned tasks by tier and age') },
      problems: [],
    },
    showTeam,
  ),
];
