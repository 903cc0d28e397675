/** A DMS that takes its files from a folder, and what people put into it: documents come to the case once each, within our limits, and never again. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderPeer } from '../../workers/index.js';
import { Stack } from './support/stack.js';

const MOST_BYTES = 2_000;
const MOST_LOOKS = 600;

let stack: Stack;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'okienko-eod-'));
  const dms = folderPeer({ folder, content: (documentId) => stack.api.documentContent(documentId), settleMs: 0 });
  stack = await Stack.start({ peers: { dms }, settings: { pollEveryMs: 50, documentMaxBytes: MOST_BYTES } });
});
afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** At once: nobody sees half of it. */
async function put(place: string, name: string, bytes: string | Buffer): Promise<void> {
  await writeFile(join(place, `.${name}`), bytes);
  await rename(join(place, `.${name}`), join(place, name));
}

/** Until it is so; the house polls the folder by the clock on the wall. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; !(await isSo()); looks++) {
    // Long after any machine would have got there: a failure must not go on beside the next test.
    if (looks > MOST_LOOKS) throw new Error(`Expected ${isSo} by now, but it isn't so`);
    await new Promise((resolve) => setTimeout(resolve, 25));
    await stack.rest();
  }
}

const delivered = () => until(async () => (await stack.rows('SELECT 1 FROM outbox WHERE delivered_at IS NULL')).length === 0);

async function atDepartment(): Promise<{ readonly number: string; readonly place: string }> {
  const lena = await stack.as('lena');
  const resident = { new: { name: 'Halina Przykładowa', phone: '600 100 200', email: 'halina@example.org', replyChannel: 'mail' } };
  const contact = { classification: 'roads.pothole', channel: 'phone', note: 'Dziura w jezdni.', place: 'Piotrkowska 12', resident };
  const { number } = (await lena.post<{ number: string }>('/api/v1/cases', contact)).body;
  await stack.rest();
  await lena.post(`/api/v1/tasks/${await stack.taskOf('lena', number)}/hand-on`, { decision: 'department', reason: 'Naprawa jezdni.' });
  await stack.rest();
  const accepted = { decision: 'accept', values: { plannedAt: '2026-03-20T12:00:00Z' } };
  await (await stack.as('roman')).post(`/api/v1/tasks/${await stack.taskOf('roman', number)}/complete`, accepted);
  await stack.rest();
  await delivered();
  return { number, place: join(folder, `${number.slice(0, -3)}xxx`, `${number}-1`) };
}

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly addedBy: string;
  readonly origin: string | null;
  readonly inFile: string | null;
  readonly replaces: string | null;
}
const documentsOf = async (number: string) => (await (await stack.as('lena')).get<Shown[]>(`/api/v1/cases/${number}/documents`)).body;

async function actsOf(number: string): Promise<string[]> {
  const found = await stack.rows<{ act: string }>(
    `SELECT act FROM case_journal WHERE case_id = (SELECT id FROM case_file WHERE number = $1) AND act LIKE '%document%' ORDER BY seq`,
    [number],
  );
  return found.map(({ act }) => act);
}

test('what a person puts into the file comes to the case, every byte of it, and isn’t sent back', async () => {
  const { number, place } = await atDepartment();
  const bytes = Buffer.from([0, 255, 13, 10, ...Buffer.from('protokół odbioru')]);
  await put(place, 'Protokół odbioru.pdf', bytes);
  await until(async () => (await documentsOf(number)).length > 0);
  const [document] = await documentsOf(number);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const expected = {
    name: 'Protokół odbioru.pdf',
    mediaType: 'application/pdf',
    sha256,
    addedBy: 'system:dms',
    origin: 'dms',
    inFile: 'delivered',
  };
  expect(document).toMatchObject(expected);
  const got = await (await stack.as('lena')).fetch('GET', `/api/v1/cases/${number}/documents/${document?.id}`);
  expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);

  // Ours, added afterwards, goes there; theirs doesn't go back, however often the folder is looked at.
  const roman = await stack.as('roman');
  await roman.bytes('POST', `/api/v1/cases/${number}/documents?name=zdjecie.txt`, { body: Buffer.from('zdjęcie'), type: 'text/plain' });
  await delivered();
  await put(place, 'Druga strona.txt', 'druga');
  await until(async () => (await documentsOf(number)).length === 3);
  expect((await readdir(place)).sort()).toEqual(['Druga strona.txt', 'Protokół odbioru.pdf', 'okienko.json', 'zdjecie.txt']);
  expect(await actsOf(number)).toEqual([
    ...['dms.document-arrived', 'document.added', 'document.added', 'dms.document-arrived', 'document.added'],
  ]);
});

test('what people change there after it was fetched comes as a later version; going back to an earlier one is no news', async () => {
  const { number, place } = await atDepartment();
  await put(place, 'notatka.txt', 'pierwsza');
  await until(async () => (await documentsOf(number)).length === 1);
  await put(place, 'notatka.txt', 'druga, poprawiona');
  await until(async () => (await documentsOf(number)).length === 2);
  const sumOf = (text: string) => createHash('sha256').update(text).digest('hex');
  const holding = async (text: string) => (await documentsOf(number)).find(({ sha256 }) => sha256 === sumOf(text));
  const [first, second] = [await holding('pierwsza'), await holding('druga, poprawiona')];
  expect([first?.replaces, second?.replaces, second?.name, second?.inFile]).toEqual([null, first?.id, 'notatka.txt', 'delivered']);
  await put(place, 'notatka.txt', 'pierwsza');
  await put(place, 'koniec.txt', 'koniec');
  await until(async () => (await documentsOf(number)).some(({ name }) => name === 'koniec.txt'));
  await put(place, 'notatka.txt', 'trzecia');
  await until(async () => (await documentsOf(number)).length === 4);
  expect(await holding('trzecia')).toMatchObject({ name: 'notatka.txt', replaces: second?.id });
  expect((await actsOf(number)).filter((act) => act.startsWith('dms.'))).toEqual([
    ...['dms.document-arrived', 'dms.document-changed', 'dms.document-arrived', 'dms.document-changed'],
  ]);
});

test('what is too large, or empty, stays there, and the case says so once; a copy of what the case has is no news', async () => {
  const { number, place } = await atDepartment();
  const roman = await stack.as('roman');
  await roman.bytes('POST', `/api/v1/cases/${number}/documents?name=plan.txt`, { body: Buffer.from('plan'), type: 'text/plain' });
  await delivered();
  await put(place, 'plan – kopia.txt', 'plan');
  await put(place, 'duży.tif', Buffer.alloc(MOST_BYTES + 1, 1));
  await put(place, 'pusty.txt', '');
  await until(async () => (await actsOf(number)).includes('dms.document-too-large'));
  // Whoever makes a document first and fills it then has some minutes.
  expect(await actsOf(number)).not.toContain('dms.document-empty');
  await until(async () => {
    await stack.pass(60_000);
    return (await actsOf(number)).includes('dms.document-empty');
  });
  await put(place, 'koniec.txt', 'koniec');
  await until(async () => (await documentsOf(number)).some(({ name }) => name === 'koniec.txt'));
  expect((await documentsOf(number)).map(({ name }) => name).sort()).toEqual(['koniec.txt', 'plan.txt']);
  expect((await actsOf(number)).sort()).toEqual([
    ...['dms.document-arrived', 'dms.document-arrived', 'dms.document-arrived', 'dms.document-empty', 'dms.document-too-large'],
    ...['document.added', 'document.added'],
  ]);
});

test('what the DMS doesn’t take stays on the case as not yet there, until what hindered it is mended and somebody sends it again', async () => {
  const { number, place } = await atDepartment();
  const roman = await stack.as('roman');
  const manifest = await readFile(join(place, 'okienko.json'));
  await put(place, 'okienko.json', 'zalane kawą');
  await roman.bytes('POST', `/api/v1/cases/${number}/documents?name=pismo.txt`, { body: Buffer.from('pismo'), type: 'text/plain' });
  await until(async () => (await documentsOf(number))[0]?.inFile === 'held');
  const [document] = await documentsOf(number);
  await put(place, 'okienko.json', manifest);
  const again = `/api/v1/cases/${number}/documents/${document?.id}/send-again`;
  expect((await (await stack.as('adam')).post(again, {})).status).toBe(403);
  expect((await roman.post(again, {})).status).toBe(204);
  await until(async () => (await documentsOf(number))[0]?.inFile === 'delivered');
  expect(await readFile(join(place, 'pismo.txt'), 'utf8')).toBe('pismo');
  expect(await roman.post(again, {})).toMatchObject({ status: 409, body: { code: 'CHANGED_MEANWHILE' } });
});

test('what came from there goes to another case’s file as it is, is no news in either, and isn’t fetched a second time', async () => {
  const [from, to] = [await atDepartment(), await atDepartment()];
  await put(from.place, 'Protokół.txt', 'protokół');
  await until(async () => (await documentsOf(from.number)).length === 1);
  const [document] = await documentsOf(from.number);
  const lena = await stack.as('lena');
  const path = `/api/v1/cases/${from.number}/documents/${document?.id}/move`;
  expect((await lena.post(path, { to: to.number, reason: 'Nie ta sprawa.' })).status).toBe(204);
  await delivered();
  expect([await readdir(from.place), (await readdir(to.place)).sort()]).toEqual([['okienko.json'], ['Protokół.txt', 'okienko.json']]);
  // What is put there later is seen after it.
  for (const { place } of [from, to]) await put(place, 'Nowy.txt', `nowy ${place}`);
  for (const { number } of [from, to]) await until(async () => (await documentsOf(number)).some(({ name }) => name === 'Nowy.txt'));
  const names = async (number: string) => (await documentsOf(number)).map(({ name }) => name).sort();
  expect([await names(from.number), await names(to.number)]).toEqual([['Nowy.txt'], ['Nowy.txt', 'Protokół.txt']]);
  expect((await actsOf(to.number)).filter((act) => act === 'dms.document-arrived')).toHaveLength(1);
});

test('of a resident who was forgotten nothing comes back: neither what was there before nor what is put there later', async () => {
  const { number, place } = await atDepartment();
  await put(place, 'Halina Przykładowa.txt', 'Halina Przykładowa');
  await until(async () => (await documentsOf(number)).length === 1);
  const manifest = join(place, 'okienko.json');
  const closed = { ...JSON.parse(await readFile(manifest, 'utf8')), status: 'closed', outcome: 'ZAL' };
  await put(place, 'okienko.json', JSON.stringify(closed));
  await until(
    async () => (await stack.rows(`SELECT 1 FROM case_run WHERE case_run = $1 AND ended_at IS NOT NULL`, [`${number}/1`])).length === 1,
  );
  await delivered();
  const [resident] = await stack.rows<{ id: string }>('SELECT resident_id AS id FROM case_file WHERE number = $1', [number]);
  const alina = await stack.as('alina');
  const erasure = { reason: 'request', reference: 'RODO.1.2026' };
  expect(await alina.post(`/api/v1/residents/${resident?.id}/erasure`, erasure)).toMatchObject({ body: { documents: 1 } });
  await put(place, 'Przykładowa – odwołanie.txt', 'odwołanie');
  await until(async () => (await actsOf(number)).filter((act) => act === 'dms.document-arrived').length === 2);
  await stack.rest();
  expect(await stack.rows(`SELECT state FROM external_document WHERE record_id LIKE $1 ORDER BY seen_at`, [`%${number}-1`])).toEqual([
    { state: 'fetched' },
    { state: 'told' },
  ]);
  expect(await documentsOf(number)).toEqual([]);
  const left = await stack.rows(
    `SELECT 1 FROM case_journal j WHERE case_id = (SELECT id FROM case_file WHERE number = $1) AND j::text LIKE '%Przykładow%'
     UNION ALL SELECT 1 FROM external_document d WHERE d::text LIKE '%Przykładow%'`,
    [number],
  );
  expect(left).toEqual([]);
});
