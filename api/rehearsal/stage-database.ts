/**
 * The database of a stage: one connection that sees the city's own tables, catalogue and units and all, but has empty temporary tables
 * in place of whatever a case writes, and may write nothing else: PostgreSQL itself refuses (`default_transaction_read_only` lets
 * temporary tables alone be written). So the product's own code for cases runs here as it is, and can't leave a trace.
 */
import knexModule from 'knex';
import { type Database, later, transaction } from '../database.js';

const { knex } = knexModule;

/** What a case writes (the test beside this holds it complete), and whom it is about. What isn't here is the city's own, for reading. */
const SHADOWS = [
  'person',
  'absence',
  'resident',
  'model',
  'model_element',
  'case_file',
  'case_run',
  'case_visit',
  'case_unit',
  'case_notice',
  'case_term',
  'case_pause',
  'case_extension',
  'alert',
  'outbox',
  'held_inward',
  'case_link',
  'contact',
  'article_said',
  'case_question',
  'document',
  'task',
  'task_draft',
  'pending_completion',
  'case_journal',
  'case_step',
  'case_incident',
  'case_message',
  'worker_effect',
  'live_event',
  'notice',
] as const;

const MAKE = SHADOWS.map((table) => `CREATE TEMPORARY TABLE ${table} (LIKE ${table} INCLUDING ALL EXCLUDING COMMENTS)`).join('; ');
const IDLE_MS = 300_000;

interface RawConnection {
  query(sql: string, done: (error: Error | null) => void): void;
}

/** One connection: temporary tables are its own. */
export function openStageDatabase(url: string): Database {
  const connection = { connectionString: url, application_name: 'okienko rehearsal', pipeline: true };
  return knex({
    client: 'pg',
    connection,
    pool: {
      min: 0,
      max: 1,
      idleTimeoutMillis: IDLE_MS,
      afterCreate: (connection: RawConnection, done: (error: Error | null, connection: RawConnection) => void) =>
        connection.query(`${MAKE}; SET default_transaction_read_only = on`, (error) => done(error, connection)),
    },
  });
}

/** As if nobody had ever been here. */
export async function emptyStage(db: Database): Promise<void> {
  await transaction(db, async (on) => {
    for (const table of SHADOWS) later(on, `DELETE FROM pg_temp.${table}`);
  });
}
