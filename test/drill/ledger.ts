/** What the house's own tables say of its deliveries: for the counts beside the zeros, and to know when there is nothing left to wait for. */
import pg from 'pg';
import type { House } from './house.js';

export interface Ledger {
  /** Promised to other systems and not delivered, or heard and not yet looked into. */
  readonly waiting: number;
  readonly messages: number;
  readonly retries: number;
  /** Tries that found their own earlier work. */
  readonly foundAgain: number;
  /** Left to a person. */
  readonly held: number;
}

export async function readLedger(house: House): Promise<Ledger> {
  const client = new pg.Client({ connectionString: house.databaseUrl() });
  await client.connect();
  try {
    const { rows } = await client.query<Ledger>(
      `SELECT (count(*) FILTER (WHERE delivered_at IS NULL AND withdrawn_at IS NULL AND held_at IS NULL)
               + (SELECT count(*) FROM inward_event WHERE state = 'waiting'))::int AS waiting,
              count(*)::int AS messages, coalesce(sum(greatest(attempts - 1, 0)), 0)::int AS retries,
              (SELECT count(*) FROM outbox_attempt WHERE outcome = 'delivered' AND detail LIKE '%already%')::int AS "foundAgain",
              (count(*) FILTER (WHERE held_at IS NOT NULL AND delivered_at IS NULL))::int AS held
         FROM outbox WHERE system <> 'mail'`,
    );
    const [found] = rows;
    if (found === undefined) throw new Error('Expected one row of counts, but got none');
    return found;
  } finally {
    await client.end();
  }
}
