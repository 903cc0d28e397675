/** Differences as they are kept: one row each, from when it was found until it is gone. */
import { rows, type Statements } from '../database.js';
import { type Difference, differenceSchema, subjectOf } from './difference.js';

export interface DriftRow {
  readonly id: string;
  readonly caseRun: string;
  readonly difference: Difference;
  readonly state: 'repairing' | 'left' | 'accepted';
  readonly repairs: number;
}

/** Those of a case and a system that are there now. */
export async function driftNow(on: Statements, system: string, caseId: string, lock: '' | 'FOR UPDATE' = ''): Promise<readonly DriftRow[]> {
  const found = await rows<Omit<DriftRow, 'difference'> & { difference: unknown }>(
    on,
    `SELECT id, case_run AS "caseRun", difference, state, repairs FROM drift
      WHERE system = :system AND case_id = :caseId AND gone_at IS NULL ORDER BY found_at, id ${lock}`,
    { system, caseId },
  );
  return found.map((one) => ({ ...one, difference: differenceSchema.parse(one.difference) }));
}

/** The same difference, whatever both sides say by now. */
export function isSame(one: Difference, other: Difference): boolean {
  return one.type === other.type && one.caseRun === other.caseRun && subjectOf(one) === subjectOf(other);
}

/** Codes, ids and dates of it, for the case's journal; a document's name is no such thing. */
export function factsOf(system: string, difference: Difference): Readonly<Record<string, string | null>> {
  const facts: Record<string, string | null> = { system, difference: difference.type };
  for (const [name, value] of Object.entries(difference)) {
    if (name !== 'type' && name !== 'name' && (value === null || typeof value === 'string')) facts[name] = value;
  }
  return facts;
}
