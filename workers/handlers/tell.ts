/** Letters to colleagues: one message a recipient, each its own effect of the same job. */
import { effectKey, type WorkerJob } from '../job.js';
import type { MessagePort, Recipient } from '../ports.js';

export async function tell(
  messages: MessagePort,
  job: WorkerJob,
  caseRun: string,
  recipients: readonly Recipient[],
  letter: { readonly subject: string; readonly text: string },
): Promise<void> {
  for (const recipient of recipients) {
    await messages.send({
      key: effectKey(job, `${job.type}:${recipient.login}`),
      caseRun,
      kind: 'colleague',
      channel: 'mail',
      to: recipient.email ?? recipient.login,
      recipientName: recipient.name,
      ...letter,
    });
  }
}
