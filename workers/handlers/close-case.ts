/** `case.close`: *załatwiona* from here on, or BPMN error OUTCOME_INCOMPLETE when outcome or text are missing. */
import { z } from 'zod';
import { completed, effectKey, type JobHandler, optionalText, read } from '../job.js';
import type { CasePort } from '../ports.js';

const variables = z.object({
  caseRun: z.string(),
  closing: z.object({ code: z.string(), residentText: z.string(), needsText: z.boolean() }),
  answered: z.boolean().nullish(),
  originalNumber: optionalText,
  transferredTo: optionalText,
});

export function closeCase(cases: Pick<CasePort, 'close'>): JobHandler {
  return async (job) => {
    const { caseRun, closing, answered, originalNumber, transferredTo } = read(job, variables);
    const result = await cases.close({
      key: effectKey(job),
      caseRun,
      outcomeCode: closing.code,
      residentText: closing.residentText,
      needsText: closing.needsText,
      answered: answered === true,
      ...(originalNumber ? { originalNumber } : {}),
      ...(transferredTo ? { transferredTo } : {}),
    });
    const { entry, knockAt, assignee } = result.visit;
    if (result.type === 'closed') {
      return completed({ replyChannel: result.replyChannel, fallbackChannel: result.fallbackChannel, entry, knockAt, assignee });
    }
    return {
      type: 'error',
      code: 'OUTCOME_INCOMPLETE',
      message: `Expected outcome and closing text before case run ${caseRun} is closed, but ${result.missing.join(' and ')} is missing.`,
      variables: { entry, knockAt, assignee },
    };
  };
}
