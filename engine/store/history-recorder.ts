/**
 * Makes rows of history: gives each its position and its place in its stream, and chains it to the row before by hash.
 * Owns the position counter. Nothing here is undone one by one: after a failed batch, counter and heads are read again.
 */
import type { Command, StreamEvents, TreeDraft } from '../core/index.js';
import type { PartRows } from './batch-statement.js';
import { rowHash, sealPayload } from './chain/index.js';
import type { HistoryEntry } from './committed.js';
import { COMMANDS, encodeHistory, HISTORY_ENCODING } from './encoding/index.js';
import { LoadedTree } from './loaded-tree.js';
import type { PartitionState } from './partition-state.js';
import type { historyInsert } from './sql/history.js';

export class HistoryRecorder {
  constructor(public lastPosition: bigint) {}

  /** `draft`: of the stream's tree, not folded yet; undefined for the fixed streams. */
  record(
    state: PartitionState,
    { streamKey, events }: StreamEvents,
    command: Command['type'],
    atMs: number,
    draft: TreeDraft | undefined,
    rows: PartRows<typeof historyInsert.types>,
  ): HistoryEntry {
    const { facts, payload } = encodeHistory(streamKey, command, events, draft?.tree.elements);
    const seal = payload && sealPayload(payload);
    const chained = draft ? (state.loaded(streamKey) ?? state.begin(new LoadedTree(draft.tree))) : undefined;
    const previous = chained ?? state.heads.get(streamKey);
    const seq = (previous?.seq ?? 0) + 1;
    const hash = rowHash(previous?.head, { streamKey, seq, atMs }, facts, seal?.digest);
    if (chained) {
      chained.seq = seq;
      chained.head = hash;
    } else state.heads.set(streamKey, { seq, head: hash });
    const position = ++this.lastPosition;
    rows.add([
      position,
      atMs,
      streamKey,
      seq,
      HISTORY_ENCODING,
      COMMANDS.code(command),
      facts,
      payload ?? null,
      seal?.salt ?? null,
      seal?.digest ?? null,
      hash,
    ]);
    return { position, atMs, streamKey, seq, command, facts, payload };
  }
}
