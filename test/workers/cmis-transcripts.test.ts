/** The CMIS client against exchanges that others recorded with a real server: `../shared/data/cmis-transcripts`, where that folder is. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { listedValues, stampOf, textOf, typeAnswer } from '../../workers/connectors/cmis/answers.js';
import { CmisClient } from '../../workers/connectors/cmis/client.js';
import { deliveryOf } from '../../workers/connectors/cmis/refusal.js';
import { bodyText, type Door, give, NOT_RECORDED, open, readRequest } from '../systems/cmis/exchange.js';

const FOLDER = fileURLToPath(new URL('../../../shared/data/cmis-transcripts', import.meta.url));
const isThere = existsSync(FOLDER);
const SIGNAL = AbortSignal.timeout(2 ** 30);

interface Transcript {
  readonly path: string;
  /** Of a POST, in order. */
  readonly fields: Readonly<Record<string, string>>;
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** `### REQUEST: curl …`, then the answer with its head. */
function read(name: string): Transcript {
  const bytes = readFileSync(`${FOLDER}/${name}`);
  const [, command = '', head = '', body = ''] =
    /^### REQUEST: (.*)\n### RESPONSE:\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(bytes.toString('utf8')) ?? [];
  const type = /^content-type: (.*?)\r?$/im.exec(head)?.[1] ?? '';
  const fields = [...command.matchAll(/ -F ([^=]+)=(.*?)(?= -F |$)/g)].map(([, field = '', value = '']) => [field, value] as const);
  return {
    path: /\{service\}(\S*)/.exec(command)?.[1] ?? '',
    fields: Object.fromEntries(fields),
    status: Number(/^HTTP\/1.1 (\d+)/.exec(head)?.[1]),
    type,
    body: bodyText(Buffer.from(body.trimEnd()), type),
  };
}

const all = isThere ? readdirSync(FOLDER).sort().map(read) : [];
/** What was asked twice got two answers: each is given once. */
const changes = all.filter(({ fields }) => fields.cmisaction !== undefined);
let door: Door;
let client: CmisClient;

beforeAll(async () => {
  door = await open(async (request, body, response) => {
    const { path, fields } = await readRequest(request, body);
    const asked = new URL(path, 'http://any');
    const isChange = fields.cmisaction !== undefined;
    const found = (isChange ? changes : all).find((one) => fits(one, asked, fields));
    if (isChange && found !== undefined) changes.splice(changes.indexOf(found), 1);
    give(response, found ?? NOT_RECORDED, '');
  });
  client = new CmisClient({ url: `${door.url}/inmemory/browser`, user: 'test', password: 'any', repository: 'A1' });
});

afterAll(() => door.close());

/** Everything of the recorded request is in ours. The client names each object by its id, where a transcript may have its path or say nothing. */
function fits(one: Transcript, asked: URL, fields: Readonly<Record<string, string>>): boolean {
  const recorded = new URL(`/inmemory/browser${one.path}`, 'http://any');
  const isThatObject = (id: string | null | undefined) => id === undefined || id === null || asked.searchParams.get('objectId') === id;
  const { objectId, content: _content, succinct: _succinct, ...rest } = one.fields;
  if (rest.cmisaction !== undefined) return isThatObject(objectId) && Object.entries(rest).every(([name, value]) => fields[name] === value);
  return (
    (recorded.pathname === asked.pathname || recorded.pathname.startsWith(`${asked.pathname}/OK.`)) &&
    isThatObject(recorded.searchParams.get('objectId')) &&
    ['cmisselector', 'typeId'].every((name) => recorded.searchParams.get(name) === asked.searchParams.get(name))
  );
}

async function failure(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => 'it worked',
    (error: unknown) => deliveryOf(error),
  );
}

const described = isThere ? describe : describe.skip;
described(`recorded exchanges${isThere ? '' : ` (skipped: ${FOLDER} is not there)`}`, () => {
  test('a repository, its empty root and a type', async () => {
    expect(await client.repository(SIGNAL)).toMatchObject({ repositoryId: 'A1', rootFolderId: '100' });
    expect(await client.children('100', SIGNAL)).toEqual([]);
    const type = await client.get('repository', { cmisselector: 'typeDefinition', typeId: 'cmis:document' }, typeAnswer, SIGNAL);
    expect(type).toMatchObject({ id: 'cmis:document', versionable: false, typeMutability: { create: true } });
    expect(listedValues(type.propertyDefinitions?.['cmis:name'])).toBeUndefined();
  });

  test('a folder and a document are made', async () => {
    const named = (type: string, name: string) => ({ 'cmis:objectTypeId': type, 'cmis:name': name });
    const folder = await client.change('100', { cmisaction: 'createFolder', properties: named('cmis:folder', 'OK.6220.1.2026') }, SIGNAL);
    expect(folder).toMatchObject({ id: '101', name: 'OK.6220.1.2026' });
    const document = await client.change(
      folder.id,
      {
        ...{ cmisaction: 'createDocument', properties: named('VersionableType', 'pismo-0001.txt'), controls: { versioningState: 'major' } },
        content: { bytes: Buffer.from('Treść pisma / letter body'), mediaType: 'text/plain' },
      },
      SIGNAL,
    );
    expect([document.id, textOf(document.properties, 'cmis:changeToken'), stampOf(document.properties)]).toEqual([
      '103',
      '1795302085086',
      1795302085086,
    ]);
  });

  test('an object is read, its content too, and one that isn’t there is none', async () => {
    expect((await client.object('103', SIGNAL))?.name).toBe('pismo-0001.txt');
    expect(await (await client.content('103', SIGNAL))?.text()).toBe('Treść pisma / letter body');
    expect(await client.object('nope', SIGNAL)).toBeUndefined();
  });

  test('a stale change is somebody else’s, a name that is taken is refused, an unknown action can’t be done', async () => {
    const renamed = { cmisaction: 'update', controls: { changeToken: '1' }, properties: { 'cmis:name': 'x.txt' } };
    expect(await failure(client.change('103', renamed, SIGNAL))).toEqual({
      type: 'busy',
      reason: '409 updateConflict: updateProperties failed: changeToken does not match',
    });
    const again = { 'cmis:objectTypeId': 'cmis:folder', 'cmis:name': 'OK.6220.1.2026' };
    expect(await failure(client.change('100', { cmisaction: 'createFolder', properties: again }, SIGNAL))).toEqual({
      type: 'refused',
      code: 'invalid',
      reason: '409 nameConstraintViolation: Cannot create folder, this name already exists in parent folder.',
    });
    expect(await failure(client.change('100', { cmisaction: 'frobnicate' }, SIGNAL))).toEqual({
      type: 'refused',
      code: 'invalid',
      reason: '405 notSupported: Unknown operation',
    });
  });

  test('a query finds by name', async () => {
    const found = client.act(
      ...(['repository', {}] as const),
      {
        cmisaction: 'query',
        controls: {
          statement: "SELECT cmis:objectId, cmis:name FROM cmis:document WHERE cmis:name LIKE 'pismo%'",
          searchAllVersions: 'false',
          maxItems: '10',
        },
      },
      SIGNAL,
    );
    expect(await found).toMatchObject({ results: [{ succinctProperties: { 'cmis:objectId': '103' } }] });
  });

  test('a document is checked out and in, and its versions are told, latest first', async () => {
    const working = await client.change('103', { cmisaction: 'checkOut' }, SIGNAL);
    expect([working.id, working.properties['cmis:isPrivateWorkingCopy']]).toEqual(['104', true]);
    const content = { bytes: Buffer.from('v2'), mediaType: 'text/plain' };
    const controls = { major: 'true', checkinComment: 'podpisane' };
    expect((await client.change('104', { cmisaction: 'checkIn', content, controls }, SIGNAL)).properties['cmis:versionLabel']).toBe('2.0');
    expect((await client.versions('103', SIGNAL)).map(({ id }) => id)).toEqual(['104', '103']);
  });
});
