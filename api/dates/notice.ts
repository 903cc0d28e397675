/** The law's notice: when somebody has to decide on it, and moving the statutory date with it. */
import { randomUUID } from 'node:crypto';
import { CITY_ZONE, endOfDate } from '../../calendar/index.js';
import { extensionNotice } from '../../workers/index.js';
import type { Letter, NoticeState } from '../../workers/ports.js';
import { FAR_FUTURE } from '../cases/codes.js';
import type { Effect } from '../cases/effects.js';
import { later, row, type Transaction } from '../database.js';
import { record } from '../history/journal.js';
import type { CaseServices } from '../services.js';
import { countAgain } from './count.js';
import { nextKnock } from './knocks.js';
import { letterTo } from './letter-to.js';
import { termsOf } from './terms.js';

const NOTICE = 'statutory-notice';

/** Due once for each date: whoever said that it isn't needed isn't asked again until the date moves. */
export async function checkNotice(effect: Effect): Promise<NoticeState> {
  const { on, theCase, run: of, atMs } = effect;
  const visit = { entry: of.entry, knockAt: nextKnock(theCase, atMs) };
  const isOver = theCase.status !== 'open' || of.run !== theCase.current_run;
  if (isOver || theCase.statutory_at === null || theCase.notice_at === null) return { type: 'gone', visit };
  if (theCase.notice_at.getTime() > atMs) return { type: 'later', nextAt: theCase.notice_at.toISOString(), visit };
  const told = await row(
    on,
    `INSERT INTO case_notice (case_id, run, entry, kind, due_at, sent_at) VALUES (:caseId, :run, 0, '${NOTICE}', :at, :now)
     ON CONFLICT DO NOTHING RETURNING 1 AS told`,
    { caseId: theCase.id, run: of.run, at: theCase.statutory_at, now: new Date(atMs) },
  );
  // Told for this date already. A pause or an extension may still move it: then the message wakes this, or nothing has to.
  if (told === undefined) return { type: 'later', nextAt: FAR_FUTURE, visit };
  return { type: 'due', visit };
}

/** The reasons that the task's form offers, as the notice says them. */
const REASONS: Readonly<Record<string, string>> = {
  complicated: 'sprawa jest szczególnie skomplikowana',
  'other-office': 'czekamy na opinię lub dane innego organu',
  evidence: 'trzeba przeprowadzić oględziny lub zebrać dowody',
  'beyond-control': 'przyczyna nie zależy od urzędu',
};
const BASIS = 'art. 36 Kodeksu postępowania administracyjnego';

export interface Extending {
  readonly newDate: string;
  readonly reason: string;
  readonly basis?: string;
  readonly by: string;
}

export type Extended =
  | { readonly type: 'extended'; readonly letter: Letter | null }
  | { readonly type: 'refused'; readonly because: 'no-date' | 'not-extendable' | 'date-missed' | 'not-later' };

/** Only before the date: what is missed stays missed, and on time is published against the original date too. */
export async function extendStatutory(
  api: CaseServices,
  { on, theCase, atMs }: Pick<Effect, 'on' | 'theCase' | 'atMs'>,
  asked: Extending,
): Promise<Extended> {
  const run = theCase.current_run;
  const { statutory } = await termsOf(on, theCase.id, run);
  const from = theCase.statutory_at;
  if (statutory === undefined || from === null) return { type: 'refused', because: 'no-date' };
  if (!statutory.canExtend) return { type: 'refused', because: 'not-extendable' };
  if (atMs > from.getTime()) return { type: 'refused', because: 'date-missed' };
  const to = new Date(endOfDate(await api.calendars.of(on, theCase.department), asked.newDate));
  if (to <= from) return { type: 'refused', because: 'not-later' };
  const basis = asked.basis ?? BASIS;
  const reason = REASONS[asked.reason] ?? asked.reason;
  const words = noticeWords(theCase.number, { from, to, reason, basis });
  later(
    on,
    `INSERT INTO case_extension (id, case_id, run, moves, decided_at, by_login, from_at, to_at, reason, basis, notice)
     VALUES (:id, :caseId, :run, 'both', :at, :by, :from, :to, :reason, :basis, :notice)`,
    {
      id: randomUUID(),
      caseId: theCase.id,
      run,
      at: new Date(atMs),
      by: asked.by,
      from,
      to,
      reason,
      basis,
      notice: words.text,
    },
  );
  fileNotice(on, theCase.id, words, atMs, asked.by);
  await record(on, {
    caseId: theCase.id,
    atMs,
    actor: asked.by,
    act: 'deadline.extended',
    facts: { from: from.toISOString(), to: to.toISOString(), basis },
    payload: { reason, notice: words.text },
  });
  await countAgain(api, {
    on,
    theCase,
    run,
    atMs,
    actor: asked.by,
    act: 'dates.recounted',
    why: { because: 'extension' },
  });
  return { type: 'extended', letter: await letterTo(on, theCase.resident_id, theCase.reply_channel, words) };
}

export function noticeWords(
  number: string,
  notice: { readonly from: Date; readonly to: Date; readonly reason: string; readonly basis: string },
): { readonly subject: string; readonly text: string } {
  return extensionNotice(number, { until: dayOf(notice.from), newDate: dayOf(notice.to), reason: notice.reason, basis: notice.basis });
}

const DAY = new Intl.DateTimeFormat('pl-PL', { timeZone: CITY_ZONE, dateStyle: 'long' });
const dayOf = (at: Date): string => DAY.format(at);

/** Among the case's documents. */
function fileNotice(
  on: Transaction,
  caseId: string,
  words: { readonly subject: string; readonly text: string },
  atMs: number,
  by: string,
): void {
  const content = Buffer.from(`${words.subject}\n\n${words.text}\n`, 'utf8');
  later(
    on,
    `INSERT INTO document (id, case_id, name, media_type, size_bytes, sha256, content, added_at, added_by)
     VALUES (:id, :caseId, :name, 'text/plain; charset=utf-8', :size, sha256(:content), :content, :at, :by)`,
    { id: randomUUID(), caseId, name: `${words.subject}.txt`, size: content.length, content, at: new Date(atMs), by },
  );
}
