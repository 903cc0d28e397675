/** The WebDAV adapter against what a real server answered once (test/systems/webdav records it), and against odd and absent ones. */
import { webDavPeer } from '../../workers/connectors/drop/index.js';
import { adding, closing, deliver, opening, SIGNAL, told } from '../systems/dms-effects.js';
import { Stand } from '../systems/exchanges.js';
import { type Loopback, loopback, type Said } from '../systems/loopback.js';
import { recordedIn } from '../systems/recorded.js';
import { castOf } from '../systems/webdav/play.js';
import { FOLDER, SCENARIOS } from '../systems/webdav/scenarios.js';

/** As the contract's server knows them. */
const PEOPLE = { user: 'okienko', colleague: 'kowalska', password: 'okienko-contract' };

test.each(SCENARIOS.map((scenario) => [scenario.tells, scenario] as const))('it %s', async (_tells, scenario) => {
  const stand = await Stand.open({ anyOrder: true, script: recordedIn('webdav', scenario.id) });
  const seen = await scenario.play(await castOf(scenario.id, stand.url, PEOPLE)).catch((error: unknown) => error);
  await stand.close();
  expect(seen).toEqual(scenario.seen);
});

describe('a server that', () => {
  let server: Loopback | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const peerAt = (url: string) => webDavPeer({ url: `${url}/dav`, user: 'okienko', password: 'x', content: async () => undefined });

  test.each<[string, Said, object]>([
    ['asks to come back later', { status: 503, headers: { 'retry-after': '120' } }, { retryAfterMs: 120_000 }],
    ['has too much to do', { status: 429, headers: { 'retry-after': '7' } }, { retryAfterMs: 7_000 }],
    ['doesn’t take our password', { status: 401 }, { reason: expect.stringContaining('401') }],
    ['has no room left', { status: 507 }, { reason: expect.stringContaining('507') }],
    ['isn’t a WebDAV server', { status: 404 }, { reason: expect.stringContaining('Expected a WebDAV collection') }],
  ])('%s lets every effect wait', async (_what, answer, expected) => {
    server = await loopback(() => answer);
    for (const one of [opening(), adding('letter', 'pismo.txt'), closing('ZAL')]) {
      expect(await deliver(peerAt(server.url), one)).toMatchObject({ type: 'unavailable', ...expected });
    }
  });

  test('answers something else than WebDAV rejects, and so does one that is gone', async () => {
    server = await loopback(() => ({ status: 207, body: '<html>hello</html>' }));
    await expect(peerAt(server.url).source.read(FOLDER, SIGNAL)).rejects.toThrow('Expected a multistatus');
    const { url } = server;
    await server.close();
    server = undefined;
    await expect(deliver(peerAt(url), opening())).rejects.toThrow('fetch failed');
  });

  test.each(['W/"1"', ''])(
    'never takes its own tag %j as a condition is written to all the same, once what it holds is compared',
    async (etag) => {
      const facts = { okienko: 1, caseNumber: 'LCK-2026-000123', caseRun: 'LCK-2026-000123/1', effectKey: 'k', title: 't' };
      let held = JSON.stringify({ ...facts, openedAt: '2026-11-26T08:00:00.000Z', status: 'open' });
      let put = '';
      const conditions: unknown[] = [];
      server = await loopback(({ method, path, headers, body }): Said => {
        if (method === 'PROPFIND') return { status: 207, body: '<multistatus xmlns="DAV:"/>' };
        if (method === 'GET')
          return path.endsWith('-1/okienko.json') ? { headers: etag === '' ? {} : { etag }, body: held } : { status: 404 };
        if (method === 'PUT') put = body;
        if (method !== 'MOVE') return { status: method === 'DELETE' ? 204 : 201 };
        conditions.push(headers.if);
        if (headers.if !== undefined) return { status: 412 };
        held = put;
        return { status: 204 };
      });
      expect(told(await deliver(peerAt(server.url), closing('ZAL')))).toBe('delivered: closed');
      expect(JSON.parse(held)).toMatchObject({ status: 'closed', outcome: 'ZAL' });
      expect(conditions).toEqual(etag === '' ? [undefined] : [expect.stringContaining('([W/"1"])'), undefined]);
    },
  );
});
