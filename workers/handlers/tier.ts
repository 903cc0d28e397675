/** `tier.enter`: the case comes to a tier; each visit has its number. */
import { z } from 'zod';
import { completed, effectKey, type JobHandler, optionalText, read } from '../job.js';
import type { CasePort } from '../ports.js';

const variables = z.object({
  caseRun: z.string(),
  toTier: z.string().min(1),
  toPerson: optionalText,
  unknownDecision: z.boolean().nullish(),
  decision: z.unknown().optional(),
  department: optionalText,
  routing: z.object({ department: optionalText, agency: optionalText }).nullish(),
});

/** Where a case goes back to when nobody handed it on. */
const FALLBACK_TIER = 'line-2';

export function enterTier(cases: Pick<CasePort, 'enterTier'>): JobHandler {
  return async (job) => {
    const { caseRun, toTier, toPerson, unknownDecision, decision, department, routing } = read(job, variables);
    const unit = department ?? routing?.department ?? routing?.agency;
    const { tier, entry, knockAt, assignee } = await cases.enterTier({
      key: effectKey(job),
      caseRun,
      toTier,
      fallbackTier: FALLBACK_TIER,
      toPerson: toPerson ?? '',
      ...(unit ? { department: unit } : {}),
      decision: decision ?? null,
      unknownDecision: unknownDecision === true,
    });
    return completed({ tier, entry, knockAt, assignee });
  };
}
