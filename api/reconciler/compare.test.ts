/** What counts as a difference, and what doesn't. */
import type { PeerRecord } from '../../workers/outbox/source.js';
import type { RecordSystem } from '../../workers/ports.js';
import { agreementsOf, compare } from './compare.js';
import type { Difference } from './difference.js';
import { planFor } from './plan.js';
import type { Agreement, KnownRecord, OurRun, Ours, PromisedDocument } from './sides.js';

const RUN = 'LCK-1/1';
const run = (more: Partial<OurRun> = {}): OurRun => ({
  ...{ caseRun: RUN, goesOn: true, told: null, dates: null, planned: null, documents: [], records: [{ effectId: '1', recordId: 'r1' }] },
  ...more,
});
const record = (more: Partial<PeerRecord> = {}): PeerRecord => ({
  ...{ recordId: 'r1', recordNumber: 'N/1', caseRun: RUN, title: 'Dziura', status: 'open', outcome: null, isClosed: false, documents: [] },
  ...{ version: '1', changedAt: '2026-03-02T09:00:00Z' },
  ...more,
});
const known = (more: Partial<KnownRecord> = {}): KnownRecord => ({
  ...{ recordId: 'r1', caseRun: RUN, number: 'N/1', isClosed: false, isAdopted: false },
  ...more,
});
const document = (more: Partial<PromisedDocument> = {}): PromisedDocument => ({
  ...{ effectId: '5', documentId: 'd1', name: 'skan.pdf', sha256: 'aa', isHere: true },
  ...more,
});
const agreed = (more: Partial<Agreement> = {}) => new Map([['r1', { status: 'open', outcome: null, documents: [], ...more }]]);
const ours = (system: RecordSystem, runs: readonly OurRun[], more: Partial<Ours> = {}): Ours => ({
  ...{
    system,
    caseNumber: 'LCK-1',
    runs,
    known: [known()],
    hasDocument: () => false,
    elsewhere: [],
    agreements: new Map(),
    plannedAt: null,
  },
  ...more,
});
const DONE = { effectId: '2', status: 'resolved', outcome: 'DONE' };
const CLOSED = { effectId: '3', status: 'closed', outcome: 'ZAL' };
const closedDone = record({ status: 'Resolved', outcome: 'DONE', isClosed: true });

const TOLD = { effectId: '7', promiseAt: '2026-03-04T13:20:30.456Z', statutoryAt: '2026-04-01T21:59:59.999Z' };
const PLANNED = { effectId: '6', plannedAt: '2026-03-20T12:00:00Z' };
const DUE = { promiseAt: '2026-03-04T13:20:30Z', statutoryAt: '2026-04-01T21:59:59Z', preciseToMs: 1_000 };

interface Row {
  readonly is: string;
  readonly ours: Ours;
  readonly there: readonly PeerRecord[];
  readonly unmarked?: readonly PeerRecord[];
  readonly gives: readonly Partial<Difference>[];
  /** Of the first. */
  readonly plan?: string;
}

const inBoth = { documentId: 'd1', name: 'skan.pdf', sha256: 'aa' };
const strange = { documentId: 'x', name: 'notatka.pdf', sha256: 'bb' };

test.each<Row>([
  { is: 'the same', ours: ours('crm', [run()]), there: [record()], gives: [] },
  { is: 'the same, as the CRM writes its codes', ours: ours('crm', [run({ told: DONE, goesOn: false })]), there: [closedDone], gives: [] },
  { is: 'a status of theirs while we have told none', ours: ours('crm', [run()]), there: [record({ status: 'stalled' })], gives: [] },
  {
    is: 'missing',
    ours: ours('crm', [run({ told: DONE })]),
    there: [],
    gives: [{ type: 'record-missing', recordId: 'r1', effects: ['1', '2'] }],
    plan: 'tell',
  },
  { is: 'there under another id, with our key', ours: ours('crm', [run()]), there: [record({ recordId: 'r9' })], gives: [] },
  {
    is: 'there twice',
    ours: ours('crm', [run()]),
    there: [record(), record({ recordId: 'r2', recordNumber: 'N/2' })],
    gives: [{ type: 'record-twice', recordId: 'r2', number: 'N/2' }],
    plan: 'person',
  },
  {
    is: 'one of two files of a run missing',
    ours: ours('dms', [
      run({
        records: [
          { effectId: '1', recordId: 'r1' },
          { effectId: '4', recordId: 'r2' },
        ],
      }),
    ]),
    there: [record()],
    gives: [{ type: 'record-missing', recordId: 'r2', effects: ['4'] }],
  },
  {
    is: 'marked with the key of another case',
    ours: ours('crm', [run()]),
    there: [],
    unmarked: [record({ caseRun: 'LCK-2/1' })],
    gives: [{ type: 'wrong-case', recordId: 'r1', names: 'LCK-2/1' }],
    plan: 'person',
  },
  {
    is: 'adopted by a person, so without our key',
    ours: ours('crm', [run({ records: [] })], { known: [known({ isAdopted: true })] }),
    there: [],
    unmarked: [record({ caseRun: null })],
    gives: [],
  },
  {
    is: 'another number than before',
    ours: ours('dms', [run()]),
    there: [record({ recordNumber: 'N/7' })],
    gives: [{ type: 'number-changed', ours: 'N/1', theirs: 'N/7' }],
    plan: 'person',
  },
  {
    is: 'reopened there after we closed it',
    ours: ours('crm', [run({ told: DONE })], { agreements: agreed({ status: 'resolved', outcome: 'DONE' }) }),
    there: [record({ outcome: 'DONE' })],
    gives: [{ type: 'status', ours: 'resolved', theirs: 'open', changed: 'theirs', effects: ['2'] }],
    plan: 'tell',
  },
  {
    is: 'our change lost on the way',
    ours: ours('crm', [run({ told: { ...DONE, outcome: null } })], { agreements: agreed() }),
    there: [record()],
    gives: [{ type: 'status', changed: 'ours' }],
    plan: 'tell',
  },
  {
    is: 'changed on both sides',
    ours: ours('crm', [run({ told: { ...DONE, outcome: null } })], { agreements: agreed() }),
    there: [record({ status: 'rejected', isClosed: true })],
    gives: [{ type: 'status', ours: 'resolved', theirs: 'rejected', changed: 'both' }],
    plan: 'person',
  },
  {
    is: 'another outcome, never seen to be the same',
    ours: ours('crm', [run({ told: DONE })]),
    there: [{ ...closedDone, outcome: 'OTHER' }],
    gives: [{ type: 'outcome', ours: 'DONE', theirs: 'OTHER', changed: 'unknown' }],
    plan: 'tell',
  },
  { is: 'with dates that were never told', ours: ours('crm', [run()]), there: [record({ dates: DUE })], gives: [] },
  { is: 'with dates, in a system that has no place for them', ours: ours('crm', [run({ dates: TOLD })]), there: [record()], gives: [] },
  { is: 'with the dates as told, to the second', ours: ours('crm', [run({ dates: TOLD })]), there: [record({ dates: DUE })], gives: [] },
  {
    is: 'with the dates as told, to the day, as far as it keeps them',
    ours: ours('crm', [run({ dates: TOLD })]),
    there: [record({ dates: { promiseAt: '2026-03-04T00:00:00Z', preciseToMs: 86_400_000 } })],
    gives: [],
  },
  {
    is: 'with another promise',
    ours: ours('crm', [run({ dates: TOLD })]),
    there: [record({ dates: { ...DUE, promiseAt: '2026-03-04T13:20:32Z' } })],
    gives: [{ type: 'promise', ours: TOLD.promiseAt, theirs: '2026-03-04T13:20:32Z', changed: 'unknown', effects: ['7'] }],
    plan: 'tell',
  },
  {
    is: 'with dates that somebody changed or took away',
    ours: ours('crm', [run({ dates: TOLD })], { agreements: agreed({ promiseAt: TOLD.promiseAt, statutoryAt: TOLD.statutoryAt }) }),
    there: [record({ dates: { promiseAt: null, statutoryAt: 'po świętach', preciseToMs: 1_000 } })],
    gives: [
      { type: 'promise', theirs: null, changed: 'theirs' },
      { type: 'statutory-date', theirs: 'po świętach', changed: 'theirs' },
    ],
    plan: 'tell',
  },
  {
    is: 'with a promise that moved on both sides',
    ours: ours('crm', [run({ dates: TOLD })], { agreements: agreed({ promiseAt: '2026-03-03T09:00:00.000Z' }) }),
    there: [record({ dates: { ...DUE, promiseAt: '2026-03-05T09:00:00Z' } })],
    gives: [{ type: 'promise', changed: 'both' }],
    plan: 'person',
  },
  {
    is: 'with a promise that moved here alone',
    ours: ours('crm', [run({ dates: TOLD })], { agreements: agreed({ promiseAt: '2026-03-03T09:00:00.400Z' }) }),
    there: [record({ dates: { ...DUE, promiseAt: '2026-03-03T09:00:00Z' } })],
    gives: [{ type: 'promise', changed: 'ours' }],
    plan: 'tell',
  },
  {
    is: 'missing, after its dates had moved',
    ours: ours('crm', [run({ dates: TOLD })]),
    there: [],
    gives: [{ type: 'record-missing', effects: ['1', '7'] }],
  },
  {
    is: 'closed in the CRM while the case goes on',
    ours: ours('crm', [run()]),
    there: [record({ status: 'rejected', isClosed: true })],
    gives: [{ type: 'closed-there' }],
    plan: 'reopen',
  },
  {
    is: 'closed in the DMS while the case goes on',
    ours: ours('dms', [run()]),
    there: [record({ isClosed: true, outcome: 'ZAL' })],
    gives: [{ type: 'closed-there', outcome: 'ZAL' }],
    plan: 'take',
  },
  {
    is: 'closed in the DMS, as the process has heard',
    ours: ours('dms', [run()], { known: [known({ isClosed: true })] }),
    there: [record({ isClosed: true, outcome: '???' })],
    gives: [],
  },
  {
    is: 'closed in the DMS after the run has ended',
    ours: ours('dms', [run({ goesOn: false })]),
    there: [record({ isClosed: true, outcome: 'ZAL' })],
    gives: [],
  },
  {
    is: 'open in the DMS though we closed it',
    ours: ours('dms', [run({ told: CLOSED, goesOn: false })], { agreements: agreed({ status: 'closed', outcome: 'ZAL' }) }),
    there: [record({ outcome: 'ZAL' })],
    gives: [{ type: 'status', ours: 'closed', changed: 'theirs', effects: ['3'] }],
    plan: 'tell',
  },
  {
    is: 'with its document',
    ours: ours('dms', [run({ documents: [document()] })], { hasDocument: () => true }),
    there: [record({ documents: [inBoth] })],
    gives: [],
  },
  {
    is: 'without a document that never came',
    ours: ours('dms', [run({ documents: [document()] })]),
    there: [record()],
    gives: [{ type: 'document-missing-there', documentId: 'd1', effects: ['5'] }],
    plan: 'tell',
  },
  {
    is: 'without a document that was there',
    ours: ours('dms', [run({ documents: [document()] })], { agreements: agreed({ documents: ['d1'] }) }),
    there: [record()],
    gives: [{ type: 'document-removed', documentId: 'd1', recordId: 'r1' }],
    plan: 'accept',
  },
  {
    is: 'without a document that is forgotten here, too',
    ours: ours('dms', [run({ documents: [document({ isHere: false })] })]),
    there: [record()],
    gives: [],
  },
  {
    is: 'with a document that we never heard of',
    ours: ours('dms', [run()]),
    there: [record({ documents: [strange] })],
    gives: [{ type: 'document-missing-here', documentId: 'x' }],
    plan: 'take',
  },
  {
    is: 'with a document of another case',
    ours: ours('dms', [run()], { elsewhere: [{ documentId: 'x', caseNumber: 'LCK-2' }] }),
    there: [record({ documents: [strange] })],
    gives: [{ type: 'document-elsewhere', documentId: 'x', caseNumber: 'LCK-2' }],
    plan: 'person',
  },
  {
    is: 'with its work planned as here, to the minute',
    ours: ours('dms', [run({ planned: PLANNED })], { plannedAt: '2026-03-20T12:00:00.000Z' }),
    there: [record({ plannedAt: '2026-03-20T13:00:29+01:00' })],
    gives: [],
  },
  {
    is: 'planned for another day by its department, whose word it is',
    ours: ours('dms', [run({ planned: PLANNED })], { plannedAt: '2026-03-20T12:00:00.000Z' }),
    there: [record({ plannedAt: '2026-03-24T08:00:00Z' })],
    gives: [{ type: 'planned-work', ours: '2026-03-20T12:00:00.000Z', theirs: '2026-03-24T08:00:00Z', changed: 'unknown', effects: ['6'] }],
    plan: 'replan',
  },
  {
    is: 'planned anew here, which never got there',
    ours: ours('dms', [run({ planned: PLANNED })], {
      ...{ plannedAt: '2026-03-20T12:00:00.000Z', agreements: agreed({ plannedAt: '2026-03-19T12:00:00.000Z' }) },
    }),
    there: [record({ plannedAt: '2026-03-19T12:00:00Z' })],
    gives: [{ type: 'planned-work', changed: 'ours', effects: ['6'] }],
    plan: 'tell',
  },
  {
    is: 'planned anew on both sides',
    ours: ours('dms', [run({ planned: PLANNED })], {
      ...{ plannedAt: '2026-03-20T12:00:00.000Z', agreements: agreed({ plannedAt: '2026-03-19T12:00:00.000Z' }) },
    }),
    there: [record({ plannedAt: '2026-03-24T08:00:00Z' })],
    gives: [{ type: 'planned-work', changed: 'both' }],
    plan: 'person',
  },
  {
    is: 'planned for what is no moment',
    ours: ours('dms', [run({ planned: PLANNED })], { plannedAt: '2026-03-20T12:00:00.000Z' }),
    there: [record({ plannedAt: 'po świętach' })],
    gives: [{ type: 'planned-work', theirs: 'po świętach' }],
    plan: 'person',
  },
  {
    is: 'planned otherwise, of a run that is over',
    ours: ours('dms', [run({ planned: PLANNED, goesOn: false })]),
    there: [record({ plannedAt: '2026-03-24T08:00:00Z' })],
    gives: [],
  },
])('a record: $is', ({ ours, there, unmarked = [], gives, plan }) => {
  const found = compare(ours, { records: there, unmarked });
  expect(found).toEqual(gives.map((one) => expect.objectContaining(one)));
  if (plan !== undefined && found[0] !== undefined) expect(planFor(ours.system, found[0], 0).type).toBe(plan);
});

test('what both have alike of the dates is agreed on as ours says it', () => {
  const sides = ours('crm', [run({ dates: TOLD })]);
  const theirs = { records: [record({ dates: { promiseAt: DUE.promiseAt, preciseToMs: 1_000 } })], unmarked: [] };
  expect([...agreementsOf(sides, theirs, [])]).toEqual([
    ['r1', { status: 'open', outcome: null, documents: [], promiseAt: TOLD.promiseAt }],
  ]);
});

test('what was told three times in vain is left to a person', () => {
  const [difference] = compare(ours('crm', [run()]), { records: [], unmarked: [] });
  if (difference === undefined) throw new Error('Expected a difference');
  expect([0, 1, 2, 3].map((repairs) => planFor('crm', difference, repairs).type)).toEqual(['tell', 'tell', 'tell', 'person']);
});

test('a record that differs keeps what was agreed on it before', () => {
  const sides = ours('dms', [run(), run({ caseRun: 'LCK-1/2', records: [{ effectId: '8', recordId: 'r2' }] })]);
  const there = [record({ isClosed: true }), record({ recordId: 'r2', caseRun: 'LCK-1/2', documents: [inBoth] })];
  const theirs = { records: there, unmarked: [] };
  const here = { ...sides, hasDocument: () => true };
  expect([...agreementsOf(here, theirs, compare(here, theirs))]).toEqual([['r2', { status: 'open', outcome: null, documents: ['d1'] }]]);
});
