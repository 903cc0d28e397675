/** One replay from file to result, on a database that holds nothing yet. */
import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import { openDatabase, row } from '../../api/database.js';
import { startInstallation } from '../installation.js';
import { type Result, resultOf } from './result.js';
import { readRequests } from './source.js';
import { type Progress, playRequests } from './story.js';
import { totalsOf } from './totals.js';

export interface ReplayOptions {
  readonly csv: string;
  /** With the schema applied. */
  readonly databaseUrl: string;
  readonly transport: 'in-process' | 'over-the-wire';
  /** Rows from the top of the file. */
  readonly limit?: number;
  readonly tell?: (progress: Progress) => void;
}

export interface Replayed {
  readonly result: Result;
  /** Real seconds from the first arrival to the end. */
  readonly seconds: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

class ReplayRefused extends Error {
  override readonly name = 'ReplayRefused';
  readonly code = 'DATABASE_NOT_EMPTY';
}

/** Baltimore's own categories, agencies and hours; what is shipped has a Polish city's. */
const ROUTING = 'service-request-routing.dmn';
const BEFORE_MS = 60_000;

export async function replay({ csv, databaseUrl, transport, limit, tell = () => undefined }: ReplayOptions): Promise<Replayed> {
  const requests = readRequests(csv, limit);
  const firstMs = requests.reduce((first, { createdMs }) => Math.min(first, createdMs), Number.POSITIVE_INFINITY);
  const lastMs = requests.reduce((last, request) => Math.max(last, request.lastMs), 0);
  await refuseUnlessEmpty(databaseUrl);
  const log = pino({ level: 'warn' }, pino.destination(2));
  const installation = await startInstallation({
    published: [{ name: ROUTING, content: await readFile(new URL(ROUTING, import.meta.url)) }],
    databaseUrl,
    beginMs: firstMs - BEFORE_MS,
    log,
    transport,
    // The file knows the second of each closing; nobody is there to undo it.
    settings: { undoMs: 0 },
  });
  try {
    const begun = performance.now();
    const played = await playRequests(installation, requests, lastMs, tell);
    const seconds = (performance.now() - begun) / 1000;
    const result = await resultOf(installation.api.db, requests, played, totalsOf(csv, limit), installation.time.incidents);
    return { result, seconds, firstMs, lastMs };
  } finally {
    // From here on it is no news that the engine stops.
    log.level = 'error';
    await installation.stop();
  }
}

/** Virtual time would run through whatever else is there: other people's timers would fire. */
async function refuseUnlessEmpty(databaseUrl: string): Promise<void> {
  const db = openDatabase(databaseUrl);
  try {
    const found = await row<{ taken: boolean }>(db, 'SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM case_file) AS taken');
    if (found?.taken === true) {
      throw new ReplayRefused('Expected a database without people and cases, but this one has some. Give the replay an empty database.');
    }
  } finally {
    await db.destroy();
  }
}
