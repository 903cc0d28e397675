/** The other side of projector-thread.ts: runs the projector with definitions of its own, read from their tables. */
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { Catalog } from '../core/index.js';
import type { HistoryRow } from '../projection/feed.js';
import { Projector } from '../projection/projector.js';
import { DefinitionsLoader } from '../store/definitions-loader.js';
import type { BatchMessage, FromWorker, ToWorker } from './projector-thread.js';

const TELL_EVERY_MS = 5;

const port = parentPort;
if (!port) throw new Error('Expected to run as a worker thread, but this is the main one');
const { databaseUrl } = workerData as { readonly databaseUrl: string };

const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, application_name: 'okienko projector definitions' });
pool.on('error', () => undefined);
let catalog = new Catalog();
let order: Promise<void> = Promise.resolve();

function tell(message: FromWorker): void {
  port?.postMessage(message);
}

async function readDefinitions(): Promise<void> {
  try {
    catalog = await new DefinitionsLoader(pool).load();
  } catch (error) {
    tell({ type: 'error', message: String(error) });
  }
}

const projector = new Projector({
  databaseUrl,
  definitions: {
    process(key) {
      const definition = catalog.process(key);
      // Rows read from the table can be ahead of what this thread knows: fail, read the definitions, try again.
      if (!definition && key !== 0n) throw new Error(`Expected definition ${key}, but it isn't read yet`);
      return definition;
    },
  },
  onError(error) {
    tell({ type: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    order = order.then(readDefinitions);
  },
});

let told = -1n;
let toldFailing = false;
const telling = setInterval(() => {
  const failing = projector.failingMs > 0;
  if (failing === toldFailing && (projector.position === told || (projector.lagMs > 0 && projector.position === 0n))) return;
  told = projector.position;
  toldFailing = failing;
  tell({ type: 'position', position: told, failing });
}, TELL_EVERY_MS);

port.on('message', (message: ToWorker) => {
  order = order.then(() => {
    switch (message.type) {
      case 'batch':
        return take(message);
      case 'hurry':
        return projector.hurry();
      case 'stop':
        return stop();
    }
  });
});

async function take(message: BatchMessage): Promise<void> {
  if (message.deployed) await readDefinitions();
  projector.offer({ entries: rowsOf(message) });
}

async function stop(): Promise<void> {
  clearInterval(telling);
  await projector.stop();
  await pool.end();
  tell({ type: 'stopped' });
  port?.close();
}

function rowsOf({ firstPosition, atMs, streamKeys, lengths, bytes }: BatchMessage): HistoryRow[] {
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const rows: HistoryRow[] = [];
  let at = 0;
  const cut = (length: number): Buffer => {
    at += length;
    return block.subarray(at - length, at);
  };
  for (let index = 0; index < atMs.length; index++) {
    const facts = cut(lengths[2 * index] ?? 0);
    const payloadLength = lengths[2 * index + 1] ?? -1;
    rows.push({
      position: firstPosition + BigInt(index),
      atMs: atMs[index] ?? 0,
      streamKey: streamKeys[index] ?? 0n,
      facts,
      payload: payloadLength < 0 ? undefined : cut(payloadLength),
    });
  }
  return rows;
}

order = order.then(readDefinitions).then(() => projector.start());
