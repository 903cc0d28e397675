/**
 * Brings a database to the newest version of the schema. Each migration is one file `NNNN_name.sql` in this folder, forward
 * only, run by knex in a transaction of its own and recorded in its table `knex_migrations`. A released file is never
 * edited; a mistake is mended by the next one.
 */
import { readdir, readFile } from 'node:fs/promises';
import knexModule from 'knex';
import pg from 'pg';

const { knex } = knexModule;
const FOLDER = new URL('.', import.meta.url);
const FILE_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;

/** Any constant does, so long as every node asks for the same one: it spells "okie" in ASCII. */
const ADVISORY_LOCK = 0x6f6b6965;

/**
 * Applies the migrations that are missing. Nodes that start together take turns: the lock belongs to the connection, so a
 * node that dies holding it frees it (knex's own lock row would stay and need a person).
 */
export async function migrate(databaseUrl: string, folder: URL = FOLDER): Promise<void> {
  const turn = new pg.Client({ connectionString: databaseUrl, application_name: 'okienko migrations' });
  await turn.connect();
  try {
    await turn.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await applyMissing(databaseUrl, folder);
  } finally {
    await turn.end();
  }
}

/** knex would print what the thrown error says better. */
const SILENT = { warn() {}, error() {}, deprecate() {}, debug() {} };

async function applyMissing(databaseUrl: string, folder: URL): Promise<void> {
  const database = knex({ client: 'pg', connection: databaseUrl, pool: { min: 0, max: 2 }, log: SILENT });
  const migrationSource: knexModule.Knex.MigrationSource<string> = {
    getMigrations: async () => (await readdir(folder)).filter((name) => FILE_NAME.test(name)).sort(),
    getMigrationName: (name) => name,
    getMigration: async (name) => ({ up: await statementsOf(name, folder), down: refuseToGoBack }),
  };
  try {
    await database.migrate.forceFreeMigrationsLock({ migrationSource });
    await database.migrate.latest({ migrationSource });
  } finally {
    await database.destroy();
  }
}

async function statementsOf(name: string, folder: URL): Promise<(transaction: knexModule.Knex) => Promise<void>> {
  const sql = await readFile(new URL(name, folder), 'utf8');
  return async (transaction) => {
    try {
      // knex takes each bare ? for a parameter; a migration has none, and jsonb operators need theirs.
      await transaction.raw(sql.replaceAll('?', '\\?'));
    } catch (cause) {
      const reason = cause instanceof pg.DatabaseError ? cause.message.slice(cause.message.lastIndexOf(' - ') + 3) : String(cause);
      throw new Error(`Expected migration ${name} to apply, but PostgreSQL says: ${reason}. Nothing of it was kept.`, { cause });
    }
  };
}

async function refuseToGoBack(): Promise<void> {
  throw new Error('Expected a migration forward, but migrations have no way back: restore a backup instead.');
}
