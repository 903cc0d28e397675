/** What is known of a case's dates: the terms, what paused them, what extended them. */
import { rows, type Statements } from '../database.js';
import { type CaseTerms, termsOf } from './terms.js';

export interface PauseFact {
  readonly from_at: Date;
  readonly to_at: Date | null;
  readonly until_at: Date;
  readonly kind: string;
  readonly moves_promise: boolean;
  readonly moves_statutory: boolean;
}

export interface DateFacts {
  readonly terms: CaseTerms;
  readonly pauses: readonly PauseFact[];
  readonly extensions: readonly { readonly decided_at: Date; readonly to_at: Date; readonly moves: 'promise' | 'statutory' | 'both' }[];
}

export async function dateFacts(on: Statements, caseId: string, run: number): Promise<DateFacts> {
  const key = { caseId, run };
  const [terms, pauses, extensions] = await Promise.all([
    termsOf(on, caseId, run),
    rows<PauseFact>(
      on,
      `SELECT from_at, to_at, until_at, kind, moves_promise, moves_statutory FROM case_pause
        WHERE case_id = :caseId AND run = :run AND state IN ('open', 'ended') AND from_at IS NOT NULL`,
      key,
    ),
    rows<DateFacts['extensions'][number]>(
      on,
      'SELECT decided_at, to_at, moves FROM case_extension WHERE case_id = :caseId AND run = :run',
      key,
    ),
  ]);
  return { terms, pauses, extensions };
}
