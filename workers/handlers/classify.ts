/** `matter.classify`: what the matter is about. */
import { z } from 'zod';
import { completed, effectKey, type JobHandler, optionalText, read } from '../job.js';
import type { CasePort } from '../ports.js';

const variables = z.object({ caseRun: z.string(), classification: optionalText });

export function classify(cases: Pick<CasePort, 'classify'>): JobHandler {
  return async (job) => {
    const { caseRun, classification } = read(job, variables);
    return completed({ classification: await cases.classify({ key: effectKey(job), caseRun, classification: classification ?? '' }) });
  };
}
