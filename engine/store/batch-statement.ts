/**
 * Puts a batch's writes together as one SQL statement. Each kind of write is a *part*: a data-modifying CTE over the
 * columns of its rows. Only parts that have rows occur; a combination that occurred once is prepared by name and its text kept.
 */
import { encodeColumn } from './binary-array.js';
import { type CellOf, type CellType, SQL_TYPE } from './binary-cells.js';

export type RowOf<Types extends readonly CellType[]> = {
  readonly [Index in keyof Types]: Types[Index] extends CellType ? CellOf[Types[Index]] : never;
};

export interface Part<Types extends readonly CellType[]> {
  readonly name: string;
  readonly types: Types;
  /** `rows` = `unnest($3::bigint[], …)`. */
  readonly sql: (rows: string) => string;
}

export function definePart<const Types extends readonly CellType[]>(part: Part<Types>): Part<Types> {
  return part;
}

/** A part that adds rows to a table, so that the same rows can also go there by COPY. */
export interface InsertPart<Types extends readonly CellType[]> extends Part<Types> {
  /** The table and its columns in the order of `types`. */
  readonly target: string;
}

export function defineInsert<const Types extends readonly CellType[]>(name: string, target: string, types: Types): InsertPart<Types> {
  return { name, target, types, sql: (rows) => `INSERT INTO ${target} SELECT * FROM ${rows}` };
}

/** Takes rows for one part, to be written in one of several ways. */
export interface RowSink<Types extends readonly CellType[]> {
  add(row: RowOf<Types>): void;
}

/** The rows that a batch has for one part. */
export class PartRows<const Types extends readonly CellType[]> implements RowSink<Types> {
  readonly rows: RowOf<Types>[] = [];

  constructor(readonly part: Part<Types>) {}

  add(row: RowOf<Types>): void {
    this.rows.push(row);
  }
}

/** What every batch must prove and move on: see sql/fence.ts. */
export interface Fence {
  readonly sql: string;
  readonly values: readonly string[];
}

interface AnyPartRows {
  readonly part: { readonly name: string; readonly types: readonly CellType[]; readonly sql: (rows: string) => string };
  readonly rows: readonly (readonly unknown[])[];
}

export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: (string | Buffer)[];
}

export class BatchStatements {
  private readonly texts = new Map<string, { readonly name: string; readonly text: string }>();

  compose(fence: Fence, parts: readonly AnyPartRows[]): PreparedStatement {
    const present = parts.filter((part) => part.rows.length > 0);
    const shape = present.map((part) => part.part.name).join(',');
    let known = this.texts.get(shape);
    if (!known) {
      known = { name: `batch_${this.texts.size}`, text: statementText(fence, present) };
      this.texts.set(shape, known);
    }
    const values: (string | Buffer)[] = [...fence.values];
    for (const { part, rows } of present) {
      for (let column = 0; column < part.types.length; column++) {
        const type = part.types[column];
        if (type) values.push(encodeColumn(type, rows, column));
      }
    }
    return { name: known.name, text: known.text, values };
  }
}

function statementText(fence: Fence, parts: readonly AnyPartRows[]): string {
  let parameter = fence.values.length;
  const ctes = [`fence AS (${fence.sql})`];
  for (const { part } of parts) {
    const columns = part.types.map((type) => `$${++parameter}::${SQL_TYPE[type]}[]`);
    ctes.push(`${part.name} AS (${part.sql(`unnest(${columns.join(', ')})`)})`);
  }
  // No row in `fence` = this node isn't the writer any more or the batch before it failed: the division aborts everything.
  return `WITH ${ctes.join(',\n')}\nSELECT 1 / (SELECT count(*) FROM fence)`;
}
