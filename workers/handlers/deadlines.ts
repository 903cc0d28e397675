/** `deadline.compute`, `deadline.check`, `deadline.notify`: dates are data of the case, timers only knock. */
import { z } from 'zod';
import { completed, effectKey, type JobHandler, optionalText, read } from '../job.js';
import type { CasePort, MessagePort } from '../ports.js';
import { tell } from './tell.js';

const promise = z.object({
  caseRun: z.string(),
  promiseAmount: z.number().positive(),
  remindAfter: z.number().positive().nullish(),
  promiseUnit: z.enum(['service-hours', 'working-days', 'calendar-days', 'calendar-hours']),
  routing: z.object({ department: optionalText, agency: optionalText, handling: optionalText, track: optionalText }).nullish(),
});

export function computeDeadline(cases: Pick<CasePort, 'computeDates'>): JobHandler {
  return async (job) => {
    const { caseRun, promiseAmount, promiseUnit, remindAfter, routing } = read(job, promise);
    const department = routing?.department ?? routing?.agency;
    const { promiseAt } = await cases.computeDates({
      key: effectKey(job),
      caseRun,
      term: { amount: promiseAmount, unit: promiseUnit, ...(remindAfter ? { remindAfter } : {}) },
      ...(department ? { department } : {}),
      ...(routing?.handling ? { handling: routing.handling } : {}),
      ...(routing?.track ? { track: routing.track } : {}),
    });
    return completed({ promiseAt });
  };
}

const visit = z.object({ caseRun: z.string(), entry: z.number().int() });

export function checkDeadline(cases: CasePort): JobHandler {
  return async (job) => {
    const state = await cases.checkDeadline(read(job, visit));
    switch (state.type) {
      case 'gone':
        return completed({ alertState: 'gone' });
      case 'later':
        return completed({ alertState: 'later', nextAt: state.nextAt });
      case 'due':
        return completed({ alertState: 'due', alertKind: state.kind, alertAt: state.at });
    }
  };
}

const notice = visit.extend({ alertKind: z.enum(['reminder', 'due']), alertAt: z.string() });

export function notifyDeadline(cases: CasePort, messages: MessagePort): JobHandler {
  return async (job) => {
    const { caseRun, entry, alertKind, alertAt } = read(job, notice);
    const { recipients } = await cases.recordNotice({ key: effectKey(job), caseRun, entry, kind: alertKind, at: alertAt });
    const facts = await cases.facts(caseRun);
    await tell(messages, job, facts.caseRun, recipients, {
      subject: alertKind === 'due' ? `Po terminie: ${facts.caseNumber}` : `Zbliża się termin: ${facts.caseNumber}`,
      text: `${facts.title} (${facts.caseNumber}). Termin obiecany: ${facts.promiseAt ?? 'brak'}. ${
        alertKind === 'due' ? 'Termin minął. Sprawa czeka na Państwa decyzję.' : 'Proszę sprawdzić, czy zdążymy.'
      }`,
    });
    return completed();
  };
}
