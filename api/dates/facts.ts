/** What is known of a case's dates: the terms, what paused them, what extended them. */
import type { CaseDatesInput } from '../../calendar/index.js';
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

/** As the calendar counts them for one of the two dates. An open one counts up to its term. */
export function pausesOf(pauses: readonly PauseFact[], date: 'promise' | 'statutory'): CaseDatesInput['pauses'] {
  return pauses
    .filter((pause) => (date === 'promise' ? pause.moves_promise : pause.moves_statutory))
    .map((pause) => ({ from: pause.from_at.getTime(), to: (pause.to_at ?? pause.until_at).getTime(), kind: pause.kind }));
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
