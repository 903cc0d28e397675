/** The terms that a run's dates are counted by, as they were when the run began. */
import { type DurationRule, durationRule } from '../../calendar/index.js';
import type { PromiseTerm, StatutoryTerm } from '../../workers/ports.js';
import { later, rows, type Statements, type Transaction } from '../database.js';

export interface CaseTerm {
  readonly kind: 'promise' | 'statutory' | 'acceptance';
  readonly rule: DurationRule;
  readonly remindRule: DurationRule | null;
  readonly receivedAt: Date;
  readonly basis: string;
  readonly canPause: boolean;
  readonly canExtend: boolean;
  readonly notice: string;
}

export interface CaseTerms {
  readonly promise: CaseTerm | undefined;
  readonly statutory: CaseTerm | undefined;
  readonly acceptance: CaseTerm | undefined;
}

/** A promise is counted plainly: it was made in these units to somebody who reads no code. */
export function promiseRule(amount: number, unit: PromiseTerm['unit']): DurationRule {
  switch (unit) {
    case 'service-hours':
      return { unit: 'working-minutes', amount: amount * 60, counting: 'plain' };
    case 'calendar-hours':
      return { unit: 'minutes', amount: amount * 60, counting: 'plain' };
    case 'working-days':
    case 'calendar-days':
      return { unit, amount, counting: 'plain' };
  }
}

/** Undefined: the law sets no date. */
export function statutoryRule(term: StatutoryTerm | undefined): DurationRule | undefined {
  if (term === undefined || term.amount === 0) return undefined;
  return durationRule.parse({ unit: term.unit, amount: term.amount, counting: term.counting });
}

export function saveTerm(on: Transaction, ref: { readonly caseId: string; readonly run: number }, term: CaseTerm): void {
  later(
    on,
    `INSERT INTO case_term (case_id, run, kind, rule, remind_rule, received_at, basis, can_pause, can_extend, notice)
     VALUES (:caseId, :run, :kind, CAST(:rule AS jsonb), CAST(:remindRule AS jsonb), :receivedAt, :basis, :canPause, :canExtend, :notice)
     ON CONFLICT (case_id, run, kind) DO UPDATE SET rule = excluded.rule, remind_rule = excluded.remind_rule, received_at = excluded.received_at,
       basis = excluded.basis, can_pause = excluded.can_pause, can_extend = excluded.can_extend, notice = excluded.notice`,
    {
      ...ref,
      kind: term.kind,
      rule: JSON.stringify(term.rule),
      remindRule: term.remindRule === null ? null : JSON.stringify(term.remindRule),
      receivedAt: term.receivedAt,
      basis: term.basis,
      canPause: term.canPause,
      canExtend: term.canExtend,
      notice: term.notice,
    },
  );
}

export async function termsOf(on: Statements, caseId: string, run: number): Promise<CaseTerms> {
  const found = await rows<{
    kind: CaseTerm['kind'];
    rule: unknown;
    remind_rule: unknown;
    received_at: Date;
    basis: string;
    can_pause: boolean;
    can_extend: boolean;
    notice: string;
  }>(
    on,
    'SELECT kind, rule, remind_rule, received_at, basis, can_pause, can_extend, notice FROM case_term WHERE case_id = :caseId AND run = :run',
    { caseId, run },
  );
  const terms = found.map((one) => ({
    kind: one.kind,
    rule: durationRule.parse(one.rule),
    remindRule: one.remind_rule === null ? null : durationRule.parse(one.remind_rule),
    receivedAt: one.received_at,
    basis: one.basis,
    canPause: one.can_pause,
    canExtend: one.can_extend,
    notice: one.notice,
  }));
  const of = (wanted: CaseTerm['kind']): CaseTerm | undefined => terms.find(({ kind }) => kind === wanted);
  return { promise: of('promise'), statutory: of('statutory'), acceptance: of('acceptance') };
}
