/**
 * Request Tracker as the CRM. The scenarios run over real HTTP against what a real server said (`OKIENKO_TEST_RECORD=1 npm run
 * test:systems -- rt` writes that down again); what such a server seldom says, and a proxy in front of it often, is made here.
 */
import { requestTrackerPeer } from '../../workers/connectors/rt/index.js';
import type { Effect } from '../../workers/outbox/peer.js';
import { Stand } from '../systems/exchanges.js';
import { type Asked, type Loopback, loopback, type Said } from '../systems/loopback.js';
import { recordedIn } from '../systems/recorded.js';
import { SCENARIOS } from '../systems/rt/scenarios.js';

const TOKENS = { token: 'okienko', people: 'people', weak: 'weak' };

test.each(Object.keys(SCENARIOS))('%s', async (name) => {
  const stand = await Stand.open({ script: recordedIn('rt', name) });
  await SCENARIOS[name]?.({ stand, tokens: TOKENS });
  await stand.close();
});

describe('when something else answers', () => {
  let server: Loopback;
  let answer: Said;
  let asked: Asked[];

  beforeEach(async () => {
    asked = [];
    server = await loopback((one) => {
      asked.push(one);
      return answer;
    });
  });
  afterEach(() => server.close());

  const peer = () => requestTrackerPeer({ url: `${server.url}/`, token: '1-2-3', queue: 'Sprawy' });
  const deliver = (signal = AbortSignal.timeout(10_000)) => peer().deliver(EFFECT, signal);

  test.each([
    [429, { 'retry-after': '90' }, { type: 'unavailable', retryAfterMs: 90_000 }],
    [503, { 'retry-after': 'soon' }, { type: 'unavailable' }],
    [500, {}, { type: 'unavailable' }],
    [302, { location: 'http://127.0.0.1:9/' }, { type: 'unavailable' }],
    [403, {}, { type: 'refused', code: 'forbidden' }],
    [400, {}, { type: 'refused', code: 'invalid' }],
    [423, {}, { type: 'busy' }],
  ])('%d %o', async (status, headers, expected) => {
    answer = { status, headers, body: '{"message":"as it is"}' };
    const { reason, ...given } = (await deliver()) as { readonly type: string; readonly reason: string };
    expect(given).toEqual(expected);
    expect(reason).toBe(`Request Tracker answered POST /tickets with ${status}: as it is`);
    expect(asked).toMatchObject([{ path: '/REST/2.0/tickets', authorization: 'token 1-2-3', body: expect.stringContaining('query=') }]);
  });

  test('a date to come back at is counted from now', async () => {
    answer = { status: 503, headers: { 'retry-after': new Date(Date.now() + 60_000).toUTCString() } };
    const given = (await deliver()) as { readonly retryAfterMs?: number };
    expect(given.retryAfterMs).toBeGreaterThan(50_000);
    expect(given.retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test('a page instead of JSON: nobody knows what became of it', async () => {
    answer = { status: 200, body: '<html>Sign in to the network' };
    expect(await deliver()).toEqual({ type: 'unavailable', reason: expect.stringContaining('but got: <html>Sign in') });
  });

  test('JSON of another shape is not taken for a ticket', async () => {
    answer = { status: 200, body: '{"tickets":[]}' };
    await expect(deliver()).rejects.toThrow('items');
  });

  test('whoever waits no longer is not held up', async () => {
    answer = { status: 200 };
    await expect(deliver(AbortSignal.abort())).rejects.toThrow();
  });

  test('an effect that no CRM knows is a bug, and asks nothing', async () => {
    await expect(peer().deliver({ ...EFFECT, action: 'burn' }, AbortSignal.timeout(10_000))).rejects.toThrow("but got 'burn'");
    expect(asked).toEqual([]);
  });
});

describe('the cursor of changes', () => {
  const NOW = Date.parse('2026-03-02T09:00:00Z');

  /** RT with these transactions, number and age in seconds, all on ticket 5, of which it shows nothing. */
  async function cursorAfter(begin: string | undefined, all: readonly (readonly [number, number])[]): Promise<string> {
    const server = await loopback(({ path, body }) => {
      const headers = { date: new Date(NOW).toUTCString() };
      if (path.startsWith('/REST/2.0/ticket/')) return { status: 404, headers, body: '{"message":"Not Found"}' };
      const form = new URLSearchParams(body);
      const after = Number(/id > (\d+)/.exec(form.get('query') ?? '')?.[1]);
      const sign = form.get('order') === 'DESC' ? -1 : 1;
      const chosen = all.filter(([id]) => id > after).sort(([one], [other]) => sign * (one - other));
      const items = chosen.slice(0, 100).map(([id, ageS]) => ({ id, ObjectId: '5', Created: isoAt(NOW - ageS * 1_000) }));
      const names = ['Okienko effect', 'Case number', 'Case run', 'Outcome code'];
      const queue = { id: 3, TicketCustomFields: names.map((name, id) => ({ id, name })) };
      return { headers, body: JSON.stringify(path.includes('/queue/') ? queue : { items: path.endsWith('/transactions') ? items : [] }) };
    });
    const { source } = requestTrackerPeer({ url: server.url, token: '1-2-3', queue: 'Sprawy' });
    const { cursor } = await source.changes(begin, AbortSignal.timeout(10_000));
    await server.close();
    return cursor;
  }

  const isoAt = (ms: number): string => new Date(ms).toISOString().replace('.000', '');
  const aged = (from: number, to: number, ageS: number): (readonly [number, number])[] =>
    Array.from({ length: to - from + 1 }, (_, index) => [from + index, ageS] as const);

  test('stays before what is so young that a smaller number may still be on its way', async () => {
    expect(
      await cursorAfter('10', [
        [11, 60],
        [12, 30],
        [13, 5],
        [14, 60],
      ]),
    ).toBe('12');
    expect(await cursorAfter('10', [[13, 5]])).toBe('10');
    expect(await cursorAfter('10', [])).toBe('10');
  });

  test('goes over several pages, and leaves the rest to the next call', async () => {
    expect(await cursorAfter('0', aged(1, 250, 60))).toBe('250');
    expect(await cursorAfter('0', aged(1, 700, 60))).toBe('500');
  });

  test('begins behind the last that is settled', async () => {
    expect(
      await cursorAfter(undefined, [
        [7, 60],
        [8, 30],
        [9, 1],
      ]),
    ).toBe('8');
    expect(
      await cursorAfter(undefined, [
        [8, 3],
        [9, 1],
      ]),
    ).toBe('7');
    expect(await cursorAfter(undefined, [])).toBe('0');
  });
});

const EFFECT: Effect = {
  id: '1',
  effectKey: 'embedded/1/crm.contact.create',
  system: 'crm',
  caseNumber: 'LCK-1',
  caseRun: 'LCK-1/1',
  action: 'record',
  payload: {
    id: 'crm-1',
    caseNumber: 'LCK-1',
    caseRun: 'LCK-1/1',
    title: 'Dziura',
    channel: 'phone',
    resident: null,
    at: '2026-03-02T09:00:00Z',
  },
  attempts: 0,
  createdAtMs: 0,
};
