/** What a city and its DMS do together, told once: played against the real repository by the contract, against its recorded answers by `npm test`. */
import type { CmisClient } from '../../../workers/connectors/cmis/client.js';
import type { ReadablePeer } from '../../../workers/outbox/peer.js';
import {
  adding,
  CASE,
  closing,
  deliver,
  idOf,
  inSequence,
  LETTER,
  LETTER_THERE,
  MAP,
  moving,
  OPEN_FILE,
  OTHER,
  opening,
  planning,
  SIGNAL,
  sha256,
  shown,
  told,
} from '../dms-effects.js';

export interface Cast {
  /** Okienko, as if just started. */
  peer(): ReadablePeer;
  /** Somebody who works in the DMS. */
  readonly colleague: CmisClient;
  /** Under Okienko's own account, past the adapter. */
  readonly ourselves: CmisClient;
  readonly root: string;
}

export interface Scenario {
  readonly id: string;
  readonly tells: string;
  /** The repository lets nobody make types. */
  readonly closedTypes?: true;
  /** Nor move anything. */
  readonly cannotMove?: true;
  /** A colleague touches the file just before our change of it arrives: that many times. */
  readonly touched?: number;
  /** Gives what there is to see, without ids and times. */
  play(cast: Cast): Promise<unknown>;
  readonly seen: unknown;
}

async function opened({ peer }: Cast): Promise<{ okienko: ReturnType<Cast['peer']>; fileId: string }> {
  const okienko = peer();
  return { okienko, fileId: idOf(await deliver(okienko, opening())) };
}

/** Somebody's new version of the only document in the file. */
async function revise(by: CmisClient, fileId: string, text: string): Promise<void> {
  const [document] = await by.children(fileId, SIGNAL);
  const working = await by.change(document?.id ?? '', { cmisaction: 'checkOut' }, SIGNAL);
  const content = { bytes: Buffer.from(text), mediaType: 'text/plain' };
  await by.change(working.id, { cmisaction: 'checkIn', content, controls: { major: 'true' } }, SIGNAL);
}

/** A document as an upload that was cut short leaves it. */
async function halfUpload(by: CmisClient, fileId: string): Promise<string> {
  const properties = {
    'cmis:objectTypeId': 'okienko:document',
    'cmis:name': 'pismo.txt',
    'okienko:documentId': 'letter',
    'okienko:sha256': sha256(LETTER),
  };
  const content = { bytes: Buffer.from('Szano'), mediaType: 'text/plain' };
  return (await by.change(fileId, { cmisaction: 'createDocument', properties, content, controls: { versioningState: 'major' } }, SIGNAL))
    .id;
}

/** Somebody's, under the name of ours. */
const theirDocument = {
  cmisaction: 'createDocument',
  properties: { 'cmis:objectTypeId': 'okienko:document', 'cmis:name': 'pismo.txt' },
  content: { bytes: Buffer.from('cudze'), mediaType: 'text/plain' },
  controls: { versioningState: 'major' },
};

const PLANNED = '2026-03-24T08:00:00.000Z';

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'first-contact',
    tells: 'makes its types and its folder at first contact, and the file in them',
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const seen = shown(await okienko.source.read(fileId, SIGNAL));
      const file = await cast.colleague.object(fileId, SIGNAL);
      const {
        'cmis:objectTypeId': type,
        'cmis:path': path,
        'okienko:effectKey': key,
        'okienko:department': department,
      } = file?.properties ?? {};
      return { seen, type, path, key, department };
    },
    seen: {
      seen: OPEN_FILE,
      type: 'okienko:caseFile',
      path: '/first-contact/LCK-2026-000xxx/LCK-2026-000123-1',
      key: 'embedded/1/open',
      department: 'ZDiUM',
    },
  },
  {
    id: 'planned',
    tells: 'keeps when work is planned in a property, and says what the department made of it; closing the file leaves it',
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const planned = async () => (await okienko.source.read(fileId, SIGNAL))?.plannedAt;
      const [first, again] = await inSequence(okienko, planning(PLANNED), planning(PLANNED));
      const asTold = await planned();
      const properties = { 'okienko:plannedAt': '2026-03-26T09:00+01:00' };
      await cast.colleague.change(fileId, { cmisaction: 'update', properties }, SIGNAL);
      await deliver(okienko, closing('ZAL'));
      return { answers: [first, again].map((one) => one && told(one)), asTold, byColleague: await planned() };
    },
    seen: {
      answers: ['delivered: planned', 'delivered: was planned so already'],
      asTold: '2026-03-24T08:00:00.000Z',
      byColleague: '2026-03-26T09:00+01:00',
    },
  },
  {
    id: 'plain-types',
    tells: 'does with a repository’s own types where it may make none: our marks are in the description',
    closedTypes: true,
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const again = await inSequence(cast.peer(), opening(), adding('letter', 'pismo.txt'), adding('letter', 'pismo.txt'), closing('ZAL'));
      const file = await cast.colleague.object(fileId, SIGNAL);
      const [document] = await cast.colleague.children(fileId, SIGNAL);
      return {
        again: again.map(told),
        isSame: again.every((one) => idOf(one) === fileId),
        ofCase: (await okienko.source.ofCase(CASE, SIGNAL)).map(shown),
        types: [file, document].map((one) => one?.properties['cmis:objectTypeId']),
        description: file?.properties['cmis:description'],
      };
    },
    seen: {
      again: ['delivered: was open already', 'delivered: stored', 'delivered: was there already', 'delivered: closed'],
      isSame: true,
      ofCase: [{ ...OPEN_FILE, status: 'closed', outcome: 'ZAL', isClosed: true, documents: [LETTER_THERE] }],
      types: ['cmis:folder', 'VersionableType'],
      description: [
        'okienko:caseNumber = LCK-2026-000123',
        'okienko:caseRun = LCK-2026-000123/1',
        'okienko:effectKey = embedded/1/open',
        'okienko:status = closed',
        'okienko:outcome = ZAL',
        'okienko:department = ZDiUM',
        'Lampa nie świeci',
      ].join('\n'),
    },
  },
  {
    id: 'opened-once',
    tells: 'opens a file once for an effect, whatever became of the answer, and another for another effect',
    async play({ peer }) {
      const first = await deliver(peer(), opening());
      const again = await deliver(peer(), opening());
      const other = await deliver(peer(), opening('embedded/2/open'));
      return {
        told: [first, again, other].map(told),
        isSame: idOf(first) === idOf(again),
        isOther: idOf(other) !== idOf(first),
        number: other.type === 'delivered' ? other.recordNumber : undefined,
        files: (await peer().source.ofCase(CASE, SIGNAL)).length,
      };
    },
    seen: {
      told: ['delivered: opened', 'delivered: was open already', 'delivered: opened'],
      isSame: true,
      isOther: true,
      number: 'LCK-2026-000123-1 (2)',
      files: 2,
    },
  },
  {
    id: 'name-taken',
    tells: 'leaves alone a folder that somebody made under the name of ours',
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const parent = (await cast.colleague.parents(fileId, SIGNAL))[0]?.id ?? '';
      const properties = { 'cmis:objectTypeId': 'cmis:folder', 'cmis:name': 'LCK-2026-000123-2' };
      await cast.colleague.change(parent, { cmisaction: 'createFolder', properties }, SIGNAL);
      return shown(await okienko.source.read(idOf(await deliver(okienko, opening('embedded/9/open', 2))), SIGNAL));
    },
    seen: { ...OPEN_FILE, recordNumber: 'LCK-2026-000123-2 (2)', caseRun: 'LCK-2026-000123/2' },
  },
  {
    id: 'documents',
    tells: 'stores documents once each, under a name that is free and allowed, and compares what came back',
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const answers = await inSequence(
        okienko,
        ...[adding('letter', 'pismo.txt'), adding('letter', 'pismo.txt'), adding('map', 'pismo.txt')],
        ...[{ ...adding('letter', 'x'), caseRun: null }, adding('gone', 'nie ma.txt')],
      );
      const record = await okienko.source.read(fileId, SIGNAL);
      const content = await cast.colleague.children(fileId, SIGNAL);
      return {
        told: answers.map(told),
        documents: record?.documents,
        types: content.map(({ properties }) => properties['cmis:contentStreamMimeType']),
      };
    },
    seen: {
      told: [
        'delivered: stored',
        'delivered: was there already',
        'delivered: stored as "pismo (2).txt"',
        'delivered: was there already',
        'refused not-found: Expected the content of document gone, but Okienko has it no more',
      ],
      documents: [{ documentId: 'map', name: 'pismo (2).txt', sha256: sha256(MAP) }, LETTER_THERE],
      types: ['text/plain', 'text/plain'],
    },
  },
  {
    id: 'refused-name',
    tells: 'cleans a name that a repository refuses, and keeps the real one beside it',
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const answer = await deliver(okienko, adding('letter', 'odpowiedź: "tak/nie"?.txt'));
      const [document] = await cast.colleague.children(fileId, SIGNAL);
      return { told: told(answer), name: document?.name, description: document?.properties['cmis:description'] };
    },
    seen: {
      told: 'delivered: stored as "odpowiedź- -tak-nie-.txt"',
      name: 'odpowiedź- -tak-nie-.txt',
      description: 'odpowiedź: "tak/nie"?.txt',
    },
  },
  ...(['moved', 'moved-by-filing'] as const).map(
    (id): Scenario => ({
      id,
      tells:
        id === 'moved'
          ? 'moves a document to another case’s file with all its versions, once, under a name that is free there'
          : 'files it there and takes it out here where the repository can’t move',
      ...(id === 'moved' ? {} : { cannotMove: true as const }),
      async play(cast) {
        const { okienko, fileId } = await opened(cast);
        const otherId = idOf(await deliver(okienko, opening('embedded/5/open', 1, OTHER)));
        await deliver(okienko, adding('letter', 'pismo.txt'));
        await revise(cast.colleague, fileId, 'podpisane');
        await cast.colleague.change(otherId, theirDocument, SIGNAL);
        const answers = await inSequence(okienko, moving('letter', OTHER), moving('map', OTHER));
        const again = await deliver(cast.peer(), moving('letter', OTHER));
        const [moved] = (await cast.colleague.children(otherId, SIGNAL)).filter(
          ({ properties }) => properties['okienko:documentId'] === 'letter',
        );
        const versions = await cast.colleague.versions(moved?.id ?? '', SIGNAL);
        const contents = await Promise.all(versions.map(async (one) => (await cast.colleague.content(one.id, SIGNAL))?.text()));
        await deliver(okienko, closing('ZAL'));
        const back = await deliver(okienko, moving('letter', CASE, OTHER));
        return {
          told: [...answers, again, back].map(told),
          isOther: answers[0]?.type === 'delivered' && answers[0].recordId === otherId,
          left: (await okienko.source.read(fileId, SIGNAL))?.documents,
          there: (await okienko.source.read(otherId, SIGNAL))?.documents.filter(({ documentId }) => documentId === 'letter'),
          contents: contents.sort(),
          description: moved?.properties['cmis:description'],
        };
      },
      seen: {
        told: [
          'delivered: moved',
          'refused not-found: Expected document map in a case file of LCK-2026-000123/1, but it is neither there nor in that of LCK-2026-000124/1',
          'delivered: was there already',
          'refused invalid: Expected the case file of LCK-2026-000123/1 to be open, but it is closed there; nothing was moved',
        ],
        isOther: true,
        left: [],
        there: [{ documentId: 'letter', name: 'pismo (2).txt', sha256: sha256('podpisane') }],
        contents: [LETTER, 'podpisane'],
        description: 'okienko:movedFrom = LCK-2026-000123/1',
      },
    }),
  ),
  {
    id: 'changed-there',
    tells: 'leaves a document that was changed over there, and tells what it holds now',
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      await deliver(okienko, adding('letter', 'pismo.txt'));
      await revise(cast.colleague, fileId, 'podpisane');
      const again = await deliver(okienko, adding('letter', 'pismo.txt'));
      return { told: told(again), documents: (await okienko.source.read(fileId, SIGNAL))?.documents };
    },
    seen: {
      told: 'delivered: was there already, with later versions',
      documents: [{ ...LETTER_THERE, sha256: sha256('podpisane') }],
    },
  },
  {
    id: 'cut-short',
    tells: 'mends an upload that was cut short by a new version, and waits while somebody holds the document',
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const half = await halfUpload(cast.ourselves, fileId);
      const working = await cast.colleague.change(half, { cmisaction: 'checkOut' }, SIGNAL);
      const locked = await deliver(okienko, adding('letter', 'pismo.txt'));
      await cast.colleague.act('root', { objectId: working.id }, { cmisaction: 'cancelCheckOut' }, SIGNAL);
      const mended = await deliver(okienko, adding('letter', 'pismo.txt'));
      const documents = (await okienko.source.read(fileId, SIGNAL))?.documents;
      const [document] = await cast.colleague.children(fileId, SIGNAL);
      return { told: [locked, mended].map(told), documents, version: document?.properties['cmis:versionLabel'] };
    },
    seen: {
      told: ['busy: 409 versioning: "pismo.txt" is checked out by kowalska', 'delivered: stored as a new version'],
      documents: [LETTER_THERE],
      version: '2.0',
    },
  },
  {
    id: 'own-check-out',
    tells: 'throws away a working copy that its own crash left behind',
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const half = await halfUpload(cast.ourselves, fileId);
      await cast.ourselves.change(half, { cmisaction: 'checkOut' }, SIGNAL);
      const mended = await deliver(okienko, adding('letter', 'pismo.txt'));
      return { told: told(mended), documents: (await okienko.source.read(fileId, SIGNAL))?.documents };
    },
    seen: { told: 'delivered: stored as a new version', documents: [LETTER_THERE] },
  },
  {
    id: 'closed',
    tells: 'closes a file with its outcome, once; another outcome replaces it, and a code that the DMS doesn’t list is refused',
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const answers = await inSequence(okienko, closing('XYZ'), closing('ZAL'), closing('ZAL'), closing('ODM'), closing('ZAL', 7));
      return { told: answers.map(told), record: shown(await okienko.source.read(fileId, SIGNAL)) };
    },
    seen: {
      told: [
        'refused unknown-code: Expected one of ZAL, ODP, ODM as the outcome, but got XYZ',
        'delivered: closed',
        'delivered: was closed already',
        'delivered: closed',
        'refused not-found: Expected a case file of LCK-2026-000123/7, but the repository has none',
      ],
      record: { ...OPEN_FILE, status: 'closed', outcome: 'ODM', isClosed: true },
    },
  },
  {
    id: 'touched',
    tells: 'reads again and tries once more when somebody changed the file meanwhile',
    touched: 1,
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const answer = await deliver(okienko, closing('ZAL'));
      return { told: told(answer), record: shown(await okienko.source.read(fileId, SIGNAL)) };
    },
    seen: {
      told: 'delivered: closed',
      record: { ...OPEN_FILE, title: 'Dotknięta', status: 'closed', outcome: 'ZAL', isClosed: true },
    },
  },
  {
    id: 'touched-twice',
    tells: 'comes back later when it is changed under our hands again and again',
    touched: 2,
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const answers = await inSequence(okienko, closing('ZAL'), closing('ZAL'));
      return { told: answers.map(told), record: shown(await okienko.source.read(fileId, SIGNAL)) };
    },
    seen: {
      told: ['busy: 409 updateConflict: updateProperties failed: changeToken does not match', 'delivered: closed'],
      record: { ...OPEN_FILE, title: 'Dotknięta', status: 'closed', outcome: 'ZAL', isClosed: true },
    },
  },
  {
    id: 'two-files',
    tells: 'of a run with two files closes the later, and the earlier where it is still open',
    async play({ peer }) {
      const okienko = peer();
      const [first] = await inSequence(okienko, opening(), closing('ODM'));
      const [second] = await inSequence(okienko, opening('embedded/2/open'), adding('letter', 'pismo.txt'), closing('ZAL'));
      const records = [await okienko.source.read(idOf(first), SIGNAL), await okienko.source.read(idOf(second), SIGNAL)];
      return records.map((record) => [record?.outcome, record?.documents.length]);
    },
    seen: [
      ['ODM', 0],
      ['ZAL', 1],
    ],
  },
  {
    id: 'renamed',
    tells: 'finds a file that was given its number as a name and moved elsewhere',
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const properties = { 'cmis:name': 'ZDiUM.7226.12.2026' };
      await cast.colleague.change(fileId, { cmisaction: 'update', properties }, SIGNAL);
      const ours = await cast.colleague.objectAt([cast.root], SIGNAL);
      const shelf = (await cast.colleague.parents(fileId, SIGNAL))[0]?.id ?? '';
      const controls = { sourceFolderId: shelf, targetFolderId: ours?.id ?? '' };
      await cast.colleague.change(fileId, { cmisaction: 'move', controls }, SIGNAL);
      const answers = await inSequence(cast.peer(), opening(), adding('letter', 'pismo.txt'), closing('ZAL'));
      return {
        told: answers.map(told),
        isSame: answers.every((one) => idOf(one) === fileId),
        record: shown(await okienko.source.read(fileId, SIGNAL)),
      };
    },
    seen: {
      told: ['delivered: was open already', 'delivered: stored', 'delivered: closed'],
      isSame: true,
      record: {
        ...OPEN_FILE,
        ...{ recordNumber: 'ZDiUM.7226.12.2026', status: 'closed', outcome: 'ZAL', isClosed: true, documents: [LETTER_THERE] },
      },
    },
  },
  {
    id: 'arrived',
    tells: 'gives what somebody put into the file, up to a size, and nothing of what isn’t in it',
    async play(cast) {
      const { okienko, fileId } = await opened(cast);
      const properties = { 'cmis:objectTypeId': 'VersionableType', 'cmis:name': 'protokół.txt' };
      const content = { bytes: Buffer.from('odebrano'), mediaType: 'text/plain' };
      const action = { cmisaction: 'createDocument', properties, content, controls: { versioningState: 'major' } };
      await cast.colleague.change(fileId, action, SIGNAL);
      const [document] = (await okienko.source.read(fileId, SIGNAL))?.documents ?? [];
      const id = document?.documentId ?? '';
      const given = [];
      for (const [file, which, most] of [
        [fileId, id, 8],
        [fileId, id, 7],
        [fileId, 'letter', 8],
        ['999999', id, 8],
      ] as const) {
        given.push(await okienko.source.content?.(file, which, most, SIGNAL));
      }
      const [whole, ...others] = given;
      const text = whole?.type === 'content' ? [whole.bytes.toString(), whole.mediaType] : whole;
      return { document: { ...document, documentId: '' }, text, others };
    },
    seen: {
      document: { documentId: '', name: 'protokół.txt', sha256: sha256('odebrano') },
      text: ['odebrano', 'text/plain'],
      others: [{ type: 'too-large', sizeBytes: 8 }, undefined, undefined],
    },
  },
  {
    id: 'changes',
    tells: 'tells what changed since, by hand or by us, each once; what was removed is there no more',
    async play(cast) {
      const okienko = cast.peer();
      const begun = await okienko.source.changes(undefined, SIGNAL);
      const fileId = idOf(await deliver(okienko, opening()));
      const after = await okienko.source.changes(begun.cursor, SIGNAL);
      const nothing = await okienko.source.changes(after.cursor, SIGNAL);
      await deliver(okienko, adding('letter', 'pismo.txt'));
      await revise(cast.colleague, fileId, 'podpisane');
      const ours = await cast.colleague.objectAt([cast.root], SIGNAL);
      const byHand = { 'cmis:objectTypeId': 'cmis:folder', 'cmis:name': 'Dziura w drodze' };
      await cast.colleague.change(ours?.id ?? '', { cmisaction: 'createFolder', properties: byHand }, SIGNAL);
      const then = await okienko.source.changes(nothing.cursor, SIGNAL);
      // Whoever lost that answer asks again with the cursor that it has; so does one that was started anew.
      const again = await okienko.source.changes(nothing.cursor, SIGNAL);
      const afresh = await cast.peer().source.changes(nothing.cursor, SIGNAL);
      await cast.colleague.act('root', { objectId: fileId }, { cmisaction: 'deleteTree', controls: { allVersions: 'true' } }, SIGNAL);
      return {
        told: [begun, after, nothing, then].map(({ records }) => records.map(shown)),
        versions: new Set([...after.records, ...then.records].map(({ version }) => version)).size,
        isLater: Date.parse(then.records[0]?.changedAt ?? '') > Date.parse(after.records[0]?.changedAt ?? ''),
        again: again.records.length,
        afresh: afresh.records.length,
        removed: await okienko.source.read(fileId, SIGNAL),
      };
    },
    seen: {
      told: [
        [],
        [OPEN_FILE],
        [],
        [
          { ...OPEN_FILE, documents: [{ ...LETTER_THERE, sha256: sha256('podpisane') }] },
          { ...OPEN_FILE, recordNumber: 'Dziura w drodze', title: 'Dziura w drodze', caseRun: null },
        ],
      ],
      versions: 3,
      isLater: true,
      again: 2,
      afresh: 2,
      removed: undefined,
    },
  },
];
