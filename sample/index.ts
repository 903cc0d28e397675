/**
 * Sample data of the first start. They are told in a database beside ours, which then takes its place in one transaction: a start that is
 * killed on the way leaves an empty installation, never half a story.
 */
import pg from 'pg';
import { pino } from 'pino';
import { openDatabase, row } from '../api/database.js';
import { migrate } from '../migrations/index.js';
import { startInstallation } from '../replay/installation.js';
import { openOffice } from './office.js';
import { enterOutages } from './outages.js';
import { DAYS, SampleStory } from './story.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export interface SampleOptions {
  /** Of our own cluster, with the schema applied; nobody is connected. */
  readonly databaseUrl: string;
  readonly say: (sentence: string) => void;
}

/** Does nothing where there are people already. */
export async function loadSampleOnce({ databaseUrl, say }: SampleOptions): Promise<void> {
  if (await hasPeople(databaseUrl)) return;
  say('making sample data: 60 days of an invented contact centre …');
  const begun = performance.now();
  const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  const beside = `${name}_sample`;
  const before = `${name}_before`;
  await onServer(databaseUrl, async (server) => {
    for (const left of [beside, before]) await server.query(`DROP DATABASE IF EXISTS ${server.escapeIdentifier(left)} WITH (FORCE)`);
    await server.query(`CREATE DATABASE ${server.escapeIdentifier(beside)}`);
    // What is lost in a crash is begun anew; the exchange below waits for the disk.
    await server.query(`ALTER DATABASE ${server.escapeIdentifier(beside)} SET synchronous_commit = off`);
  });
  const besideUrl = withDatabase(databaseUrl, beside);
  await migrate(besideUrl);
  await loadSample(besideUrl, Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS, say);
  await onServer(databaseUrl, async (server) => {
    await server.query(`ALTER DATABASE ${server.escapeIdentifier(beside)} RESET synchronous_commit`);
    await server.query('BEGIN');
    await server.query(`ALTER DATABASE ${server.escapeIdentifier(name)} RENAME TO ${server.escapeIdentifier(before)}`);
    await server.query(`ALTER DATABASE ${server.escapeIdentifier(beside)} RENAME TO ${server.escapeIdentifier(name)}`);
    await server.query('COMMIT');
    await server.query(`DROP DATABASE ${server.escapeIdentifier(before)} WITH (FORCE)`);
  });
  say(`sample data made in ${((performance.now() - begun) / 1000).toFixed(0)} s.`);
}

/** Tells the story up to `endMs` in an empty database with the schema. The same seed and day give the same cases. */
async function loadSample(databaseUrl: string, endMs: number, say: (sentence: string) => void): Promise<void> {
  const beginMs = endMs - DAYS * DAY_MS;
  const db = openDatabase(databaseUrl);
  await openOffice(db, beginMs).finally(() => db.destroy());
  const installation = await startInstallation({
    databaseUrl,
    beginMs,
    log: pino({ level: 'error' }, pino.destination(2)),
    transport: 'in-process',
    // Nobody takes a decision of the story back.
    settings: { undoMs: 0 },
  });
  try {
    await new SampleStory(installation, beginMs, endMs).tell(say);
    await enterOutages(installation.api.db, endMs);
    if (installation.time.incidents > 0)
      throw new Error(`Expected sample data without incidents, but there were ${installation.time.incidents}`);
  } finally {
    await installation.stop();
  }
}

async function hasPeople(databaseUrl: string): Promise<boolean> {
  const db = openDatabase(databaseUrl);
  try {
    return (await row(db, 'SELECT 1 FROM person LIMIT 1')) !== undefined;
  } finally {
    await db.destroy();
  }
}

async function onServer(databaseUrl: string, act: (server: pg.Client) => Promise<void>): Promise<void> {
  const server = new pg.Client({ connectionString: withDatabase(databaseUrl, 'postgres') });
  await server.connect();
  try {
    await act(server);
  } finally {
    await server.end();
  }
}

function withDatabase(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.toString();
}
