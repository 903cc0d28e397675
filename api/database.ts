/** How the api speaks to PostgreSQL: plain SQL with named parameters through knex, and what its rows look like to the code. */
import knexModule, { type Knex } from 'knex';
import { textOf } from './sql-text.js';
import { Transaction } from './transaction.js';

const { knex } = knexModule;

export type Database = Knex;
/** A transaction or the database itself: a statement doesn't care. */
export type Statements = Pick<Knex, 'raw'> | Transaction;
export type { Transaction } from './transaction.js';

export type Parameters = Readonly<Record<string, Knex.Value | readonly string[] | null>>;

export function openDatabase(url: string): Database {
  // knex passes on what it doesn't know: `pipeline` lets a transaction send without waiting.
  const connection = { connectionString: url, application_name: 'okienko api', pipeline: true };
  return knex({ client: 'pg', connection, pool: { min: 0, max: 12 } });
}

/** `:name` is a parameter; the names of types after `::` are left alone. */
export async function rows<Row>(on: Statements, sql: string, parameters: Parameters = {}): Promise<Row[]> {
  return (await send<Row>(on, sql, parameters)).rows;
}

export async function row<Row>(on: Statements, sql: string, parameters: Parameters = {}): Promise<Row | undefined> {
  return (await rows<Row>(on, sql, parameters))[0];
}

/** For statements whose result nobody reads. Gives the number of rows that it touched. */
export async function run(on: Statements, sql: string, parameters: Parameters = {}): Promise<number> {
  return (await send<never>(on, sql, parameters)).rowCount ?? 0;
}

/** Sends a statement whose result nobody reads, in a transaction, without waiting for it: the transaction fails when it does. */
export function later(on: Transaction, sql: string, parameters: Parameters = {}): void {
  on.later(sql, parameters);
}

/** Commits when `act` resolves, else rolls back. */
export function transaction<Value>(db: Database, act: (on: Transaction) => Promise<Value>): Promise<Value> {
  return Transaction.run(db, act);
}

export interface Sent<Row> {
  readonly rows: Row[];
  readonly rowCount: number | null;
}

function send<Row>(on: Statements, sql: string, parameters: Parameters): Promise<Sent<Row>> {
  if (on instanceof Transaction) return on.send(sql, parameters) as Promise<Sent<Row>>;
  return on.raw(sql, parameters as Record<string, Knex.RawBinding>).options({ name: textOf(sql, parameters).name });
}

export function iso(date: Date): string;
export function iso(date: Date | null): string | null;
export function iso(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
