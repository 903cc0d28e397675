/** A case is late when any of its parts is: whoever answers for the case above hears of a part's rungs as of its own, once each. */
import type { AlertKind } from '../../workers/ports.js';
import { CASE_COLUMNS, type CaseRow } from '../cases/lookup.js';
import { row, type Statements, type Transaction } from '../database.js';
import { noticesOf } from '../dates/knocks.js';
import { record } from '../history/journal.js';
import type { CaseServices } from '../services.js';
import { tellOf } from './recipients.js';

type LateKind = Exclude<AlertKind, 'reminder' | 'acceptance'>;

/** Before its date a part makes nothing late. */
export function climbs(kind: AlertKind): kind is LateKind {
  return kind !== 'reminder' && kind !== 'acceptance';
}

interface LatePart {
  readonly part: Pick<CaseRow, 'id' | 'number'>;
  readonly kind: LateKind;
  readonly dueAt: Date;
  readonly atMs: number;
  readonly actor: string;
  /** Who hears of the part itself, and needs no second letter. */
  readonly told: readonly string[];
}

/** The highest rung that an open case is past, by its own promise; undefined: it isn't late. */
export function rungPast(theCase: CaseRow, now: Date): { readonly kind: LateKind; readonly at: Date } | undefined {
  if (theCase.closed_at !== null) return undefined;
  return noticesOf(theCase, new Date(0))
    .flatMap(({ kind, at }) => (climbs(kind) && at <= now ? [{ kind, at }] : []))
    .at(-1);
}

export async function aboveOf(on: Statements, caseRun: string): Promise<string | undefined> {
  const found = await row<{ parent_id: string | null }>(
    on,
    'SELECT c.parent_id FROM case_run r JOIN case_file c ON c.id = r.case_id WHERE r.case_run = :caseRun',
    { caseRun },
  );
  return found?.parent_id ?? undefined;
}

/** `aboveId` and the part are locked. Does nothing when they were separated meanwhile, the case above is settled, or it was told before. */
export async function tellAbove(api: CaseServices, on: Transaction, aboveId: string, late: LatePart): Promise<void> {
  const { part, kind, dueAt, atMs, actor, told } = late;
  const above = await row<CaseRow>(
    on,
    `SELECT ${CASE_COLUMNS} FROM case_file c
      WHERE c.id = :aboveId AND c.closed_at IS NULL AND EXISTS (SELECT 1 FROM case_file p WHERE p.id = :partId AND p.parent_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.part_id = :partId AND a.case_id = c.id AND a.kind = :kind AND a.due_at = :dueAt)`,
    { aboveId, partId: part.id, kind, dueAt },
  );
  if (above === undefined) return;
  const recipients = await tellOf(api, on, above, { kind, dueAt, atMs, ofPart: { id: part.id, told } });
  await record(on, {
    caseId: above.id,
    atMs,
    actor,
    act: 'part.late',
    facts: { number: part.number, kind, at: dueAt.toISOString(), recipients },
    tells: [{ kind: 'deadline-passed', to: { logins: recipients } }],
  });
}
