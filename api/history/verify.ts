/**
 * Verifies the journal of one case or of all: every hash again, the ends that the cases name, that no position is missing, and the
 * anchors. Reads pages, remembers counts; what is recorded while it runs doesn't disturb it.
 */
import { type HistoryFaultReason, type RootOf, verifyAnchor, verifyAnchors } from '../../engine/index.js';
import { row, rows, type Statements } from '../database.js';
import { anchorsOfCase, journalAnchors, rootInJournal } from './anchors.js';
import { beforeFirst, type Entry, entryFault, type Fitting, journalPages } from './entries.js';

export interface JournalFault {
  readonly reason: HistoryFaultReason;
  readonly caseId?: string;
  readonly entry?: number;
  /** First position of the anchor. */
  readonly position?: bigint;
}

export interface JournalCounts {
  readonly entries: number;
  readonly cases: number;
  readonly anchors: number;
  /** Entries whose payload was erased; their hashes still fit. */
  readonly erased: number;
}

export interface JournalReport extends JournalCounts {
  /** Entries that no anchor covers yet. */
  readonly unanchored: number;
  /** The first hundred. */
  readonly faults: readonly JournalFault[];
  readonly faultCount: number;
}

export interface JournalWatch {
  readonly signal?: AbortSignal;
  onProgress?(counts: JournalCounts): void;
}

/** `caseId` undefined: all cases. */
export async function verifyJournal(on: Statements, caseId?: string, watch: JournalWatch = {}): Promise<JournalReport> {
  const check = new JournalCheck(on, caseId, watch);
  await check.entries();
  await check.ends();
  await (caseId === undefined ? check.allAnchors() : check.anchorsOf(caseId));
  return check.report();
}

const FAULTS_KEPT = 100;

class JournalCheck {
  private readonly counted = { entries: 0, cases: 0, anchors: 0, erased: 0, unanchored: 0, faultCount: 0 };
  private readonly faults: JournalFault[] = [];

  constructor(
    private readonly on: Statements,
    private readonly caseId: string | undefined,
    private readonly watch: JournalWatch,
  ) {}

  report(): JournalReport {
    return { ...this.counted, faults: this.faults };
  }

  async entries(): Promise<void> {
    let reading: { readonly caseId: string; before: Fitting; broken: boolean } | undefined;
    for await (const page of journalPages(this.on, this.caseId)) {
      for (const entry of page) {
        if (reading?.caseId !== entry.case_id) {
          reading = { caseId: entry.case_id, before: beforeFirst(entry.case_id), broken: false };
          this.counted.cases++;
        }
        this.count(entry);
        if (reading.broken) continue;
        const reason = entryFault(entry, reading.before);
        if (reason === undefined) reading.before = entry;
        else {
          reading.broken = true;
          const at = reason === 'SEQUENCE_GAP' ? reading.before.seq + 1 : entry.seq;
          this.fault({ reason, caseId: entry.case_id, entry: at });
        }
      }
      this.progress();
    }
  }

  /** One statement sees one state: an act between two looks isn't a missing tail. */
  async ends(): Promise<void> {
    const wrong = await rows<{ id: string; journal_seq: number; missing: boolean }>(
      this.on,
      `SELECT c.id, c.journal_seq, j.hash IS NULL AS missing
         FROM case_file c LEFT JOIN case_journal j ON j.case_id = c.id AND j.seq = c.journal_seq
        WHERE (CAST(:caseId AS uuid) IS NULL OR c.id = :caseId)
          AND ((c.journal_seq > 0 AND j.hash IS DISTINCT FROM c.journal_hash) OR EXISTS (SELECT FROM case_journal k WHERE k.case_id = c.id AND k.seq > c.journal_seq))
        ORDER BY c.number LIMIT ${FAULTS_KEPT}`,
      { caseId: this.caseId ?? null },
    );
    for (const { id, journal_seq, missing } of wrong) {
      this.fault({ reason: missing ? 'TAIL_MISSING' : 'HEAD_MISMATCH', caseId: id, entry: journal_seq });
    }
  }

  async allAnchors(): Promise<void> {
    const given = await row<{ anchored: string; unanchored: string; last: string; given: string }>(
      this.on,
      `SELECT count(position) AS anchored, count(*) - count(position) AS unanchored, coalesce(max(position), 0) AS last,
              greatest(coalesce(max(position), 0), (SELECT max(last_position) FROM journal_anchor)) AS given FROM case_journal`,
    );
    const verdict = await verifyAnchors(journalAnchors(this.on), this.rootOf);
    const last = verdict.type === 'intact' ? verdict.lastPosition : undefined;
    if (verdict.type === 'broken') this.fault({ reason: verdict.reason, position: verdict.atPosition });
    // Anchors come with the positions that they cover: neither can be there without the other.
    if (last !== undefined && last < BigInt(given?.last ?? 0)) this.fault({ reason: 'ANCHOR_GAP', position: last + 1n });
    if (given?.anchored !== given?.given) this.fault({ reason: 'ROWS_MISSING' });
    this.counted.unanchored = Number(given?.unanchored ?? 0);
  }

  async anchorsOf(caseId: string): Promise<void> {
    for (const { anchor, previous } of await anchorsOfCase(this.on, caseId)) {
      const reason = await verifyAnchor(anchor, previous, this.rootOf);
      if (reason) this.fault({ reason, caseId, position: anchor.firstPosition });
    }
    const left = await row<{ unanchored: string; uncovered: string | null }>(
      this.on,
      `SELECT count(*) FILTER (WHERE position IS NULL) AS unanchored,
              min(position) FILTER (WHERE position > (SELECT coalesce(max(last_position), 0) FROM journal_anchor)) AS uncovered
         FROM case_journal WHERE case_id = :caseId`,
      { caseId },
    );
    this.counted.unanchored = Number(left?.unanchored ?? 0);
    const uncovered = left?.uncovered ?? null;
    if (uncovered !== null) this.fault({ reason: 'ANCHOR_GAP', caseId, position: BigInt(uncovered) });
  }

  private readonly rootOf: RootOf = async (first, last) => {
    const root = await rootInJournal(this.on, first, last);
    this.counted.anchors++;
    this.progress();
    return root;
  };

  private count({ payload, payload_digest }: Entry): void {
    this.counted.entries++;
    if (payload === null && payload_digest !== null) this.counted.erased++;
  }

  private fault(fault: JournalFault): void {
    this.counted.faultCount++;
    if (this.faults.length < FAULTS_KEPT) this.faults.push(fault);
  }

  private progress(): void {
    this.watch.signal?.throwIfAborted();
    const { entries, cases, anchors, erased } = this.counted;
    this.watch.onProgress?.({ entries, cases, anchors, erased });
  }
}
