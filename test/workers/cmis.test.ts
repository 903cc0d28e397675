/** The CMIS adapter against what a real repository answered once (test/systems/cmis records it), and against one that is away, or no repository. */
import { readFileSync } from 'node:fs';
import type { Delivery } from '../../workers/outbox/peer.js';
import { type Door, type Exchange, give, NOT_RECORDED, open, readRequest, replayingDoor } from '../systems/cmis/exchange.js';
import { castOf } from '../systems/cmis/play.js';
import { SCENARIOS } from '../systems/cmis/scenarios.js';
import { adding, closing, opening } from '../systems/dms-effects.js';

const SIGNAL = AbortSignal.timeout(2 ** 30);
const JSON_TYPE = 'application/json;charset=utf-8';

function recorded(id: string): readonly Exchange[] {
  return JSON.parse(readFileSync(new URL(`../fixtures/cmis/${id}.json`, import.meta.url), 'utf8')) as readonly Exchange[];
}

let door: Door | undefined;
afterEach(async () => {
  await door?.close();
  door = undefined;
});

describe('with the recorded answers of a real repository', () => {
  test.each(SCENARIOS.map((scenario) => [scenario.tells, scenario] as const))('it %s', async (_tells, scenario) => {
    const replay = await replayingDoor(recorded(scenario.id));
    door = replay;
    const seen = await scenario.play(castOf(scenario, replay.url)).catch((error: unknown) => error);
    expect([replay.unexpected, replay.left]).toEqual([[], []]);
    expect(seen).toEqual(scenario.seen);
  });
});

type Answer = Exchange['answer'] & { readonly headers?: Readonly<Record<string, string>> };

/** The recorded repository, but for requests that `instead` answers. */
async function repositoryBut(id: string, instead: (request: Exchange['request']) => Answer | undefined): Promise<string> {
  const left = [...recorded(id)];
  door = await open(async (request, body, response) => {
    const asked = await readRequest(request, body);
    const other = instead(asked);
    for (const [name, value] of Object.entries(other?.headers ?? {})) response.setHeader(name, value);
    const index = left.findIndex(({ request: one }) => JSON.stringify(one) === JSON.stringify(asked));
    const [known] = other === undefined && index >= 0 ? left.splice(index, 1) : [];
    give(response, other ?? known?.answer ?? NOT_RECORDED, `http://${request.headers.host}`);
  });
  return `${door.url}/cmis/browser`;
}

const refusal = (status: number, exception: string, message = 'told so'): Answer => ({
  ...{ status, type: JSON_TYPE, body: JSON.stringify({ exception, message }) },
});
const page = (status: number, headers = {}): Answer => ({ status, type: 'text/html', body: '<html>no</html>', headers });

describe('a repository that can’t be used now', () => {
  const answers: readonly (readonly [string, Answer, Partial<Extract<Delivery, { type: 'unavailable' }>>])[] = [
    ['asks to come back later', page(503, { 'retry-after': '120' }), { retryAfterMs: 120_000 }],
    [
      'names the time to come back by its own clock',
      page(503, { date: 'Thu, 26 Nov 2026 08:00:00 GMT', 'retry-after': 'Thu, 26 Nov 2026 08:01:30 GMT' }),
      { retryAfterMs: 90_000 },
    ],
    ['has too much to do', page(429, { 'retry-after': '7' }), { retryAfterMs: 7_000 }],
    ['doesn’t take our password', page(401), {}],
    ['isn’t at that address', page(404), {}],
    ['has broken inside', refusal(500, 'runtime'), { reason: '500 runtime: told so' }],
  ];
  test.each(answers)('%s: every effect waits', async (_what, answer, expected) => {
    const { peer } = castOf({ id: 'documents' }, await repositoryBut('documents', () => answer));
    const deliveries = await Promise.all(
      [opening(), adding('letter', 'pismo.txt'), closing('ZAL')].map((one) => peer().deliver(one, SIGNAL)),
    );
    for (const delivery of deliveries) expect(delivery).toMatchObject({ type: 'unavailable', ...expected });
  });

  test('one that is gone rejects, and so does one that answers something else', async () => {
    const url = await repositoryBut('documents', () => ({ status: 200, type: JSON_TYPE, body: '{"A1": 7}' }));
    await expect(castOf({ id: 'documents' }, url).peer().deliver(opening(), SIGNAL)).rejects.toThrow();
    await door?.close();
    door = undefined;
    await expect(castOf({ id: 'documents' }, url).peer().deliver(opening(), SIGNAL)).rejects.toThrow('fetch failed');
  });

  test('one that is slow rejects when time is up', async () => {
    door = await open(() => new Promise(() => undefined));
    const { peer } = castOf({ id: 'documents' }, `${door.url}/cmis/browser`);
    await expect(peer().deliver(opening(), AbortSignal.timeout(50))).rejects.toThrow(/timeout/i);
  });

  test('another repository than the one that is wished for is never used', async () => {
    const url = await repositoryBut('documents', () => undefined);
    const { peer } = castOf({ id: 'documents' }, url);
    const other = peer();
    expect(await other.deliver(opening(), SIGNAL)).toMatchObject({ type: 'delivered' });
    const all = JSON.parse(recorded('documents')[0]?.answer.body ?? '') as Record<string, object>;
    await door?.close();
    const renamed = JSON.stringify({ B2: all.A1 });
    const wrong = await repositoryBut('documents', () => ({ status: 200, type: JSON_TYPE, body: renamed }));
    expect(await castOf({ id: 'documents' }, wrong).peer().deliver(opening(), SIGNAL)).toMatchObject({
      type: 'unavailable',
      reason: expect.stringContaining('there are: B2'),
    });
  });
});

/** As much of a repository as a look at its changes needs: `count` folders in ours, changed one after the other. */
async function changedRepository(count: number, answers: (folder: number) => boolean): Promise<string> {
  const stamp = (index: number): object => ({
    ...{ 'cmis:objectId': `f${index}`, 'cmis:name': `Teczka ${index}`, 'cmis:baseTypeId': 'cmis:folder' },
    ...{ 'cmis:lastModificationDate': 1_000_000 + index, 'cmis:changeToken': 't' },
  });
  const object = (index: number): object => ({ succinctProperties: { ...stamp(index), 'okienko:caseRun': `LCK-2026-00000${index}/1` } });
  const type = { id: 'okienko:caseFile', queryName: 'okienko:caseFile', creatable: true };
  door = await open(async (request, body, response) => {
    const { path, fields } = await readRequest(request, body);
    const origin = `http://${request.headers.host}`;
    const said = (): object => {
      if (path === '/') {
        const one = { repositoryId: 'A1', rootFolderId: '100', repositoryUrl: `${origin}/repository`, rootFolderUrl: `${origin}/root` };
        return { A1: one };
      }
      if (fields.cmisaction === 'query') {
        const isOfFolders = fields.statement?.includes('FROM cmis:folder') === true;
        return { results: isOfFolders ? Array.from({ length: count }, (_, index) => ({ succinctProperties: stamp(index) })) : [] };
      }
      if (path.includes('typeDefinition')) {
        const marks = ['caseNumber', 'caseRun', 'effectKey', 'status', 'outcome'].map((mark) => [`okienko:${mark}`, {}]);
        return { ...type, propertyDefinitions: Object.fromEntries(marks) };
      }
      if (path.includes('cmisselector=children')) return { objects: [], hasMoreItems: false };
      const asked = /objectId=f(\d+)/.exec(path)?.[1];
      // By its path: the folder in which case files lie.
      return asked === undefined ? { succinctProperties: { ...stamp(0), 'cmis:objectId': 'ours' } } : object(Number(asked));
    };
    const folder = /cmisselector=object&objectId=f(\d+)/.exec(path)?.[1];
    const isAnswered = folder === undefined || answers(Number(folder));
    give(response, isAnswered ? { status: 200, type: JSON_TYPE, body: JSON.stringify(said()) } : page(500), origin);
  });
  return `${door.url}/`;
}

describe('a long reading of what changed', () => {
  const FROM = JSON.stringify({ changedMs: 0, call: 'before' });

  test('is told as far as it came before a request failed, and goes on from there', async () => {
    let isMended = false;
    const url = await changedRepository(20, (folder) => isMended || folder !== 11);
    const { source } = castOf({ id: 'any' }, url).peer();
    const first = await source.changes(FROM, SIGNAL);
    expect(first.records.map(({ recordId }) => recordId)).toEqual(Array.from({ length: 11 }, (_, index) => `f${index}`));
    expect(first.hasMore).toBe(true);
    // Nothing is left to tell before the one that can't be read.
    await expect(source.changes(first.cursor, SIGNAL)).rejects.toThrow();
    isMended = true;
    const then = await source.changes(first.cursor, SIGNAL);
    expect(then.records.map(({ recordId }) => recordId)).toEqual(Array.from({ length: 9 }, (_, index) => `f${index + 11}`));
    expect(then.hasMore).toBe(false);
  });

  test('ends after some and says that there is more', async () => {
    const url = await changedRepository(230, () => true);
    const { source } = castOf({ id: 'any' }, url).peer();
    const first = await source.changes(FROM, SIGNAL);
    const then = await source.changes(first.cursor, SIGNAL);
    expect([first, then].map(({ records, hasMore }) => [records.length, hasMore])).toEqual([
      [200, true],
      [30, false],
    ]);
  });
});

describe('a repository that says no', () => {
  const refusals: readonly (readonly [string, Answer, object])[] = [
    ['who may not make a folder', refusal(403, 'permissionDenied'), { type: 'refused', code: 'forbidden' }],
    ['what it doesn’t keep', refusal(409, 'constraint'), { type: 'refused', code: 'invalid' }],
    ['what it can’t', refusal(405, 'notSupported'), { type: 'refused', code: 'invalid' }],
    ['while somebody else changes it', refusal(409, 'updateConflict'), { type: 'busy' }],
  ];
  test.each(refusals)('refuses %s: in its own words', async (_what, answer, expected) => {
    const url = await repositoryBut('documents', ({ fields }) =>
      fields.cmisaction === 'createFolder' && /LCK/.test(JSON.stringify(fields)) ? answer : undefined,
    );
    const delivery = await castOf({ id: 'documents' }, url).peer().deliver(opening(), SIGNAL);
    expect(delivery).toMatchObject({ ...expected, reason: expect.stringContaining('told so') });
  });

  test('a folder whose marks it dropped without a word is taken away again and refused', async () => {
    const deleted: string[] = [];
    const url = await repositoryBut('documents', ({ method, path, fields }) => {
      if (fields.cmisaction === 'delete') {
        deleted.push(path);
        return { status: 200, type: JSON_TYPE, body: '' };
      }
      const known = recorded('documents').find(({ request }) => request.method === method && request.path === path);
      const kept = known?.answer.body.replace('"okienko:caseRun":"LCK-2026-000123\\/1"', '"okienko:caseRun":null');
      return method === 'GET' && /objectId=\d+/.test(path) && known !== undefined && kept !== known.answer.body
        ? { ...known.answer, body: kept ?? '' }
        : undefined;
    });
    const delivery = await castOf({ id: 'documents' }, url).peer().deliver(opening(), SIGNAL);
    expect(delivery).toEqual({
      type: 'refused',
      code: 'invalid',
      reason: '409 constraint: Expected the folder to keep okienko:caseRun, but it was dropped without a word',
    });
    expect(deleted).toHaveLength(1);
  });

  test('a folder that the department has closed before it could be read back stays, with what they wrote', async () => {
    const deleted: string[] = [];
    const url = await repositoryBut('documents', ({ method, path, fields }) => {
      if (fields.cmisaction === 'delete') deleted.push(path);
      const known = recorded('documents').find(({ request }) => request.method === method && request.path === path);
      const body = known?.answer.body.replace('"okienko:status":"open"', '"okienko:status":"closed"');
      const isClosed = method === 'GET' && /objectId=\d+/.test(path) && known !== undefined && body !== known.answer.body;
      return isClosed ? { ...known.answer, body: body?.replace('"okienko:outcome":null', '"okienko:outcome":"ZAL"') ?? '' } : undefined;
    });
    const delivery = await castOf({ id: 'documents' }, url).peer().deliver(opening(), SIGNAL);
    expect(delivery).toMatchObject({ type: 'delivered', detail: 'opened' });
    expect(deleted).toEqual([]);
  });

  test('a document whose content came back otherwise isn’t taken as stored', async () => {
    const url = await repositoryBut('documents', ({ path }) =>
      /cmisselector=content/.test(path) ? { status: 200, type: 'text/plain', body: 'Szano' } : undefined,
    );
    const peer = castOf({ id: 'documents' }, url).peer();
    expect(await peer.deliver(opening(), SIGNAL)).toMatchObject({ type: 'delivered' });
    expect(await peer.deliver(adding('letter', 'pismo.txt'), SIGNAL)).toMatchObject({
      type: 'busy',
      reason: expect.stringMatching(/Expected "pismo.txt" to keep content with SHA-256 \w+, but it has \w+/),
    });
  });
});
