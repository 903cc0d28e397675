/** A change of the engine that the desk can't write: it is left out and noted, and everything beside and after it arrives. */
import type { AddressInfo } from 'node:net';
import type { ChangeBatch, EnginePort } from '../../api/index.js';
import { close, listen } from '../../http-door.js';
import { Stack, startApi } from './support/stack.js';

const REGISTRATION = {
  caseType: 'resident-matter',
  classification: 'roads.pothole',
  department: 'roads',
  residentId: null,
  replyChannel: 'none',
  place: null,
  channel: 'phone',
  entryPoint: null,
  entryTier: null,
  note: 'Dziura.',
  registeredBy: 'lena',
} as const;

let stack: Stack;
let stopApi: (() => Promise<void>) | undefined;

beforeEach(async () => {
  stack = await Stack.start({ running: false, workers: false });
});
afterEach(async () => {
  await stopApi?.();
  stopApi = undefined;
  await stack.stop();
});

/** The engine's port, but what it says of the first element that is entered can't be stored. */
function spoilt(real: EnginePort, spoil: (batch: ChangeBatch) => ChangeBatch): EnginePort {
  return {
    ...real,
    async *changes(after, signal) {
      for await (const batch of real.changes(after, signal)) yield spoil(batch);
    },
  };
}

test('a change with a text that no table takes is left out, and its case and the next are worked as ever', async () => {
  let guilty: bigint | undefined;
  const [api, stop] = startApi(stack.database.url, stack.engine, {
    port: (real) =>
      spoilt(real, (batch) => {
        if (guilty !== undefined && guilty !== batch.position) return batch;
        if (!batch.changes.some((change) => change.type === 'elementEntered')) return batch;
        guilty = batch.position;
        return {
          ...batch,
          changes: batch.changes.map((change) =>
            change.type === 'elementEntered' ? { ...change, place: { ...change.place, elementType: 'a\u0000b' } } : change,
          ),
        };
      }),
  });
  stopApi = stop;
  await api.start();
  await api.register(REGISTRATION);
  await api.quiet();
  expect(guilty).toBeDefined();
  expect(await stack.rows('SELECT reader, position, code FROM dead_letter')).toEqual([
    { reader: 'desk embedded', position: String(guilty), code: '22P05' },
  ]);
  await api.register(REGISTRATION);
  await api.quiet();
  expect(await stack.rows('SELECT start_state FROM case_run')).toEqual([{ start_state: 'started' }, { start_state: 'started' }]);
  // The second case's steps alone are there.
  expect(await stack.rows('SELECT DISTINCT run, process_id FROM case_step')).toHaveLength(1);
});

test('while the database takes nothing the desk is not ready and leaves nothing out', async () => {
  const [api, stop] = startApi(stack.database.url, stack.engine, { settings: { stuckMs: 1_000 } });
  stopApi = stop;
  await api.start();
  await api.quiet();
  const server = await listen(api.app);
  const readyz = async () => (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`)).status;
  expect(await readyz()).toBe(200);
  await stack.rows(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END$$`);
  await stack.rows('CREATE TRIGGER full_disk BEFORE INSERT ON case_step EXECUTE FUNCTION full_disk()');
  await api.register(REGISTRATION);
  while ((await readyz()) === 200) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await readyz()).toBe(503);
  await stack.rows('DROP TRIGGER full_disk ON case_step');
  await api.quiet();
  expect(await readyz()).toBe(200);
  await close(server);
  expect(await stack.rows('SELECT 1 AS one FROM dead_letter')).toEqual([]);
  expect(await stack.rows('SELECT DISTINCT run FROM case_step')).toEqual([{ run: 1 }]);
});
