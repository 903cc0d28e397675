/** Tickets of Request Tracker as we read and write them: its JSON, its search language, our custom fields. */
import { z } from 'zod';
import { NotDelivered } from '../answers.js';
import type { Rest } from './rest.js';

/** Names of the ticket's custom fields; each takes one line of text, the outcome may be a list of codes. */
export interface FieldNames {
  /** Key of the effect that made the ticket. */
  readonly effect: string;
  readonly caseNumber: string;
  readonly caseRun: string;
  readonly outcome: string;
}

/** A custom field like those, but the queue needn't have it: then the statutory date isn't kept there. */
const STATUTORY_DATE = 'Statutory date';

export interface Ticket {
  readonly id: string;
  /** Which has the lifecycle. */
  readonly queueId: string;
  readonly subject: string;
  readonly status: string;
  /** RT's clock, ISO 8601, whole seconds. */
  readonly changedAt: string;
  /** RT's own `Due`, ISO 8601 in UTC, whole seconds; null: none. */
  readonly dueAt: string | null;
  /** As it stands there; undefined: the ticket has no such field, as far as our user sees. */
  readonly statutoryAt: string | null | undefined;
  readonly fields: { readonly [Name in keyof FieldNames]: string | null };
}

/** As it was when it was read by itself; a change of it is checked against that. */
export interface HeldTicket extends Ticket {
  /** Number of its last transaction. */
  readonly etag: string;
}

export interface TicketChange {
  readonly Status?: string;
  readonly Due?: string;
  readonly CustomFields?: Readonly<Record<string, string>>;
}

/** RT's lifecycles have any number of statuses of each kind; only a search tells them apart. */
const ACTIVE = `Status = '__Active__'`;
const INACTIVE = `Status = '__Inactive__'`;
const DELETED = 'deleted';
/** RT gives no more on a page. */
const MOST_ON_A_PAGE = '100';
const CHECKED_MS = 300_000;

const SHOWN = 'Subject,Status,LastUpdated,Due,CustomFields,Queue';

const number = z.union([z.number(), z.string()]).transform(String);
const ticket = z.object({
  id: number,
  Queue: z.object({ id: number }),
  Subject: z.string().nullish(),
  Status: z.string(),
  LastUpdated: z.string(),
  Due: z.string().nullish(),
  // Of a ticket that people moved to a queue without any field it says none in its own way.
  CustomFields: z.union([
    z.array(z.object({ name: z.string(), values: z.array(z.union([z.string(), z.null()])) })),
    z.literal('').transform(() => []),
  ]),
});
const made = z.object({ id: number });
const messages = z.array(z.union([z.string(), z.null()])).transform((all) => all.filter((one) => one !== null));
const found = z.object({ items: z.array(ticket) });
const queueFields = z.object({ id: number, TicketCustomFields: z.array(z.object({ id: number, name: z.string() })) });

export class Tickets {
  private checked: { readonly fields: readonly string[]; readonly untilMs: number } | undefined;
  /** By queue and status: whether it ends the lifecycle. Whoever changes a lifecycle restarts RT; that we may hear of late. */
  private readonly ends = new Map<string, boolean>();

  constructor(
    private readonly rest: Rest,
    private readonly queue: string,
    private readonly names: FieldNames,
  ) {}

  /** By itself, which is dear. undefined: there is none, or it is part of another one now. A deleted one is still read. */
  async hold(id: string, signal: AbortSignal): Promise<HeldTicket | undefined> {
    const { status, body, etag } = await this.rest.ask('GET', `/ticket/${encodeURIComponent(id)}`, { signal, alsoFine: [404] });
    if (status === 404) return undefined;
    const shown = this.ticketIn(ticket.parse(body));
    // Of a ticket that was merged RT shows the one into which it went.
    return shown.id !== id || etag === null ? undefined : { ...shown, etag };
  }

  /** At most a hundred, oldest first; those deleted or merged are left out. */
  async withIds(ids: readonly string[], signal: AbortSignal): Promise<readonly Ticket[]> {
    return ids.length === 0 ? [] : this.search(anyOf(ids), signal);
  }

  /** Tickets with any of these values in its field, oldest first, deleted and merged ones left out. In any queue: people move them. */
  async withFields(values: Partial<FieldNames>, signal: AbortSignal): Promise<readonly Ticket[]> {
    const wanted = Object.entries(values) as [keyof FieldNames, string][];
    const query = wanted.map(([field, value]) => `${quoted(`CF.{${this.names[field]}}`)} = ${quoted(value)}`).join(' OR ');
    // Its search takes upper and lower case for the same.
    return (await this.search(query, signal)).filter(({ fields }) => wanted.some(([field, value]) => fields[field] === value));
  }

  /** Those in a status that ends their lifecycle. */
  async closedOf(tickets: readonly Ticket[], signal: AbortSignal): Promise<ReadonlySet<Ticket>> {
    const unknown = new Map(tickets.map((one) => [kindOf(one), one.id]));
    for (const kind of this.ends.keys()) unknown.delete(kind);
    if (unknown.size > 0) {
      // Both, for a ticket may have changed since: what is in neither stays unknown.
      for (const [condition, isEnd] of [
        [ACTIVE, false],
        [INACTIVE, true],
      ] as const) {
        const found = await this.search(`(${anyOf([...unknown.values()])}) AND ${condition}`, signal);
        for (const one of found) this.ends.set(kindOf(one), isEnd);
      }
    }
    return new Set(tickets.filter((one) => this.isGone(one) || this.ends.get(kindOf(one))));
  }

  isGone({ status }: Ticket): boolean {
    return status === DELETED;
  }

  /** Gives the new one's number. */
  async create(ticket: TicketChange & { readonly Subject: string; readonly Content: string }, signal: AbortSignal): Promise<string> {
    const json = { Queue: this.queue, ContentType: 'text/plain', ...ticket };
    const { body } = await this.rest.ask('POST', '/ticket', { signal, json });
    return made.parse(body).id;
  }

  /** Gives RT's messages: it answers 200 also where it refused. Throws `busy` when the ticket has changed since that version. */
  async change({ id, etag }: HeldTicket, json: TicketChange, signal: AbortSignal): Promise<readonly string[]> {
    const { body } = await this.rest.ask('PUT', `/ticket/${id}`, { signal, json, ifMatch: etag });
    return messages.parse(body);
  }

  /**
   * RT says nothing of custom fields that a queue hasn't: it drops them. Gives the fields' numbers, or throws what is missing. What was
   * found holds for some minutes; a field that goes meanwhile is missed when a new ticket is read back.
   */
  async checkQueue(signal: AbortSignal): Promise<readonly string[]> {
    if (this.checked === undefined || performance.now() > this.checked.untilMs) {
      this.checked = { fields: await this.fieldsOfQueue(signal), untilMs: performance.now() + CHECKED_MS };
    }
    return this.checked.fields;
  }

  private async fieldsOfQueue(signal: AbortSignal): Promise<readonly string[]> {
    const path = `/queue/${encodeURIComponent(this.queue)}`;
    const { status, body } = await this.rest.ask('GET', path, { signal, alsoFine: [403, 404] });
    if (status !== 200) throw unfit(`Expected a queue '${this.queue}' that our user may see, but Request Tracker answered ${status}`);
    const fields = queueFields.parse(body).TicketCustomFields;
    const numbers = Object.values(this.names).map((name) => ({ name, id: fields.find((one) => one.name === name)?.id }));
    const missing = numbers.filter(({ id }) => id === undefined).map(({ name }) => `'${name}'`);
    if (missing.length > 0) {
      throw unfit(
        `Expected the queue '${this.queue}' to have the custom fields ${missing.join(', ')}, but our user sees none of that name`,
      );
    }
    return numbers.flatMap(({ id }) => (id === undefined ? [] : [id]));
  }

  private async search(query: string, signal: AbortSignal): Promise<readonly Ticket[]> {
    const form = { query, orderby: 'id', order: 'ASC', per_page: MOST_ON_A_PAGE, fields: SHOWN };
    const { body } = await this.rest.ask('POST', '/tickets', { signal, form });
    return found.parse(body).items.map((item) => this.ticketIn(item));
  }

  private ticketIn({ id, Queue, Subject, Status, LastUpdated, Due, CustomFields }: z.output<typeof ticket>): Ticket {
    const valueIn = (name: string): string | null => CustomFields.find((one) => one.name === name)?.values[0] ?? null;
    const { effect, caseNumber, caseRun, outcome } = this.names;
    return {
      id,
      queueId: Queue.id,
      subject: Subject ?? '',
      status: Status,
      changedAt: LastUpdated,
      dueAt: Due === NO_DATE || Due === undefined ? null : Due,
      statutoryAt: CustomFields.some(({ name }) => name === STATUTORY_DATE) ? valueIn(STATUTORY_DATE) : undefined,
      fields: { effect: valueIn(effect), caseNumber: valueIn(caseNumber), caseRun: valueIn(caseRun), outcome: valueIn(outcome) },
    };
  }
}

const kindOf = ({ queueId, status }: Ticket): string => `${queueId}/${status}`;
const anyOf = (ids: readonly string[]): string => ids.map((id) => `id = ${Number(id)}`).join(' OR ');

/** How RT says that a date isn't set. */
const NO_DATE = '1970-01-01T00:00:00Z';

/** `Due` is written into RT's database as it comes, so in the form of that, in UTC; it is read as ISO 8601. */
export function dueChange(at: string | null): TicketChange {
  return {
    Due: wholeSeconds(at ?? NO_DATE)
      .replace('T', ' ')
      .replace('Z', ''),
  };
}

/** Empty text takes the value away. */
export function statutoryChange(at: string | null): TicketChange {
  return { CustomFields: { [STATUTORY_DATE]: at === null ? '' : wholeSeconds(at) } };
}

/** RT keeps whole seconds. */
export function isAt(there: string | null, at: string | null): boolean {
  return there === null || at === null ? there === at : Math.floor(Date.parse(there) / 1_000) === Math.floor(Date.parse(at) / 1_000);
}

function wholeSeconds(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** For RT's search language (TicketSQL). */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** Concerns every effect, and all go by themselves once the queue is mended. */
function unfit(reason: string): NotDelivered {
  return new NotDelivered({ type: 'unavailable', reason });
}
