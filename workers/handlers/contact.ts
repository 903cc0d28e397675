/** `contact.note`: what else happened on the case, on its timeline. */
import { z } from 'zod';
import { completed, effectKey, type JobHandler, optionalText, read } from '../job.js';
import type { CasePort, MessagePort } from '../ports.js';
import { tell } from './tell.js';

const variables = z.discriminatedUnion('noteKind', [
  z.object({ noteKind: z.literal('contact-added'), caseRun: z.string(), contactId: z.string().min(1) }),
  z.object({ noteKind: z.literal('duplicate'), caseRun: z.string(), originalNumber: optionalText }),
  z.object({ noteKind: z.literal('call-back'), caseRun: z.string(), callResult: z.enum(['reached', 'not-reached']) }),
]);

export function noteContact(cases: CasePort, messages: MessagePort): JobHandler {
  return async (job) => {
    const note = read(job, variables);
    const key = effectKey(job);
    switch (note.noteKind) {
      case 'contact-added': {
        const { recipients } = await cases.noteContact({ key, caseRun: note.caseRun, contactId: note.contactId });
        const { caseNumber } = await cases.facts(note.caseRun);
        await tell(messages, job, note.caseRun, recipients, {
          subject: `Nowy kontakt: ${caseNumber}`,
          text: `Mieszkaniec odezwał się w sprawie ${caseNumber}. Treść jest na osi czasu sprawy.`,
        });
        break;
      }
      case 'duplicate':
        await cases.noteDuplicate({ key, caseRun: note.caseRun, originalNumber: note.originalNumber ?? null });
        break;
      case 'call-back':
        await cases.note({ key, caseRun: note.caseRun, act: 'call-back', facts: { result: note.callResult } });
        break;
    }
    return completed();
  };
}
