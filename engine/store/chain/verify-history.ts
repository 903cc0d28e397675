/**
 * Verifies history in the database: every row of every stream, that the streams end where the open state says, that no position
 * is missing, and the anchor log. Reads pages, remembers counts; what is committed while it runs doesn't disturb it.
 */
import type { HistoryReport, HistoryScope, HistoryWatch } from '../../contract.js';
import { type RootOf, verifyAnchor, verifyAnchors } from './anchor.js';
import { anchorsOfStream, type Database, readAnchors, rootInHistory, unanchoredRows } from './anchor-log.js';
import { type ChainRange, chainPages, type StoredChainRow } from './chain-pages.js';
import { Findings } from './findings.js';
import { checkCutOff, checkHeads, endsItsTree } from './stream-ends.js';
import { type ChainHead, verifyStream } from './verify-stream.js';

const FIRST_STREAM = 0n;
const LAST_STREAM = (1n << 63n) - 1n;
const WRITTEN = 'SELECT (SELECT max(last_position) FROM lease) AS written, (SELECT max(position) FROM history) AS found';

export async function verifyHistory(database: Database, scope: HistoryScope, watch: HistoryWatch = {}): Promise<HistoryReport> {
  const check = new Check(database, watch);
  await (scope.type === 'all' ? check.everything() : check.trees(scope.rootKeys));
  return check.findings.report();
}

/** The stream that is being read. */
interface Reading {
  readonly streamKey: bigint;
  head: ChainHead | undefined;
  lastRow: StoredChainRow | undefined;
  broken: boolean;
}

class Check {
  readonly findings = new Findings();
  private ofRows: number | undefined;

  constructor(
    private readonly database: Database,
    private readonly watch: HistoryWatch,
  ) {}

  async everything(): Promise<void> {
    const { rows } = await this.database.query<{ written: string; found: string | null }>(WRITTEN);
    const lastPosition = BigInt(rows[0]?.found ?? 0);
    this.ofRows = Number(lastPosition);
    await this.streams({ firstStream: FIRST_STREAM, lastStream: LAST_STREAM, lastPosition });
    if (this.findings.rows !== this.ofRows || lastPosition < BigInt(rows[0]?.written ?? 0)) this.findings.fault({ reason: 'ROWS_MISSING' });
    await checkHeads(this.database, null, this.findings);
    const verdict = await verifyAnchors(readAnchors(this.database), this.rootOf);
    if (verdict.type === 'broken') this.findings.fault({ reason: verdict.reason, position: verdict.atPosition });
    this.findings.unanchored = await unanchoredRows(this.database, null);
  }

  async trees(rootKeys: readonly bigint[]): Promise<void> {
    for (const key of rootKeys) {
      const before = this.findings.rows;
      await this.streams({ firstStream: key, lastStream: key, lastPosition: LAST_STREAM });
      if (this.findings.rows === before) this.findings.fault({ reason: 'STREAM_MISSING', streamKey: key });
      await checkHeads(this.database, key, this.findings);
      for (const { anchor, previous } of await anchorsOfStream(this.database, key)) {
        const reason = await verifyAnchor(anchor, previous, this.rootOf);
        if (reason) this.findings.fault({ reason, streamKey: key, position: anchor.firstPosition });
      }
      this.findings.unanchored += await unanchoredRows(this.database, key);
    }
  }

  private readonly rootOf: RootOf = async (first, last) => {
    this.progress();
    const root = await rootInHistory(this.database, first, last);
    this.findings.anchors++;
    return root;
  };

  private progress(): void {
    this.watch.signal?.throwIfAborted();
    this.watch.onProgress?.(this.findings.counts(), this.ofRows);
  }

  private async streams(range: ChainRange): Promise<void> {
    let reading: Reading | undefined;
    for await (const page of chainPages(this.database, range)) {
      const ended: Reading[] = [];
      for (const rows of byStream(page)) {
        const [first] = rows;
        if (first && reading?.streamKey !== first.streamKey) {
          if (reading) ended.push(reading);
          reading = { streamKey: first.streamKey, head: undefined, lastRow: undefined, broken: false };
          this.findings.streams++;
        }
        if (reading) this.readOn(reading, rows);
      }
      await this.end(ended);
      this.progress();
    }
    if (reading) await this.end([reading]);
  }

  private readOn(reading: Reading, rows: readonly StoredChainRow[]): void {
    this.findings.rows += rows.length;
    this.findings.erased += rows.filter(({ payload, payloadDigest }) => payloadDigest && !payload).length;
    if (reading.broken) return;
    const verdict = verifyStream(rows, reading.head);
    if (verdict.type === 'broken') {
      reading.broken = true;
      this.findings.fault({ reason: verdict.reason, streamKey: reading.streamKey, seq: verdict.atSeq });
      return;
    }
    for (const row of rows) {
      if (reading.lastRow && row.position <= reading.lastRow.position) {
        this.findings.fault({ reason: 'POSITION_ORDER', streamKey: reading.streamKey, seq: row.seq });
      }
      reading.lastRow = row;
    }
    reading.head = verdict.head;
  }

  private async end(streams: readonly Reading[]): Promise<void> {
    const open = streams.flatMap(({ head, lastRow, broken }) => (head && lastRow && !broken && !endsItsTree(lastRow) ? [head] : []));
    await checkCutOff(this.database, open, this.findings);
  }
}

function* byStream(page: readonly StoredChainRow[]): Generator<readonly StoredChainRow[]> {
  let first = 0;
  for (let at = 1; at <= page.length; at++) {
    if (at < page.length && page[at]?.streamKey === page[first]?.streamKey) continue;
    yield page.slice(first, at);
    first = at;
  }
}
