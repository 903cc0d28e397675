/** A system that can be asked: what it tells is a hint, what it answers counts; its list of changes is read on from where the reading ended. */
import type { Changes, PeerRecord, RecordSource } from '../../workers/outbox/source.js';
import { post } from './support/hooks.js';
import { statusOf } from './support/pothole.js';
import { Stack } from './support/stack.js';
import { closed, DMS, dms, filed, linesOf } from './support/telling-dms.js';

/** How its file stands, and what its people changed there. */
let now: PeerRecord | undefined;
let changed: PeerRecord[] = [];
let away = false;
let asked: string[] = [];
const cursors: (string | undefined)[] = [];
const source: RecordSource = {
  async read(recordId) {
    if (away) throw new Error('connect ECONNREFUSED');
    asked.push(recordId);
    return now;
  },
  ofCase: async () => [],
  async changes(cursor): Promise<Changes> {
    cursors.push(cursor);
    if (away) throw new Error('connect ECONNREFUSED');
    const records = cursor === undefined ? [] : changed;
    changed = [];
    return { records, cursor: String(cursors.length) };
  },
};
let stack: Stack;
const record = (recordId: string, number: string, more: Partial<PeerRecord> = {}): PeerRecord => ({
  recordId,
  recordNumber: null,
  caseRun: `${number}/1`,
  title: 'Dziura',
  status: 'open',
  outcome: null,
  isClosed: false,
  documents: [],
  version: '1',
  changedAt: '2026-03-02T09:30:00Z',
  ...more,
});
const soon = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 400) throw new Error('Expected it soon, but it did not come');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

beforeAll(async () => {
  stack = await Stack.start({ peers: { dms: { ...dms, source } }, secrets: { dms: [DMS] }, settings: { pollEveryMs: 100 } });
});
afterAll(async () => {
  await stack.stop();
});

test('what a system tells in pieces is read to its end at once, not a piece each half minute', async () => {
  const asked: (string | undefined)[] = [];
  const pieces: RecordSource = {
    ...source,
    async changes(cursor): Promise<Changes> {
      asked.push(cursor);
      return { records: [], cursor: String(asked.length), hasMore: asked.length < 4 };
    },
  };
  const far = {
    peers: { dms: { ...dms, source: pieces } },
    settings: { pollEveryMs: 3_600_000 },
    workers: false,
    people: false,
  } as const;
  const slow = await Stack.start(far);
  try {
    await soon(async () => asked.length === 4);
    expect(asked).toEqual([undefined, '1', '2', '3']);
  } finally {
    await slow.stop();
  }
});

test('an event is a hint: what the system says when asked counts, also when it was away at first', async () => {
  const { number, file } = await filed(stack);
  now = record(file, number);
  asked = [];
  // A stray message claims a closing that isn't so.
  expect(await post(stack.url, 'dms', closed(file, 'ZAL'), { secret: DMS })).toEqual({ status: 202, body: { result: 'waiting' } });
  await soon(async () => (await stack.rows(`SELECT 1 FROM inward_event WHERE state = 'waiting'`)).length === 0);
  await stack.delivered();
  expect(asked).toEqual([file]);
  expect(await statusOf(stack, number)).toBe('open');
  away = true;
  now = record(file, number, { isClosed: true, status: 'closed', outcome: 'ZAL', version: '2' });
  await post(stack.url, 'dms', closed(file, 'ZAL'), { secret: DMS });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await stack.rows(`SELECT 1 FROM inward_event WHERE state = 'waiting'`)).toHaveLength(1);
  away = false;
  await soon(async () => (await statusOf(stack, number)) === 'resolved');
  expect(await stack.rows(`SELECT data FROM inward_event WHERE data IS NOT NULL`)).toEqual([]);
});

test('its list of changes is read from where the last reading ended, and a change goes the same way', async () => {
  const { number, file } = await filed(stack);
  const stranger = record('made-by-hand', number, { caseRun: null });
  changed = [record(file, number, { isClosed: true, status: 'closed', outcome: 'ZAL', version: '2' }), stranger];
  await soon(async () => (await statusOf(stack, number)) === 'resolved');
  await soon(async () => (await stack.rows(`SELECT 1 FROM inbox_item WHERE record_id = 'made-by-hand'`)).length === 1);
  expect(cursors[0]).toBeUndefined();
  expect(cursors.slice(1).every((cursor) => cursor !== undefined)).toBe(true);
  await stack.delivered();
  // The same change once more is no news.
  changed = [record(file, number, { isClosed: true, status: 'closed', outcome: 'ZAL', version: '2' })];
  await soon(async () => changed.length === 0);
  await stack.delivered();
  expect(await linesOf(stack, number, 'dms.file.closed')).toHaveLength(1);
});

test('a planned date that its department changed there is the case’s from then on, once; what is no date, and what was told, is no news', async () => {
  const { number, file } = await filed(stack);
  const planned = async () => (await (await stack.as('lena')).get<{ plannedAt: string }>(`/api/v1/cases/${number}`)).body.plannedAt;
  const told = await planned();
  const hear = async (plannedAt: string | null, version: string): Promise<void> => {
    changed = [record(file, number, { plannedAt, version })];
    await soon(async () => changed.length === 0);
    await soon(
      async () => (await stack.rows('SELECT 1 FROM external_record WHERE record_id = $1 AND version = $2', [file, version])).length > 0,
    );
  };
  await hear(told, '2');
  await hear('po świętach', '3');
  expect(await planned()).toBe(told);
  await hear('2026-03-24T09:00:00+01:00', '4');
  await hear('2026-03-24T08:00:00Z', '5');
  expect(await planned()).toBe('2026-03-24T08:00:00.000Z');
  expect(await linesOf(stack, number, 'dms.planned')).toMatchObject([{ facts: { plannedBefore: told } }]);
});

test('a hint of a record that is not there lands with a person', async () => {
  now = undefined;
  await post(stack.url, 'dms', closed('gone-1', 'ZAL'), { secret: DMS });
  await soon(async () => (await stack.rows(`SELECT 1 FROM inbox_item WHERE record_id = 'gone-1'`)).length === 1);
});
