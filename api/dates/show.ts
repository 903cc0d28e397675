/** A case's dates with everything that explains them: terms, pauses, extensions, and the count step by step. */
import type { CountedDate } from '../../calendar/index.js';
import { hasLatePart } from '../cases/late.js';
import type { CaseRow } from '../cases/lookup.js';
import { iso, row, rows } from '../database.js';
import type { Services } from '../services.js';
import { count } from './count.js';
import { dateFacts } from './facts.js';
import type { CaseTerm } from './terms.js';

interface PauseRow {
  readonly id: string;
  readonly kind: string;
  readonly basis: string;
  readonly state: string;
  readonly tier: string | null;
  readonly missing: string | null;
  readonly office: string | null;
  readonly by_login: string;
  readonly entered_at: Date;
  readonly from_at: Date | null;
  readonly until_at: Date;
  readonly to_at: Date | null;
  readonly ended_how: string | null;
  readonly late_reason: string | null;
  readonly moves_promise: boolean;
  readonly moves_statutory: boolean;
}

interface ExtensionRow {
  readonly decided_at: Date;
  readonly by_login: string;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly reason: string;
  readonly basis: string;
  readonly notice: string | null;
}

/** A promise is late with any of the case's parts. */
interface ByPart {
  readonly late: boolean;
  readonly lateByOriginal: boolean;
}

export async function datesOf({ db, calendars, clock }: Services, theCase: CaseRow): Promise<object> {
  const key = { caseId: theCase.id, run: theCase.current_run };
  const [facts, pauses, extensions, byPart] = await Promise.all([
    dateFacts(db, theCase.id, theCase.current_run),
    rows<PauseRow>(
      db,
      `SELECT id, kind, basis, state, tier, missing, office, by_login, entered_at, from_at, until_at, to_at, ended_how, late_reason,
              moves_promise, moves_statutory FROM case_pause WHERE case_id = :caseId AND run = :run ORDER BY coalesce(from_at, entered_at), id`,
      key,
    ),
    rows<ExtensionRow>(
      db,
      'SELECT decided_at, by_login, from_at, to_at, reason, basis, notice FROM case_extension WHERE case_id = :caseId AND run = :run ORDER BY decided_at',
      key,
    ),
    row<ByPart>(
      db,
      `SELECT ${hasLatePart('CAST(:caseId AS uuid)')} AS late, ${hasLatePart('CAST(:caseId AS uuid)', 'promise_original_at')} AS "lateByOriginal"`,
      { caseId: theCase.id, now: new Date(clock.now()) },
    ),
  ]);
  const nowMs = theCase.closed_at?.getTime() ?? clock.now();
  const counted = count(await calendars.of(db, theCase.department), facts, nowMs);
  return {
    promise: dateView(counted.promise, facts.terms.promise, nowMs, byPart),
    statutory: dateView(counted.statutory, facts.terms.statutory, nowMs),
    pauses: pauses.map((one) => ({
      id: one.id,
      kind: one.kind,
      basis: one.basis,
      state: one.state,
      tier: one.tier,
      missing: one.missing,
      office: one.office,
      by: one.by_login,
      enteredAt: iso(one.entered_at),
      from: iso(one.from_at),
      until: iso(one.until_at),
      to: iso(one.to_at),
      endedHow: one.ended_how,
      lateReason: one.late_reason,
      movesPromise: one.moves_promise,
      movesStatutory: one.moves_statutory,
    })),
    extensions: extensions.map((one) => ({
      decidedAt: iso(one.decided_at),
      by: one.by_login,
      from: iso(one.from_at),
      to: iso(one.to_at),
      reason: one.reason,
      basis: one.basis,
      notice: one.notice,
    })),
  };
}

function dateView(date: CountedDate | null, term: CaseTerm | undefined, nowMs: number, byPart?: ByPart) {
  if (date === null || term === undefined) return null;
  const at = (ms: number): string => new Date(ms).toISOString();
  return {
    at: at(date.at),
    originalAt: at(date.originalAt),
    firstAt: at(date.firstAt),
    basis: term.basis,
    canPause: term.canPause,
    canExtend: term.canExtend,
    notice: term.notice,
    isLate: nowMs > date.at || byPart?.late === true,
    isLateByOriginal: nowMs > date.originalAt || byPart?.lateByOriginal === true,
    steps: date.steps,
  };
}
