/** How the other systems stand, for whoever looks after them: what was promised to each and is not delivered yet, and why. */
import { z } from 'zod';
import { iso, rows } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const moment = z.iso.datetime().nullable();

const systemSchema = z
  .object({
    system: z.string(),
    waiting: z.int().meta({ description: 'Effects that are promised and not delivered.' }),
    failing: z.int().meta({ description: 'Of those, tried at least once in vain.' }),
    oldestWaitingAt: moment,
    lastDeliveredAt: moment,
  })
  .meta({ id: 'SystemState' });

const effectSchema = z
  .object({
    id: z.string(),
    system: z.string(),
    caseNumber: z.string(),
    action: z.string(),
    createdAt: z.iso.datetime(),
    attempts: z.int(),
    nextAttemptAt: z.iso.datetime(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'WaitingEffect' });

const ledgerSchema = z.object({ systems: z.array(systemSchema), waiting: z.array(effectSchema) }).meta({ id: 'SystemLedger' });

async function showLedger({ api }: SignedIn): Promise<Answer> {
  const [systems, waiting] = await Promise.all([
    rows<{ system: string; waiting: number; failing: number; oldest: Date | null; delivered: Date | null }>(
      api.db,
      `SELECT known.system,
              (SELECT count(*)::int FROM outbox o WHERE o.system = known.system AND o.delivered_at IS NULL) AS waiting,
              (SELECT count(*)::int FROM outbox o WHERE o.system = known.system AND o.delivered_at IS NULL AND o.attempts > 0) AS failing,
              (SELECT min(created_at) FROM outbox o WHERE o.system = known.system AND o.delivered_at IS NULL) AS oldest,
              (SELECT max(delivered_at) FROM outbox o WHERE o.system = known.system) AS delivered
         FROM (VALUES ('crm'), ('dms')) AS known(system)`,
    ),
    rows<{
      id: string;
      system: string;
      case_number: string;
      action: string;
      created_at: Date;
      attempts: number;
      next_attempt_at: Date;
      last_error: string | null;
    }>(
      api.db,
      `SELECT id, system, case_number, action, created_at, attempts, next_attempt_at, last_error FROM outbox
        WHERE delivered_at IS NULL ORDER BY id LIMIT 200`,
    ),
  ]);
  return ok({
    systems: systems.map((one) => ({
      system: one.system,
      waiting: one.waiting,
      failing: one.failing,
      oldestWaitingAt: iso(one.oldest),
      lastDeliveredAt: iso(one.delivered),
    })),
    waiting: waiting.map((one) => ({
      id: one.id,
      system: one.system,
      caseNumber: one.case_number,
      action: one.action,
      createdAt: iso(one.created_at),
      attempts: one.attempts,
      nextAttemptAt: iso(one.next_attempt_at),
      lastError: one.last_error,
    })),
  });
}

export const ledgerRoutes: readonly Route[] = [
  route(
    'step.retry',
    {
      method: 'get',
      path: '/api/v1/systems',
      tag: 'registers',
      summary: 'How the other systems stand',
      description: 'What waits for delivery, oldest first; what goes to a case goes in its order.',
      answers: { 200: json(ledgerSchema, 'Systems, and what waits for them') },
      problems: [],
    },
    showLedger,
  ),
];
