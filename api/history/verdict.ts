/** The verdict on a case or on everything: what the journal and the engine's history have proved, what was wrong, what was not checked. */
import { z } from 'zod';
import { rows, type Statements } from '../database.js';
import type { HistoryCheck } from '../engine-port/port.js';
import { type Language, type Said, said } from '../http/language.js';
import { faultSentence } from './faults.js';
import type { JournalReport } from './verify.js';

const count = z.int().nonnegative();
const faultSchema = z
  .object({
    in: z.enum(['journal', 'engine']),
    reason: z.string().meta({ description: 'Stable; what programs look at.', example: 'HASH_MISMATCH' }),
    detail: z.string(),
    case: z.string().nullable().meta({ description: "Number of the case whose journal it is; null when it is nobody's in particular." }),
    stream: z.string().nullable().meta({ description: "Process instance, or the engine's stream of messages (1) or deployments (2)." }),
    entry: z.int().nullable().meta({ description: 'Place in the journal of the case or in the stream, from 1.' }),
    position: z.string().nullable().meta({ description: 'First position of the anchor.' }),
  })
  .meta({ id: 'HistoryFault' });

export const verdictSchema = z
  .object({
    verdict: z.enum(['intact', 'broken']),
    journal: z.object({ entries: count, cases: count, anchors: count, erased: count, unanchored: count }).meta({
      description: 'What was checked. `erased`: payloads that were erased, their hashes fit. `unanchored`: younger than the last anchor.',
    }),
    engine: z
      .object({ rows: count, streams: count, anchors: count, erased: count, unanchored: count })
      .nullable()
      .meta({ description: 'Null when this engine cannot prove its history.' }),
    faults: z.array(faultSchema).meta({ description: 'The first hundred of each history.' }),
    faultCount: count,
    notChecked: z.array(z.string()).meta({ description: 'What this could not check.' }),
  })
  .meta({ id: 'Verdict' });

export type Verdict = z.infer<typeof verdictSchema>;

const JOURNAL_END = said(
  'czy na końcu dziennika, za jego ostatnią kotwicą, dodano albo usunięto wpisy',
  'whether entries of the journal behind its last anchor were added or taken away at its end',
);
const ENGINE_END = said(
  'tak samo: koniec przebiegu procesów za ostatnią kotwicą',
  'the same of the course of the processes behind its last anchor',
);
const FORGED_TOGETHER = said(
  'czy historię i kotwice podrobiono razem: porównaj z dziennikiem kotwic, który pobrano wcześniej',
  'whether history and anchors were forged together: compare an anchor log that was exported before',
);

export async function verdictOf(
  on: Statements,
  language: Language,
  { journal, engine, notChecked }: { readonly journal: JournalReport; readonly engine: HistoryCheck; readonly notChecked: readonly Said[] },
): Promise<Verdict> {
  const numbers = await caseNumbers(on, journal);
  const journalFaults = journal.faults.map(({ reason, caseId, entry, position }) => ({
    in: 'journal' as const,
    reason,
    detail: faultSentence(reason)[language],
    // A case whose row is gone has lost its number with it.
    case: caseId === undefined ? null : (numbers.get(caseId) ?? caseId),
    stream: null,
    entry: entry ?? null,
    position: position?.toString() ?? null,
  }));
  const engineFaults =
    engine.type === 'checked'
      ? engine.faults.map((fault) => ({ in: 'engine' as const, detail: faultSentence(fault.reason)[language], case: null, ...fault }))
      : [];
  const faultCount = journal.faultCount + (engine.type === 'checked' ? engine.faultCount : 0);
  const { entries, cases, anchors, erased, unanchored } = journal;
  return {
    verdict: faultCount === 0 ? 'intact' : 'broken',
    journal: { entries, cases, anchors, erased, unanchored },
    engine: engine.type === 'checked' ? engine.counts : null,
    faults: [...journalFaults, ...engineFaults],
    faultCount,
    notChecked: [
      ...notChecked.map((what) => what[language]),
      ...(engine.type === 'notChecked' ? [engine.reason] : []),
      ...(unanchored > 0 ? [JOURNAL_END[language]] : []),
      ...(engine.type === 'checked' && engine.counts.unanchored > 0 ? [ENGINE_END[language]] : []),
      FORGED_TOGETHER[language],
    ],
  };
}

async function caseNumbers(on: Statements, { faults }: JournalReport): Promise<ReadonlyMap<string, string>> {
  const ids = faults.flatMap(({ caseId }) => (caseId === undefined ? [] : [caseId]));
  if (ids.length === 0) return new Map();
  const found = await rows<{ id: string; number: string }>(on, 'SELECT id, number FROM case_file WHERE id = ANY (CAST(:ids AS uuid[]))', {
    ids,
  });
  return new Map(found.map(({ id, number }) => [id, number]));
}
