/** How far each mailbox was read. */
import type { MailboxCursor } from '../../workers/index.js';
import { row, run, type Statements } from '../database.js';

export async function reached(on: Statements, mailbox: string): Promise<MailboxCursor | undefined> {
  const found = await row<{ uid_validity: string; last_uid: string; since: Date }>(
    on,
    'SELECT uid_validity, last_uid, since FROM mailbox WHERE name = :mailbox',
    { mailbox },
  );
  return found === undefined ? undefined : { uidValidity: BigInt(found.uid_validity), uid: Number(found.last_uid), since: found.since };
}

/** Two nodes may read at once: the one that came less far takes nothing back. */
export async function reach(on: Statements, mailbox: string, { uidValidity, uid, since }: MailboxCursor): Promise<void> {
  await run(
    on,
    `INSERT INTO mailbox (name, uid_validity, last_uid, since, read_at) VALUES (:mailbox, CAST(:validity AS bigint), :uid, :since, now())
     ON CONFLICT (name) DO UPDATE SET uid_validity = excluded.uid_validity, read_at = excluded.read_at,
       last_uid = CASE WHEN mailbox.uid_validity = excluded.uid_validity THEN greatest(mailbox.last_uid, excluded.last_uid) ELSE excluded.last_uid END`,
    { mailbox, validity: String(uidValidity), uid, since },
  );
}
