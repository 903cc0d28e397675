/** Brings an effect into Request Tracker: a ticket for each run of a case, its outcome, its status and its dates. Trusts no 200: reads back. */
import type { Delivery } from '../../outbox/peer.js';
import { NotDelivered } from '../answers.js';
import type { CrmChange, CrmDates, CrmRecord } from '../crm-effects.js';
import type { CrmTelling } from '../crm-peer.js';
import {
  dueChange,
  type FieldNames,
  type HeldTicket,
  isAt,
  statutoryChange,
  type Ticket,
  type TicketChange,
  type Tickets,
} from './tickets.js';

type Refused = Extract<Delivery, { type: 'refused' }>;

export class Delivering implements CrmTelling {
  constructor(
    private readonly tickets: Tickets,
    private readonly names: FieldNames,
  ) {}

  async record(effectKey: string, told: CrmRecord, signal: AbortSignal): Promise<Delivery> {
    // The run's too: one ticket for a run, also when its process asks for the contact at a second place.
    const [known] = await this.tickets.withFields({ effect: effectKey, caseRun: told.caseRun }, signal);
    if (known !== undefined) return this.bring(known, datesIn(told), 'was there already', signal);
    await this.tickets.checkQueue(signal);
    const { effect, caseNumber, caseRun } = this.names;
    const fields = { [effect]: effectKey, [caseNumber]: told.caseNumber, [caseRun]: told.caseRun };
    // A field for the statutory date that the queue hasn't is dropped, as is right.
    const dates = { ...dueChange(told.promiseAt), ...(told.statutoryAt === null ? {} : statutoryChange(told.statutoryAt)) };
    const id = await this.tickets.create(
      { Subject: subjectOf(told), Content: contentOf(told), ...dates, CustomFields: { ...dates.CustomFields, ...fields } },
      signal,
    );
    const [made] = await this.tickets.withIds([id], signal);
    if (made?.fields.effect === effectKey && made.fields.caseNumber === told.caseNumber && made.fields.caseRun === told.caseRun) {
      return this.bring(made, datesIn(told), 'made', signal);
    }
    const reason =
      `Expected ticket ${id} to carry our key, but Request Tracker dropped a custom field of it. ` +
      `Nothing else was done. Give our user the rights SeeCustomField and ModifyCustomField, delete ticket ${id}, then send this again.`;
    return { type: 'refused', code: 'invalid', reason };
  }

  /** The outcome goes first: else a code that RT refuses would leave a ticket closed without one. */
  async change(told: CrmChange, signal: AbortSignal): Promise<Delivery> {
    const { outcome, status } = told;
    return this.ofRun(
      told.caseRun,
      [
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
        {
          isDone: (one: Ticket) => one.status.toLowerCase() === status.toLowerCase(),
          change: { Status: status },
          what: `status '${status}'`,
        },
      ],
      signal,
    );
  }

  async dates(told: CrmDates, signal: AbortSignal): Promise<Delivery> {
    return this.ofRun(told.caseRun, datesIn(told), signal);
  }

  private async ofRun(caseRun: string, steps: readonly Step[], signal: AbortSignal): Promise<Delivery> {
    const [known] = await this.tickets.withFields({ caseRun }, signal);
    if (known !== undefined) return this.bring(known, steps, 'was so already', signal);
    await this.tickets.checkQueue(signal);
    const reason = `Expected a ticket of case run ${caseRun}, but Request Tracker finds none; somebody may have deleted or merged it`;
    return { type: 'refused', code: 'not-found', reason };
  }

  /** `asItIs`: what is said when nothing is left to do. */
  private async bring(known: Ticket, steps: readonly Step[], asItIs: string, signal: AbortSignal): Promise<Delivery> {
    if (steps.every(({ isDone }) => isDone(known))) return delivered(known, asItIs);
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

/** A ticket without a field for the statutory date has all that it can have of it. */
function datesIn({ promiseAt, statutoryAt }: Pick<CrmDates, 'promiseAt' | 'statutoryAt'>): readonly Step[] {
  return [
    { isDone: ({ dueAt }) => isAt(dueAt, promiseAt), change: dueChange(promiseAt), what: `'${promiseAt}' as its Due` },
    {
      isDone: (one) => one.statutoryAt === undefined || isAt(one.statutoryAt, statutoryAt),
      change: statutoryChange(statutoryAt),
      what: `'${statutoryAt}' as the statutory date`,
    },
  ];
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
