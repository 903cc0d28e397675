/** Something about a case that line 1 has to see to: in their list until one of them has written what was done. */
import { randomUUID } from 'node:crypto';
import { later, type Transaction } from '../database.js';

/** `by`: `system:…`. The case may have ended. */
export function askLine1(
  on: Transaction,
  caseId: string,
  asked: { readonly question: string; readonly by: string; readonly atMs: number },
): void {
  later(
    on,
    `INSERT INTO case_question (id, case_id, question, asked_by, asked_at, tier, state) VALUES (:id, :caseId, :question, :by, :at, 'line-1', 'open')`,
    { id: randomUUID(), caseId, question: asked.question, by: asked.by, at: new Date(asked.atMs) },
  );
}
