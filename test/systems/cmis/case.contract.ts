/** A whole house with the real repository as its EOD: a case goes to the department and back, also while the EOD is away. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CmisClient } from '../../../workers/connectors/cmis/client.js';
import { cmisPeer } from '../../../workers/connectors/cmis/index.js';
import { Stack } from '../../api/support/stack.js';
import { serverUnderTest } from '../system.js';
import { type Door, recordingDoor } from './exchange.js';
import { REPOSITORY } from './play.js';

const SIGNAL = AbortSignal.timeout(2 ** 30);
const ROOT = 'Urząd';
const { url } = serverUnderTest();
const colleague = new CmisClient({ url, user: 'kowalska', password: 'any', repository: REPOSITORY });

let stack: Stack;
let door: Door;
let isAway = false;

beforeAll(async () => {
  door = await recordingDoor(url, async () => (isAway ? { status: 503, type: 'text/plain', body: 'maintenance' } : undefined));
  const dms = cmisPeer({
    ...{ url: door.url, user: 'okienko', password: 'any', repository: REPOSITORY, root: `/${ROOT}` },
    content: (documentId) => stack.api.documentContent(documentId),
  });
  stack = await Stack.start({ peers: { dms }, settings: { pollEveryMs: 100 } });
});
afterAll(async () => {
  await stack?.stop();
  await door?.close();
  const all = await colleague.objectAt([ROOT], SIGNAL);
  const controls = { allVersions: 'true' };
  if (all !== undefined) await colleague.act('root', { objectId: all.id }, { cmisaction: 'deleteTree', controls }, SIGNAL);
});

async function delivered(): Promise<void> {
  await stack.rest();
  for (;;) {
    const left = await stack.rows<{ held_code: string | null; last_error: string | null }>(
      'SELECT held_code, last_error FROM outbox WHERE delivered_at IS NULL',
    );
    if (left.length === 0) return;
    if (left.some(({ held_code }) => held_code !== null)) throw new Error(`Expected deliveries, but got ${JSON.stringify(left)}`);
    await sleep(50);
    await stack.pass(1_000);
  }
}

/** Registered on the phone, handed to the department, accepted there. */
async function atDepartment(): Promise<string> {
  const lena = await stack.as('lena');
  const contact = { classification: 'roads.pothole', channel: 'phone', note: 'Dziura w jezdni.', place: 'Piotrkowska 12' };
  const { number } = (await lena.post<{ number: string }>('/api/v1/cases', contact)).body;
  await stack.rest();
  await lena.post(`/api/v1/tasks/${await stack.taskOf('lena', number)}/hand-on`, { decision: 'department', reason: 'Naprawa jezdni.' });
  await stack.rest();
  const accepted = { decision: 'accept', values: { plannedAt: '2026-03-20T12:00:00Z' } };
  await (await stack.as('roman')).post(`/api/v1/tasks/${await stack.taskOf('roman', number)}/complete`, accepted);
  await stack.rest();
  return number;
}

async function resolve(number: string): Promise<void> {
  const resolved = { decision: 'resolve', outcomeCode: 'done', closingText: 'Załatano dziurę.' };
  await (await stack.as('roman')).post(`/api/v1/tasks/${await stack.taskOf('roman', number)}/complete`, resolved);
  await stack.pass(11_000);
}

async function fileOf(number: string) {
  const shelf = `${number.slice(0, -3)}xxx`;
  const file = await colleague.objectAt([ROOT, shelf, `${number}-1`], SIGNAL);
  return { file, documents: file === undefined ? [] : await colleague.children(file.id, SIGNAL) };
}

test('a case has its file in the EOD, with its number on the case, its document with every byte, and its outcome', async () => {
  const number = await atDepartment();
  await delivered();
  const lena = await stack.as('lena');
  const shown = await lena.get<{ links: { system: string; number: string | null; state: string }[] }>(`/api/v1/cases/${number}`);
  expect(shown.body.links).toContainEqual(expect.objectContaining({ system: 'dms', number: `${number}-1`, state: 'open' }));

  const bytes = Buffer.from([0, 255, 13, 10, 10, 13, ...Buffer.from('zażółć')]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const roman = await stack.as('roman');
  const path = `/api/v1/cases/${number}/documents?name=${encodeURIComponent('zdjęcie: dziura.jpg')}&sha256=${sha256}`;
  const uploaded = await roman.fetch('POST', path, bytes, 'image/jpeg');
  expect(uploaded.status).toBe(201);
  await delivered();
  const open = await fileOf(number);
  expect(open.file?.properties).toMatchObject({ 'okienko:status': 'open', 'okienko:caseRun': `${number}/1` });
  expect(open.documents).toMatchObject([{ name: 'zdjęcie- dziura.jpg', properties: { 'cmis:contentStreamMimeType': 'image/jpeg' } }]);
  const content = await (await colleague.content(open.documents[0]?.id ?? '', SIGNAL))?.arrayBuffer();
  expect(Buffer.from(content ?? new ArrayBuffer(0)).equals(bytes)).toBe(true);

  await resolve(number);
  await delivered();
  expect((await fileOf(number)).file?.properties).toMatchObject({ 'okienko:status': 'closed', 'okienko:outcome': 'ZAL' });
});

test('a file that the department closes in the EOD settles the case, with the outcome that its code stands for', async () => {
  const number = await atDepartment();
  await delivered();
  const { file } = await fileOf(number);
  const properties = { 'okienko:status': 'closed', 'okienko:outcome': 'ZAL' };
  await colleague.change(file?.id ?? '', { cmisaction: 'update', properties }, SIGNAL);
  const lena = await stack.as('lena');
  const shown = async () => (await lena.get<{ status: string; outcomeCode: string | null }>(`/api/v1/cases/${number}`)).body;
  while ((await shown()).status !== 'resolved') {
    await sleep(50);
    await stack.rest();
  }
  expect((await shown()).outcomeCode).toBe('done');
  await delivered();
  expect((await fileOf(number)).file?.properties).toMatchObject({ 'okienko:status': 'closed', 'okienko:outcome': 'ZAL' });
});

test('cases are taken and closed while the EOD is away; once it is back their files are there and closed, without a hand', async () => {
  isAway = true;
  const numbers = [await atDepartment(), await atDepartment()];
  for (const number of numbers) await resolve(number);
  await stack.rest();
  for (const number of numbers) expect((await fileOf(number)).file).toBeUndefined();
  expect(await stack.rows("SELECT down_since IS NOT NULL AS down FROM system_state WHERE system = 'dms'")).toEqual([{ down: true }]);
  isAway = false;
  await delivered();
  for (const number of numbers) {
    expect((await fileOf(number)).file?.properties).toMatchObject({ 'okienko:status': 'closed', 'okienko:outcome': 'ZAL' });
  }
  expect(await stack.rows("SELECT down_since IS NOT NULL AS down FROM system_state WHERE system = 'dms'")).toEqual([{ down: false }]);
});
