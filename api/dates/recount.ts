/** Counts an open case's dates again by the calendar as it stands, from the terms that they were given by. */
import { CASE_COLUMNS, type CaseRow } from '../cases/lookup.js';
import { row, type Transaction } from '../database.js';
import type { Services } from '../services.js';
import { acceptanceAgain } from './acceptance.js';
import { count, writeDates } from './count.js';
import { dateFacts } from './facts.js';

/** Locks the case. Dates that stay leave no trace; a case from before its terms were kept stays as it is. */
export async function recountCase(api: Services, on: Transaction, caseId: string): Promise<void> {
  const theCase = await row<CaseRow>(on, `SELECT ${CASE_COLUMNS} FROM case_file c WHERE c.id = :caseId FOR UPDATE`, { caseId });
  if (theCase === undefined || theCase.promise_at === null || (theCase.status !== 'open' && theCase.status !== 'registered')) return;
  const atMs = api.clock.now();
  const run = theCase.current_run;
  const { id, version, calendar } = await api.calendars.standing(on, theCase.department);
  const counted = count(calendar, await dateFacts(on, caseId, run), atMs);
  const { promise, statutory, rungs } = counted;
  const acceptAt = await acceptanceAgain(on, theCase, calendar);
  const stays =
    promise?.at === theCase.promise_at.getTime() &&
    statutory?.at === theCase.statutory_at?.getTime() &&
    rungs.remindAt === theCase.remind_at?.getTime() &&
    acceptAt?.getTime() === theCase.accept_at?.getTime();
  if (promise === null || stays) return;
  const why = { calendar: id, calendarVersion: version };
  await writeDates(api, { on, theCase, run, atMs, actor: 'system:calendar', act: 'dates.recounted', why, acceptAt }, counted);
}
