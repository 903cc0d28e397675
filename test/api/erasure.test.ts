/** Forgetting a resident: nothing of them is left in any table, the proof still holds, and nobody is forgotten too early. */
import { anchorJournal } from '../../api/history/anchors.js';
import type { Verdict } from '../../api/history/verdict.js';
import { Stack } from './support/stack.js';

let stack: Stack;
let number: string;
let residentId: string;
let otherId: string;
let documentId: string;

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly cases?: readonly { readonly number: string; readonly why: string }[];
}
interface Erasure {
  readonly cases: number;
  readonly journalPayloads: number;
  readonly enginePayloads: number;
  readonly documents: number;
}

/** What the resident said and what they are; none of it may be left. */
const THEIRS = ['Halina', 'Przykładow', '600 100 200', '600100200', 'halina@example.org', 'Piotrkowska', 'szkodę', 'pełnomocnictwo'];

beforeAll(async () => {
  stack = await Stack.start();
  const lena = await stack.as('lena');
  const settle = {
    decision: 'resolve',
    outcomeCode: 'answered',
    closingText: 'Pani Halino, szkodę zgłasza się w ZDM.',
    values: { basis: 'standard' },
  };
  const answer = await lena.post<{ number: string }>('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Halina Przykładowa: dziura przed domem.',
    place: 'Piotrkowska 12',
    resident: { new: { name: 'Halina Przykładowa', phone: '600 100 200', email: 'halina@example.org', replyChannel: 'mail' } },
    settle,
  });
  expect(answer.status).toBe(201);
  number = answer.body.number;
  const other = await lena.post<{ number: string }>('/api/v1/cases', {
    classification: 'waste.schedule',
    channel: 'phone',
    note: 'Kiedy odbiór?',
    resident: { new: { name: 'Jan Inny', phone: '700 100 300' } },
  });
  expect(other.status).toBe(201);
  await stack.rest();
  const content = Buffer.from('Halina Przykładowa upoważnia męża.');
  // In the wrong case at first, whose journal then tells of it, too.
  const path = `/api/v1/cases/${other.body.number}/documents`;
  const added = await lena.bytes('POST', `${path}?name=${encodeURIComponent('pełnomocnictwo.txt')}`, { body: content, type: 'text/plain' });
  expect(added.status).toBe(201);
  documentId = (JSON.parse(added.text) as { id: string }).id;
  const moved = await lena.post(`${path}/${documentId}/move`, { to: number, reason: 'Halina Przykładowa to inna sprawa.' });
  expect(moved.status).toBe(204);
  await lena.post(`/api/v1/cases/${number}/contacts`, { channel: 'phone', note: 'Dzwoniła Halina.' });
  for (const asked of ['Halina', '600100200', 'Jan']) await lena.get(`/api/v1/residents?q=${asked}`);
  const residents = await stack.rows<{ id: string; name: string }>('SELECT id, name FROM resident');
  residentId = residents.find(({ name }) => name === 'Halina Przykładowa')?.id ?? '';
  otherId = residents.find(({ name }) => name === 'Jan Inny')?.id ?? '';
});
afterAll(async () => {
  await stack.stop();
});

const erase = async (id: string, body: object = { reason: 'request', reference: 'RODO.17.2026' }) =>
  (await stack.as('alina')).post<Erasure & Problem>(`/api/v1/residents/${id}/erasure`, body);

async function tables(): Promise<string[]> {
  const found = await stack.rows<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
  );
  return found.map(({ name }) => name);
}

/** Tables with one of these words in any column, also inside of bytes. */
async function tablesWith(words: readonly string[]): Promise<string[]> {
  const patterns = words.flatMap((word) => [`%${word}%`, `%${Buffer.from(word).toString('hex')}%`]);
  const found: string[] = [];
  for (const table of await tables()) {
    const [{ hit = false } = {}] = await stack.rows<{ hit: boolean }>(
      `SELECT EXISTS (SELECT FROM ${table} t WHERE t::text ILIKE ANY ($1)) AS hit`,
      [patterns],
    );
    if (hit) found.push(table);
  }
  return found;
}

async function verifyEverything(): Promise<Verdict> {
  const { text } = await (await stack.as('adam')).get('/api/v1/verify');
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as Verdict;
}

test('is for administrators, and needs a reason', async () => {
  for (const login of ['lena', 'adam', 'olga']) {
    const answer = await (await stack.as(login)).post<Problem>(`/api/v1/residents/${residentId}/erasure`, { reason: 'request' });
    expect([login, answer.body.code]).toEqual([login, 'NOT_ALLOWED']);
  }
  expect((await erase(residentId, {})).body.code).toBe('INVALID_REQUEST');
  expect((await erase('00000000-0000-4000-8000-000000000000')).body.code).toBe('NOT_FOUND');
});

test('is refused while a case is open, still running or held, and says which', async () => {
  const open = await erase(residentId);
  expect(open).toMatchObject({ status: 409, body: { code: 'ERASURE_BLOCKED', cases: [{ number, why: 'open' }] } });
  expect(open.body.detail).toContain(number);

  await stack.pass(10_000);
  const alina = await stack.as('alina');
  expect((await alina.send('PUT', `/api/v1/cases/${number}/hold`, { reason: 'Halina pozwała miasto.' })).status).toBe(204);
  expect((await erase(residentId)).body.cases).toEqual([{ number, why: 'held' }]);
  expect((await (await stack.as('lena')).delete<Problem>(`/api/v1/cases/${number}/hold`)).body.code).toBe('NOT_ALLOWED');
  expect((await alina.delete(`/api/v1/cases/${number}/hold`)).status).toBe(204);
  expect((await alina.delete(`/api/v1/cases/${number}/hold`)).status).toBe(404);

  await stack.rows('CREATE TABLE before AS SELECT * FROM case_run');
  await stack.rows('UPDATE case_run SET ended_at = NULL');
  expect((await erase(residentId)).body.cases).toEqual([{ number, why: 'running' }]);
  await stack.rows('UPDATE case_run SET ended_at = b.ended_at FROM before b WHERE (b.case_id, b.run) = (case_run.case_id, case_run.run)');
  await stack.rows('DROP TABLE before');
  await stack.rows('CREATE TABLE before AS SELECT id, delivered_at FROM outbox');
  await stack.rows('UPDATE outbox SET delivered_at = NULL, next_attempt_at = now() + $1::interval', ['1 year']);
  expect((await erase(residentId)).body.cases).toEqual([{ number, why: 'undelivered' }]);
  await stack.rows('UPDATE outbox SET delivered_at = b.delivered_at FROM before b WHERE b.id = outbox.id');
  await stack.rows('DROP TABLE before');
  expect(await tablesWith(['Przykładow'])).toEqual(expect.arrayContaining(['case_journal', 'resident', 'contact', 'document']));
});

test('leaves nothing of the resident in any table, and the chains and anchors still fit', async () => {
  // Something personal that a worker's mistake let into the engine: it must go as well.
  const [{ key = '' } = {}] = await stack.rows<{ key: string }>(
    'SELECT process_instance_key AS key FROM case_run r JOIN case_file c ON c.id = r.case_id WHERE c.number = $1',
    [number],
  );
  await anchorJournal(stack.api.db, Date.now(), 0);
  await stack.rows(`UPDATE search_variable SET value = '"Halina"' WHERE instance_key = $1`, [key]);
  const before = await verifyEverything();
  expect(before).toMatchObject({ verdict: 'intact', journal: { erased: 0 }, engine: { erased: 0 } });

  const { status, body } = await erase(residentId);
  expect(status).toBe(200);
  expect(body).toMatchObject({ cases: 1, documents: 1 });
  expect(body.journalPayloads).toBeGreaterThan(3);
  expect(body.enginePayloads).toBeGreaterThan(3);

  expect(await tablesWith(THEIRS)).toEqual([]);
  expect(await stack.rows('SELECT id, case_number AS number FROM forgotten_document')).toEqual([{ id: documentId, number }]);
  await anchorJournal(stack.api.db, Date.now(), 0);
  expect(await verifyEverything()).toMatchObject({
    verdict: 'intact',
    faults: [],
    journal: { entries: before.journal.entries + 1, erased: body.journalPayloads, unanchored: 0 },
    engine: { rows: before.engine?.rows, erased: body.enginePayloads },
  });
});

test('says that it happened, to the case, the access log and the record of erasures, without what was erased', async () => {
  const adam = await stack.as('adam');
  const timeline = (await adam.get<{ act: string; facts: object; payload: object | null }[]>(`/api/v1/cases/${number}/timeline`)).body;
  expect(timeline.at(-1)).toMatchObject({
    act: 'resident.erased',
    facts: { residentId, reason: 'request', reference: 'RODO.17.2026' },
    payload: null,
  });
  expect(timeline.every(({ payload }) => payload === null)).toBe(true);
  const [look] = (await adam.get<{ act: string; login: string; subjectId: string }[]>('/api/v1/access-log?login=alina')).body;
  expect(look).toMatchObject({ act: 'resident.erased', subjectId: residentId });
  expect(await stack.rows('SELECT erased_by, reason, cases, documents FROM resident_erasure')).toEqual([
    { erased_by: 'alina', reason: 'request', cases: 1, documents: 1 },
  ]);
});

test('leaves the case as a case, and other residents alone', async () => {
  const lena = await stack.as('lena');
  const seen = await lena.get<object>(`/api/v1/cases/${number}`);
  expect(seen.body).toMatchObject({ status: 'resolved', outcomeCode: 'answered', closingText: '', place: null, residentCard: null });
  expect((await lena.get(`/api/v1/residents/${residentId}`)).status).toBe(404);
  expect((await lena.get<{ note: string }[]>(`/api/v1/cases/${number}/contacts`)).body.map(({ note }) => note)).toEqual(['', '']);
  expect((await lena.get(`/api/v1/cases/${number}/messages`)).status).toBe(200);
  expect((await lena.get<object>(`/api/v1/residents/${otherId}`)).body).toMatchObject({ name: 'Jan Inny' });
  expect(await stack.rows(`SELECT subject_id FROM access_log WHERE subject_type = 'search' ORDER BY id`)).toEqual([
    { subject_id: '' },
    { subject_id: '' },
    { subject_id: 'Jan' },
  ]);
  expect(await tablesWith(['Kiedy odbiór'])).toEqual(expect.arrayContaining(['case_journal', 'contact']));
});

test('asked again, it erases what has come since', async () => {
  await (await stack.as('lena')).post(`/api/v1/cases/${number}/contacts`, { channel: 'phone', note: 'Halina jeszcze raz.' });
  expect((await erase(residentId)).body).toMatchObject({ cases: 1, journalPayloads: 1, enginePayloads: 0, documents: 0 });
  expect(await tablesWith(THEIRS)).toEqual([]);
  expect(await verifyEverything()).toMatchObject({ verdict: 'intact' });
});
