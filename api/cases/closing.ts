/** Closing: the one place that makes a case *resolved*, and only with an outcome code and a text to the resident. */
import type { Closing, ReplyChannel } from '../../workers/ports.js';
import { row } from '../database.js';
import { giveUpWaiting } from '../dates/pauses.js';
import { record } from '../history/journal.js';
import { withdrawQuestions } from '../questions/questions.js';
import type { Effect } from './effects.js';
import { isLate } from './late.js';
import { openVisit } from './visits.js';

export interface ClosingAsked {
  readonly outcomeCode: string;
  readonly residentText: string;
  readonly needsText: boolean;
  readonly answered: boolean;
  readonly originalNumber?: string;
  readonly transferredTo?: string;
}

/** What decision tables say when no row fits. */
const UNKNOWN_OUTCOME = 'unknown';

export async function closeCase(effect: Effect, asked: ClosingAsked): Promise<Closing> {
  const { on, theCase, atMs, actor } = effect;
  const written = theCase.closing_text === null || theCase.closing_text.trim() === '' ? undefined : theCase.closing_text;
  const text = written ?? (asked.needsText || asked.residentText.trim() === '' ? undefined : asked.residentText);
  const missing: ('outcomeCode' | 'closingText')[] = [];
  if (asked.outcomeCode === '' || asked.outcomeCode === UNKNOWN_OUTCOME) missing.push('outcomeCode');
  if (text === undefined) missing.push('closingText');
  const step = {
    tier: theCase.tier ?? 'closing',
    department: theCase.department,
    assignee: '',
    cameFrom: effect.run.entry,
    decision: null,
  };
  await giveUpWaiting(on, theCase.id, atMs, actor);
  if (missing.length > 0 || text === undefined) {
    await record(on, {
      caseId: theCase.id,
      atMs,
      actor,
      act: 'case.closing-incomplete',
      facts: { missing, outcomeCode: asked.outcomeCode },
    });
    return { type: 'incomplete', missing, visit: await openVisit(effect, step) };
  }
  const closed = await row<{ late: boolean | null }>(
    on,
    `UPDATE case_file SET status = 'resolved', outcome_code = :outcome, closing_text = :text, closed_at = :at, closed_tier = tier, accept_at = NULL,
       original_number = coalesce(:original, original_number), transferred_to = coalesce(:transferred, transferred_to) WHERE id = :id
     RETURNING ${isLate({ promiseAt: 'promise_at', caseId: 'case_file.id' })} AS late`,
    {
      outcome: asked.outcomeCode,
      text,
      at: new Date(atMs),
      now: new Date(atMs),
      original: asked.originalNumber ?? null,
      transferred: asked.transferredTo ?? null,
      id: theCase.id,
    },
  );
  await record(on, {
    caseId: theCase.id,
    atMs,
    actor,
    act: 'case.resolved',
    facts: {
      outcomeCode: asked.outcomeCode,
      tier: theCase.tier,
      by: effect.run.passed_on_by,
      late: closed?.late === true,
      promiseAt: theCase.promise_at?.toISOString() ?? null,
      originalNumber: asked.originalNumber ?? null,
      transferredTo: asked.transferredTo ?? null,
    },
    payload: { closingText: text },
  });
  await withdrawQuestions(on, theCase.id, atMs, actor);
  const visit = await openVisit({ ...effect, theCase: { ...theCase, status: 'resolved' } }, step);
  return { type: 'closed', ...(await channels(effect, asked.answered)), visit };
}

async function channels(
  { on, theCase }: Effect,
  answered: boolean,
): Promise<{ readonly replyChannel: ReplyChannel; readonly fallbackChannel: 'letter' | 'none' }> {
  // Whoever has the answer already, or never said who they are, gets no second one.
  if (answered || theCase.resident_id === null) return { replyChannel: 'none', fallbackChannel: 'none' };
  const replyChannel = theCase.reply_channel as ReplyChannel;
  if (replyChannel !== 'phone') return { replyChannel, fallbackChannel: 'none' };
  // Without an address there is nowhere to write to when nobody answers the phone.
  const reachable = await row(on, 'SELECT 1 FROM resident WHERE id = :id AND postal_address IS NOT NULL', { id: theCase.resident_id });
  return { replyChannel, fallbackChannel: reachable === undefined ? 'none' : 'letter' };
}
