/** What the process does while it waits (`case.pause`, `case.resume`): the pause begins and ends, the dates are counted again. */

import { requestMessage } from '../../workers/index.js';
import type { Letter } from '../../workers/ports.js';
import type { Effect } from '../cases/effects.js';
import { later } from '../database.js';
import type { CaseServices } from '../services.js';
import { countAgain } from './count.js';
import { letterTo } from './letter-to.js';
import { type AskedKind, ask, endPause, markWaiting, type WaitingPause, waitingPause } from './pauses.js';

/** For a request that came without a date: from a plain Tasklist, say. */
const WORKING_DAYS: Readonly<Record<AskedKind, number>> = { resident: 7, office: 14 };

export async function beginWaiting(
  api: CaseServices,
  effect: Effect,
  asked: { readonly entry: number; readonly kind: AskedKind },
): Promise<{ readonly waitUntil: string; readonly letter: Letter | null }> {
  const { on, theCase, run: of, atMs } = effect;
  const pause = (await waitingPause(on, theCase.id)) ?? (await askInTheirPlace(api, effect, asked));
  const at = new Date(atMs);
  markWaiting(on, { caseId: theCase.id, run: of.run }, pause, at);
  // Who asked gets it back, whether or not the feed has told yet who ended the task.
  later(
    on,
    'UPDATE case_visit SET left_by = coalesce(CAST(:by AS text), left_by) WHERE case_id = :caseId AND run = :run AND entry = :entry',
    { by: of.passed_on_by, caseId: theCase.id, run: of.run, entry: of.entry },
  );
  await countAgain(api, {
    ...effect,
    run: of.run,
    act: 'pause.began',
    why: { kind: pause.kind, until: pause.until_at.toISOString(), entry: pause.entry },
  });
  const letter =
    pause.message === null || pause.channel === null
      ? null
      : await letterTo(on, theCase.resident_id, pause.channel, requestMessage(theCase.number, pause.message));
  // A term that is over by now is over at once, not an incident.
  return { waitUntil: pause.until_at.toISOString(), letter };
}

async function askInTheirPlace(
  api: CaseServices,
  { on, theCase, run: of, atMs }: Effect,
  { entry, kind }: { readonly entry: number; readonly kind: AskedKind },
): Promise<WaitingPause> {
  const calendar = await api.calendars.of(on, theCase.department);
  const until = new Date(calendar.addWorkingDays(atMs, WORKING_DAYS[kind]));
  const by = of.passed_on_by ?? 'system:engine';
  const nothing = { missing: null, office: null, message: null, channel: null };
  const id = await ask(on, { caseId: theCase.id, run: of.run, entry, tier: theCase.tier, kind, basis: '', until, by, atMs, ...nothing });
  return { id, entry, run: of.run, kind, state: 'asked', from_at: null, until_at: until, ended_by: null, ...nothing };
}

export async function endWaiting(
  api: CaseServices,
  effect: Effect,
  asked: { readonly entry: number; readonly replied: boolean },
): Promise<{ readonly ended: 'replied' | 'term' }> {
  const { on, theCase, run: of, atMs, actor } = effect;
  const ended = asked.replied ? 'replied' : 'term';
  const pause = await waitingPause(on, theCase.id);
  if (pause === undefined || pause.run !== of.run) return { ended };
  await endPause(on, theCase.id, pause, { how: ended, atMs, actor });
  await countAgain(api, { ...effect, run: of.run, act: 'dates.recounted', why: { because: 'pause', how: ended } });
  later(on, 'UPDATE case_visit SET after_wait = :ended WHERE case_id = :caseId AND run = :run AND entry = :entry', {
    ended,
    caseId: theCase.id,
    run: of.run,
    entry: of.entry,
  });
  return { ended };
}
