/** The tables of codes as their owner works with them: what is said at delivery, what waits for a code, checks and trials of a draft. */
import type { Delivery, Effect, RemotePeer } from '../../workers/outbox/peer.js';
import { post, secretOf } from './support/hooks.js';
import { Stack } from './support/stack.js';

const DMS = secretOf('d');
const CRM = secretOf('c');
const KNOWN = [
  'ANSWERED',
  'DONE',
  'NOT_CONFIRMED',
  'REFUSED',
  'TRANSFERRED',
  'DUPLICATE',
  'WITHDRAWN',
  'NO_REPLY',
  'NOT_OURS',
  'EMERGENCY',
];

let stack: Stack;
const told: { readonly number: string; readonly payload: unknown }[] = [];
let refuses: string | undefined;
let isAway = false;
/** A CRM that knows which outcomes it has, and takes no other. */
const crm: RemotePeer = {
  type: 'remote',
  async deliver({ action, caseNumber: number, payload }: Effect): Promise<Delivery> {
    if (action !== 'change') return { type: 'delivered' };
    if (refuses !== undefined && JSON.stringify(payload).includes(refuses))
      return { type: 'refused', code: 'unknown-code', reason: 'Unknown' };
    told.push({ number, payload });
    return { type: 'delivered' };
  },
  codes: async () => {
    if (isAway) throw new Error('connect ECONNREFUSED');
    return { status: null, outcome: [...KNOWN.map((code) => `RESOLVED_${code}`), 'FIXED', 'LATER'] };
  },
};
let files = 0;
const dms: RemotePeer = {
  type: 'remote',
  async deliver({ action }: Effect): Promise<Delivery> {
    if (action === 'open') files++;
    return { type: 'delivered', ...(action === 'open' ? { recordId: `file-${files}` } : {}) };
  },
};

beforeAll(async () => {
  stack = await Stack.start({ peers: { crm, dms }, secrets: { dms: [DMS], crm: [CRM] } });
});
afterAll(() => stack.stop());
beforeEach(() => {
  refuses = undefined;
  isAway = false;
});

async function registered(): Promise<string> {
  const { body } = await (await stack.as('lena')).post<{ number: string }>('/api/v1/cases', {
    ...{ classification: 'roads.pothole', channel: 'phone', note: 'Dziura w jezdni.', place: 'Piotrkowska 12' },
    resident: { new: { name: 'Halina Przykładowa', phone: '600 100 200', replyChannel: 'none' } },
  });
  await stack.delivered();
  return body.number;
}

/** Line 1 has settled it. */
async function resolved(outcomeCode = 'done'): Promise<string> {
  const number = await registered();
  const values = { decision: 'resolve', outcomeCode, closingText: 'Załatwione.', basis: 'standard' };
  const answer = await (await stack.as('lena')).post(`/api/v1/tasks/${await stack.taskOf('lena', number)}/complete`, values);
  expect(answer.status).toBe(202);
  await stack.pass(11_000);
  await stack.delivered();
  return number;
}

/** With the department, its file open in the DMS. */
async function filed(): Promise<{ readonly number: string; readonly file: string }> {
  const number = await registered();
  await (await stack.as('lena')).post(`/api/v1/tasks/${await stack.taskOf('lena', number)}/hand-on`, {
    decision: 'department',
    reason: 'Naprawa.',
  });
  await stack.rest();
  const values = { plannedAt: '2026-03-20T12:00:00Z' };
  await (await stack.as('roman')).post(`/api/v1/tasks/${await stack.taskOf('roman', number)}/complete`, { decision: 'accept', values });
  await stack.delivered();
  return { number, file: `file-${files}` };
}

const closedThere = async (recordId: string, outcome: string) =>
  (await post(stack.url, 'dms', { type: 'pl.okienko.record.closed', data: { recordId, outcome } }, { secret: DMS })).body.result;

interface Table {
  readonly xml: string;
  readonly newest: number;
  readonly versions: readonly { readonly version: number; readonly state: string; readonly effectiveFrom: string }[];
  readonly waiting: readonly object[];
  readonly known: object;
}
interface Checked {
  readonly findings: readonly object[];
  readonly blocked: boolean;
  readonly trial: { readonly compared: number; readonly notCompared: number; readonly differences: readonly object[] } | null;
}
const olga = () => stack.as('olga');
const table = async (of: string) => (await (await olga()).get<Table>(`/api/v1/code-tables/${of}`)).body;
const checked = async (of: string, xml: string) => (await (await olga()).post<Checked>(`/api/v1/code-tables/${of}/check`, { xml })).body;
const replayed = async (of: string) => (await (await olga()).post<{ replayed: number }>(`/api/v1/code-tables/${of}/replay`)).body.replayed;
async function publish(of: string, xml: string, effectiveOn: string | null = null) {
  const { newest } = await table(of);
  return (await olga()).post(`/api/v1/code-tables/${of}/versions`, { xml, basedOn: newest, effectiveOn, note: 'Nowe kody.' });
}
/** The rule with this text gone, or with another one in its place. */
const without = (xml: string, text: string) =>
  xml.replace(new RegExp(`\\s*<rule id="[^"]*">(?:(?!</rule>).)*"${text}"(?:(?!</rule>).)*</rule>`), '');
const withRule = (xml: string, code: string, answer: string, kind = '"outcome"') =>
  xml.replace(
    '</decisionTable>',
    `<rule id="r-${code}"><inputEntry id="r-${code}-1"><text>${kind}</text></inputEntry><inputEntry id="r-${code}-2"><text>${code === '-' ? '-' : `"${code}"`}</text></inputEntry><outputEntry id="r-${code}-3"><text>"${answer}"</text></outputEntry></rule></decisionTable>`,
  );
const saidOf = (number: string) => told.filter((one) => one.number === number).map(({ payload }) => payload);

test('four tables, of which three came with Okienko; they are the process owner’s alone', async () => {
  const { body } = await (await olga()).get<object[]>('/api/v1/code-tables');
  expect(body).toEqual([
    { system: 'crm', direction: 'outward', version: 1, scheduled: [], held: 0 },
    { system: 'crm', direction: 'inward', version: null, scheduled: [], held: 0 },
    { system: 'dms', direction: 'outward', version: 1, scheduled: [], held: 0 },
    { system: 'dms', direction: 'inward', version: 1, scheduled: [], held: 0 },
  ]);
  for (const login of ['lena', 'alina', 'adam']) expect((await (await stack.as(login)).get('/api/v1/code-tables')).status).toBe(403);
});

test('what came with Okienko knows each outcome of the models, and says it in codes that the systems know', async () => {
  const { xml } = await table('crm/outward');
  expect((await checked('crm/outward', xml)).findings).toEqual([
    { type: 'no-list', kind: 'status' },
    { type: 'unused', kind: 'outcome', code: 'FIXED' },
    { type: 'unused', kind: 'outcome', code: 'LATER' },
  ]);
  expect((await checked('dms/outward', (await table('dms/outward')).xml)).findings).toEqual([{ type: 'no-list', kind: 'outcome' }]);
});

test('a code that the table lost: the closing is held by its name; published again, what waited for it goes, and nothing else', async () => {
  const before = await resolved();
  expect(saidOf(before)).toEqual([expect.objectContaining({ status: 'resolved', outcome: 'RESOLVED_DONE' })]);
  const { xml } = await table('crm/outward');
  const lost = without(xml, 'RESOLVED_DONE');
  const { findings, blocked, trial } = await checked('crm/outward', lost);
  expect(findings).toContainEqual({ type: 'unmapped', kind: 'outcome', code: 'done' });
  expect([blocked, trial?.differences]).toEqual([
    false,
    [{ kind: 'outcome', code: 'done', was: 'RESOLVED_DONE', becomes: null, times: 1, cases: [before] }],
  ]);
  expect((await publish('crm/outward', lost)).status).toBe(201);
  const waits = await resolved();
  refuses = 'RESOLVED_ANSWERED';
  const refused = await resolved('answered');
  expect([saidOf(waits), saidOf(refused)]).toEqual([[], []]);
  expect((await table('crm/outward')).waiting).toEqual([
    { kind: 'outcome', code: 'done', known: false, times: 1, cases: [waits] },
    { kind: 'outcome', code: 'answered', known: false, times: 1, cases: [refused] },
  ]);
  expect(await replayed('crm/outward')).toBe(0);
  const { body: timeline } = await (await stack.as('lena')).get<{ act: string; facts: object }[]>(`/api/v1/cases/${waits}/timeline`);
  expect(timeline.find(({ act }) => act === 'delivery.held')?.facts).toEqual({ system: 'crm', action: 'change', code: 'unknown-code' });

  expect((await publish('crm/outward', withRule(lost, 'done', 'FIXED'))).status).toBe(201);
  expect((await table('crm/outward')).waiting).toContainEqual({ kind: 'outcome', code: 'done', known: true, times: 1, cases: [waits] });
  expect(await replayed('crm/outward')).toBe(1);
  await stack.delivered();
  expect([saidOf(waits), saidOf(refused)]).toEqual([[expect.objectContaining({ outcome: 'FIXED' })], []]);
  // What the CRM itself refused goes once the table calls it otherwise.
  const { xml: fixed } = await table('crm/outward');
  await publish('crm/outward', fixed.replace('RESOLVED_ANSWERED', 'LATER'));
  expect(await replayed('crm/outward')).toBe(1);
  await stack.delivered();
  expect(saidOf(refused)).toEqual([expect.objectContaining({ outcome: 'LATER' })]);
  expect((await table('crm/outward')).waiting).toEqual([]);
});

test('a scheduled version counts from the city’s midnight; whatever is delivered then goes by it', async () => {
  const { xml } = await table('crm/outward');
  const day = new Date(stack.engine.clock.now() + 86_400_000).toISOString().slice(0, 10);
  expect((await publish('crm/outward', xml.replace('"FIXED"', '"RESOLVED_DONE"'), day)).status).toBe(201);
  const { versions, newest } = await table('crm/outward');
  expect(versions.slice(0, 2)).toMatchObject([
    {
      version: newest,
      state: 'scheduled',
      effectiveFrom: `${new Date(stack.engine.clock.now()).toISOString().slice(0, 10)}T23:00:00.000Z`,
    },
    { version: newest - 1, state: 'in-force' },
  ]);
  expect(saidOf(await resolved())).toMatchObject([{ outcome: 'FIXED' }]);
  await stack.pass(86_400_000);
  expect(saidOf(await resolved())).toMatchObject([{ outcome: 'RESOLVED_DONE' }]);
  expect((await table('crm/outward')).versions[0]).toMatchObject({ version: newest, state: 'in-force' });
});

test('what can’t be published: a default, what isn’t a table, what is based on an older one, a day that has begun', async () => {
  const { xml, newest } = await table('crm/outward');
  const any = withRule(xml, '-', 'OTHER');
  expect(await checked('crm/outward', any)).toMatchObject({
    blocked: true,
    findings: expect.arrayContaining([{ type: 'takes-anything', kind: 'outcome' }]),
  });
  expect((await publish('crm/outward', any)).body).toMatchObject({ code: 'MODEL_INVALID' });
  expect(await checked('crm/outward', '<nonsense/>')).toMatchObject({ blocked: true, trial: null, findings: [{ type: 'unreadable' }] });
  const old = { xml, basedOn: newest - 1, effectiveOn: null, note: 'Nowe kody.' };
  expect((await (await olga()).post('/api/v1/code-tables/crm/outward/versions', old)).body).toMatchObject({ code: 'CHANGED_MEANWHILE' });
  const today = new Date(stack.engine.clock.now()).toISOString().slice(0, 10);
  expect((await publish('crm/outward', xml, today)).body).toMatchObject({ code: 'INVALID_REQUEST', errors: [{ field: 'effectiveOn' }] });
  expect((await table('crm/outward')).newest).toBe(newest);
});

test('a code that the system hasn’t is named beforehand; where the system can’t tell, a list that somebody wrote down counts', async () => {
  const { xml } = await table('crm/outward');
  expect((await checked('crm/outward', xml.replace('RESOLVED_DUPLICATE', 'RESOLVED_TWICE'))).findings).toContainEqual({
    ...{ type: 'unknown-there', kind: 'outcome', code: 'duplicate', answer: 'RESOLVED_TWICE' },
  });
  isAway = true;
  expect((await checked('crm/outward', xml)).findings).toContainEqual({ type: 'silent', reason: 'connect ECONNREFUSED' });
  isAway = false;
  expect((await (await olga()).put('/api/v1/systems/crm/codes/status', { codes: ['new', 'solved', 'new'] })).status).toBe(204);
  expect((await table('crm/outward')).known).toMatchObject({
    status: { codes: ['new', 'solved'], source: 'written' },
    outcome: { source: 'said' },
  });
  expect((await checked('crm/outward', xml)).findings).toContainEqual({
    ...{ type: 'unknown-there', kind: 'status', code: 'resolved', answer: 'resolved' },
  });
  expect((await (await olga()).put('/api/v1/systems/crm/codes/status', { codes: [] })).status).toBe(204);
  expect((await table('crm/outward')).known).toMatchObject({ status: { codes: null, source: 'none' } });
  const { body } = await (await stack.as('adam')).get<{ changes: object[] }>('/api/v1/changes?kind=code-list');
  expect(body.changes).toHaveLength(2);
  const { body: published } = await (await stack.as('adam')).get<{ changes: object[] }>('/api/v1/changes?kind=code-table&limit=1');
  expect(published.changes).toMatchObject([{ by: 'olga', act: 'published', note: 'Nowe kody.', subject: 'crm outward' }]);
});

test('an unknown code of the DMS settles nothing; once the table knows it, the case hears of it, and of no other', async () => {
  const [one, other] = [await filed(), await filed()];
  expect(await closedThere(one.file, 'NAP')).toBe('held');
  expect(await closedThere(other.file, 'QQQ')).toBe('held');
  expect(await replayed('dms/inward')).toBe(0);
  const { xml } = await table('dms/inward');
  await (await olga()).put('/api/v1/systems/dms/codes/outcome', { codes: ['ZAL', 'NAP', 'QQQ'] });
  const draft = withRule(xml, 'NAP', 'done');
  expect((await checked('dms/inward', xml)).findings).toEqual([
    { type: 'unmapped', kind: 'outcome', code: 'NAP' },
    { type: 'unmapped', kind: 'outcome', code: 'QQQ' },
  ]);
  expect(await checked('dms/inward', withRule(xml, 'NAP', 'naprawione'))).toMatchObject({
    blocked: true,
    findings: expect.arrayContaining([{ type: 'unknown-here', kind: 'outcome', code: 'NAP', answer: 'naprawione' }]),
  });
  expect((await checked('dms/inward', draft)).trial?.differences).toEqual([
    { kind: 'outcome', code: 'NAP', was: null, becomes: 'done', times: 1, cases: [one.number] },
  ]);
  await publish('dms/inward', draft);
  expect((await table('dms/inward')).waiting).toEqual([
    { kind: 'outcome', code: 'NAP', known: true, times: 1, cases: [one.number] },
    { kind: 'outcome', code: 'QQQ', known: false, times: 1, cases: [other.number] },
  ]);
  const answers = await Promise.all([replayed('dms/inward'), replayed('dms/inward')]);
  expect(answers.sort()).toEqual([0, 1]);
  await stack.delivered();
  const shown = async (number: string) => (await (await stack.as('lena')).get(`/api/v1/cases/${number}`)).body;
  expect(await shown(one.number)).toMatchObject({ status: 'resolved', outcomeCode: 'done' });
  expect(await shown(other.number)).toMatchObject({ status: 'open' });
});

test('the CRM’s own codes are none of ours to know until somebody publishes a table for them', async () => {
  const number = await registered();
  const status = async (code: string, id: string) =>
    (
      await post(
        stack.url,
        'crm',
        { type: 'pl.okienko.record.status.changed', id, data: { recordId: `t-${number}`, caseNumber: number, status: code } },
        { secret: CRM },
      )
    ).body.result;
  expect(await status('stalled', 's-1')).toBe('taken');
  const { xml, newest } = await table('crm/inward');
  expect(newest).toBe(0);
  expect(xml).toContain('"RESOLVED_DONE"');
  await publish('crm/inward', xml);
  expect(await status('rejected', 's-2')).toBe('held');
  expect(await status('resolved', 's-3')).toBe('taken');
  expect(await stack.rows(`SELECT 1 FROM held_inward WHERE system = 'crm'`)).toEqual([]);
  // More at once than there are connections: nobody who has one may wait for a second.
  const many = Array.from({ length: 30 }, (_, at) => ({ recordId: `many-${at}`, caseNumber: number, status: 'resolved' }));
  const told = await Promise.all(
    many.map((data) => post(stack.url, 'crm', { type: 'pl.okienko.record.status.changed', data }, { secret: CRM })),
  );
  expect(told.map(({ body }) => body.result)).toEqual(many.map(() => 'taken'));
  const { body: timeline } = await (await stack.as('lena')).get<{ act: string; facts: object }[]>(`/api/v1/cases/${number}/timeline`);
  expect(timeline.findLast(({ act }) => act === 'crm.changed')?.facts).toMatchObject({ status: 'resolved', ourStatus: 'resolved' });
});
