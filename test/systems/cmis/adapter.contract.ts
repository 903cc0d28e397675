/**
 * Our adapter and the real repository. `OKIENKO_TEST_RECORD=1` also writes what they said to each other into test/fixtures/cmis, from which
 * `npm test` plays it back.
 */
import { writeFile } from 'node:fs/promises';
import { CmisClient } from '../../../workers/connectors/cmis/client.js';
import { CASE, opening } from '../dms-effects.js';
import { serverUnderTest } from '../system.js';
import { type Exchange, recordingDoor } from './exchange.js';
import { castOf, REPOSITORY } from './play.js';
import type { Scenario } from './scenario.js';
import { SCENARIOS } from './scenarios.js';

const OUTCOMES = ['ZAL', 'ODP', 'ODM'];
const SIGNAL = AbortSignal.timeout(2 ** 30);
const { url } = serverUnderTest();
const administrator = new CmisClient({ url, user: 'admin', password: 'any', repository: REPOSITORY });

/** As a repository answers whose administrator lets nobody make types. The one under test can't be told to. */
function refusingTypes({ path, fields }: Exchange['request']): Exchange['answer'] | undefined {
  if (fields.cmisaction !== 'createType' && !/typeId=okienko/.test(path)) return undefined;
  const [status, exception] = fields.cmisaction === 'createType' ? [403, 'permissionDenied'] : [404, 'objectNotFound'];
  return { status, type: 'application/json;charset=utf-8', body: JSON.stringify({ exception, message: 'no such type' }) };
}

/** What happens between us and the repository while a scenario is played. */
function between(scenario: Scenario): (request: Exchange['request']) => Promise<Exchange['answer'] | undefined> {
  let touches = scenario.touched ?? 0;
  return async (request) => {
    if (scenario.closedTypes) return refusingTypes(request);
    if (scenario.cannotMove && request.fields.cmisaction === 'move') {
      const body = JSON.stringify({ exception: 'notSupported', message: 'moveObject' });
      return { status: 405, type: 'application/json;charset=utf-8', body };
    }
    if (request.fields.cmisaction === 'update' && touches-- > 0) {
      const objectId = new URL(request.path, url).searchParams.get('objectId') ?? '';
      await administrator.change(objectId, { cmisaction: 'update', properties: { 'cmis:description': 'Dotknięta' } }, SIGNAL);
    }
    return undefined;
  };
}

async function play(scenario: Scenario): Promise<unknown> {
  const door = await recordingDoor(url, between(scenario));
  try {
    return await scenario.play(castOf(scenario, door.url));
  } finally {
    await door.close();
    await empty(scenario.id);
    if (process.env.OKIENKO_TEST_RECORD === '1') {
      await writeFile(new URL(`../../fixtures/cmis/${scenario.id}.json`, import.meta.url), `${JSON.stringify(door.exchanges, null, 1)}\n`);
    }
  }
}

/** Of whoever was there before. */
async function forgetTypes(): Promise<void> {
  for (const typeId of ['okienko:caseFile', 'okienko:document']) {
    const forgotten = administrator.act('repository', {}, { cmisaction: 'deleteType', controls: { typeId } }, SIGNAL);
    await forgotten.catch((error: unknown) => expect(error).toMatchObject({ exception: 'objectNotFound' }));
  }
}

async function empty(root: string): Promise<void> {
  const all = await administrator.objectAt([root], SIGNAL);
  const controls = { allVersions: 'true' };
  if (all !== undefined) await administrator.act('root', { objectId: all.id }, { cmisaction: 'deleteTree', controls }, SIGNAL);
}

const [firstContact, ...others] = SCENARIOS;

test('the adapter makes its types where there are none', async () => {
  if (firstContact === undefined) throw new Error('Expected a scenario, but there is none');
  await forgetTypes();
  expect(await play(firstContact)).toEqual(firstContact.seen);
});

describe('with the types as an administrator made them, with a closed list of outcomes,', () => {
  beforeAll(async () => {
    await forgetTypes();
    const string = {
      propertyType: 'string',
      cardinality: 'single',
      updatability: 'readwrite',
      required: false,
      queryable: true,
      inherited: false,
    };
    const property = (id: string, more = {}) => [
      id,
      { id, localName: id, localNamespace: 'urn:city', displayName: id, queryName: id, description: id, ...string, ...more },
    ];
    const type = (id: string, baseId: string, properties: readonly unknown[][], more = {}) => ({
      ...{ id, localName: id, localNamespace: 'urn:city', displayName: id, queryName: id, description: id, baseId, parentId: baseId },
      ...{
        creatable: true,
        fileable: true,
        queryable: true,
        fulltextIndexed: false,
        includedInSupertypeQuery: true,
        controllablePolicy: false,
      },
      ...{ controllableACL: true, ...more, propertyDefinitions: Object.fromEntries(properties) },
    });
    const list = { openChoice: false, choice: OUTCOMES.map((value) => ({ displayName: value, value })) };
    const ids = ['caseNumber', 'caseRun', 'effectKey', 'status', 'department', 'plannedAt'].map((id) => property(`okienko:${id}`));
    const documentIds = ['documentId', 'sha256'].map((id) => property(`okienko:${id}`));
    for (const made of [
      type('okienko:caseFile', 'cmis:folder', [...ids, property('okienko:outcome', list)]),
      type('okienko:document', 'cmis:document', documentIds, { versionable: true, contentStreamAllowed: 'allowed' }),
    ]) {
      await administrator.act('repository', {}, { cmisaction: 'createType', controls: { type: JSON.stringify(made) } }, SIGNAL);
    }
  });

  test.each(others.map((scenario) => [scenario.tells, scenario] as const))('it %s', async (_tells, scenario) => {
    expect(await play(scenario)).toEqual(scenario.seen);
  });

  test('it opens eight files at once in a place that nobody has made yet', async () => {
    const okienko = castOf({ id: 'crowd' }, url).peer();
    const runs = Array.from({ length: 8 }, (_, index) => index + 1);
    const answers = await Promise.all(runs.map((run) => okienko.deliver(opening(`embedded/${run}/open`, run), SIGNAL)));
    expect(answers.map((one) => (one.type === 'delivered' ? one.detail : one))).toEqual(runs.map(() => 'opened'));
    expect(
      (await okienko.source.ofCase(CASE, SIGNAL)).filter(({ recordId }) =>
        answers.some((one) => one.type === 'delivered' && one.recordId === recordId),
      ),
    ).toHaveLength(8);
  });
});
