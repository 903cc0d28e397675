/** What Request Tracker tells of its tickets: one by its number, those of a case, and what changed, by the feed of transactions. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Changes, PeerDates, PeerRecord, RecordSource } from '../../outbox/source.js';
import type { Rest } from './rest.js';
import { quoted, type Ticket, type Tickets } from './tickets.js';

/**
 * A transaction gets its number before its commit, so a smaller one may show up later. The cursor stays behind whatever is younger than
 * this by RT's own clock; those are read again the next time.
 */
const SETTLED_MS = 20_000;
/** Of 100 transactions; what is left comes with the next call. */
const MOST_PAGES = 5;
const ON_A_PAGE = 100;
/** They change no field. Our user may not see them, and RT drops what one can't see only after it has cut the page. */
const UNSEEN = ['Comment', 'CommentEmailRecord', 'EmailRecord'];

const page = z.object({
  items: z.array(z.object({ id: z.coerce.number().int(), ObjectId: z.coerce.string(), Created: z.iso.datetime() })),
});

interface Transaction {
  readonly number: number;
  readonly ticketId: string;
  readonly atMs: number;
}

export class TicketSource implements RecordSource {
  constructor(
    private readonly rest: Rest,
    private readonly tickets: Tickets,
    private readonly queue: string,
  ) {}

  async read(recordId: string, signal: AbortSignal): Promise<PeerRecord | undefined> {
    if (!/^\d+$/.test(recordId)) return undefined;
    return (await this.records(await this.tickets.withIds([recordId], signal), signal))[0];
  }

  async ofCase(caseNumber: string, signal: AbortSignal): Promise<readonly PeerRecord[]> {
    return this.records(await this.tickets.withFields({ caseNumber }, signal), signal);
  }

  /** Of tickets in our queue, those deleted too, as closed. The cursor is the number of a transaction. */
  async changes(cursor: string | undefined, signal: AbortSignal): Promise<Changes> {
    const fields = await this.tickets.checkQueue(signal);
    if (cursor === undefined) return { records: [], cursor: await this.beginning(fields, signal) };
    let after = Number(cursor);
    let settled = after;
    const ids = new Set<string>();
    for (let number = 1; number <= MOST_PAGES; number++) {
      const { transactions, nowMs } = await this.transactions(fields, `id > ${after}`, 'ASC', signal);
      for (const one of transactions) {
        // One that changed again stands where it changed last: oldest first.
        ids.delete(one.ticketId);
        ids.add(one.ticketId);
        if (settled === after && isSettled(one, nowMs)) settled = one.number;
        after = one.number;
      }
      if (transactions.length < ON_A_PAGE) break;
    }
    return { records: await this.records(await this.changed([...ids], signal), signal), cursor: String(settled) };
  }

  /** In the order of the ids. */
  private async changed(ids: readonly string[], signal: AbortSignal): Promise<readonly Ticket[]> {
    const known = new Map<string, Ticket>();
    for (let from = 0; from < ids.length; from += ON_A_PAGE) {
      for (const one of await this.tickets.withIds(ids.slice(from, from + ON_A_PAGE), signal)) known.set(one.id, one);
    }
    // Deleted or merged: no search finds it.
    for (const id of ids.filter((one) => !known.has(one))) {
      const deleted = await this.tickets.hold(id, signal);
      if (deleted !== undefined) known.set(id, deleted);
    }
    return ids.flatMap((id) => known.get(id) ?? []);
  }

  /** Behind the last transaction that is settled. */
  private async beginning(fields: readonly string[], signal: AbortSignal): Promise<string> {
    const { transactions, nowMs } = await this.transactions(fields, 'id > 0', 'DESC', signal);
    const settled = transactions.find((one) => isSettled(one, nowMs));
    return String(settled?.number ?? Math.max(0, (transactions.at(-1)?.number ?? 1) - 1));
  }

  private async transactions(
    fields: readonly string[],
    condition: string,
    order: 'ASC' | 'DESC',
    signal: AbortSignal,
  ): Promise<{ readonly transactions: readonly Transaction[]; readonly nowMs: number }> {
    const ours = fields.map((id) => `Field = ${quoted(id)}`).join(' OR ');
    const seen = UNSEEN.map((type) => `Type != ${quoted(type)}`).join(' AND ');
    const query = `TicketQueue = ${quoted(this.queue)} AND ${condition} AND ${seen} AND (Type != 'CustomField' OR ${ours})`;
    const form = { query, orderby: 'id', order, per_page: String(ON_A_PAGE), fields: 'ObjectId,Created' };
    const answer = await this.rest.ask('POST', '/transactions', { signal, form });
    const transactions = page
      .parse(answer.body)
      .items.map(({ id, ObjectId, Created }) => ({ number: id, ticketId: ObjectId, atMs: Date.parse(Created) }));
    const newestMs = transactions.reduce((latest, { atMs }) => Math.max(latest, atMs), 0);
    return { transactions, nowMs: answer.atMs ?? newestMs };
  }

  private async records(tickets: readonly Ticket[], signal: AbortSignal): Promise<readonly PeerRecord[]> {
    const closed = await this.tickets.closedOf(tickets, signal);
    return tickets.map((ticket) => ({
      recordId: ticket.id,
      recordNumber: ticket.id,
      caseRun: ticket.fields.caseRun,
      title: ticket.subject,
      status: ticket.status,
      outcome: ticket.fields.outcome,
      isClosed: closed.has(ticket),
      dates: datesOf(ticket),
      // A CRM is told of no documents.
      documents: [],
      version: versionOf(ticket),
      changedAt: ticket.changedAt,
    }));
  }
}

export function datesOf({ dueAt, statutoryAt }: Ticket): PeerDates {
  return { promiseAt: dueAt, ...(statutoryAt === undefined ? {} : { statutoryAt }), preciseToMs: 1_000 };
}

/** RT's ETag would cost a request for each ticket. Its stamp has whole seconds, so what can be seen of the ticket belongs to it. */
function versionOf({ changedAt, status, subject, dueAt, statutoryAt, fields }: Ticket): string {
  const seen = JSON.stringify([status, subject, dueAt, statutoryAt, fields.caseRun, fields.outcome]);
  return `${changedAt} ${createHash('sha256').update(seen).digest('hex').slice(0, 12)}`;
}

const isSettled = ({ atMs }: Transaction, nowMs: number): boolean => atMs <= nowMs - SETTLED_MS;
