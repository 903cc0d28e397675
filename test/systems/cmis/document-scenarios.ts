/** What becomes of a case's documents in the DMS. */
import type { CmisClient } from '../../../workers/connectors/cmis/client.js';
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
  OTHER,
  opening,
  SIGNAL,
  sha256,
  told,
} from '../dms-effects.js';
import { opened, revise, type Scenario } from './scenario.js';

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

export const DOCUMENTS: readonly Scenario[] = [
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
];
