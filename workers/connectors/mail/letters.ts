/** Letters that wait to leave, as they stand in the message outbox. */
import type pg from 'pg';

export interface LeavingLetter {
  readonly mailId: string;
  readonly recipientName: string;
  /** Empty once its resident was forgotten. */
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
}

export async function readLetter(pool: pg.Pool, effectKey: string): Promise<LeavingLetter | undefined> {
  const { rows } = await pool.query<LeavingLetter>({
    name: 'letter to leave',
    text: `SELECT mail_id AS "mailId", recipient_name AS "recipientName", recipient, subject, body AS text
             FROM message_outbox WHERE effect_key = $1 AND channel = 'mail' AND mail_id IS NOT NULL`,
    values: [effectKey],
  });
  return rows[0];
}
