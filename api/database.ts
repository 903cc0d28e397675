/** How the api speaks to PostgreSQL: plain SQL with named parameters through knex, and what its rows look like to the code. */
import knexModule, { type Knex } from 'knex';

const { knex } = knexModule;

export type Database = Knex;
/** A transaction or the database itself: a statement doesn't care. */
export type Statements = Pick<Knex, 'raw'>;

export type Parameters = Readonly<Record<string, Knex.Value | readonly string[] | null>>;

export function openDatabase(url: string): Database {
  return knex({ client: 'pg', connection: { connectionString: url, application_name: 'okienko api' }, pool: { min: 0, max: 12 } });
}

/** `:name` is a parameter; the names of types after `::` are left alone. */
export async function rows<Row>(on: Statements, sql: string, parameters: Parameters = {}): Promise<Row[]> {
  const result: { readonly rows: Row[] } = await on.raw(sql, parameters as Record<string, Knex.RawBinding>);
  return result.rows;
}

export async function row<Row>(on: Statements, sql: string, parameters: Parameters = {}): Promise<Row | undefined> {
  return (await rows<Row>(on, sql, parameters))[0];
}

/** For statements whose result nobody reads. Gives the number of rows that it touched. */
export async function run(on: Statements, sql: string, parameters: Parameters = {}): Promise<number> {
  const result: { readonly rowCount: number | null } = await on.raw(sql, parameters as Record<string, Knex.RawBinding>);
  return result.rowCount ?? 0;
}

export function iso(date: Date): string;
export function iso(date: Date | null): string | null;
export function iso(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
