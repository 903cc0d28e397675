/** `notice.check`, `deadline.extend`: the date that the law sets, and the notice that it demands when the date moves. */
import { z } from 'zod';
import { caseRunOnly, completed, effectKey, type JobHandler, read } from '../job.js';
import type { CasePort, MessagePort } from '../ports.js';
import { sendLetter } from './letter.js';

export function checkNotice(cases: CasePort): JobHandler {
  return async (job) => {
    const { caseRun } = read(job, caseRunOnly);
    const { visit, ...state } = await cases.checkNotice({ key: effectKey(job), caseRun });
    return completed({ noticeState: state.type, ...(state.type === 'later' ? { nextAt: state.nextAt } : {}), ...visit });
  };
}

const extension = z.object({ caseRun: z.string(), newDate: z.iso.date(), extensionReason: z.string().min(1) });

export function extendDeadline(cases: CasePort, messages: MessagePort): JobHandler {
  return async (job) => {
    const { caseRun, newDate, extensionReason } = read(job, extension);
    const { extended, letter } = await cases.extendStatutory({ key: effectKey(job), caseRun, newDate, reason: extensionReason });
    await sendLetter(messages, job, { caseRun, kind: 'notice', letter });
    return completed({ extended });
  };
}
