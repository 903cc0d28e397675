/** A case is late when its promise is past or any of its parts is late: the one place that says so, for lists, queues, figures and alerts. */

type CaseDate = 'promise_at' | 'promise_original_at';

/** Ids of the cases with a late part; `:now` is the engine clock. Few, and found by an index of parts alone (migrations/0251_parts.sql). */
export function latePartsOf(date: CaseDate = 'promise_at'): string {
  return `SELECT part.parent_id FROM case_file part
    WHERE part.parent_id IS NOT NULL AND coalesce(part.closed_at, CAST(:now AS timestamptz)) > part.${date}`;
}

/** True or false, never null. Looked up once for a whole query. */
export function hasLatePart(caseId: string, date: CaseDate = 'promise_at'): string {
  return `${caseId} IN (${latePartsOf(date)})`;
}

export const PART_COLUMNS = `${hasLatePart('c.id')} AS part_late, ${hasLatePart('c.id', 'promise_original_at')} AS part_late_by_original`;

/** Columns of a case, or what stands for them. `at`: until when it counts, now or the day on which it was closed. */
interface InSql {
  readonly promiseAt: string;
  readonly caseId: string;
  readonly at?: string;
}

/** SQL. Without a promise and a late part: null or false. */
export function isLate({ promiseAt, caseId, at = 'CAST(:now AS timestamptz)' }: InSql, date: CaseDate = 'promise_at'): string {
  return `(${promiseAt} < ${at} OR ${hasLatePart(caseId, date)})`;
}

/** Of a task, which keeps its case's promise. */
export const TASK_IS_LATE = isLate({ promiseAt: 't.promise_at', caseId: 't.case_id' });

/** SQL, for a moment that is over: a part that was closed later, or became late later, doesn't count. */
export function wasLate({ promiseAt, caseId, at }: Required<InSql>): string {
  return `(${promiseAt} < ${at} OR EXISTS (SELECT 1 FROM case_file part WHERE part.parent_id = ${caseId} AND part.promise_at < least(part.closed_at, ${at})))`;
}

interface CaseRow {
  readonly promise_at: Date | null;
  readonly closed_at: Date | null;
  /** Of PART_COLUMNS. */
  readonly part_late: boolean;
}

/** The same of a row. */
export function isLateRow({ promise_at: promiseAt, closed_at: closedAt, part_late: byPart }: CaseRow, now: Date): boolean {
  return byPart || (promiseAt !== null && promiseAt < (closedAt ?? now));
}
