/** Counts an open case's promise again by the calendar as it stands, from the term that it was promised by. */
import { z } from 'zod';
import { iso, later, row, type Transaction } from '../database.js';
import { record } from '../history/journal.js';
import type { Services } from '../services.js';
import { promisedDates } from './dates.js';
import { CASE_COLUMNS, type CaseRow } from './lookup.js';

const termFacts = z.object({
  amount: z.number(),
  unit: z.enum(['service-hours', 'working-days', 'calendar-days', 'calendar-hours']),
  remindAfter: z.number().nullish(),
});

/** Locks the case. Dates that stay leave no trace. */
export async function recountCase(api: Services, on: Transaction, caseId: string): Promise<void> {
  const theCase = await row<CaseRow>(on, `SELECT ${CASE_COLUMNS} FROM case_file c WHERE c.id = :caseId FOR UPDATE`, { caseId });
  if (theCase === undefined || theCase.promise_at === null || (theCase.status !== 'open' && theCase.status !== 'registered')) return;
  const computed = await row<{ facts: string; at: Date }>(
    on,
    `SELECT facts, at FROM case_journal WHERE case_id = :caseId AND act = 'dates.computed' ORDER BY seq DESC LIMIT 1`,
    { caseId },
  );
  const term = computed === undefined ? undefined : termFacts.safeParse(JSON.parse(computed.facts));
  if (computed === undefined || term?.success !== true) return;
  const { amount, unit, remindAfter } = term.data;
  const { id, version, calendar } = await api.calendars.standing(on, theCase.department);
  const fromMs = theCase.current_run === 1 ? theCase.registered_at.getTime() : computed.at.getTime();
  const counted = promisedDates(calendar, fromMs, { amount, unit, ...(remindAfter == null ? {} : { remindAfter }) });
  const { promiseAt } = counted;
  // Cases from before the reminder's term was written down keep their reminder.
  const remindAt = counted.remindAt ?? theCase.remind_at;
  if (promiseAt.getTime() === theCase.promise_at.getTime() && remindAt?.getTime() === theCase.remind_at?.getTime()) return;
  later(on, 'UPDATE case_file SET promise_at = :promiseAt, remind_at = :remindAt WHERE id = :caseId', { promiseAt, remindAt, caseId });
  await record(on, {
    caseId,
    atMs: api.clock.now(),
    actor: 'system:calendar',
    act: 'dates.recounted',
    facts: {
      calendar: id,
      calendarVersion: version,
      promiseBefore: iso(theCase.promise_at),
      promiseAt: iso(promiseAt),
      remindBefore: iso(theCase.remind_at),
      remindAt: iso(remindAt),
    },
  });
}
