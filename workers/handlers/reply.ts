/** `notify.mail`, `notify.sms`: the answer goes to the resident by the channel that was chosen. */
import { z } from 'zod';
import { completed, effectKey, JobContractError, type JobHandler, read } from '../job.js';
import type { CasePort, MessagePort } from '../ports.js';
import { replyMessage } from '../reply-message.js';

const variables = z.object({ caseRun: z.string(), closing: z.object({ residentText: z.string() }) });

export function reply(channel: 'mail' | 'sms', cases: CasePort, messages: MessagePort): JobHandler {
  return async (job) => {
    const { caseRun, closing } = read(job, variables);
    const facts = await cases.facts(caseRun);
    const to = channel === 'mail' ? facts.resident?.email : facts.resident?.phone;
    if (!facts.resident || !to) {
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
