/** Request Tracker 5 as the CRM (REST 2, token): docs/operations/request-tracker.md says what its queue must have. */
import type { ReadablePeer } from '../../outbox/peer.js';
import { crmPeer } from '../crm-peer.js';
import { outcomesOf } from './codes.js';
import { Delivering } from './deliver.js';
import { Rest, type RestOptions } from './rest.js';
import { TicketSource } from './source.js';
import { type FieldNames, Tickets } from './tickets.js';

export interface RequestTrackerOptions extends RestOptions {
  readonly queue: string;
}

const FIELDS: FieldNames = { effect: 'Okienko effect', caseNumber: 'Case number', caseRun: 'Case run', outcome: 'Outcome code' };

export function requestTrackerPeer({ queue, ...options }: RequestTrackerOptions): ReadablePeer {
  const rest = new Rest(options);
  const tickets = new Tickets(rest, queue, FIELDS);
  return crmPeer(new Delivering(tickets, FIELDS), new TicketSource(rest, tickets, queue), outcomesOf(rest, tickets));
}
