/** Takes over what another system owns, on the same way as what it tells by itself. */
import { tellClosing } from '../cases/inward.js';
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
  const { outcome, caseRun } = there;
  const closing = { recordId, eventId: `dms-closed:${recordId}`, dmsCode: outcome ?? '', by: `system:${kept.system}` };
  const ofRun = caseRun === null ? {} : { ofRun: caseRun };
  const message = await tellClosing(api, on, { ...closing, caseNumber: ours.caseNumber, ...ofRun });
  return message === undefined ? [] : [message.id];
}
