/** A memory engine whose every command becomes rows of history, encoded and chained as the store does it. */
import type pg from 'pg';
import type { Command, ElementInstance, EngineEvent } from '../../core/index.js';
import type { MemoryEngine } from '../../core/testing/memory-engine.js';
import { type ChainHead, type ChainRow, rowHash, sealPayload } from '../../store/chain/index.js';
import type { HistoryEntry } from '../../store/committed.js';
import { COMMANDS, encodeHistory, HISTORY_ENCODING } from '../../store/encoding/index.js';

export type RecordedRow = HistoryEntry & ChainRow;

export class Recorded {
  readonly rows: RecordedRow[] = [];
  private readonly heads = new Map<bigint, ChainHead>();
  private readonly seen = new Map<bigint, number>();

  constructor(readonly engine: MemoryEngine) {
    for (const [streamKey, events] of engine.streams) this.record(streamKey, 'deploy', events, new Map());
  }

  /** What a command made happen, as rows; the command must be accepted. */
  run(command: Command): readonly RecordedRow[] {
    const before = new Map<bigint, ReadonlyMap<bigint, ElementInstance>>();
    for (const tree of this.engine.trees.values()) before.set(tree.rootKey, new Map(tree.elements));
    const answer = this.engine.execute(command);
    if (answer.type === 'rejected') throw new Error(answer.reason);
    const first = this.rows.length;
    for (const [streamKey, events] of this.engine.streams) {
      const news = events.slice(this.seen.get(streamKey) ?? 0);
      if (news.length > 0) this.record(streamKey, command.type, news, before.get(streamKey) ?? new Map());
    }
    return this.rows.slice(first);
  }

  private record(
    streamKey: bigint,
    command: Command['type'],
    events: readonly EngineEvent[],
    before: ReadonlyMap<bigint, ElementInstance>,
  ) {
    this.seen.set(streamKey, (this.seen.get(streamKey) ?? 0) + events.length);
    const encoded = encodeHistory(streamKey, command, events, before);
    const facts = Buffer.from(encoded.facts);
    const payload = encoded.payload ? Buffer.from(encoded.payload) : null;
    const seal = payload ? sealPayload(payload) : undefined;
    const head = this.heads.get(streamKey);
    const header = { streamKey, seq: (head?.seq ?? 0) + 1, atMs: this.engine.nowMs };
    const hash = rowHash(head?.hash, header, facts, seal?.digest);
    this.heads.set(streamKey, { streamKey, seq: header.seq, hash });
    const sealed = { payload, salt: seal?.salt ?? null, payloadDigest: seal?.digest ?? null, hash };
    this.rows.push({ position: BigInt(this.rows.length + 1), ...header, command, events, facts, ...sealed } as RecordedRow);
  }

  /** Into the table `history`, which gets a partition for all months. */
  async store(database: pg.Pool | pg.ClientBase, rows: readonly RecordedRow[] = this.rows): Promise<void> {
    await database.query('CREATE TABLE IF NOT EXISTS history_any PARTITION OF history DEFAULT');
    for (const row of rows) {
      await database.query(
        `INSERT INTO history (position, at, stream_key, seq, encoding, command, facts, payload, salt, payload_digest, hash)
         VALUES ($1, to_timestamp($2::float8 / 1000), $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          row.position,
          row.atMs,
          row.streamKey,
          row.seq,
          HISTORY_ENCODING,
          COMMANDS.code(row.command),
          row.facts,
          row.payload,
          row.salt,
          row.payloadDigest,
          row.hash,
        ],
      );
    }
  }
}
