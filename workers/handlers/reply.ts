/**
 * `notify.mail`, `notify.sms`: the answer goes to the resident by the channel that was chosen. Before a case is closed it is a message in
 * passing: whoever can't be reached by it gets none, and the case goes on.
 */
import { z } from 'zod';
import { completed, effectKey, JobContractError, type JobHandler, read } from '../job.js';
import type { CasePort, MessagePort } from '../ports.js';
import { replyMessage } from '../reply-message.js';

const variables = z.object({ caseRun: z.string(), closing: z.object({ residentText: z.string(), code: z.string().optional() }) });

export function reply(channel: 'mail' | 'sms', cases: CasePort, messages: MessagePort): JobHandler {
  return async (job) => {
    const { caseRun, closing } = read(job, variables);
    const facts = await cases.facts(caseRun);
    const to = channel === 'mail' ? facts.resident?.email : facts.resident?.phone;
    if (!facts.resident || !to) {
      if (closing.code === undefined) return completed();
      throw new JobContractError(
        `Expected an address for the reply by ${channel} in case ${facts.caseNumber}, but the resident has none. Add it, then repeat the step.`,
      );
    }
    await messages.send({
      key: effectKey(job),
      caseRun,
      kind: 'status',
      channel,
      to,
      recipientName: facts.resident.name,
      ...replyMessage(facts.caseNumber, facts.closingText ?? closing.residentText),
    });
    return completed();
  };
}
