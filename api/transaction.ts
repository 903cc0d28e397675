/**
 * A transaction of the api, on a connection of knex's pool, that sends statements without waiting for the one before: most of ours only
 * write, and the way to the database and back costs more than they do. PostgreSQL runs them in the order in which they were sent, and
 * answers in it.
 */
import pg from 'pg';
import type { Database, Parameters, Sent } from './database.js';
import { textOf } from './sql-text.js';

const { DatabaseError } = pg;
/** in_failed_sql_transaction: an earlier statement is to blame. */
const ABORTED = '25P02';

/** Modes: open → committed, or rolled back. */
export class Transaction {
  readonly #client: pg.ClientBase;
  /** The first statement that failed; all after it say only that one did. */
  #blame: unknown;

  private constructor(client: pg.ClientBase) {
    this.#client = client;
  }

  /** Commits when `act` resolves and every statement has succeeded, else rolls back and rejects with the first failure. */
  static async run<Value>(db: Database, act: (on: Transaction) => Promise<Value>): Promise<Value> {
    const client: pg.ClientBase = await db.client.acquireConnection();
    try {
      const transaction = new Transaction(client);
      transaction.later('BEGIN');
      return await transaction.#through(act);
    } finally {
      await db.client.releaseConnection(client);
    }
  }

  send(sql: string, parameters: Parameters = {}): Promise<Sent<unknown>> {
    const { name, text, names } = textOf(sql, parameters);
    const values = names.map((one) => parameters[one]);
    return this.#client.query({ name, text, values }).catch((error: unknown) => {
      this.#blame ??= error;
      throw error instanceof DatabaseError && error.code === ABORTED ? this.#blame : error;
    });
  }

  /** For statements whose answer nobody needs. Whoever sends the next one may find the transaction failed. */
  later(sql: string, parameters: Parameters = {}): void {
    this.send(sql, parameters).catch(() => undefined);
  }

  async #through<Value>(act: (on: Transaction) => Promise<Value>): Promise<Value> {
    let value: Value;
    try {
      value = await act(this);
    } catch (error) {
      await this.#client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
    // A transaction that has failed answers COMMIT with ROLLBACK.
    const { command } = await this.#client.query('COMMIT');
    if (this.#blame !== undefined) throw this.#blame;
    if (command !== 'COMMIT') throw new Error(`Expected the transaction to commit, but the database answered ${command}`);
    return value;
  }
}
