/** `case.pause`, `case.resume`: a case waits for the resident or for another office, and its dates with it. */
import { z } from 'zod';
import { completed, effectKey, type JobHandler, read } from '../job.js';
import type { CasePort, MessagePort } from '../ports.js';
import { sendLetter } from './letter.js';

const asking = z.object({ caseRun: z.string(), entry: z.number().int(), asked: z.enum(['ask-resident', 'ask-office']) });

export function pauseCase(cases: CasePort, messages: MessagePort): JobHandler {
  return async (job) => {
    const { caseRun, entry, asked } = read(job, asking);
    const kind = asked === 'ask-resident' ? 'resident' : 'office';
    const { waitUntil, letter } = await cases.pause({ key: effectKey(job), caseRun, entry, kind });
    await sendLetter(messages, job, { caseRun, kind: 'request', letter });
    return completed({ waitUntil });
  };
}

const waited = z.object({ caseRun: z.string(), entry: z.number().int(), replied: z.enum(['resident', 'office']).nullish() });

export function resumeCase(cases: CasePort): JobHandler {
  return async (job) => {
    const { caseRun, entry, replied } = read(job, waited);
    const { ended } = await cases.resume({ key: effectKey(job), caseRun, entry, replied: replied !== null && replied !== undefined });
    return completed({ waitEnded: ended });
  };
}
