/** Our WebDAV adapter and Apache's mod_dav. `OKIENKO_TEST_RECORD=1` also writes what they said to each other into test/fixtures/webdav, for `npm test`. */
import { webDavPeer } from '../../../workers/connectors/drop/index.js';
import { adding, closing, deliver, inSequence, opening, SIGNAL, shown, told } from '../dms-effects.js';
import { Stand } from '../exchanges.js';
import { recording } from '../recorded.js';
import { serverUnderTest } from '../system.js';
import { castOf, type People } from './play.js';
import { FOLDER, SCENARIOS } from './scenarios.js';

const { url, settings } = serverUnderTest();
const people = settings as unknown as People;

let stand: Stand | undefined;
afterEach(async () => {
  await stand?.close();
  stand = undefined;
});

test.each(SCENARIOS.map((scenario) => [scenario.tells, scenario] as const))('it %s', async (_tells, scenario) => {
  stand = await Stand.open({ target: url, anyOrder: true, ...recording('webdav', scenario.id) });
  expect(await scenario.play(await castOf(scenario.id, stand.url, people))).toEqual(scenario.seen);
});

test('it comes back later while somebody has the manifest or the document’s folder locked', async () => {
  const cast = await castOf('locked', url, people);
  const okienko = cast.peer();
  await deliver(okienko, opening());
  const unlockFile = await cast.colleague.lock(`${FOLDER}/okienko.json`);
  const closed = await deliver(okienko, closing('ZAL'));
  await unlockFile();
  const unlockFolder = await cast.colleague.lock(`${FOLDER}/`);
  const stored = await deliver(okienko, adding('letter', 'pismo.txt'));
  await unlockFolder();
  expect([closed, stored]).toEqual([
    { type: 'busy', reason: expect.stringMatching(/^MOVE .*: 423 Locked$/) },
    { type: 'busy', reason: expect.stringMatching(/^PUT .*: 423 Locked$/) },
  ]);
  expect((await inSequence(okienko, adding('letter', 'pismo.txt'), closing('ZAL'))).map(told)).toEqual([
    'delivered: stored',
    'delivered: closed',
  ]);
  expect(await cast.colleague.names(FOLDER)).toEqual(['okienko.json', 'pismo.txt']);
});

test('it doesn’t write over what somebody wrote meanwhile', async () => {
  stand = await Stand.open({ target: url });
  const cast = await castOf('overtaken', stand.url, people);
  const okienko = cast.peer();
  await deliver(okienko, opening());
  const theirs = JSON.stringify({ ...JSON.parse((await cast.colleague.read(`${FOLDER}/okienko.json`)) ?? ''), fileNumber: 'ZDiUM.1.2026' });
  const authorization = `Basic ${Buffer.from(`${people.colleague}:${people.password}`).toString('base64')}`;
  const target = `${url}/overtaken/${FOLDER}/okienko.json`;
  stand.beforeNext(
    ({ method }) => method === 'MOVE',
    async () => void (await fetch(target, { method: 'PUT', headers: { authorization }, body: theirs })),
  );
  expect(told(await deliver(okienko, closing('ZAL')))).toBe('delivered: closed');
  expect(shown(await okienko.source.read(FOLDER, SIGNAL))).toMatchObject({
    recordNumber: 'ZDiUM.1.2026',
    status: 'closed',
    outcome: 'ZAL',
  });
});

test.each(['MKCOL', 'PUT', 'MOVE'])('a lost answer to %s does nothing twice', async (lost) => {
  stand = await Stand.open({ target: url });
  const cast = await castOf(`lost-${lost.toLowerCase()}`, stand.url, people);
  const okienko = cast.peer();
  const effects = [opening(), adding('letter', 'pismo.txt'), closing('ZAL')];
  for (const one of effects) {
    stand.loseNextAnswer(({ method }) => method === lost);
    // What rejects counts as away, and comes again.
    const first = await deliver(okienko, one).catch(() => undefined);
    if (first?.type !== 'delivered') expect((await deliver(okienko, one)).type).toBe('delivered');
  }
  expect(await cast.colleague.names('LCK-2026-000xxx')).toEqual(['LCK-2026-000123-1']);
  expect(await cast.colleague.names(FOLDER)).toEqual(['okienko.json', 'pismo.txt']);
  expect((await okienko.source.read(FOLDER, SIGNAL))?.isClosed).toBe(true);
});

test('a wrong password, and a collection that isn’t there, mean that the system is away', async () => {
  const peerAt = (id: string, password: string) =>
    webDavPeer({ url: `${url}/${id}/`, user: people.user, password, content: async () => undefined });
  await castOf('away', url, people);
  const wrong = peerAt('away', 'wrong');
  expect(await deliver(wrong, opening())).toMatchObject({ type: 'unavailable', reason: expect.stringContaining('401') });
  const nowhere = peerAt('nowhere', people.password);
  expect(await deliver(nowhere, opening())).toMatchObject({
    type: 'unavailable',
    reason: expect.stringContaining('Expected a WebDAV collection'),
  });
  await expect(nowhere.source.read(FOLDER, SIGNAL)).rejects.toThrow('Expected a WebDAV collection');
});
