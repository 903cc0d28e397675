/** The dates' part of the workers' case port (workers/ports.ts). */
import type { AlertKind, CasePort, DeadlineState } from '../../workers/ports.js';
import { aboveOf, climbs, tellAbove } from '../alerts/case-above.js';
import { tellOf } from '../alerts/recipients.js';
import { FAR_FUTURE } from '../cases/codes.js';
import { type Effect, once } from '../cases/effects.js';
import { findVisit } from '../cases/visits.js';
import { later } from '../database.js';
import { record } from '../history/journal.js';
import type { NoticeKind } from '../notices/tell.js';
import type { CaseServices } from '../services.js';
import { countAgain } from './count.js';
import { noticeId, noticesOf, toldNotices } from './knocks.js';
import { checkNotice, extendStatutory } from './notice.js';
import { promiseRule, saveTerm, statutoryRule } from './terms.js';
import { beginWaiting, endWaiting } from './waiting.js';

type DatesPort = Pick<CasePort, 'computeDates' | 'checkDeadline' | 'recordNotice' | 'pause' | 'resume' | 'checkNotice' | 'extendStatutory'>;

export function datesPort(api: CaseServices): DatesPort {
  return {
    computeDates: ({ key, caseRun, term, department, handling, track, statutory, acceptance }) =>
      once(api, key, caseRun, async ({ on, theCase, run: of, atMs, actor }) => {
        const ref = { caseId: theCase.id, run: of.run };
        // A reopened case counts from when it was reopened, the first run from when the city got it.
        const receivedAt = of.run === 1 ? (theCase.received_at ?? theCase.registered_at) : new Date(atMs);
        saveTerm(on, ref, {
          kind: 'promise',
          rule: promiseRule(term.amount, term.unit),
          remindRule: term.remindAfter === undefined ? null : promiseRule(term.remindAfter, term.unit),
          receivedAt,
          basis: '',
          canPause: true,
          canExtend: true,
          notice: 'none',
        });
        const rule = statutoryRule(statutory);
        if (rule !== undefined && statutory !== undefined) {
          const { basis, canPause, canExtend, notice } = statutory;
          saveTerm(on, ref, { kind: 'statutory', rule, remindRule: null, receivedAt, basis, canPause, canExtend, notice });
        }
        if (acceptance !== undefined) {
          const acceptanceRule = promiseRule(acceptance.amount, acceptance.unit);
          const plain = { remindRule: null, receivedAt, basis: '', canPause: false, canExtend: false, notice: 'none' };
          saveTerm(on, ref, { kind: 'acceptance', rule: acceptanceRule, ...plain });
        }
        later(
          on,
          'UPDATE case_file SET department = coalesce(:department, department), handling = coalesce(:handling, handling), track = coalesce(:track, track) WHERE id = :id',
          { department: department ?? null, handling: handling ?? null, track: track ?? null, id: theCase.id },
        );
        const counted = await countAgain(api, {
          on,
          theCase,
          run: of.run,
          department,
          atMs,
          actor,
          act: 'dates.computed',
          why: { amount: term.amount, unit: term.unit, basis: statutory?.basis ?? null, department: department ?? null },
        });
        if (counted.promise === null) throw new Error(`Expected a promise for ${caseRun}, but the count gave none`);
        return {
          promiseAt: new Date(counted.promise.at).toISOString(),
          noticeAt: counted.noticeAt === undefined ? FAR_FUTURE : new Date(counted.noticeAt).toISOString(),
        };
      }),

    checkDeadline: ({ key, caseRun, entry }) => once(api, key, caseRun, (effect) => checkDeadline(effect, entry)),

    recordNotice: async ({ key, caseRun, kind, entry, at }) => {
      const aboveId = climbs(kind) ? await aboveOf(api.db, caseRun) : undefined;
      const act = async ({ on, theCase, atMs, actor }: Effect): Promise<null> => {
        const dueAt = new Date(at);
        const recipients = await tellOf(api, on, theCase, { kind, dueAt, atMs });
        await record(on, {
          caseId: theCase.id,
          atMs,
          actor,
          act: `deadline.${ACTS[kind]}`,
          facts: { entry, at, recipients },
          tells: [{ kind: NOTICES[kind], to: { logins: recipients } }],
        });
        if (aboveId !== undefined && climbs(kind))
          await tellAbove(api, on, aboveId, { part: theCase, kind, dueAt, atMs, actor, told: recipients });
        return null;
      };
      await once(api, key, caseRun, act, aboveId === undefined ? [] : [aboveId]);
    },

    pause: ({ key, caseRun, entry, kind }) => once(api, key, caseRun, (effect) => beginWaiting(api, effect, { entry, kind })),

    resume: ({ key, caseRun, entry, replied }) => once(api, key, caseRun, (effect) => endWaiting(api, effect, { entry, replied })),

    checkNotice: ({ key, caseRun }) => once(api, key, caseRun, checkNotice),

    extendStatutory: ({ key, caseRun, newDate, reason }) =>
      once(api, key, caseRun, async (effect) => {
        const by = effect.run.passed_on_by ?? effect.actor;
        const outcome = await extendStatutory(api, effect, { newDate, reason, by });
        if (outcome.type === 'extended') return { extended: true, letter: outcome.letter };
        await record(effect.on, {
          caseId: effect.theCase.id,
          atMs: effect.atMs,
          actor: effect.actor,
          act: 'deadline.extension-refused',
          facts: { because: outcome.because, newDate },
        });
        return { extended: false, letter: null };
      }),
  };
}

/** What the journal calls each rung. */
const ACTS = {
  acceptance: 'not-accepted',
  reminder: 'reminded',
  due: 'missed',
  escalation: 'escalated',
  overdue: 'overdue',
} as const satisfies Record<AlertKind, string>;
const NOTICES = {
  acceptance: 'not-accepted',
  reminder: 'deadline-near',
  due: 'deadline-passed',
  escalation: 'deadline-passed',
  overdue: 'deadline-passed',
} as const satisfies Record<AlertKind, NoticeKind>;

async function checkDeadline(effect: Effect, entry: number): Promise<DeadlineState> {
  const { on, theCase, run: of, atMs } = effect;
  const visit = await findVisit(effect, entry);
  if (visit === undefined || of.entry !== entry || of.run !== theCase.current_run || theCase.status !== 'open') return { type: 'gone' };
  // Who waits for a reply can do nothing; the visit after it has its own alerts.
  if (theCase.paused_since !== null) return { type: 'gone' };
  const told = await toldNotices(on, theCase, of.run, entry);
  const open = noticesOf(theCase, visit.entered_at).filter((notice) => !told.has(noticeId(notice.kind, notice.at)));
  const over = open.filter((notice) => notice.at.getTime() <= atMs);
  // Marked here, not when it is told: of two alerts that knock at once, one finds it due.
  for (const { kind, at } of over) {
    later(
      on,
      `INSERT INTO case_notice (case_id, run, entry, kind, due_at, sent_at) VALUES (:caseId, :run, :entry, :kind, :at, :now) ON CONFLICT DO NOTHING`,
      { caseId: theCase.id, run: of.run, entry, kind, at, now: new Date(atMs) },
    );
  }
  // The highest rung that is over goes alone: once it is late, nobody needs the reminder any more.
  const highest = over.at(-1);
  if (highest !== undefined) return { type: 'due', kind: highest.kind, at: highest.at.toISOString() };
  const ahead = open.find((notice) => notice.at.getTime() > atMs);
  return ahead === undefined ? { type: 'gone' } : { type: 'later', nextAt: ahead.at.toISOString() };
}
