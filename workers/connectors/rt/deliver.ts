/** Brings an effect into Request Tracker: a ticket for each run of a case, its outcome and its status. Trusts no 200: reads back. */
import type { Delivery } from '../../outbox/peer.js';
import { NotDelivered } from '../answers.js';
import type { CrmChange, CrmRecord } from '../crm-effects.js';
import type { CrmTelling } from '../crm-peer.js';
import type { FieldNames, HeldTicket, Ticket, TicketChange, Tickets } from './tickets.js';

type Refused = Extract<Delivery, { type: 'refused' }>;

export class Delivering implements CrmTelling {
  constructor(
    private readonly tickets: Tickets,
    private readonly names: FieldNames,
  ) {}

  async record(effectKey: string, told: CrmRecord, signal: AbortSignal): Promise<Delivery> {
    // The run's too: one ticket for a run, also when its process asks for the contact at a second place.
    const [known] = await this.tickets.withFields({ effect: effectKey, caseRun: told.caseRun }, signal);
    if (known !== undefined) return delivered(known, 'was there already');
    await this.tickets.checkQueue(signal);
    const { effect, caseNumber, caseRun } = this.names;
    const fields = { [effect]: effectKey, [caseNumber]: told.caseNumber, [caseRun]: told.caseRun };
    const id = await this.tickets.create(subjectOf(told), contentOf(told), fields, signal);
    const [made] = await this.tickets.withIds([id], signal);
    if (made?.fields.effect === effectKey && made.fields.caseNumber === told.caseNumber && made.fields.caseRun === told.caseRun) {
      return delivered(made, 'made');
    }
    const reason =
      `Expected ticket ${id} to carry our key, but Request Tracker dropped a custom field of it. ` +
      `Nothing else was done. Give our user the rights SeeCustomField and ModifyCustomField, delete ticket ${id}, then send this again.`;
    return { type: 'refused', code: 'invalid', reason };
  }

  /** The outcome goes first: else a code that RT refuses would leave a ticket closed without one. */
  async change(told: CrmChange, signal: AbortSignal): Promise<Delivery> {
    const [known] = await this.tickets.withFields({ caseRun: told.caseRun }, signal);
    if (known === undefined) {
      await this.tickets.checkQueue(signal);
      const reason = `Expected a ticket of case run ${told.caseRun}, but Request Tracker finds none; somebody may have deleted or merged it`;
      return { type: 'refused', code: 'not-found', reason };
    }
    const { outcome, status } = told;
    const steps: readonly Step[] = [
      ...(outcome === null
        ? []
        : [
            {
              isDone: ({ fields }: Ticket) => fields.outcome === outcome,
              change: { CustomFields: { [this.names.outcome]: outcome } },
              what: `outcome '${outcome}'`,
            },
          ]),
      // RT keeps statuses in lower case, however they are written.
      { isDone: (one) => one.status.toLowerCase() === status.toLowerCase(), change: { Status: status }, what: `status '${status}'` },
    ];
    if (steps.every(({ isDone }) => isDone(known))) return delivered(known, 'was so already');
    let ticket = await this.tickets.hold(known.id, signal);
    for (const step of steps) {
      if (ticket === undefined || this.tickets.isGone(ticket)) break;
      const after = await this.step(ticket, step, signal);
      if (after !== undefined && 'type' in after) return after;
      ticket = after;
    }
    if (ticket !== undefined && !this.tickets.isGone(ticket)) return delivered(ticket, 'changed');
    return { type: 'refused', code: 'not-found', reason: `Expected ticket ${known.id}, but it was deleted or merged meanwhile` };
  }

  /** Somebody changed the ticket meanwhile: reads it again and tries once more, then leaves it to the next try of the outbox. */
  private async step(known: HeldTicket, { isDone, change, what }: Step, signal: AbortSignal): Promise<HeldTicket | Refused | undefined> {
    let ticket = known;
    for (const isLast of [false, true]) {
      if (isDone(ticket)) return ticket;
      const said = await this.tickets.change(ticket, change, signal).catch((error: unknown) => {
        if (!isLast && error instanceof NotDelivered && error.failure.type === 'busy') return undefined;
        throw error;
      });
      const after = await this.tickets.hold(ticket.id, signal);
      if (after === undefined || this.tickets.isGone(after)) return undefined;
      if (said !== undefined) return isDone(after) ? after : refusalOf(ticket.id, what, said);
      ticket = after;
    }
    throw new Error('Expected the second try to have answered, but it did not');
  }
}

interface Step {
  readonly isDone: (ticket: Ticket) => boolean;
  readonly change: TicketChange;
  /** For the reason when it is refused. */
  readonly what: string;
}

function delivered({ id }: Ticket, detail: string): Delivery {
  return { type: 'delivered', recordId: id, recordNumber: id, detail: `ticket ${id} ${detail}` };
}

/** RT has no codes for what it refuses inside of a 200, only sentences in the user's language, which is to be English. */
function refusalOf(id: string, what: string, said: readonly string[]): Refused {
  const words = said.join(' ');
  const reason = `Expected ticket ${id} to take ${what}, but Request Tracker says: ${words === '' ? 'nothing' : words}`;
  if (/unresolved dependencies/i.test(words)) throw new NotDelivered({ type: 'busy', reason });
  if (/permission denied/i.test(words)) return { type: 'refused', code: 'forbidden', reason };
  if (/isn't a valid status|invalid value/i.test(words)) return { type: 'refused', code: 'unknown-code', reason };
  return { type: 'refused', code: 'invalid', reason };
}

/** RT drops line ends, gluing words, and what is too long. */
function subjectOf({ title }: CrmRecord): string {
  return title.replace(/\s+/g, ' ').trim();
}

function contentOf({ caseRun, channel, resident, at }: CrmRecord): string {
  const lines = [`Sprawa: ${caseRun}`, `Kanał: ${channel}`, `Przyjęto: ${at}`];
  return [...lines, ...(resident === null ? [] : [`Mieszkaniec: ${resident}`])].join('\n');
}
