/** Takes over what another system owns, on the same way as what it tells by itself. */
import { fileClosedMessage, tell } from '../cases/inward.js';
import type { Transaction } from '../database.js';
import { takeRecord } from '../inward/records.js';
import { seenInRecord } from '../inward/seen.js';
import type { Services } from '../services.js';
import type { Found } from './settle.js';

/** Gives the messages to be published after the commit. */
export async function takeFrom(
  api: Services,
  on: Transaction,
  { kept, ours, theirs }: Found,
  recordId: string,
): Promise<readonly string[]> {
  const there = [...theirs.records, ...theirs.unmarked].find((one) => one.recordId === recordId);
  if (there === undefined) return [];
  if (!kept.isRegister) {
    const taken = await takeRecord(api, on, kept.system, seenInRecord(there));
    return taken.type === 'told' ? [taken.messageId] : [];
  }
  // A register of ours has no documents of its own, so it can only have closed a file.
  const message = fileClosedMessage({ eventId: `dms-closed:${recordId}`, dmsCode: there.outcome ?? '' });
  const ofRun = there.caseRun;
  await tell(api, on, { caseNumber: ours.caseNumber, message, by: `system:${kept.system}`, ...(ofRun === null ? {} : { ofRun }) });
  return [message.id];
}
