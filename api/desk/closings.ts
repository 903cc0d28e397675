/** Your own decisions that are on their way or came to nothing: what the desk shows after a save, also in another tab or after a reload. */
import { z } from 'zod';
import { iso, rows } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const closingSchema = z
  .object({
    id: z.uuid(),
    number: z.string(),
    classificationName: z.string(),
    state: z.enum(['pending', 'failed']),
    outcomeCode: z.string().nullable(),
    notBefore: z.iso.datetime().meta({ description: 'Until then it can be undone.' }),
    leftMs: z.int().meta({ description: 'The same, counted from this answer: clocks differ.' }),
  })
  .meta({ id: 'OwnClosing' });

async function ownClosings({ api, person }: SignedIn): Promise<Answer> {
  const now = api.clock.now();
  const found = await rows<{
    id: string;
    number: string;
    classification_name: string;
    state: string;
    outcome_code: string | null;
    not_before: Date;
  }>(
    api.db,
    `SELECT p.id, c.number, coalesce(k.name, c.classification) AS classification_name, p.state, p.outcome_code, p.not_before
       FROM pending_completion p JOIN case_file c ON c.id = p.case_id
       LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification
      WHERE p.login = :login
        AND ((p.state = 'pending' AND p.outcome_code IS NOT NULL AND p.not_before > CAST(:now AS timestamptz))
          OR (p.state = 'failed' AND c.status IN ('registered', 'open') AND p.decided_at > CAST(:now AS timestamptz) - interval '12 hours'
              AND NOT EXISTS (SELECT 1 FROM pending_completion later
                               WHERE later.case_id = p.case_id AND later.decided_at > p.decided_at AND later.state <> 'undone')))
      ORDER BY p.decided_at DESC LIMIT 20`,
    { login: person.login, now: new Date(now) },
  );
  return ok(
    found.map(({ classification_name, outcome_code, not_before, ...rest }) => ({
      ...rest,
      classificationName: classification_name,
      outcomeCode: outcome_code,
      notBefore: iso(not_before),
      leftMs: Math.max(0, not_before.getTime() - now),
    })),
  );
}

export const closingRoutes: readonly Route[] = [
  route(
    'desk.use',
    {
      method: 'get',
      path: '/api/v1/desk/closings',
      tag: 'desk',
      summary: 'Your closings that can still be undone, and decisions that came to nothing',
      answers: { 200: json(z.array(closingSchema), 'Newest first') },
      problems: [],
    },
    ownClosings,
  ),
];
