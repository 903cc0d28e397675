/** What a department changed in its own system of when it does the work: its word, so the case has it from then on. */
import { z } from 'zod';
import { iso, later, type Transaction } from '../database.js';
import { record } from '../history/journal.js';

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** undefined: it says no moment. */
export function momentOf(text: string | null): Date | null | undefined {
  if (text === null) return null;
  const read = moment.safeParse(text.trim());
  return read.success ? new Date(read.data) : undefined;
}

interface Replanned {
  readonly caseId: string;
  readonly recordId: string;
  readonly plannedAt: Date | null;
  readonly before: Date | null;
  readonly atMs: number;
  readonly by: string;
}

/** The caller has the case locked. */
export async function takePlanned(on: Transaction, { caseId, recordId, plannedAt, before, atMs, by }: Replanned): Promise<void> {
  later(on, 'UPDATE case_file SET planned_at = :plannedAt WHERE id = :caseId', { caseId, plannedAt });
  later(on, `UPDATE external_record SET planned_at = :plannedAt WHERE system = 'dms' AND record_id = :recordId`, { recordId, plannedAt });
  const facts = { recordId, plannedAt: iso(plannedAt), plannedBefore: iso(before) };
  await record(on, { caseId, atMs, actor: by, act: 'dms.planned', facts });
}
