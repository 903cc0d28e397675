/** What a city and its DMS do together, told once: played against the real repository by the contract, against its recorded answers by `npm test`. */
import {
  adding,
  CASE,
  closing,
  deliver,
  idOf,
  inSequence,
  LETTER_THERE,
  OPEN_FILE,
  opening,
  planning,
  SIGNAL,
  sha256,
  shown,
  told,
} from '../dms-effects.js';
import { DOCUMENTS } from './document-scenarios.js';
import { opened, revise, type Scenario } from './scenario.js';

const PLANNED = '2026-03-24T08:00:00.000Z';

const FILES: readonly Scenario[] = [
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

export const SCENARIOS: readonly Scenario[] = [...FILES, ...DOCUMENTS];
