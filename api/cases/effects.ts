/** One effect of a worker, once: the answer is stored with what was done, so a job that comes twice finds it. */
import { CasePortError, type EffectKey } from '../../workers/ports.js';
import { row, run, type Statements } from '../database.js';
import type { Services } from '../services.js';
import { CASE_COLUMNS, type CaseRow } from './lookup.js';

export interface RunRow {
  readonly run: number;
  readonly entry: number;
  readonly next_person: string | null;
  readonly next_department: string | null;
  readonly passed_on_by: string | null;
}

/** What an effect gets: a transaction that has the case locked. */
export interface Effect {
  readonly on: Statements;
  readonly theCase: CaseRow;
  readonly run: RunRow;
  readonly atMs: number;
  /** Who did it, for the journal. */
  readonly actor: string;
}

export async function findRun(on: Statements, caseRun: string): Promise<{ theCase: CaseRow; run: RunRow }> {
  const key = await row<{ case_id: string; run: number }>(on, 'SELECT case_id, run FROM case_run WHERE case_run = :caseRun', { caseRun });
  if (key === undefined) throw noCase(caseRun);
  const theCase = await row<CaseRow>(on, `SELECT ${CASE_COLUMNS} FROM case_file c WHERE c.id = :id`, { id: key.case_id });
  const found = await row<RunRow>(
    on,
    'SELECT run, entry, next_person, next_department, passed_on_by FROM case_run WHERE case_id = :caseId AND run = :run',
    { caseId: key.case_id, run: key.run },
  );
  if (theCase === undefined || found === undefined) throw noCase(caseRun);
  return { theCase, run: found };
}

/** The case as it is once nobody else writes to it. Everybody who locks several cases does it in this order. */
async function lockCase(on: Statements, caseRun: string, alsoLock: readonly string[]): Promise<CaseRow> {
  if (alsoLock.length > 0) {
    await run(
      on,
      `SELECT 1 FROM case_file WHERE id = ANY (CAST(:alsoLock AS uuid[])) OR id = (SELECT case_id FROM case_run WHERE case_run = :caseRun)
        ORDER BY id FOR UPDATE`,
      { alsoLock, caseRun },
    );
  }
  const theCase = await row<CaseRow>(
    on,
    `SELECT ${CASE_COLUMNS} FROM case_file c WHERE c.id = (SELECT case_id FROM case_run WHERE case_run = :caseRun) FOR UPDATE`,
    { caseRun },
  );
  if (theCase === undefined) throw noCase(caseRun);
  return theCase;
}

function noCase(caseRun: string): CasePortError {
  return new CasePortError('CASE_NOT_FOUND', `Expected a case run ${caseRun}, but there is none.`);
}

/** `Answer` must be JSON. `alsoLock` are ids of other cases that the act writes to. */
export async function once<Answer>(
  api: Services,
  key: EffectKey,
  caseRun: string,
  act: (effect: Effect) => Promise<Answer>,
  alsoLock: readonly string[] = [],
): Promise<Answer> {
  return api.db.transaction(async (on) => {
    const theCase = await lockCase(on, caseRun, alsoLock);
    const effectKey = { engine: key.engine, elementInstanceKey: key.elementInstanceKey, effect: key.effect };
    const stored = await row<{ answer: { value?: Answer } }>(
      on,
      'SELECT answer FROM worker_effect WHERE engine = :engine AND element_instance_key = :elementInstanceKey AND effect = :effect',
      effectKey,
    );
    if (stored !== undefined) return stored.answer.value as Answer;
    const atMs = api.clock.now();
    const of = await row<RunRow>(
      on,
      'SELECT run, entry, next_person, next_department, passed_on_by FROM case_run WHERE case_run = :caseRun',
      {
        caseRun,
      },
    );
    if (of === undefined) throw noCase(caseRun);
    const answer = await act({ on, theCase, run: of, atMs, actor: `system:${key.effect}` });
    await run(
      on,
      `INSERT INTO worker_effect (engine, element_instance_key, effect, answer, at)
       VALUES (:engine, :elementInstanceKey, :effect, CAST(:answer AS jsonb), :at)`,
      { ...effectKey, answer: JSON.stringify({ value: answer }), at: new Date(atMs) },
    );
    return answer;
  });
}
