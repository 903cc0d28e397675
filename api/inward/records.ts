/**
 * What another system has of a case's run has changed: kept, told on the timeline, and, when the DMS closed its file, told to the
 * process. Our own doing that comes back, and what concerns a run that has ended, is a line on the timeline and never a message.
 */
import type { RecordSystem } from '../../workers/ports.js';
import { fileClosedMessage, tell } from '../cases/inward.js';
import { hold, release } from '../codes/held.js';
import { later, row, run, type Transaction } from '../database.js';
import { momentOf, takePlanned } from '../dates/replanned.js';
import { type Facts, record } from '../history/journal.js';
import type { Services } from '../services.js';
import { readCodes, withHeld } from './codes.js';
import { takeDocuments } from './documents.js';
import { putAside } from './inbox.js';
import { isOlder } from './order.js';
import type { Seen } from './seen.js';

/** What became of it: `aside` waits for a person, `ignored` was settled by one, `unchanged` was known, of `held` nobody knows the code. */
export type Taken =
  | { readonly type: 'taken' | 'outdated' | 'unchanged' | 'aside' | 'ignored' | 'held' }
  /** To be published after the commit. */
  | { readonly type: 'told'; readonly messageId: string };

export interface OfCase {
  readonly caseId: string;
  readonly caseRun: string;
  readonly number: string;
  /** The run is the case's current one and hasn't ended. */
  readonly runs: boolean;
  /** Its resident is forgotten. */
  readonly erased: boolean;
}

interface Known {
  readonly status: string | null;
  readonly outcome: string | null;
  readonly is_closed: boolean;
  readonly changed_at: Date | null;
  readonly sequence: string | null;
  readonly closings: number;
  readonly planned_at: Date | null;
}

export async function takeRecord(api: Services, on: Transaction, system: RecordSystem, heard: Seen): Promise<Taken> {
  const of = await caseOf(on, system, heard);
  if (of === undefined) {
    const named = heard.caseRun ?? heard.caseNumber;
    return { type: await putAside(api, on, { system, kind: 'record', recordId: heard.recordId, heard, named }) };
  }
  const known = await knownRecord(api, on, system, of, heard);
  const whole = await withHeld(on, system, heard);
  const seen = whole?.seen ?? heard;
  const actor = `system:${system}`;
  const facts = { recordId: seen.recordId, number: seen.recordNumber, status: seen.status, outcome: seen.outcome };
  const note = (act: string, more: Facts = {}) =>
    record(on, { caseId: of.caseId, atMs: api.clock.now(), actor, act, facts: { ...facts, ...more } });
  const stamp = known.changed_at === null ? undefined : { at: known.changed_at.toISOString(), sequence: known.sequence };
  if (whole === undefined || (seen.by === 'told' && stamp !== undefined && isOlder(seen, stamp))) {
    await note(`${system}.outdated`);
    return { type: 'outdated' };
  }
  const isClosed = seen.isClosed ?? known.is_closed;
  const closes = isClosed && !known.is_closed;
  const changes = isClosed !== known.is_closed || isNews(seen.status, known.status) || isNews(seen.outcome, known.outcome);
  const closings = known.closings + (closes ? 1 : 0);
  const said = { status: newsIn(seen.status, known.status), outcome: newsIn(seen.outcome, known.outcome) };
  const reading = await readCodes(api, on, system, { ...said, closes });
  if (reading.type === 'unknown') {
    await takeDocuments(api, on, system, of, seen);
    const { caseId, number: caseNumber } = of;
    await hold(api, on, { system, recordId: seen.recordId, caseId, caseNumber, ...reading.code, heard: { type: 'record', seen } });
    return { type: 'held' };
  }
  if (whole.isHeld) await release(on, system, seen.recordId);
  await keep(on, system, seen, { isClosed, closings });
  const replanned = !isClosed && of.runs && (await isReplanned(api, on, of, seen, known));
  const brought = await takeDocuments(api, on, system, of, seen);
  if (closes && system === 'dms') {
    // A file is closed with a code or without one; a default would settle the case with somebody's guess.
    const dmsCode = seen.outcome ?? '';
    const message = fileClosedMessage({ eventId: `dms-closed:${seen.recordId}:${closings}`, dmsCode, outcome: reading.ours.outcome ?? '' });
    await tell(api, on, { caseNumber: of.number, message, by: actor, ofRun: of.caseRun });
    return { type: 'told', messageId: message.id };
  }
  if (!changes) return { type: brought || replanned ? 'taken' : 'unchanged' };
  // The case alone says when it is settled: a CRM that closes by itself is a difference that people should see.
  await note(closes && of.runs ? `${system}.closed-there` : `${system}.changed`, means(reading.ours));
  return { type: 'taken' };
}

/** Of what a DMS says alone; what was last told or seen there is no news. */
async function isReplanned(
  api: Services,
  on: Transaction,
  { caseId }: OfCase,
  { recordId, plannedAt: said }: Seen,
  known: Known,
): Promise<boolean> {
  const plannedAt = said === undefined ? undefined : momentOf(said);
  if (plannedAt === undefined) return false;
  const theCase = await row<{ planned_at: Date | null }>(on, 'SELECT planned_at FROM case_file WHERE id = :caseId', { caseId });
  const before = theCase?.planned_at ?? null;
  const isKnown = (at: Date | null) => at?.getTime() === plannedAt?.getTime();
  if (isKnown(known.planned_at ?? before) || isKnown(before)) return false;
  await takePlanned(on, { caseId, recordId, plannedAt, before, atMs: api.clock.now(), by: 'system:dms' });
  return true;
}

function newsIn(said: string | null, known: string | null): string | null {
  return isNews(said, known) ? said : null;
}

/** In our codes, where a table says so. */
function means({ status, outcome }: Readonly<Partial<Record<'status' | 'outcome', string>>>): Facts {
  return { ...(status === undefined ? {} : { ourStatus: status }), ...(outcome === undefined ? {} : { ourOutcome: outcome }) };
}

function isNews(said: string | null, known: string | null): boolean {
  return said !== null && said !== known;
}

/** The case is locked from here on. A record belongs to the run that it was first known of, whatever it says later. */
async function caseOf(on: Transaction, system: RecordSystem, { recordId, caseRun, caseNumber }: Seen): Promise<OfCase | undefined> {
  const found = await row<OfCase>(
    on,
    `SELECT c.id AS "caseId", r.case_run AS "caseRun", c.number,
            (r.run = c.current_run AND r.ended_at IS NULL AND c.status IN ('registered', 'open')) AS runs,
            coalesce((SELECT p.erased_at IS NOT NULL FROM resident p WHERE p.id = c.resident_id), false) AS erased
       FROM case_file c JOIN case_run r ON r.case_id = c.id
      WHERE r.case_run = coalesce(
        (SELECT e.case_run FROM external_record e WHERE e.system = :system AND e.record_id = :recordId), CAST(:caseRun AS text),
        (SELECT n.case_run FROM case_file f JOIN case_run n ON n.case_id = f.id AND n.run = f.current_run WHERE f.number = :caseNumber))
        FOR UPDATE OF c`,
    { system, recordId, caseRun, caseNumber },
  );
  return found;
}

async function knownRecord(api: Services, on: Transaction, system: RecordSystem, of: OfCase, seen: Seen): Promise<Known> {
  const key = { system, recordId: seen.recordId };
  later(
    on,
    `INSERT INTO external_record (system, record_id, record_number, case_number, case_run, known_since)
     VALUES (:system, :recordId, :recordNumber, :caseNumber, :caseRun, :now) ON CONFLICT DO NOTHING`,
    { ...key, recordNumber: seen.recordNumber, caseNumber: of.number, caseRun: of.caseRun, now: new Date(api.clock.now()) },
  );
  const known = await row<Known>(
    on,
    `SELECT status, outcome, is_closed, changed_at, sequence, closings, planned_at FROM external_record
      WHERE system = :system AND record_id = :recordId FOR UPDATE`,
    key,
  );
  if (known === undefined) throw new Error(`Expected record ${seen.recordId} of ${system}, which was just written, but it is gone`);
  return known;
}

async function keep(
  on: Transaction,
  system: RecordSystem,
  seen: Seen,
  { isClosed, closings }: { readonly isClosed: boolean; readonly closings: number },
): Promise<void> {
  await run(
    on,
    `UPDATE external_record SET record_number = coalesce(CAST(:number AS text), record_number), status = coalesce(CAST(:status AS text), status),
            outcome = coalesce(CAST(:outcome AS text), outcome), is_closed = :isClosed, closings = :closings,
            changed_at = CAST(:at AS timestamptz), sequence = coalesce(CAST(:sequence AS text), sequence),
            version = coalesce(CAST(:version AS text), version)
      WHERE system = :system AND record_id = :recordId`,
    {
      system,
      recordId: seen.recordId,
      number: seen.recordNumber,
      status: seen.status,
      outcome: seen.outcome,
      isClosed,
      closings,
      at: seen.at,
      sequence: seen.sequence,
      version: seen.version,
    },
  );
}
