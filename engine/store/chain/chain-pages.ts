/** Reads history as its chain sees it: stream after stream, each in order, a page at a time whatever the size of its payloads. */
import type { Database } from './anchor-log.js';
import type { ChainRow } from './verify-stream.js';

export interface StoredChainRow extends ChainRow {
  readonly position: bigint;
}

export interface ChainRange {
  readonly firstStream: bigint;
  readonly lastStream: bigint;
  /** Rows of later positions came after the check began. */
  readonly lastPosition: bigint;
}

const PAGE_ROWS = 1_000;
const PAGE_BYTES = 8 * 1024 * 1024;

/** The lengths of values that are stored apart are known without reading them; at least one row always comes. */
const PAGE = `
SELECT * FROM (
  SELECT position, (extract(epoch FROM at) * 1000)::float8 AS at_ms, stream_key, seq, facts, payload, salt, payload_digest, hash,
         sum(octet_length(facts) + coalesce(octet_length(payload), 0)) OVER in_order AS bytes, row_number() OVER in_order AS nth
  FROM history
  WHERE (stream_key, seq, position) > ($1, $2, $3) AND stream_key <= $4 AND position <= $5
  WINDOW in_order AS (ORDER BY stream_key, seq, position ROWS UNBOUNDED PRECEDING)
  ORDER BY stream_key, seq, position LIMIT ${PAGE_ROWS}
) page WHERE bytes <= ${PAGE_BYTES} OR nth = 1 ORDER BY nth`;

interface Row {
  readonly position: string;
  readonly at_ms: number;
  readonly stream_key: string;
  readonly seq: number;
  readonly facts: Buffer;
  readonly payload: Buffer | null;
  readonly salt: Buffer | null;
  readonly payload_digest: Buffer | null;
  readonly hash: Buffer;
}

export async function* chainPages(database: Database, range: ChainRange): AsyncGenerator<readonly StoredChainRow[]> {
  let [streamKey, seq, position] = [range.firstStream, 0, 0n];
  for (;;) {
    const { rows } = await database.query<Row>(PAGE, [streamKey, seq, position, range.lastStream, range.lastPosition]);
    const page = rows.map(chainRow);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    ({ streamKey, seq, position } = last);
  }
}

function chainRow(row: Row): StoredChainRow {
  return {
    position: BigInt(row.position),
    streamKey: BigInt(row.stream_key),
    seq: row.seq,
    atMs: Math.round(row.at_ms),
    facts: row.facts,
    payload: row.payload,
    salt: row.salt,
    payloadDigest: row.payload_digest,
    hash: row.hash,
  };
}
