/** Whom an act on a case concerns in particular. They find it behind the bell, once, written in the act's own transaction. */
import { later, type Parameters, type Transaction } from '../database.js';

export const NOTICE_KINDS = [
  'assigned',
  'sent-back',
  'taken-away',
  'closed-by-other',
  'no-longer-needed',
  'contact',
  'answered',
  'document',
  'external-case',
  'deadline-near',
  'deadline-passed',
  'not-accepted',
  'step-failed',
  'decision-failed',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** `holders`: whoever has an open task of the case. `repairers`: who may try a failed step again. */
export interface Telling {
  readonly kind: NoticeKind;
  readonly to: { readonly logins: readonly string[] } | 'holders' | 'repairers';
}

interface Told {
  readonly caseId: string;
  readonly seq: number;
  readonly actor: string;
  readonly at: Date;
}

/** Nobody is told what they did themselves; who is named twice is told what was named first. */
export function tell(on: Transaction, act: Told, tellings: readonly Telling[]): void {
  for (const { kind, to } of tellings) {
    const [who, parameters] = addressees(to);
    if (who === undefined) continue;
    later(
      on,
      `INSERT INTO notice (case_id, seq, login, kind, actor, at)
       SELECT :caseId, :seq, p.login, :kind, :actor, :at FROM person p WHERE p.active AND p.login <> :actor AND ${who}
       ON CONFLICT DO NOTHING`,
      { ...act, ...parameters, kind },
    );
  }
}

function addressees(to: Telling['to']): readonly [sql: string | undefined, parameters: Parameters] {
  if (to === 'holders') return [`p.login IN (SELECT t.assignee FROM task t WHERE t.case_id = :caseId AND t.state = 'open')`, {}];
  if (to === 'repairers') return [`'admin' = ANY (p.roles)`, {}];
  return to.logins.length === 0 ? [undefined, {}] : ['p.login = ANY (CAST(:logins AS text[]))', { logins: [...to.logins] }];
}
