/** The awaited reply is here: tells the process, under the key of the visit that asked, so that it ends no other wait. */

import type { CurrentRun } from '../cases/inward.js';
import { intendMessage } from '../cases/messenger.js';
import { later, type Transaction } from '../database.js';
import type { CaseServices } from '../services.js';
import type { WaitingPause } from './pauses.js';

/** Gives the id of the message, to be published after the commit. `by`: the contact, or who said so. */
export async function tellReply(api: CaseServices, on: Transaction, target: CurrentRun, pause: WaitingPause, by: string): Promise<string> {
  const id = `reply:${pause.id}`;
  later(on, 'UPDATE case_pause SET ended_by = coalesce(ended_by, :by) WHERE id = :id', { by, id: pause.id });
  await intendMessage(api, on, target, {
    name: pause.kind === 'resident' ? 'resident.replied' : 'office.replied',
    id,
    variables: {},
    correlationKey: `${target.caseRun}/${pause.entry}`,
  });
  return id;
}
