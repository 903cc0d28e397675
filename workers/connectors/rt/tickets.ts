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

export interface Ticket {
  readonly id: string;
  readonly subject: string;
  readonly status: string;
  /** Number of its last transaction. */
  readonly version: string;
  /** RT's clock, ISO 8601, whole seconds. */
  readonly changedAt: string;
  readonly fields: { readonly [Name in keyof FieldNames]: string | null };
}

export interface TicketChange {
  readonly Status?: string;
  readonly CustomFields?: Readonly<Record<string, string>>;
}

/** RT's lifecycles allow for any number of these; only a search tells them apart. */
const INACTIVE = `Status = '__Inactive__'`;
const DELETED = 'deleted';
/** RT gives no more on a page. */
const MOST_ON_A_PAGE = '100';
const CHECKED_MS = 300_000;

const number = z.union([z.number(), z.string()]).transform(String);
const ticket = z.object({
  id: number,
  Subject: z.string().nullish(),
  Status: z.string(),
  LastUpdated: z.string(),
  CustomFields: z.array(z.object({ name: z.string(), values: z.array(z.union([z.string(), z.null()])) })),
});
const made = z.object({ id: number });
const messages = z.array(z.union([z.string(), z.null()])).transform((all) => all.filter((one) => one !== null));
const found = z.object({ items: z.array(z.object({ id: number })) });
const queueFields = z.object({ id: number, TicketCustomFields: z.array(z.object({ id: number, name: z.string() })) });

export class Tickets {
  private checked: { readonly fields: readonly string[]; readonly untilMs: number } | undefined;

  constructor(
    private readonly rest: Rest,
    private readonly queue: string,
    private readonly names: FieldNames,
  ) {}

  /** undefined: there is none, or it is part of another one now. A deleted one is still read. */
  async read(id: string, signal: AbortSignal): Promise<Ticket | undefined> {
    const answer = await this.rest.ask('GET', `/ticket/${encodeURIComponent(id)}`, { signal, alsoFine: [404] });
    if (answer.status === 404) return undefined;
    const { id: shownId, Subject, Status, LastUpdated, CustomFields } = ticket.parse(answer.body);
    // Of a ticket that was merged RT shows the one into which it went.
    if (shownId !== id || answer.etag === null) return undefined;
    const valueIn = (name: string): string | null => CustomFields.find((one) => one.name === name)?.values[0] ?? null;
    const { effect, caseNumber, caseRun, outcome } = this.names;
    return {
      id,
      subject: Subject ?? '',
      status: Status,
      version: answer.etag,
      changedAt: LastUpdated,
      fields: { effect: valueIn(effect), caseNumber: valueIn(caseNumber), caseRun: valueIn(caseRun), outcome: valueIn(outcome) },
    };
  }

  /** Tickets with any of these values in its field, oldest first, deleted and merged ones left out. In any queue: people move them. */
  async withFields(values: Partial<FieldNames>, signal: AbortSignal): Promise<readonly Ticket[]> {
    const wanted = Object.entries(values) as [keyof FieldNames, string][];
    const query = wanted.map(([field, value]) => `${quoted(`CF.{${this.names[field]}}`)} = ${quoted(value)}`).join(' OR ');
    const tickets: Ticket[] = [];
    for (const id of await this.search(query, signal)) {
      const one = await this.read(id, signal);
      // Its search takes upper and lower case for the same.
      if (one !== undefined && wanted.some(([field, value]) => one.fields[field] === value)) tickets.push(one);
    }
    return tickets;
  }

  /** Which of these are in a status that ends their lifecycle. */
  async closedOf(tickets: readonly Ticket[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    if (tickets.length === 0) return new Set();
    const any = tickets.map(({ id }) => `id = ${id}`).join(' OR ');
    const inactive = await this.search(`(${any}) AND ${INACTIVE}`, signal);
    return new Set([...inactive, ...tickets.filter(({ status }) => status === DELETED).map(({ id }) => id)]);
  }

  isGone({ status }: Ticket): boolean {
    return status === DELETED;
  }

  /** Gives the new one's number. */
  async create(subject: string, content: string, fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string> {
    const json = { Queue: this.queue, Subject: subject, Content: content, ContentType: 'text/plain', CustomFields: fields };
    const { body } = await this.rest.ask('POST', '/ticket', { signal, json });
    return made.parse(body).id;
  }

  /** Gives RT's messages: it answers 200 also where it refused. Throws `busy` when the ticket has changed since that version. */
  async change({ id, version }: Ticket, json: TicketChange, signal: AbortSignal): Promise<readonly string[]> {
    const { body } = await this.rest.ask('PUT', `/ticket/${id}`, { signal, json, ifMatch: version });
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

  private async search(query: string, signal: AbortSignal): Promise<readonly string[]> {
    const form = { query, orderby: 'id', order: 'ASC', per_page: MOST_ON_A_PAGE };
    const { body } = await this.rest.ask('POST', '/tickets', { signal, form });
    return found.parse(body).items.map(({ id }) => id);
  }
}

/** For RT's search language (TicketSQL). */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** Concerns every effect, and all go by themselves once the queue is mended. */
function unfit(reason: string): NotDelivered {
  return new NotDelivered({ type: 'unavailable', reason });
}
