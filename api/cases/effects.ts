/** One effect of a worker, once: the answer is stored with what was done, so a job that comes twice finds it. */
import { CasePortError, type EffectKey } from '../../workers/ports.js';
import { later, row, type Statements, type Transaction, transaction } from '../database.js';
import { HEAD_COLUMNS, type HeadColumns, headOf, knowHead } from '../history/journal.js';
import type { CaseServices } from '../services.js';
import { CASE_COLUMNS, type CaseRow } from './lookup.js';

export interface RunRow {
  readonly run: number;
  readonly entry: number;
  readonly next_person: string | null;
  readonly next_department: string | null;
  readonly passed_on_by: string | null;
}

const RUN_COLUMNS = 'r.run, r.entry, r.next_person, r.next_department, r.passed_on_by';

/** What an effect gets: a transaction that has the case locked. */
export interface Effect {
  readonly on: Transaction;
  readonly theCase: CaseRow;
  readonly run: RunRow;
  readonly atMs: number;
  /** Who did it, for the journal. */
  readonly actor: string;
}

export async function findRun(on: Statements, caseRun: string): Promise<{ theCase: CaseRow; run: RunRow }> {
  const found = await row<CaseRow & RunRow>(
    on,
    `SELECT ${CASE_COLUMNS}, ${RUN_COLUMNS} FROM case_run r JOIN case_file c ON c.id = r.case_id WHERE r.case_run = :caseRun`,
    { caseRun },
  );
  if (found === undefined) throw noCase(caseRun);
  return { theCase: found, run: found };
}

/** The case as it is once nobody else writes to it. Everybody who locks several cases does it in this order. */
async function lockCase(on: Transaction, caseRun: string, alsoLock: readonly string[]): Promise<CaseRow> {
  if (alsoLock.length > 0) {
    later(
      on,
      `SELECT 1 FROM case_file WHERE id = ANY (CAST(:alsoLock AS uuid[])) OR id = (SELECT case_id FROM case_run WHERE case_run = :caseRun)
        ORDER BY id FOR UPDATE`,
      { alsoLock, caseRun },
    );
  }
  const theCase = await row<CaseRow & HeadColumns>(
    on,
    `SELECT ${CASE_COLUMNS}, ${HEAD_COLUMNS} FROM case_file c WHERE c.id = (SELECT case_id FROM case_run WHERE case_run = :caseRun) FOR UPDATE`,
    { caseRun },
  );
  if (theCase === undefined) throw noCase(caseRun);
  knowHead(on, theCase.id, headOf(theCase));
  return theCase;
}

export function noCase(caseRun: string): CasePortError {
  return new CasePortError('CASE_NOT_FOUND', `Expected a case run ${caseRun}, but there is none.`);
}

/** `Answer` must be JSON. `alsoLock` are ids of other cases that the act writes to. */
export async function once<Answer>(
  api: CaseServices,
  key: EffectKey,
  caseRun: string,
  act: (effect: Effect) => Promise<Answer>,
  alsoLock: readonly string[] = [],
): Promise<Answer> {
  return transaction(api.db, async (on) => {
    const effectKey = { engine: key.engine, elementInstanceKey: key.elementInstanceKey, effect: key.effect };
    // Sent together, but two statements: the second must see what others committed while the first waited for the lock.
    const [theCase, of] = await Promise.all([
      lockCase(on, caseRun, alsoLock),
      row<RunRow & { stored: { value?: Answer } | null }>(
        on,
        `SELECT ${RUN_COLUMNS}, e.answer AS stored FROM case_run r
           LEFT JOIN worker_effect e ON e.engine = :engine AND e.element_instance_key = :elementInstanceKey AND e.effect = :effect
          WHERE r.case_run = :caseRun`,
        { ...effectKey, caseRun },
      ),
    ]);
    if (of === undefined) throw noCase(caseRun);
    if (of.stored !== null) return of.stored.value as Answer;
    const atMs = api.clock.now();
    const answer = await act({ on, theCase, run: of, atMs, actor: `system:${key.effect}` });
    later(
      on,
      `INSERT INTO worker_effect (engine, element_instance_key, effect, answer, at)
       VALUES (:engine, :elementInstanceKey, :effect, CAST(:answer AS jsonb), :at)`,
      { ...effectKey, answer: JSON.stringify({ value: answer }), at: new Date(atMs) },
    );
    return answer;
  });
}
