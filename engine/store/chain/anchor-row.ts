/** An anchor as a table keeps it: the engine's log and every other that follows its rules have these columns. */
import type { Anchor } from '../../contract.js';

export const ANCHOR_COLUMNS = 'first_position, last_position, (extract(epoch FROM at) * 1000)::float8 AS at_ms, streams, root, hash';

export interface AnchorRow {
  readonly first_position: string;
  readonly last_position: string;
  readonly at_ms: number;
  readonly streams: number;
  readonly root: Buffer;
  readonly hash: Buffer;
}

export function anchorOf(row: AnchorRow): Anchor {
  return {
    firstPosition: BigInt(row.first_position),
    lastPosition: BigInt(row.last_position),
    atMs: Math.round(row.at_ms),
    streams: row.streams,
    root: row.root,
    hash: row.hash,
  };
}
