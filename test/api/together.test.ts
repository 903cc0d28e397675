/** What colleagues add to a case and a resident: questions, notes, reminders, documents for the file, consents, two rows that are one person. */
import { Stack } from './support/stack.js';

let stack: Stack;
const DAY_MS = 86_400_000;

beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack.stop());

interface Question {
  readonly id: string;
  readonly caseNumber: string;
  readonly state: string;
  readonly mayOpenCase: boolean;
}
interface Lists {
  readonly toAnswer: readonly Question[];
  readonly asked: readonly Question[];
}
interface Task {
  readonly key: string;
  readonly state: string;
}
interface Problem {
  readonly code: string;
}
interface Entry {
  readonly act: string;
  readonly actor: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>> | null;
}

async function register(more: object = {}): Promise<string> {
  const { body } = await (await stack.as('fiona')).post<{ number: string }>('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Dziura w jezdni.',
    entryTier: 'line-1',
    ...more,
  });
  await stack.rest();
  return body.number;
}

async function openTask(number: string, login = 'lena'): Promise<Task> {
  const { body } = await (await stack.as(login)).get<Task[]>(`/api/v1/tasks?case=${number}`);
  const task = body.find(({ state }) => state === 'open');
  if (task === undefined) throw new Error(`Expected an open task in ${number}, but there is none`);
  return task;
}

const timeline = async (number: string) => (await (await stack.as('lena')).get<Entry[]>(`/api/v1/cases/${number}/timeline`)).body;
const lists = async (login: string) => (await (await stack.as(login)).get<Lists>('/api/v1/questions')).body;
const residentOf = async (number: string): Promise<string> => {
  const [found] = await stack.rows<{ id: string }>('SELECT resident_id AS id FROM case_file WHERE number = $1', [number]);
  return found?.id ?? '';
};

describe('a question to a colleague', () => {
  test('waits with the one who is asked, is answered on the timeline, and is news for whoever asked; no date moves', async () => {
    const [lena, zofia, leon] = [await stack.as('lena'), await stack.as('zofia'), await stack.as('leon')];
    const number = await register();
    const before = (await lena.get<object>(`/api/v1/cases/${number}`)).body;
    const asked = await lena.post<Question>(`/api/v1/cases/${number}/questions`, { question: 'Czyja to droga?', to: { login: 'zofia' } });
    expect(asked).toMatchObject({ status: 201, body: { state: 'open', toLogin: 'zofia', askedBy: 'lena' } });
    const after = (await lena.get<object>(`/api/v1/cases/${number}`)).body;
    for (const field of ['tier', 'assignee', 'promiseAt', 'remindAt', 'handOns'])
      expect(after).toHaveProperty(field, before[field as never]);
    expect((await lists('zofia')).toAnswer).toMatchObject([{ id: asked.body.id, caseNumber: number, mayOpenCase: true }]);
    expect((await lists('leon')).toAnswer).toEqual([]);
    expect((await leon.post<Problem>(`/api/v1/questions/${asked.body.id}/answer`, { answer: 'Nie wiem.' })).body.code).toBe('NOT_ALLOWED');
    expect((await zofia.post(`/api/v1/questions/${asked.body.id}/answer`, { answer: 'Powiatowa.' })).body).toMatchObject({
      state: 'answered',
      answeredBy: 'zofia',
    });
    expect((await zofia.post<Problem>(`/api/v1/questions/${asked.body.id}/answer`, { answer: 'Gminna.' })).body).toMatchObject({
      code: 'QUESTION_ENDED',
      by: 'zofia',
    });
    const acts = (await timeline(number)).filter(({ act }) => act.startsWith('question.'));
    expect(acts).toMatchObject([
      { act: 'question.asked', actor: 'lena', payload: { question: 'Czyja to droga?' } },
      { act: 'question.answered', actor: 'zofia', payload: { answer: 'Powiatowa.' } },
    ]);
    expect(await lists('lena')).toMatchObject({ asked: [{ id: asked.body.id, state: 'answered', answer: 'Powiatowa.', isSeen: false }] });
    expect((await zofia.post(`/api/v1/questions/${asked.body.id}/seen`)).status).toBe(403);
    expect((await lena.post(`/api/v1/questions/${asked.body.id}/seen`)).status).toBe(204);
    expect((await lists('lena')).asked).toEqual([]);
    expect((await lena.get<Question[]>(`/api/v1/cases/${number}/questions`)).body).toMatchObject([{ state: 'answered', isSeen: true }]);
  });

  test('to a department opens no case: it sees the question, the kind and the place, and answers', async () => {
    const [lena, roman, grzegorz] = [await stack.as('lena'), await stack.as('roman'), await stack.as('grzegorz')];
    const number = await register({ place: 'Piotrkowska 12' });
    const to = { tier: 'department', department: 'roads' };
    const { body } = await lena.post<Question>(`/api/v1/cases/${number}/questions`, { question: 'Kiedy remont?', to });
    expect((await lists('roman')).toAnswer).toMatchObject([{ id: body.id, place: 'Piotrkowska 12', mayOpenCase: false }]);
    expect((await lists('grzegorz')).toAnswer).toEqual([]);
    expect((await roman.get(`/api/v1/cases/${number}`)).status).toBe(404);
    expect((await grzegorz.post(`/api/v1/questions/${body.id}/answer`, { answer: 'Nie nasze.' })).status).toBe(404);
    expect((await roman.post(`/api/v1/questions/${body.id}/answer`, { answer: 'W kwietniu.' })).status).toBe(200);
  });

  test('is taken back by whoever asked, and by the end of the case; then it is nobody’s work any more', async () => {
    const [lena, leon] = [await stack.as('lena'), await stack.as('leon')];
    const number = await register();
    const ask = async () =>
      (await lena.post<Question>(`/api/v1/cases/${number}/questions`, { question: 'Kto wie?', to: { tier: 'line-2' } })).body.id;
    const first = await ask();
    expect((await leon.post<Problem>(`/api/v1/questions/${first}/withdraw`)).body.code).toBe('NOT_ALLOWED');
    expect((await lena.post(`/api/v1/questions/${first}/withdraw`)).body).toMatchObject({ state: 'withdrawn', isSeen: true });
    const second = await ask();
    expect((await lists('zofia')).toAnswer.map(({ id }) => id)).toEqual([second]);
    const { key } = await openTask(number);
    await lena.post(`/api/v1/tasks/${key}/complete`, {
      decision: 'resolve',
      outcomeCode: 'answered',
      closingText: 'Naprawimy.',
      values: { basis: 'standard', answered: true },
    });
    await stack.pass(11_000);
    expect((await lists('zofia')).toAnswer).toEqual([]);
    expect((await lists('lena')).asked.find(({ id }) => id === second)).toMatchObject({ state: 'withdrawn', isSeen: false });
    expect((await timeline(number)).find(({ act, facts }) => act === 'question.withdrawn' && facts.questionId === second)?.facts.why).toBe(
      'case-ended',
    );
    expect(
      (await lena.post<Problem>(`/api/v1/cases/${number}/questions`, { question: 'Za późno?', to: { tier: 'line-2' } })).body.code,
    ).toBe('CASE_CLOSED');
  });

  test.each([
    ['oneself', { login: 'lena' }],
    ['somebody who works on no case', { login: 'olga' }],
    ['nobody', { login: 'nikt' }],
    ['a department without its unit', { tier: 'department' }],
  ])('can’t be put to %s', async (_, to) => {
    const answer = await (await stack.as('lena')).post<Problem>(`/api/v1/cases/${await register()}/questions`, { question: 'Co?', to });
    expect(answer.body.code).toBe('INVALID_REQUEST');
  });
});

test('a note is mended by its author within ten minutes, then another one follows; the timeline keeps each wording', async () => {
  const [lena, leon, adam] = [await stack.as('lena'), await stack.as('leon'), await stack.as('adam')];
  const path = `/api/v1/cases/${await register()}/notes`;
  const { body, status } = await lena.post<{ id: string }>(path, { text: 'Dzwonić po 16.' });
  expect(status).toBe(201);
  expect((await leon.put<Problem>(`${path}/${body.id}`, { text: 'Nie.' })).body.code).toBe('NOT_ALLOWED');
  expect((await adam.post<Problem>(path, { text: 'Audyt.' })).status).toBe(403);
  expect((await lena.put(`${path}/${body.id}`, { text: 'Dzwonić po 17.' })).body).toMatchObject({ text: 'Dzwonić po 17.' });
  await stack.pass(11 * 60_000);
  expect((await lena.put<Problem>(`${path}/${body.id}`, { text: 'Dzwonić po 18.' })).body.code).toBe('TOO_LATE');
  await lena.post(path, { text: 'Jednak po 18.' });
  expect((await adam.get<object[]>(path)).body).toMatchObject([{ text: 'Jednak po 18.' }, { text: 'Dzwonić po 17.', writtenBy: 'lena' }]);
  const notes = (await timeline(path.split('/')[4] ?? '')).filter(({ act }) => act.startsWith('note.'));
  expect(notes.map(({ act, payload }) => [act, payload?.note])).toEqual([
    ['note.added', 'Dzwonić po 16.'],
    ['note.changed', 'Dzwonić po 17.'],
    ['note.added', 'Jednak po 18.'],
  ]);
});

test('on its day a reminder is first among one’s own, before what is late, and says why', async () => {
  const leon = await stack.as('leon');
  const [first, second] = [await openTask(await register()), await openTask(await register())];
  for (const { key } of [first, second]) await leon.post(`/api/v1/tasks/${key}/claim`);
  const at = new Date(stack.engine.clock.now() + 40 * DAY_MS).toISOString();
  expect((await leon.put(`/api/v1/tasks/${second.key}/follow-up`, { at, note: 'Sprawdzić, czy naprawiono.' })).body).toMatchObject({
    followUpNote: 'Sprawdzić, czy naprawiono.',
  });
  const mine = async () => (await leon.get<Task[]>('/api/v1/tasks?mine=true')).body.map(({ key }) => key);
  const order = await mine();
  expect(order.indexOf(first.key)).toBeLessThan(order.indexOf(second.key));
  await stack.pass(40 * DAY_MS + 1);
  const [top, ...rest] = await mine();
  expect(top).toBe(second.key);
  const page = async (after: string) => (await leon.get<Task[]>(`/api/v1/tasks?mine=true&limit=1&after=${after}`)).body[0]?.key;
  expect(await page(second.key)).toBe(rest[0]);
});

test('a case’s documents go to its file in the DMS once there is one, those before and those after', async () => {
  const [lena, roman] = [await stack.as('lena'), await stack.as('roman')];
  const number = await register();
  const upload = async (name: string) => {
    const path = `/api/v1/cases/${number}/documents?name=${name}`;
    expect((await lena.bytes('POST', path, { body: Buffer.from(name), type: 'text/plain' })).status).toBe(201);
  };
  const inFile = async () =>
    (await lena.get<{ name: string; inFile: string | null }[]>(`/api/v1/cases/${number}/documents`)).body.map(({ inFile: where }) => where);
  await upload('przed.txt');
  expect(await inFile()).toEqual([null]);
  await lena.post(`/api/v1/tasks/${(await openTask(number)).key}/hand-on`, {
    decision: 'department',
    department: 'roads',
    reason: 'Naprawa.',
  });
  await stack.rest();
  await roman.post(`/api/v1/tasks/${(await openTask(number, 'roman')).key}/complete`, {
    decision: 'accept',
    values: { plannedAt: new Date(stack.engine.clock.now() + DAY_MS).toISOString() },
  });
  await stack.rest();
  await upload('po.txt');
  for (const deadline = performance.now() + 10_000; performance.now() < deadline; ) {
    if ((await inFile()).every((where) => where === 'delivered')) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await inFile()).toEqual(['delivered', 'delivered']);
  const stored = await stack.rows<{ name: string }>(
    'SELECT d.name FROM dms_document d JOIN dms_file f ON f.id = d.file_id WHERE f.case_number = $1 ORDER BY d.name',
    [number],
  );
  expect(stored.map(({ name }) => name)).toEqual(['po.txt', 'przed.txt']);
});

describe('a resident', () => {
  const NOWAK = { name: 'Jan Nowak', phone: '601 202 303', postalAddress: 'Zgierska 5' };

  test('consents and takes it back; each word stays with when, how and to whom', async () => {
    const [lena, zofia, adam] = [await stack.as('lena'), await stack.as('zofia'), await stack.as('adam')];
    const id = await residentOf(await register({ resident: { new: { name: 'Ewa Zgodna' } }, verification: 'questions' }));
    const path = `/api/v1/residents/${id}/consents/sms`;
    expect((await lena.put(path, { how: 'phone' })).body).toMatchObject([{ kind: 'sms', isInForce: true, how: 'phone', givenTo: 'lena' }]);
    expect((await lena.put<object[]>(path, { how: 'letter' })).body).toHaveLength(1);
    expect((await zofia.post(`${path}/withdraw`, { how: 'mail' })).body).toMatchObject([
      { isInForce: false, how: 'phone', withdrawnHow: 'mail', withdrawnTo: 'zofia' },
    ]);
    await stack.pass(1_000);
    expect((await lena.put<object[]>(path, { how: 'counter' })).body).toMatchObject([{ isInForce: true }, { isInForce: false }]);
    expect((await adam.put(path, { how: 'phone' })).status).toBe(403);
    expect((await lena.get(`/api/v1/residents/${id}?purpose=contact`)).body).toMatchObject({
      verified: { how: 'questions', by: 'fiona' },
      consents: [{ kind: 'sms', isInForce: true }, { isInForce: false }],
    });
  });

  test('has notes that are masked with the rest, until a purpose is said', async () => {
    const lena = await stack.as('lena');
    const id = await residentOf(await register({ resident: { new: { name: 'Ewa Notowana' } } }));
    await lena.post(`/api/v1/residents/${id}/notes`, { text: 'Woli rozmawiać rano.' });
    expect((await lena.get(`/api/v1/residents/${id}`)).body).toMatchObject({ isMasked: true, notes: [{ text: null, writtenBy: 'lena' }] });
    expect((await lena.get(`/api/v1/residents/${id}?purpose=case`)).body).toMatchObject({ notes: [{ text: 'Woli rozmawiać rano.' }] });
  });

  test('who is there twice is proposed, merged, found by both numbers, and can be split again', async () => {
    const [lena, roman] = [await stack.as('lena'), await stack.as('roman')];
    const one = await register({ resident: { new: { ...NOWAK, email: 'jan@example.org' } } });
    await stack.pass(1_000);
    const two = await register({ resident: { new: { ...NOWAK, name: 'JAN NOWAK', phone: '+48 601-202-303' } } });
    const [kept, merged] = [await residentOf(one), await residentOf(two)];
    await lena.post(`/api/v1/residents/${merged}/notes`, { text: 'Z drugiego wpisu.' });
    const proposals = async (id = kept) => (await lena.get<{ id: string; alike: string[] }[]>(`/api/v1/residents/${id}/duplicates`)).body;
    expect(await proposals()).toMatchObject([{ id: merged, alike: ['phone', 'name-address'], caseCount: 1 }]);
    expect((await roman.post(`/api/v1/residents/${kept}/merge/${merged}`)).status).toBe(403);
    const [merge] = (await lena.post<{ id: string; cases: string[] }[]>(`/api/v1/residents/${kept}/merge/${merged}`)).body;
    expect(merge?.cases).toEqual([two]);
    expect(await residentOf(two)).toBe(kept);
    expect(await proposals()).toEqual([]);
    for (const id of [kept, merged]) {
      expect((await lena.get(`/api/v1/residents/${id}?purpose=case`)).body).toMatchObject({
        id: kept,
        cases: [{ number: two }, { number: one }],
        contacts: [{ caseNumber: two }, { caseNumber: one }],
        notes: [{ text: 'Z drugiego wpisu.' }],
        merges: [{ mergedId: merged }],
      });
    }
    expect((await lena.get<{ id: string }[]>('/api/v1/residents?q=48601202303')).body.map(({ id }) => id)).toEqual([kept]);
    expect((await timeline(two)).at(-1)).toMatchObject({
      act: 'resident.merged',
      actor: 'lena',
      facts: { keptId: kept, mergedId: merged },
    });
    // What is registered for the merged row is the kept one's, and stays there.
    const later = await register({ resident: { id: merged } });
    expect(await residentOf(later)).toBe(kept);
    expect((await lena.post(`/api/v1/residents/${kept}/merge/${merged}`)).status).toBe(404);

    expect((await lena.post(`/api/v1/residents/${kept}/merges/${merge?.id}/split`)).body).toEqual([]);
    expect([await residentOf(one), await residentOf(two), await residentOf(later)]).toEqual([kept, merged, kept]);
    expect((await timeline(two)).at(-1)).toMatchObject({ act: 'resident.split' });
    expect((await lena.post(`/api/v1/residents/${kept}/merges/${merge?.id}/split`)).status).toBe(404);
    expect((await lena.put(`/api/v1/residents/${merged}/distinct/${kept}`, {})).status).toBe(204);
    expect([await proposals(kept), await proposals(merged)]).toEqual([[], []]);
  });

  test('a merged one is forgotten with the one that stands for them, and a hold on either stops it', async () => {
    const [lena, alina] = [await stack.as('lena'), await stack.as('alina')];
    const HELENA = { name: 'Helena Podwójna', phone: '602 303 404' };
    const settle = { decision: 'resolve', outcomeCode: 'answered', closingText: 'Gotowe.', values: { basis: 'standard', answered: true } };
    const numbers: string[] = [];
    for (const phone of [HELENA.phone, '602303404']) {
      const { body } = await lena.post<{ number: string }>('/api/v1/cases', {
        classification: 'roads.pothole',
        channel: 'phone',
        note: 'Dziura.',
        resident: { new: { ...HELENA, phone } },
        settle,
      });
      numbers.push(body.number);
      await stack.rest();
    }
    await stack.pass(11_000);
    const [kept, merged] = [await residentOf(numbers[0] ?? ''), await residentOf(numbers[1] ?? '')];
    await lena.post(`/api/v1/residents/${merged}/notes`, { text: 'Helena jest głucha.' });
    await lena.post(`/api/v1/residents/${kept}/merge/${merged}`);
    await alina.put(`/api/v1/cases/${numbers[1]}/hold`, { reason: 'Spór.' });
    const erase = () => alina.post<Problem & { cases: unknown }>(`/api/v1/residents/${kept}/erasure`, { reason: 'request' });
    expect((await erase()).body).toMatchObject({ code: 'ERASURE_BLOCKED', cases: [{ number: numbers[1], why: 'held' }] });
    await alina.delete(`/api/v1/cases/${numbers[1]}/hold`);
    for (const deadline = performance.now() + 10_000; performance.now() < deadline; ) {
      if ((await erase()).status === 200) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await stack.rows(`SELECT id FROM resident WHERE name LIKE 'Helena%'`)).toEqual([]);
    expect(await stack.rows(`SELECT id FROM note WHERE text LIKE '%Helena%'`)).toEqual([]);
    expect((await lena.get(`/api/v1/residents/${merged}`)).status).toBe(404);
    expect((await lena.post(`/api/v1/residents/${kept}/merges/00000000-0000-4000-8000-000000000000/split`)).status).toBe(404);
  });

  test('what CRM and DMS hold of them is told', async () => {
    const lena = await stack.as('lena');
    const number = await register({ resident: { new: { name: 'Ewa Wszędzie' } } });
    const path = `/api/v1/residents/${await residentOf(number)}/records`;
    for (const deadline = performance.now() + 10_000; performance.now() < deadline; ) {
      if ((await lena.get<object[]>(path)).body.length > 0) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await lena.get(path)).body).toMatchObject([{ system: 'crm', caseNumber: number, documents: null }]);
  });
});
