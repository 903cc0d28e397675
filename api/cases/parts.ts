/** A case is late when any of its parts is: the one place that says so, in SQL, for lists, queues and statistics. */

type Date = 'promise_at' | 'promise_original_at';

/** Ids of the cases with a late part; `:now` is the engine clock. Few, and found by an index of parts alone (migrations/0251_parts.sql). */
export function latePartsOf(date: Date = 'promise_at'): string {
  return `SELECT part.parent_id FROM case_file part
    WHERE part.parent_id IS NOT NULL AND coalesce(part.closed_at, CAST(:now AS timestamptz)) > part.${date}`;
}

/** True or false, never null. Looked up once for a whole query. */
export function hasLatePart(caseId: string, date: Date = 'promise_at'): string {
  return `${caseId} IN (${latePartsOf(date)})`;
}

export const PART_COLUMNS = `${hasLatePart('c.id')} AS part_late, ${hasLatePart('c.id', 'promise_original_at')} AS part_late_by_original`;
