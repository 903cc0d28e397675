/** The judge of the drill is only worth something when it sees what goes wrong: each fault is planted into accounts that agree. */
import { type Accounts, judge } from './oracle.js';

const RUN = 'LCK-2026-000001/1';
const OPEN = 'LCK-2026-000002/1';

/** One case that its department settled, with a document and news of the CRM; one that is still with it. */
function agreeing(): Accounts {
  return {
    done: [
      {
        number: 'LCK-2026-000001',
        runs: [{ caseRun: RUN, outcome: 'done', hasFile: true }],
        documents: ['aa'],
        newsOfCrm: ['st-1', 'st-2'],
      },
      { number: 'LCK-2026-000002', runs: [{ caseRun: OPEN, outcome: null, hasFile: true }], documents: [], newsOfCrm: [] },
    ],
    shown: new Map([
      [
        'LCK-2026-000001',
        {
          ...{ number: 'LCK-2026-000001', status: 'resolved', outcome: 'done', promiseAt: '2026-03-04T13:20:30.456Z', documents: ['aa'] },
          ...{ crmChanges: ['st-2'], crmOutdated: ['st-1'] },
        },
      ],
      [
        'LCK-2026-000002',
        { number: 'LCK-2026-000002', status: 'open', outcome: null, promiseAt: null, documents: [], crmChanges: [], crmOutdated: [] },
      ],
    ]),
    crm: [
      { caseRun: RUN, status: 'resolved', outcome: 'RESOLVED_DONE', promiseAt: '2026-03-04T13:20:30Z', changes: 1, isInOrder: true },
      { caseRun: OPEN, status: 'open', outcome: null, promiseAt: null, changes: 0, isInOrder: true },
    ],
    dms: [
      { caseRun: RUN, status: 'closed', outcome: 'ZAL', documents: [{ documentId: 'd', sha256: 'aa', versions: 1 }] },
      { caseRun: OPEN, status: 'open', outcome: null, documents: [] },
    ],
  };
}

type Plant = (accounts: Accounts) => Accounts;
const shownAs =
  (changes: object): Plant =>
  (all) => ({
    ...all,
    shown: new Map([...all.shown].map(([number, one]) => [number, number.endsWith('1') ? { ...one, ...changes } : one])),
  });
const crmAs =
  (changes: object): Plant =>
  (all) => ({ ...all, crm: all.crm.map((one) => (one.caseRun === RUN ? { ...one, ...changes } : one)) });
const dmsAs =
  (changes: object): Plant =>
  (all) => ({ ...all, dms: all.dms.map((one) => (one.caseRun === RUN ? { ...one, ...changes } : one)) });

test('accounts that agree: nothing is lost, nothing happened twice, nothing drifted', () => {
  expect(judge(agreeing())).toEqual({ lost: [], twice: [], drift: [] });
});

const planted: readonly (readonly ['lost' | 'twice' | 'drift', string, Plant])[] = [
  ['lost', 'a case that was taken and that the house has no more', (all) => ({ ...all, shown: new Map([...all.shown].slice(1)) })],
  ['lost', 'a decision that is no longer in force', shownAs({ status: 'open', outcome: null })],
  ['lost', 'another outcome than was decided', shownAs({ outcome: 'answered' })],
  ['lost', 'a document that was taken and is gone', shownAs({ documents: [] })],
  ['lost', 'news of the CRM that were taken and nobody sees', shownAs({ crmOutdated: [] })],
  ['lost', 'a case of which the CRM never heard', (all) => ({ ...all, crm: all.crm.filter(({ caseRun }) => caseRun !== RUN) })],
  ['lost', 'a file that the DMS never got', (all) => ({ ...all, dms: all.dms.filter(({ caseRun }) => caseRun !== RUN) })],
  ['twice', 'a second record in the CRM', (all) => ({ ...all, crm: [...all.crm, ...all.crm.slice(0, 1)] })],
  ['twice', 'an outcome that was set again', crmAs({ changes: 2 })],
  ['twice', 'a second file in the DMS', (all) => ({ ...all, dms: [...all.dms, ...all.dms.slice(0, 1)] })],
  [
    'twice',
    'a document that is in the file under two names',
    dmsAs({ documents: ['d', null].map((documentId) => ({ documentId, sha256: 'aa', versions: 1 })) }),
  ],
  ['twice', 'a document that was stored again as a version', dmsAs({ documents: [{ documentId: 'd', sha256: 'aa', versions: 2 }] })],
  ['twice', 'news of the CRM that were taken twice', shownAs({ crmChanges: ['st-2', 'st-2'] })],
  ['drift', 'another outcome in the CRM', crmAs({ outcome: 'RESOLVED_ANSWERED' })],
  ['drift', 'another promise in the CRM', crmAs({ promiseAt: '2026-03-04T13:20:32Z' })],
  ['drift', 'no promise in the CRM', crmAs({ promiseAt: null })],
  ['drift', 'a record that is still open in the CRM', crmAs({ status: 'open', outcome: null, changes: 0 })],
  ['drift', 'an outcome of a case that goes on', (all) => ({ ...all, crm: all.crm.map((one) => ({ ...one, outcome: 'RESOLVED_DONE' })) })],
  ['drift', 'effects that reached the CRM in the wrong order', crmAs({ isInOrder: false })],
  ['drift', 'another outcome in the DMS', dmsAs({ outcome: 'X-7' })],
  ['drift', 'a file that is still open in the DMS', dmsAs({ status: 'open', outcome: null })],
  ['drift', 'a document that is missing in its file', dmsAs({ documents: [] })],
  [
    'drift',
    'a document that nobody added',
    dmsAs({
      documents: [
        { documentId: 'd', sha256: 'aa', versions: 1 },
        { documentId: null, sha256: 'bb', versions: 1 },
      ],
    }),
  ],
  ['drift', 'a record of a case that nobody took', (all) => ({ ...all, done: all.done.slice(1) })],
  ['drift', 'something on the timeline that came from a stranger', shownAs({ crmChanges: ['forged', 'st-2'] })],
  ['drift', 'the older of two statuses shown as the newest', shownAs({ crmChanges: ['st-2', 'st-1'], crmOutdated: [] })],
];

test.each(planted)('%s: it sees %s', (kind, _what, plant) => {
  const verdict = judge(plant(agreeing()));
  expect(verdict[kind]).not.toEqual([]);
});
