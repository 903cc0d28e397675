/** A CRM of its own that can be told and read: what is common to all of them, whichever protocol they speak. */
import type { ListCodes } from '../outbox/code-list.js';
import type { Delivery, ReadablePeer } from '../outbox/peer.js';
import type { RecordSource } from '../outbox/source.js';
import { answerOf } from './answers.js';
import { type CrmChange, type CrmDates, type CrmRecord, readCrmEffect } from './crm-effects.js';

export interface CrmTelling {
  record(effectKey: string, told: CrmRecord, signal: AbortSignal): Promise<Delivery>;
  change(told: CrmChange, signal: AbortSignal): Promise<Delivery>;
  dates(told: CrmDates, signal: AbortSignal): Promise<Delivery>;
}

export function crmPeer(telling: CrmTelling, source: RecordSource, codes: ListCodes): ReadablePeer {
  return {
    type: 'remote',
    async deliver(effect, signal) {
      const told = readCrmEffect(effect);
      switch (told.action) {
        case 'record':
          return answerOf(telling.record(effect.effectKey, told, signal));
        case 'change':
          return answerOf(telling.change(told, signal));
        case 'dates':
          return answerOf(telling.dates(told, signal));
      }
    },
    source,
    codes,
  };
}
