/** The command line of `npm run replay -- FILE [--into DATABASE_URL] [--over-the-wire] [--limit N] [--json FILE]`. Resolves to the exit code. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../../migrations/index.js';
import { startEmbeddedPostgres } from '../../postgres/embedded.js';
import { type Replayed, replay } from './replay.js';
import type { Progress } from './story.js';
import { tableOf } from './table.js';

const USAGE = 'npm run replay -- FILE [--into DATABASE_URL] [--over-the-wire] [--limit N] [--json FILE]';
const TELL_EVERY_MS = 2_000;
const FAULTS_SHOWN = 20;

export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { into: { type: 'string' }, 'over-the-wire': { type: 'boolean' }, limit: { type: 'string' }, json: { type: 'string' } },
  });
  const [file, ...others] = positionals;
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  if (file === undefined || others.length > 0 || (limit !== undefined && !(Number.isInteger(limit) && limit > 0))) {
    console.error(`Expected one file, and a limit that is a whole number above 0, but got other arguments. ${USAGE}`);
    return 2;
  }
  const csv = await readFile(file, 'utf8');
  const transport = values['over-the-wire'] === true ? 'over-the-wire' : 'in-process';
  const replayed = await onDatabase(values.into, (databaseUrl) =>
    replay({ csv, databaseUrl, transport, tell: teller(), ...(limit === undefined ? {} : { limit }) }),
  );
  const { result, seconds } = replayed;
  console.log(`\n${tableOf(result, seconds)}`);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(asJson(replayed, transport), null, 2)}\n`);
  if (result.faults.length === 0) {
    console.log('Every request is there; all totals equal those of the file.');
    console.log(`replay ${result.created}/${result.requests.length}`);
    return 0;
  }
  console.error(`The replay differs from the file in ${result.faults.length} points:`);
  for (const fault of result.faults.slice(0, FAULTS_SHOWN)) console.error(`  ${fault}`);
  return 1;
}

async function onDatabase<Value>(into: string | undefined, act: (databaseUrl: string) => Promise<Value>): Promise<Value> {
  if (into !== undefined) {
    await migrate(into);
    return act(into);
  }
  const folder = await mkdtemp(join(tmpdir(), 'okienko-replay-'));
  console.log('Starting a PostgreSQL for this replay alone …');
  // It is thrown away at the end, so nothing has to survive a crash.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, settings });
  try {
    await migrate(postgres.url);
    return await act(postgres.url);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
    await rm(postgres.home, { recursive: true, force: true });
  }
}

function teller(): (progress: Progress) => void {
  const begun = performance.now();
  let told = begun;
  return ({ nowMs, created, resolved }) => {
    const now = performance.now();
    if (now - told < TELL_EVERY_MS) return;
    told = now;
    const day = new Date(nowMs).toISOString().slice(0, 10);
    console.log(`${day}  created ${created}, resolved ${resolved}, ${(created / ((now - begun) / 1000)).toFixed(1)} cases/s`);
  };
}

function asJson({ result, seconds, firstMs, lastMs }: Replayed, transport: string): object {
  return {
    transport,
    from: new Date(firstMs).toISOString(),
    to: new Date(lastMs).toISOString(),
    seconds,
    casesPerSecond: result.created / seconds,
    created: result.created,
    resolved: result.resolved,
    stillOpen: result.stillOpen,
    faults: result.faults,
    requests: result.requests,
  };
}
