/**
 * Rows on their way into one table by COPY in its binary format (PostgreSQL manual, COPY, "Binary Format"): about half the work of
 * an INSERT for the database. A row is turned into bytes as soon as it comes, so nothing else of it is kept.
 */
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from } from 'pg-copy-streams';
import type { InsertPart, RowOf, RowSink } from './batch-statement.js';
import { CELL_WRITERS, CellBuffer, type CellType, type CellWriter } from './binary-cells.js';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const FIRST_SIZE = 1 << 14;

export class CopyRows<const Types extends readonly CellType[]> implements RowSink<Types> {
  private readonly buffer = new CellBuffer(FIRST_SIZE);
  private readonly writers: readonly CellWriter[];
  private rows = 0;

  constructor(private readonly part: InsertPart<Types>) {
    this.writers = part.types.map((type) => CELL_WRITERS[type]);
  }

  add(row: RowOf<Types>): void {
    const { buffer, writers } = this;
    const cells = row as readonly unknown[];
    if (this.rows++ === 0) this.begin();
    buffer.int16(cells.length);
    for (let i = 0; i < writers.length; i++) {
      const value = cells[i];
      if (value === null || value === undefined) buffer.int32(-1);
      else writers[i]?.(buffer, value);
    }
  }

  /** Copies what was added, and begins anew. Within whatever transaction the client is in. */
  async copy(client: ClientBase): Promise<void> {
    if (this.rows === 0) return;
    this.rows = 0;
    this.buffer.int16(-1);
    await pipeline([this.buffer.take()], client.query(from(`COPY ${this.part.target} FROM STDIN (FORMAT binary)`)));
  }

  private begin(): void {
    this.buffer.reserve(SIGNATURE.length);
    SIGNATURE.copy(this.buffer.bytes, this.buffer.at);
    this.buffer.at += SIGNATURE.length;
    // Flags, and the length of a header extension that nobody has.
    this.buffer.int32(0);
    this.buffer.int32(0);
  }
}
