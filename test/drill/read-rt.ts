/** What Request Tracker has, asked over REST 2 by somebody who works with it, past our adapter and past the door with the faults. */
import { z } from 'zod';
import type { CrmRecordThere } from './oracle.js';

const ON_A_PAGE = 100;
const QUEUE = 'Sprawy';

const tickets = z.object({
  pages: z.number().nullish(),
  items: z.array(
    z.object({
      id: z.union([z.number(), z.string()]).transform(String),
      Status: z.string(),
      Due: z.string().nullish(),
      CustomFields: z.array(z.object({ name: z.string(), values: z.array(z.string().nullable()) })),
    }),
  ),
});
const transactions = z.object({
  pages: z.number().nullish(),
  items: z.array(z.object({ ObjectId: z.union([z.number(), z.string()]).transform(String), NewValue: z.string().nullish() })),
});

export async function readRequestTracker(url: string, token: string): Promise<readonly CrmRecordThere[]> {
  const all = async <Page extends { items: readonly unknown[] }>(path: string, form: object, schema: z.ZodType<Page>) => {
    const items: Page['items'][number][] = [];
    for (let page = 1; ; page++) {
      const body = new URLSearchParams({ ...form, per_page: String(ON_A_PAGE), page: String(page), orderby: 'id', order: 'ASC' });
      const answer = await fetch(`${url}/REST/2.0/${path}`, { method: 'POST', headers: { authorization: `token ${token}` }, body });
      const found = schema.parse(await answer.json());
      items.push(...found.items);
      if (found.items.length < ON_A_PAGE) return items;
    }
  };
  const made = await all('tickets', { query: `Queue = '${QUEUE}'`, fields: 'Status,Due,CustomFields' }, tickets);
  const outcomesSet = await all(
    'transactions',
    { query: `TicketQueue = '${QUEUE}' AND Type = 'CustomField' AND NewValue LIKE 'RESOLVED_'`, fields: 'ObjectId,NewValue' },
    transactions,
  );
  return made.map(({ id, Status, Due, CustomFields }) => {
    const field = (name: string): string | null => CustomFields.find((one) => one.name === name)?.values[0] ?? null;
    return {
      caseRun: field('Case run') ?? `ticket ${id}`,
      status: Status,
      outcome: field('Outcome code'),
      // How it says that there is none.
      promiseAt: Due === undefined || Due === '1970-01-01T00:00:00Z' ? null : Due,
      changes: outcomesSet.filter(({ ObjectId }) => ObjectId === id).length,
      isInOrder: true,
    };
  });
}
