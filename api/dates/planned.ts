/**
 * When a department plans to do the work: its own system owns that (replanned.ts). It says so first in Okienko, on accepting a case; that
 * goes there with the file, or to the one that is open.
 */
import { effectText } from '../../workers/index.js';
import type { EffectKey } from '../../workers/ports.js';
import { later, row, type Transaction } from '../database.js';
import { record } from '../history/journal.js';

interface Said {
  readonly caseId: string;
  /** In which it was said: told once for it. */
  readonly key: EffectKey;
  readonly plannedAt: string;
  readonly atMs: number;
}

/** Of the current run and its file, while that is open. */
const OPEN_FILE = `case_file c JOIN case_run r ON r.case_id = c.id AND r.run = c.current_run
  JOIN case_link l ON l.case_id = c.id AND l.run = c.current_run AND l.system = 'dms' AND l.state = 'open'`;

/**
 * Said on accepting the case. A process that comes back to its file, from a wait for instance, says once more what it said before: that is no
 * news, and the department may have planned otherwise since. The caller has the case locked.
 */
export async function plan(on: Transaction, { caseId, key, plannedAt, atMs }: Said): Promise<void> {
  later(on, 'UPDATE case_file SET accept_at = NULL WHERE id = :caseId', { caseId });
  const said = await row<{ at: Date | null }>(
    on,
    `SELECT CAST(o.payload->>'plannedAt' AS timestamptz) AS at FROM ${OPEN_FILE}
       JOIN outbox o ON o.case_number = c.number AND o.system = 'dms' AND o.payload->>'caseRun' = r.case_run
      WHERE c.id = :caseId AND o.action IN ('open', 'plan') AND o.known_as IS NULL ORDER BY o.id DESC LIMIT 1`,
    { caseId },
  );
  const at = new Date(plannedAt);
  if (said?.at?.getTime() === at.getTime()) return;
  later(on, 'UPDATE case_file SET planned_at = :at WHERE id = :caseId', { caseId, at });
  // To a file that is there: the one that is opened next is opened with it.
  later(
    on,
    `INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, next_attempt_at)
     SELECT CAST(:effectKey AS text), 'dms', c.number, 'plan',
            jsonb_build_object('caseRun', r.case_run, 'plannedAt', CAST(:plannedAt AS text), 'at', CAST(:atText AS text)), :now, :now
       FROM ${OPEN_FILE} WHERE c.id = :caseId ON CONFLICT (effect_key) DO NOTHING`,
    { caseId, effectKey: effectText(key), plannedAt: at.toISOString(), now: new Date(atMs), atText: new Date(atMs).toISOString() },
  );
  await record(on, { caseId, atMs, actor: `system:${key.effect}`, act: 'case.planned', facts: { plannedAt } });
}
