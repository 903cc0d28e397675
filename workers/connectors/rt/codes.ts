/** Which outcomes Request Tracker knows: the values of our custom field, where it is a list. Statuses of a lifecycle its REST 2 doesn't tell. */
import { z } from 'zod';
import type { ListCodes } from '../../outbox/code-list.js';
import type { Rest } from './rest.js';
import type { Tickets } from './tickets.js';

const ON_A_PAGE = 100;
const values = z.object({ items: z.array(z.object({ name: z.string() })), pages: z.coerce.number().int().default(1) });

export function outcomesOf(rest: Rest, tickets: Tickets): ListCodes {
  return async (signal) => {
    const [field] = (await tickets.checkQueue(signal)).slice(-1);
    const outcomes: string[] = [];
    for (let page = 1, pages = 1; page <= pages; page++) {
      const path = `/customfield/${field}/values?per_page=${ON_A_PAGE}&page=${page}`;
      const { status, body } = await rest.ask('GET', path, { signal, alsoFine: [403] });
      // A right to see the field in our queue shows its values on tickets, not the list of them.
      if (status === 403) break;
      const read = values.parse(body);
      outcomes.push(...read.items.map(({ name }) => name));
      pages = read.pages;
    }
    // A field that takes any text has no values.
    return { status: null, outcome: outcomes.length === 0 ? null : outcomes };
  };
}
