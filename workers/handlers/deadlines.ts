/** `deadline.compute`, `deadline.check`, `deadline.notify`: dates are data of the case, timers only knock. */
import { z } from 'zod';
import { completed, effectKey, type JobHandler, optionalText, read } from '../job.js';
import { ALERT_KINDS, type CasePort, type StatutoryTerm } from '../ports.js';

const statutory = z.object({
  statutoryAmount: z.number().min(0),
  statutoryUnit: z.enum(['working-days', 'calendar-days', 'weeks', 'months']),
  counting: z.enum(['kpa', 'plain']),
  basis: z.string(),
  canPause: z.boolean(),
  canExtend: z.boolean(),
  notice: z.string(),
});

const UNITS = ['service-hours', 'working-days', 'calendar-days', 'calendar-hours'] as const;
const acceptance = { acceptAmount: z.number().min(0).nullish(), acceptUnit: z.enum(UNITS).nullish() };

const promise = z.object({
  caseRun: z.string(),
  promiseAmount: z.number().positive(),
  remindAfter: z.number().positive().nullish(),
  promiseUnit: z.enum(UNITS),
  routing: z
    .object({ department: optionalText, agency: optionalText, handling: optionalText, track: optionalText, ...acceptance })
    .nullish(),
  statutory: statutory.nullish(),
});

export function computeDeadline(cases: Pick<CasePort, 'computeDates'>): JobHandler {
  return async (job) => {
    const { caseRun, promiseAmount, promiseUnit, remindAfter, routing, statutory: law } = read(job, promise);
    const department = routing?.department ?? routing?.agency;
    const { promiseAt, noticeAt } = await cases.computeDates({
      key: effectKey(job),
      caseRun,
      term: { amount: promiseAmount, unit: promiseUnit, ...(remindAfter ? { remindAfter } : {}) },
      ...(department ? { department } : {}),
      ...(routing?.handling ? { handling: routing.handling } : {}),
      ...(routing?.track ? { track: routing.track } : {}),
      ...(law ? { statutory: termOf(law) } : {}),
      ...(routing?.acceptAmount && routing.acceptUnit ? { acceptance: { amount: routing.acceptAmount, unit: routing.acceptUnit } } : {}),
    });
    return completed({ promiseAt, noticeAt });
  };
}

function termOf({ statutoryAmount: amount, statutoryUnit: unit, ...rest }: z.output<typeof statutory>): StatutoryTerm {
  return { amount, unit, ...rest };
}

const visit = z.object({ caseRun: z.string(), entry: z.number().int() });

export function checkDeadline(cases: CasePort): JobHandler {
  return async (job) => {
    const state = await cases.checkDeadline({ key: effectKey(job), ...read(job, visit) });
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

const notice = visit.extend({ alertKind: z.enum(ALERT_KINDS), alertAt: z.string() });

export function notifyDeadline(cases: CasePort): JobHandler {
  return async (job) => {
    const { caseRun, entry, alertKind, alertAt } = read(job, notice);
    await cases.recordNotice({ key: effectKey(job), caseRun, entry, kind: alertKind, at: alertAt });
    return completed();
  };
}
