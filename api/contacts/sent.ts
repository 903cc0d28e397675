/** Articles that went out while a conversation was still nobody's case: once it becomes one, they are part of it. */
import { rows, type Transaction } from '../database.js';
import { record } from '../history/journal.js';

export interface Adopting {
  readonly caseId: string;
  readonly residentId: string | null;
  /** Contacts; what isn't theirs to give, or is a case's already, is left alone. */
  readonly sent: readonly string[];
  readonly login: string;
  readonly atMs: number;
}

export async function adoptSent(on: Transaction, { caseId, residentId, sent, login, atMs }: Adopting): Promise<void> {
  if (sent.length === 0) return;
  const adopted = await rows<{ id: string; code: string; version: number; how: string; recipient: string }>(
    on,
    `WITH adopted AS (
       UPDATE contact SET case_id = :caseId, resident_id = coalesce(resident_id, CAST(:residentId AS uuid))
        WHERE id = ANY (CAST(:sent AS uuid[])) AND case_id IS NULL AND direction = 'out' AND taken_by = :login
       RETURNING id, at)
     SELECT a.id, s.code, s.version, s.how, m.recipient FROM adopted a
       JOIN article_said s ON s.contact_id = a.id JOIN message_outbox m ON m.contact_id = a.id ORDER BY a.at, a.id`,
    { caseId, residentId, sent: [...sent], login },
  );
  for (const { id, code, version, how, recipient } of adopted) {
    const facts = { code, version, channel: how, contactId: id };
    await record(on, { caseId, atMs, actor: login, act: 'article.sent', facts, payload: { recipient } });
  }
}
