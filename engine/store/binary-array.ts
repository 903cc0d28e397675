/**
 * Writes PostgreSQL's binary array format, so that a batch of hundreds of rows goes over the wire as one parameter a column
 * without a detour through text. The only place that knows that format (src/backend/utils/adt/arrayfuncs.c, array_recv).
 */
import { CELL_WRITERS, CellBuffer, type CellType } from './binary-cells.js';

const OID: Readonly<Record<CellType, number>> = { int8: 20, int4: 23, int2: 21, bool: 16, text: 25, bytea: 17, timestamptz: 1184 };

/** Used again for each column. */
const scratch = new CellBuffer(1 << 20);

/** One column of rows as a binary array. */
export function encodeColumn(type: CellType, rows: readonly (readonly unknown[])[], column: number): Buffer {
  const count = rows.length;
  scratch.int32(count > 0 ? 1 : 0);
  scratch.int32(1);
  scratch.int32(OID[type]);
  if (count === 0) return scratch.take();
  scratch.int32(count);
  scratch.int32(1);
  const write = CELL_WRITERS[type];
  for (let i = 0; i < count; i++) {
    const value = rows[i]?.[column];
    if (value === null || value === undefined) scratch.int32(-1);
    else write(scratch, value);
  }
  return scratch.take();
}
