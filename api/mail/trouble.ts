/** Mailboxes that can't be read: since when, and why, for whoever looks after them. */
import { z } from 'zod';
import { iso, rows, run } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import type { Services } from '../services.js';
import { type NamedRow, showTold, toldColumn } from '../sync/alarm-recipients.js';
import { toldSchema } from '../sync/schemas.js';
import { awayAt } from '../team/absences.js';

const MOST_REASON = 2_000;

export async function mailboxFails({ db, clock }: Services, name: string, reason: string): Promise<void> {
  await run(
    db,
    `INSERT INTO mailbox_trouble (name, down_since, last_error) VALUES (:name, :now, :reason)
     ON CONFLICT (name) DO UPDATE SET last_error = excluded.last_error`,
    { name, reason: reason.slice(0, MOST_REASON), now: new Date(clock.now()) },
  );
}

export async function mailboxWorks({ db }: Services, name: string): Promise<void> {
  await run(db, 'DELETE FROM mailbox_trouble WHERE name = :name', { name });
}

const mailboxSchema = z
  .object({
    name: z.string(),
    readAt: z.iso.datetime().nullable().meta({ description: 'Last, by the wall clock; null: never.' }),
    downSince: z.iso.datetime().nullable(),
    lastError: z.string().nullable(),
    told: toldSchema,
  })
  .meta({ id: 'Mailbox' });

/** One that nobody has read for so long belongs to an earlier setting. */
const FORGOTTEN_MS = 24 * 3_600_000;

interface MailboxRow {
  readonly name: string;
  readonly read_at: Date | null;
  readonly down_since: Date | null;
  readonly last_error: string | null;
  readonly told: NamedRow | null;
}

async function listMailboxes({ api }: SignedIn): Promise<Answer> {
  const found = await rows<MailboxRow>(
    api.db,
    `SELECT name, m.read_at, t.down_since, t.last_error, ${toldColumn('w.login')}
       FROM mailbox m FULL JOIN mailbox_trouble t USING (name) LEFT JOIN mailbox_told w USING (name)
      WHERE t.down_since IS NOT NULL OR m.read_at > :since ORDER BY name`,
    { since: new Date(Date.now() - FORGOTTEN_MS) },
  );
  const away = await awayAt(api.db, new Date(api.clock.now()));
  return ok(
    found.map(({ name, read_at: readAt, down_since: downSince, last_error: lastError, told }) => ({
      ...{ name, readAt: iso(readAt), downSince: iso(downSince), lastError },
      told: showTold(told, away),
    })),
  );
}

export const mailboxRoutes: readonly Route[] = [
  route(
    'step.retry',
    {
      method: 'get',
      path: '/api/v1/mailboxes',
      tag: 'sync',
      summary: 'The mailboxes that mail is taken from',
      answers: { 200: json(z.array(mailboxSchema), 'Each mailbox') },
      problems: [],
    },
    listMailboxes,
  ),
];
