/**
 * What a city and a DMS do together that takes its files from a folder or a WebDAV collection, told once: played in a real folder and against
 * recorded answers by `npm test`, against the real server by the contract.
 */
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
  moving,
  OPEN_FILE,
  OTHER,
  opening,
  SIGNAL,
  sha256,
  shown,
  told,
} from '../dms-effects.js';

/** Somebody who works in the DMS. Paths begin at the place's root. */
export interface Colleague {
  write(path: string, text: string): Promise<void>;
  /** undefined: no such file. */
  read(path: string): Promise<string | undefined>;
  /** Whether file or folder. */
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** Of what is in a folder, sorted. */
  names(path: string): Promise<readonly string[]>;
}

export interface Cast {
  /** Okienko, as if just started. */
  peer(): ReadablePeer;
  readonly colleague: Colleague;
}

export interface Scenario {
  readonly id: string;
  readonly tells: string;
  /** Gives what there is to see, without times. */
  play(cast: Cast): Promise<unknown>;
  readonly seen: unknown;
}

/** Of what people put there. */
export const idOfName = (name: string): string => sha256(name).slice(0, 32);

export const FOLDER = 'LCK-2026-000xxx/LCK-2026-000123-1';
const OTHER_FOLDER = 'LCK-2026-000xxx/LCK-2026-000124-1';
const MANIFEST = `${FOLDER}/okienko.json`;

interface Manifest {
  readonly status: string;
  readonly outcome: string | null;
  readonly effectKey: string;
  readonly documents: readonly {
    readonly documentId: string;
    readonly file: string;
    readonly effectKey: string;
    readonly movedFrom?: string;
  }[];
  readonly [other: string]: unknown;
}

async function manifestOf({ colleague }: Cast): Promise<Manifest> {
  return JSON.parse((await colleague.read(MANIFEST)) ?? 'null') as Manifest;
}

async function edit(cast: Cast, changes: object): Promise<void> {
  // As an editor on Windows saves it.
  await cast.colleague.write(MANIFEST, `\uFEFF${JSON.stringify({ ...(await manifestOf(cast)), ...changes })}`);
}

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'opened',
    tells: 'opens a file once for an effect, whatever became of the answer, and another for another effect',
    async play(cast) {
      const answers = [await deliver(cast.peer(), opening()), await deliver(cast.peer(), opening())];
      const other = await deliver(cast.peer(), opening('embedded/2/open'));
      const peer = cast.peer();
      const { department, effectKey, openedAt } = await manifestOf(cast);
      return {
        told: [...answers, other].map(told),
        ids: [...answers, other].map(idOf),
        record: shown(await peer.source.read(FOLDER, SIGNAL)),
        ofCase: (await peer.source.ofCase(CASE, SIGNAL)).map(({ recordId }) => recordId).sort(),
        manifest: { department, effectKey, openedAt },
        names: await cast.colleague.names('LCK-2026-000xxx'),
      };
    },
    seen: {
      told: ['delivered: opened', 'delivered: was open already', 'delivered: opened'],
      ids: [FOLDER, FOLDER, `${FOLDER} (2)`],
      record: OPEN_FILE,
      ofCase: [FOLDER, `${FOLDER} (2)`],
      manifest: { department: 'ZDiUM', effectKey: 'embedded/1/open', openedAt: '2026-11-26T08:00:00.000Z' },
      names: ['LCK-2026-000123-1', 'LCK-2026-000123-1 (2)'],
    },
  },
  {
    id: 'documents',
    tells: 'stores each document once under a name that any system takes, and names it in the manifest once it is proven',
    async play(cast) {
      const okienko = cast.peer();
      await deliver(okienko, opening());
      const odd = ' Zażółć: gęślą/jaźń?.txt ';
      const answers = await inSequence(
        okienko,
        adding('letter', odd),
        adding('letter', odd),
        adding('map', 'okienko.json'),
        adding('gone', 'x.pdf'),
      );
      const { documents } = await manifestOf(cast);
      return {
        told: answers.map(told),
        names: await cast.colleague.names(FOLDER),
        text: await cast.colleague.read(`${FOLDER}/Zażółć- gęślą-jaźń-.txt`),
        manifest: documents.map(({ documentId, file, effectKey }) => [documentId, file, effectKey]),
        record: shown(await okienko.source.read(FOLDER, SIGNAL)),
      };
    },
    seen: {
      told: [
        'delivered: stored as "Zażółć- gęślą-jaźń-.txt"',
        'delivered: was there already',
        'delivered: stored as "okienko (2).json"',
        'refused not-found: Expected the content of document gone, but Okienko has it no more',
      ],
      names: ['Zażółć- gęślą-jaźń-.txt', 'okienko (2).json', 'okienko.json'],
      text: LETTER,
      manifest: [
        ['letter', 'Zażółć- gęślą-jaźń-.txt', 'document|letter'],
        ['map', 'okienko (2).json', 'document|map'],
      ],
      record: {
        ...OPEN_FILE,
        documents: [
          { documentId: 'letter', name: 'Zażółć- gęślą-jaźń-.txt', sha256: sha256(LETTER) },
          { documentId: 'map', name: 'okienko (2).json', sha256: sha256('mapa') },
        ],
      },
    },
  },
  {
    id: 'cut-short',
    tells: 'goes on where a try was cut short: a folder without a manifest, half a file beside, a document that no manifest names yet',
    async play(cast) {
      const { colleague } = cast;
      await colleague.makeFolder('LCK-2026-000xxx');
      await colleague.makeFolder(FOLDER);
      await colleague.write(`${FOLDER}/.okienko-0123456789.part`, 'Szano');
      await colleague.write(`${FOLDER}/pismo.txt`, LETTER);
      const answers = await inSequence(cast.peer(), opening(), adding('letter', 'pismo.txt'));
      return {
        told: answers.map(told),
        names: await colleague.names(FOLDER),
        record: shown(await cast.peer().source.read(FOLDER, SIGNAL)),
      };
    },
    seen: {
      told: ['delivered: opened', 'delivered: stored'],
      names: ['okienko.json', 'pismo.txt'],
      record: { ...OPEN_FILE, documents: [LETTER_THERE] },
    },
  },
  {
    id: 'name-taken',
    tells:
      'leaves alone what somebody has under the same name, and what they made of ours; brings back what they removed when it is sent again',
    async play(cast) {
      const { colleague } = cast;
      const okienko = cast.peer();
      await deliver(okienko, opening());
      await colleague.write(`${FOLDER}/pismo.txt`, 'cudze');
      const answers = [await deliver(okienko, adding('letter', 'pismo.txt'))];
      await colleague.write(`${FOLDER}/pismo (2).txt`, 'podpisane');
      answers.push(await deliver(okienko, adding('letter', 'pismo.txt')));
      await colleague.remove(`${FOLDER}/pismo (2).txt`);
      answers.push(await deliver(okienko, adding('letter', 'pismo.txt')));
      return {
        told: answers.map(told),
        theirs: await colleague.read(`${FOLDER}/pismo.txt`),
        documents: (await okienko.source.read(FOLDER, SIGNAL))?.documents,
      };
    },
    seen: {
      told: [
        'delivered: stored as "pismo (2).txt"',
        'delivered: was there already, and changed since',
        'delivered: stored as "pismo (2).txt"',
      ],
      theirs: 'cudze',
      documents: [
        { documentId: 'letter', name: 'pismo (2).txt', sha256: sha256(LETTER) },
        { documentId: idOfName('pismo.txt'), name: 'pismo.txt', sha256: sha256('cudze') },
      ],
    },
  },
  {
    id: 'moved',
    tells: 'moves a document to another case’s folder as it is, once, under a name that is free there; both manifests say so',
    async play(cast) {
      const { colleague } = cast;
      const okienko = cast.peer();
      await inSequence(okienko, opening(), opening('embedded/5/open', 1, OTHER), adding('letter', 'pismo.txt'), adding('map', 'mapa.txt'));
      await colleague.write(`${FOLDER}/pismo.txt`, 'podpisane');
      await colleague.write(`${OTHER_FOLDER}/pismo.txt`, 'cudze');
      const answers = await inSequence(okienko, moving('letter', OTHER), moving('letter', OTHER));
      // Somebody has one of that name there, too, which no manifest knows.
      await colleague.write(`${OTHER_FOLDER}/mapa.txt`, 'mapa');
      answers.push(await deliver(cast.peer(), moving('map', OTHER)), await deliver(okienko, moving('gone', OTHER)));
      await deliver(okienko, closing('ZAL'));
      answers.push(await deliver(okienko, moving('letter', CASE, OTHER)));
      const read = async (folder: string) => JSON.parse((await colleague.read(`${folder}/okienko.json`)) ?? 'null') as Manifest;
      const [from, to] = [await read(FOLDER), await read(OTHER_FOLDER)];
      return {
        told: answers.map(told),
        names: [await colleague.names(FOLDER), await colleague.names(OTHER_FOLDER)],
        text: await colleague.read(`${OTHER_FOLDER}/pismo (2).txt`),
        from: { documents: from.documents, moved: from.moved },
        to: to.documents.map(({ documentId, file, effectKey, movedFrom }) => ({ documentId, file, effectKey, movedFrom })),
        record: (await okienko.source.read(OTHER_FOLDER, SIGNAL))?.documents.filter(({ documentId }) => documentId === 'letter'),
      };
    },
    seen: {
      told: [
        'delivered: moved',
        'delivered: was there already',
        'delivered: moved',
        'refused not-found: Expected document gone in a case file of LCK-2026-000123/1, but it is neither there nor in that of LCK-2026-000124/1',
        'refused invalid: Expected the case file of LCK-2026-000123/1 to be open, but it is closed there; nothing was moved',
      ],
      names: [['okienko.json'], ['mapa (2).txt', 'mapa.txt', 'okienko.json', 'pismo (2).txt', 'pismo.txt']],
      text: 'podpisane',
      from: {
        documents: [],
        moved: ['letter', 'map'].map((documentId) => ({ documentId, to: 'LCK-2026-000124/1', at: '2026-11-26T08:00:00.000Z' })),
      },
      to: [
        { documentId: 'letter', file: 'pismo (2).txt', effectKey: 'document|letter', movedFrom: 'LCK-2026-000123/1' },
        { documentId: 'map', file: 'mapa (2).txt', effectKey: 'document|map', movedFrom: 'LCK-2026-000123/1' },
      ],
      record: [{ documentId: 'letter', name: 'pismo (2).txt', sha256: sha256('podpisane') }],
    },
  },
  {
    id: 'closed',
    tells: 'closes a file with its outcome, once; another outcome replaces it, and what the DMS wrote beside stays',
    async play(cast) {
      const okienko = cast.peer();
      await deliver(okienko, opening());
      await edit(cast, { fileNumber: 'ZDiUM.7226.12.2026', barcode: '590123' });
      const answers = await inSequence(okienko, closing('ZAL'), closing('ZAL'), closing('ODM'), closing('ZAL', 7));
      return {
        told: answers.map(told),
        record: shown(await okienko.source.read(FOLDER, SIGNAL)),
        barcode: (await manifestOf(cast)).barcode,
      };
    },
    seen: {
      told: [
        'delivered: closed',
        'delivered: was closed already',
        'delivered: closed',
        'refused not-found: Expected a case file of LCK-2026-000123/7, but there is none',
      ],
      record: { ...OPEN_FILE, recordNumber: 'ZDiUM.7226.12.2026', status: 'closed', outcome: 'ODM', isClosed: true },
      barcode: '590123',
    },
  },
  {
    id: 'unreadable',
    tells: 'asks for a person where somebody has spoilt the manifest, and writes nothing over it',
    async play(cast) {
      const okienko = cast.peer();
      await deliver(okienko, opening());
      await cast.colleague.write(MANIFEST, '{"okienko": 1, ');
      const answer = await deliver(okienko, closing('ZAL'));
      const record = await okienko.source.read(FOLDER, SIGNAL);
      return {
        told: told(answer).replace(/ can't be read: .*/, " can't be read"),
        status: record?.status,
        caseRun: record?.caseRun,
        left: await cast.colleague.read(MANIFEST),
      };
    },
    seen: {
      told: `refused invalid: Expected ${MANIFEST} as Okienko wrote it, but it can't be read`,
      status: 'unreadable',
      caseRun: null,
      left: '{"okienko": 1, ',
    },
  },
  {
    id: 'changes',
    tells: 'tells what changed since, by hand or by us, again to who lost the answer; what was removed is there no more',
    async play(cast) {
      const { colleague } = cast;
      const okienko = cast.peer();
      const begun = await okienko.source.changes(undefined, SIGNAL);
      await deliver(okienko, opening());
      const after = await okienko.source.changes(begun.cursor, SIGNAL);
      const nothing = await okienko.source.changes(after.cursor, SIGNAL);
      await edit(cast, { status: 'closed', outcome: 'ZAL' });
      await colleague.write(`${FOLDER}/protokół.txt`, 'odebrano');
      await colleague.makeFolder('Dziura w drodze');
      const empty = await okienko.source.changes(nothing.cursor, SIGNAL);
      await colleague.write('Dziura w drodze/zdjęcie.jpg', 'jpg');
      await colleague.write('Dziura w drodze/~$zdjęcie.jpg', 'lock');
      const then = await okienko.source.changes(empty.cursor, SIGNAL);
      const again = await okienko.source.changes(empty.cursor, SIGNAL);
      const afresh = await cast.peer().source.changes(empty.cursor, SIGNAL);
      const arrived = await okienko.source.content?.(FOLDER, idOfName('protokół.txt'), 8, SIGNAL);
      const tooLarge = await okienko.source.content?.(FOLDER, idOfName('protokół.txt'), 7, SIGNAL);
      await colleague.remove(FOLDER);
      return {
        told: [begun, after, nothing, empty, then].map(({ records }) => records.map(shown)),
        again: again.records.length,
        afresh: afresh.records.length,
        arrived: arrived?.type === 'content' ? arrived.bytes.toString() : arrived,
        tooLarge,
        removed: await okienko.source.read(FOLDER, SIGNAL),
        noContent: await okienko.source.content?.(FOLDER, idOfName('protokół.txt'), 8, SIGNAL),
        outside: [
          await okienko.source.read('../x', SIGNAL),
          await okienko.source.read('LCK-2026-000xxx/..', SIGNAL),
          await okienko.source.content?.('Dziura w drodze', '../../etc/passwd', 99, SIGNAL),
        ],
      };
    },
    seen: {
      told: [
        [],
        [OPEN_FILE],
        [],
        [
          {
            ...OPEN_FILE,
            ...{ status: 'closed', outcome: 'ZAL', isClosed: true },
            documents: [{ documentId: idOfName('protokół.txt'), name: 'protokół.txt', sha256: sha256('odebrano') }],
          },
        ],
        [
          {
            ...OPEN_FILE,
            ...{ recordNumber: 'Dziura w drodze', title: 'Dziura w drodze', caseRun: null },
            documents: [{ documentId: idOfName('zdjęcie.jpg'), name: 'zdjęcie.jpg', sha256: sha256('jpg') }],
          },
        ],
      ],
      again: 1,
      // It hasn't seen anything yet, so what is stamped shortly before counts as news.
      afresh: 2,
      arrived: 'odebrano',
      tooLarge: { type: 'too-large', sizeBytes: 8 },
      removed: undefined,
      noContent: undefined,
      outside: [undefined, undefined, undefined],
    },
  },
];
