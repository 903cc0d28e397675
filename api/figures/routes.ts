/** Everybody sees their own figures and nobody else's; a lead sees those of whole groups. */
import { z } from 'zod';
import { rows } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { tasksFor } from '../policy/may.js';
import { ROLES } from '../policy/person.js';
import { figuresOf, figuresSchema } from './figures.js';

/** The figures of a smaller group would be somebody's own. */
const SMALLEST_GROUP = 3;
/** A decision that is one of these hands on. */
const TIERS = ROLES.slice(0, ROLES.indexOf('department') + 1);

const groupsSchema = z
  .array(z.object({ tier: z.string(), people: z.int(), figures: z.array(figuresSchema).nullable() }))
  .meta({ id: 'GroupFigures', description: 'Everybody counts in their first role; null: fewer than three people.' });

async function showMine({ api, person }: SignedIn): Promise<Answer> {
  return ok(await figuresOf(api.db, [person.login], TIERS, new Date(api.clock.now())));
}

async function showGroups({ api, person }: SignedIn): Promise<Answer> {
  const { tiers } = tasksFor(person);
  const groups = await rows<{ tier: string; logins: string[] }>(
    api.db,
    `SELECT t.tier, ARRAY(SELECT p.login FROM person p WHERE p.active AND p.roles[1] = t.tier AND (t.tier <> 'department' OR p.unit_id = :unit)) AS logins
       FROM unnest(CAST(:tiers AS text[])) WITH ORDINALITY AS t (tier, nth) ORDER BY t.nth`,
    { tiers: [...tiers], unit: person.unit ?? '' },
  );
  const now = new Date(api.clock.now());
  return ok(
    await Promise.all(
      groups.map(async ({ tier, logins }) => ({
        tier,
        people: logins.length,
        figures: logins.length < SMALLEST_GROUP ? null : await figuresOf(api.db, logins, TIERS, now),
      })),
    ),
  );
}

export const figureRoutes: readonly Route[] = [
  route(
    'task.work',
    {
      method: 'get',
      path: '/api/v1/me/figures',
      tag: 'people',
      summary: 'My own figures',
      answers: { 200: json(z.array(figuresSchema), 'This week and the one before, this month and the one before') },
      problems: [],
    },
    showMine,
  ),
  route(
    'task.distribute',
    {
      method: 'get',
      path: '/api/v1/team/figures',
      tag: 'people',
      summary: 'Figures of the groups that you lead',
      answers: { 200: json(groupsSchema, 'By tier') },
      problems: [],
    },
    showGroups,
  ),
];
