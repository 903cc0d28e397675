/** The message port: mails, SMS and letters land in an outbox that a person can read. */
import type pg from 'pg';
import { effectText } from '../outbox/outbox.js';
import type { Clock, MessagePort } from '../ports.js';

export function messageOutbox(pool: pg.Pool, clock: Clock): MessagePort {
  return {
    async send({ key, caseRun, kind, channel, to, recipientName, subject, text }) {
      await pool.query(
        `INSERT INTO message_outbox (effect_key, case_run, kind, channel, recipient_name, recipient, subject, body, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (effect_key) DO NOTHING`,
        [effectText(key), caseRun, kind, channel, recipientName, to, subject, text, new Date(clock.now())],
      );
    },
  };
}
