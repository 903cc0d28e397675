/**
 * The anchor log in the database: appends an anchor over the rows since the last one, and verifies all of them against history.
 * PostgreSQL works the root out itself, so a busy minute's heads never cross the wire nor block the writer's event loop.
 */
import type { ClientBase, Pool } from 'pg';
import type { Anchor } from '../../contract.js';
import { type AnchorRoot, sealAnchor } from './anchor.js';
import { ANCHOR_COLUMNS, type AnchorRow, anchorOf } from './anchor-row.js';

/** The same bytes as `anchorRoot`. */
const ROOT = `
SELECT count(*)::int AS streams, sha256(coalesce(string_agg(record, ''::bytea ORDER BY stream_key), ''::bytea)) AS root
FROM (
  SELECT DISTINCT ON (stream_key) stream_key, int8send(stream_key) || int4send(seq) || hash AS record
  FROM history WHERE position BETWEEN $1 AND $2
  ORDER BY stream_key, seq DESC
) heads`;

const LAST = 'SELECT last_position, hash FROM anchor ORDER BY last_position DESC LIMIT 1';
const HIGHEST = 'SELECT max(position) AS position FROM history';
/** Two nodes can't both append: the second finds the position taken. */
const APPEND = `
INSERT INTO anchor (last_position, first_position, at, streams, root, hash)
SELECT $1, $2, to_timestamp($3::double precision / 1000), $4, $5, $6
WHERE NOT EXISTS (SELECT FROM anchor WHERE last_position >= $2)
ON CONFLICT DO NOTHING`;
const PAGE = `SELECT ${ANCHOR_COLUMNS} FROM anchor WHERE last_position > $1 ORDER BY last_position LIMIT 500`;
const WITH_PREVIOUS = `SELECT ${ANCHOR_COLUMNS} FROM anchor WHERE last_position <= $1 ORDER BY last_position DESC LIMIT 2`;
const OF_STREAM = `
SELECT DISTINCT a.last_position FROM history h
CROSS JOIN LATERAL (SELECT last_position FROM anchor WHERE last_position >= h.position ORDER BY last_position LIMIT 1) a
WHERE h.stream_key = $1 ORDER BY a.last_position`;
const UNANCHORED = `
SELECT count(*) AS rows FROM history
WHERE position > (SELECT coalesce(max(last_position), 0) FROM anchor) AND ($1::bigint IS NULL OR stream_key = $1)`;

export type Database = Pool | ClientBase;

/** undefined: nothing has happened since the last anchor, or another node was first. `atMs`: real time. */
export async function appendAnchor(database: Database, atMs: number): Promise<Anchor | undefined> {
  const last = (await database.query<{ last_position: string; hash: Buffer }>(LAST)).rows[0];
  const highest = (await database.query<{ position: string | null }>(HIGHEST)).rows[0]?.position;
  const firstPosition = BigInt(last?.last_position ?? 0) + 1n;
  const lastPosition = BigInt(highest ?? 0);
  if (lastPosition < firstPosition) return undefined;
  const { streams, root } = await rootInHistory(database, firstPosition, lastPosition);
  const anchor = sealAnchor({ firstPosition, lastPosition, atMs, streams, root }, last?.hash);
  const appended = await database.query(APPEND, [lastPosition, firstPosition, atMs, streams, root, anchor.hash]);
  return appended.rowCount === 1 ? anchor : undefined;
}

/** The root over the heads of the streams that have rows in these positions, both included. */
export async function rootInHistory(database: Database, first: bigint, last: bigint): Promise<AnchorRoot> {
  const row = (await database.query<{ streams: number; root: Buffer }>(ROOT, [first, last])).rows[0];
  return { streams: row?.streams ?? 0, root: row?.root ?? Buffer.alloc(0) };
}

/** Oldest first, for verifying and for export. */
export async function* readAnchors(database: Database): AsyncGenerator<Anchor> {
  let after = 0n;
  for (;;) {
    const { rows } = await database.query<AnchorRow>(PAGE, [after]);
    if (rows.length === 0) return;
    for (const row of rows) {
      const anchor = anchorOf(row);
      after = anchor.lastPosition;
      yield anchor;
    }
  }
}

/** Anchors that cover rows of this stream, each with the one before it: enough to check the stream against the log. */
export async function anchorsOfStream(
  database: Database,
  streamKey: bigint,
): Promise<readonly { readonly anchor: Anchor; readonly previous: Anchor | undefined }[]> {
  const { rows: last } = await database.query<{ last_position: string }>(OF_STREAM, [streamKey]);
  const found = [];
  for (const { last_position } of last) {
    const { rows } = await database.query<AnchorRow>(WITH_PREVIOUS, [last_position]);
    const [anchor, previous] = rows.map(anchorOf);
    if (anchor) found.push({ anchor, previous });
  }
  return found;
}

/** Rows behind the last anchor, of one stream or of all. */
export async function unanchoredRows(database: Database, streamKey: bigint | null): Promise<number> {
  const { rows } = await database.query<{ rows: string }>(UNANCHORED, [streamKey]);
  return Number(rows[0]?.rows ?? 0);
}
