/** `notours.tell`, `notours.forward`: outside our competence; the answer is recorded, a formal matter goes on with a notice. */
import { z } from 'zod';
import { completed, effectKey, type JobHandler, optionalText, read } from '../job.js';
import type { CasePort, MessagePort } from '../ports.js';

const variables = z.object({ caseRun: z.string(), classification: optionalText, transferredTo: optionalText });

export function tellWhereToGo(cases: CasePort): JobHandler {
  return async (job) => {
    const { caseRun, classification } = read(job, variables);
    await cases.note({ key: effectKey(job), caseRun, act: 'not-ours-told', facts: { classification: classification ?? '' } });
    return completed();
  };
}

export function forward(cases: CasePort, messages: MessagePort): JobHandler {
  return async (job) => {
    const { caseRun, classification, transferredTo } = read(job, variables);
    const facts = await cases.facts(caseRun);
    await cases.note({
      key: effectKey(job),
      caseRun,
      act: 'not-ours-forwarded',
      facts: { classification: classification ?? '', transferredTo: transferredTo ?? null },
    });
    const { resident } = facts;
    if (resident?.email ?? resident?.postalAddress) {
      await messages.send({
        key: effectKey(job, `${job.type}:notice`),
        caseRun,
        kind: 'notice',
        channel: resident?.email ? 'mail' : 'letter',
        to: resident?.email ?? resident?.postalAddress ?? '',
        recipientName: resident?.name ?? '',
        subject: `Przekazanie sprawy ${facts.caseNumber}`,
        text: `Sprawa ${facts.caseNumber} nie należy do naszych zadań. Przekazaliśmy ją do właściwego urzędu${transferredTo ? ` (${transferredTo})` : ''}.`,
      });
    }
    return completed();
  };
}
