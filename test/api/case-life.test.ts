/** A case from contact to *resolved*, over HTTP, with the real engine, the real case types and the real workers. */
import { Stack } from './support/stack.js';

let stack: Stack;

beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(async () => {
  await stack.stop();
});

interface TaskBody {
  readonly key: string;
  readonly element: string;
  readonly tier: string;
  readonly assignee: string | null;
  readonly state: string;
  readonly handedOnBy: string | null;
  readonly caseNumber: string;
  readonly endedBy: string | null;
}
interface CaseBody {
  readonly number: string;
  readonly status: string;
  readonly publicStatus: string;
  readonly tier: string;
  readonly assignee: string | null;
  readonly outcomeCode: string | null;
  readonly closingText: string | null;
  readonly promiseAt: string | null;
  readonly pending: readonly { readonly state: string; readonly failureCode: string | null; readonly closingText: string | null }[];
  readonly closedTier: string | null;
  readonly handOns: number;
}
interface ProblemBody {
  readonly code: string;
  readonly by?: string;
  readonly at?: string;
  readonly errors?: readonly { readonly field: string }[];
}

const call = {
  classification: 'roads.pothole',
  channel: 'phone',
  note: 'Dziura przed domem, wpadłem kołem.',
  place: 'Piotrkowska 12',
  resident: { new: { name: 'Halina Przykładowa', phone: '600 100 200', email: 'halina@example.org', replyChannel: 'mail' } },
};

async function register(login: string, body: object = call): Promise<string> {
  const client = await stack.as(login);
  const answer = await client.post<{ number: string }>('/api/v1/cases', body);
  expect(answer.status).toBe(201);
  await stack.rest();
  return answer.body.number;
}

async function openTask(login: string, number: string): Promise<TaskBody> {
  const client = await stack.as(login);
  const tasks = await client.get<TaskBody[]>(`/api/v1/tasks?case=${number}`);
  const open = tasks.body.filter((task) => task.state === 'open' || task.state === 'closing');
  expect(open).toHaveLength(1);
  const [task] = open;
  if (task === undefined) throw new Error('no open task');
  return task;
}

async function see(login: string, number: string): Promise<CaseBody> {
  return (await (await stack.as(login)).get<CaseBody>(`/api/v1/cases/${number}`)).body;
}

test('whoever picks up registers and settles in one act; it can be undone for ten seconds, then it is resolved', async () => {
  const lena = await stack.as('lena');
  const answer = await lena.post<{ number: string; pending: { notBefore: string } }>('/api/v1/cases', {
    ...call,
    settle: {
      decision: 'resolve',
      outcomeCode: 'answered',
      closingText: 'Powiedziałam, gdzie zgłosić szkodę.',
      values: { basis: 'standard' },
    },
  });
  expect(answer.status).toBe(201);
  expect(answer.body.number).toMatch(/^LCK-2026-\d{6}$/);
  expect(Date.parse(answer.body.pending.notBefore) - stack.engine.clock.now()).toBe(10_000);
  const { number } = answer.body;
  await stack.rest();
  expect(await openTask('lena', number)).toMatchObject({ element: 'answer', tier: 'line-1', assignee: 'lena', state: 'closing' });
  expect(await see('lena', number)).toMatchObject({ status: 'open', publicStatus: 'Sprawą zajmuje się konsultant' });

  await stack.pass(10_000);
  expect(await see('lena', number)).toMatchObject({
    status: 'resolved',
    publicStatus: 'Sprawa załatwiona',
    outcomeCode: 'answered',
    closingText: 'Powiedziałam, gdzie zgłosić szkodę.',
    closedTier: 'line-1',
    handOns: 0,
    pending: [],
  });
  const messages = (await lena.get<{ channel: string; recipient: string; text: string }[]>(`/api/v1/cases/${number}/messages`)).body;
  expect(messages).toMatchObject([{ channel: 'mail', recipient: 'halina@example.org' }]);
  expect(messages[0]?.text).toContain('Powiedziałam, gdzie zgłosić szkodę.');
});

test('a closing that was undone in time leaves the case with its task', async () => {
  const lena = await stack.as('lena');
  const number = await register('lena');
  const task = await openTask('lena', number);
  const decided = await lena.post<{ state: string }>(`/api/v1/tasks/${task.key}/complete`, {
    decision: 'resolve',
    outcomeCode: 'answered',
    closingText: 'Pomyłka.',
  });
  expect(decided.status).toBe(202);
  expect((await lena.delete(`/api/v1/cases/${number}/pending`)).status).toBe(204);
  await stack.pass(20_000);
  expect(await openTask('lena', number)).toMatchObject({ key: task.key, state: 'open' });
  expect(await see('lena', number)).toMatchObject({ status: 'open', closingText: null });
  expect((await lena.delete<ProblemBody>(`/api/v1/cases/${number}/pending`)).body.code).toBe('NOTHING_TO_UNDO');
});

test('front office, line 1, line 2, department, resolved: each hands on, the department closes', async () => {
  const number = await register('fiona', { ...call, channel: 'counter' });
  const fiona = await stack.as('fiona');
  let task = await openTask('fiona', number);
  expect(task).toMatchObject({ element: 'recognise', tier: 'front-office' });
  const passed = await fiona.post(`/api/v1/tasks/${task.key}/hand-on`, { decision: 'line-1', reason: 'Wymaga wiedzy o drogach.' });
  expect(passed.status).toBe(200);
  await stack.rest();

  task = await openTask('lena', number);
  expect(task).toMatchObject({ element: 'answer', handedOnBy: 'fiona', assignee: null });
  const lena = await stack.as('lena');
  expect((await lena.post(`/api/v1/tasks/${task.key}/claim`)).status).toBe(200);
  await lena.post(`/api/v1/tasks/${task.key}/hand-on`, { decision: 'line-2', reason: 'Nie ma artykułu.' });
  await stack.rest();

  task = await openTask('zofia', number);
  const zofia = await stack.as('zofia');
  await zofia.post(`/api/v1/tasks/${task.key}/hand-on`, { decision: 'department', reason: 'Do naprawy.' });
  await stack.rest();

  // The department sees it from now on, another department never does.
  const roman = await stack.as('roman');
  task = await openTask('roman', number);
  expect(task).toMatchObject({ element: 'accept', tier: 'department' });
  expect((await (await stack.as('grzegorz')).get<ProblemBody>(`/api/v1/cases/${number}`)).status).toBe(404);
  await roman.post(`/api/v1/tasks/${task.key}/complete`, { decision: 'accept', values: { plannedAt: '2026-03-05T10:00:00Z' } });
  await stack.rest();

  task = await openTask('roman', number);
  expect(task).toMatchObject({ element: 'settle' });
  const closing = await roman.post(`/api/v1/tasks/${task.key}/complete`, {
    decision: 'resolve',
    outcomeCode: 'done',
    closingText: 'Dziura załatana 2 marca.',
  });
  expect(closing.status).toBe(202);
  await stack.pass(10_000);
  expect(await see('roman', number)).toMatchObject({
    status: 'resolved',
    outcomeCode: 'done',
    closingText: 'Dziura załatana 2 marca.',
    closedTier: 'department',
    handOns: 3,
  });

  const verdict = await (await stack.as('adam')).get<{ verdict: string; journal: { entries: number } }>(`/api/v1/cases/${number}/verify`);
  expect(verdict.body).toMatchObject({ verdict: 'intact' });
  expect(verdict.body.journal.entries).toBeGreaterThan(15);
});

test('sent back, it returns to the person who handed it on', async () => {
  const number = await register('lena');
  const lena = await stack.as('lena');
  await lena.post(`/api/v1/tasks/${(await openTask('lena', number)).key}/hand-on`, { decision: 'line-2', reason: 'Trudne.' });
  await stack.rest();
  const zofia = await stack.as('zofia');
  const back = await zofia.post(`/api/v1/tasks/${(await openTask('zofia', number)).key}/send-back`, { reason: 'Dopytaj o numer domu.' });
  expect(back.status).toBe(200);
  await stack.rest();
  expect(await openTask('lena', number)).toMatchObject({ element: 'answer', assignee: 'lena', handedOnBy: null });
});

test('two people complete one task: the second is told who and when', async () => {
  const number = await register('fiona', { ...call, channel: 'counter', entryTier: 'line-1' });
  const task = await openTask('lena', number);
  const [lena, leon] = [await stack.as('lena'), await stack.as('leon')];
  const both = await Promise.all(
    [lena, leon].map((client) => client.post<ProblemBody>(`/api/v1/tasks/${task.key}/hand-on`, { decision: 'line-2', reason: 'Trudne.' })),
  );
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const winner = both[0]?.status === 200 ? 'lena' : 'leon';
  const refused = both.find((answer) => answer.status === 409);
  expect(refused?.body).toMatchObject({ by: winner });
  expect(['TASK_BEING_CLOSED', 'TASK_ALREADY_COMPLETED']).toContain(refused?.body.code);
  await stack.rest();
  const late = await (winner === 'lena' ? leon : lena).post<ProblemBody>(`/api/v1/tasks/${task.key}/complete`, { decision: 'line-2' });
  expect(late.body).toMatchObject({ code: 'TASK_ALREADY_COMPLETED', by: winner });
  expect(Date.parse(late.body.at ?? '')).toBe(stack.engine.clock.now());
});

test('the EOD closes the file while somebody is deciding: the text stays and the person is told', async () => {
  const number = await register('lena');
  const lena = await stack.as('lena');
  const task = await openTask('lena', number);
  await lena.post(`/api/v1/tasks/${task.key}/complete`, { decision: 'resolve', outcomeCode: 'answered', closingText: 'Mój tekst.' });
  expect(await stack.api.inward.fileClosed({ caseNumber: number, dmsCode: 'ZAL', eventId: 'event-1', by: 'dms' })).toEqual({
    type: 'published',
  });
  await stack.rest();
  const seen = await see('lena', number);
  expect(seen.pending).toMatchObject([{ state: 'failed', failureCode: 'TASK_GONE', closingText: 'Mój tekst.' }]);
  const late = await lena.post<ProblemBody>(`/api/v1/tasks/${task.key}/complete`, { decision: 'line-2' });
  expect(late.body.code).toBe('TASK_GONE');
});

test('a task has one holder: claimed, refused to the next with the name, given back, assigned by the lead', async () => {
  const number = await register('fiona', { ...call, channel: 'counter', entryTier: 'line-1' });
  const { key } = await openTask('lena', number);
  const [lena, leon, lidia] = [await stack.as('lena'), await stack.as('leon'), await stack.as('lidia')];
  expect((await lena.post<TaskBody>(`/api/v1/tasks/${key}/claim`)).body).toMatchObject({ assignee: 'lena' });
  expect(await leon.post<ProblemBody>(`/api/v1/tasks/${key}/claim`)).toMatchObject({
    status: 409,
    body: { code: 'TASK_TAKEN', by: 'lena' },
  });
  expect(await leon.post<ProblemBody>(`/api/v1/tasks/${key}/complete`, { decision: 'line-2' })).toMatchObject({
    status: 409,
    body: { code: 'TASK_TAKEN', by: 'lena' },
  });
  expect((await leon.post<ProblemBody>(`/api/v1/tasks/${key}/assign`, { assignee: 'leon' })).body.code).toBe('NOT_ALLOWED');
  expect((await lena.post<TaskBody>(`/api/v1/tasks/${key}/release`)).body).toMatchObject({ assignee: null });
  expect((await lidia.post<ProblemBody>(`/api/v1/tasks/${key}/assign`, { assignee: 'zofia' })).body.errors?.[0]?.field).toBe('assignee');
  expect((await lidia.post<TaskBody>(`/api/v1/tasks/${key}/assign`, { assignee: 'leon' })).body).toMatchObject({ assignee: 'leon' });
  await stack.rest();
  expect(await see('leon', number)).toMatchObject({ assignee: 'leon' });
  const acts = (await leon.get<{ act: string; actor: string }[]>(`/api/v1/cases/${number}/timeline`)).body;
  expect(acts.filter((entry) => entry.act.startsWith('task.')).map((entry) => [entry.act, entry.actor])).toEqual([
    ['task.created', 'system:engine'],
    ['task.claimed', 'lena'],
    ['task.released', 'lena'],
    ['task.assigned', 'lidia'],
  ]);
  const mine = (await leon.get<TaskBody[]>('/api/v1/tasks?mine=true')).body;
  expect(mine.map((task) => task.key)).toContain(key);
  expect((await (await stack.as('zofia')).get<TaskBody[]>('/api/v1/tasks')).body.map((task) => task.tier)).not.toContain('line-1');
});

test('a case is handed on to somebody who works where it goes, or the person is told', async () => {
  const number = await register('lena');
  const lena = await stack.as('lena');
  const { key } = await openTask('lena', number);
  const handOn = (toPerson: string, more: object = {}) =>
    lena.post<ProblemBody>(`/api/v1/tasks/${key}/hand-on`, { decision: 'line-2', reason: 'Trudne.', toPerson, ...more });
  for (const refused of [await handOn('leon'), await handOn('grzegorz', { decision: 'department', department: 'roads' })]) {
    expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST', errors: [{ field: 'toPerson' }] } });
  }
  expect((await handOn('zofia')).status).toBe(200);
  await stack.rest();
  expect(await openTask('zofia', number)).toMatchObject({ assignee: 'zofia' });
});

test('who looks at a part of a case leaves a row, each part its own', async () => {
  const number = await register('lena');
  const zofia = await stack.as('zofia');
  for (const part of ['contacts', 'documents', 'messages']) expect((await zofia.get(`/api/v1/cases/${number}/${part}`)).status).toBe(200);
  expect((await zofia.get(`/api/v1/tasks?case=${number}`)).status).toBe(200);
  const log = await (await stack.as('adam')).get<{ act: string; login: string }[]>(
    `/api/v1/access-log?subjectType=case&subjectId=${number}&login=zofia`,
  );
  expect(log.body.map(({ act }) => act).sort()).toEqual(['contacts.opened', 'documents.listed', 'messages.opened', 'tasks.opened']);
});

test('an action that the model does not offer is refused with those that it does', async () => {
  const number = await register('lena');
  const lena = await stack.as('lena');
  const answer = await lena.post<ProblemBody & { detail: string }>(`/api/v1/tasks/${(await openTask('lena', number)).key}/complete`, {
    decision: 'approve',
  });
  expect(answer.status).toBe(422);
  expect(answer.body.code).toBe('ACTION_NOT_OFFERED');
  expect(answer.body.detail).toContain('resolve, line-2, department, back, not-ours, danger');
});

test('a closed case is reopened under its number, in a new run', async () => {
  const number = await register('lena', {
    ...call,
    settle: { decision: 'resolve', outcomeCode: 'answered', closingText: 'Odpowiedź.', values: { basis: 'standard', answered: true } },
  });
  await stack.pass(10_000);
  expect((await see('lena', number)).status).toBe('resolved');
  const lena = await stack.as('lena');
  const reopened = await lena.post<{ caseRun: string }>(`/api/v1/cases/${number}/reopen`, { reason: 'Dziura wróciła.' });
  expect(reopened).toMatchObject({ status: 202, body: { caseRun: `${number}/2` } });
  await stack.rest();
  expect(await see('lena', number)).toMatchObject({ status: 'open', outcomeCode: null });
  expect(await openTask('lena', number)).toMatchObject({ element: 'answer' });
});

test('a second call on an open case is on its timeline, and withdrawing ends it', async () => {
  const number = await register('lena');
  const leon = await stack.as('leon');
  expect((await leon.post(`/api/v1/cases/${number}/contacts`, { channel: 'phone', note: 'Pytam, co dalej.' })).status).toBe(201);
  await stack.rest();
  const acts = (await leon.get<{ act: string; actor: string }[]>(`/api/v1/cases/${number}/timeline`)).body.map((entry) => entry.act);
  expect(acts).toEqual(expect.arrayContaining(['case.registered', 'contact.added', 'contact.noted', 'task.created', 'dates.computed']));
  expect((await leon.post(`/api/v1/cases/${number}/withdraw`)).status).toBe(202);
  await stack.rest();
  expect(await see('leon', number)).toMatchObject({ status: 'resolved', outcomeCode: 'withdrawn' });
});

test('the reminder goes to the holder, the missed promise to the lead; a tier that was left says nothing', async () => {
  const number = await register('lena');
  const { promiseAt } = await see('lena', number);
  const told = async () =>
    (
      await (
        await stack.as('adam')
      ).get<{ act: string; facts: { recipients?: string[]; at?: string } }[]>(`/api/v1/cases/${number}/timeline`)
    ).body
      .filter((entry) => entry.act.startsWith('deadline.'))
      .map((entry) => [entry.act, entry.facts.recipients]);
  const left = Date.parse(promiseAt ?? '') - stack.engine.clock.now();
  expect(left).toBeGreaterThan(2 * 86_400_000);
  await stack.pass(left - 3_600_000);
  expect(await told()).toEqual([['deadline.reminded', ['lena']]]);
  const late = async () =>
    (await (await stack.as('lena')).get<{ cases: { number: string }[] }>('/api/v1/cases?late=true')).body.cases.map((one) => one.number);
  expect(await late()).not.toContain(number);
  await stack.pass(3_600_001);
  expect(await told()).toEqual([
    ['deadline.reminded', ['lena']],
    ['deadline.missed', ['lidia']],
  ]);
  expect(await late()).toContain(number);
  const lena = await stack.as('lena');
  await lena.post(`/api/v1/tasks/${(await openTask('lena', number)).key}/hand-on`, { decision: 'line-2', reason: 'Po terminie.' });
  // Line 2 has it before the days pass: what was missed before a visit is not told to it.
  await stack.rest();
  await stack.pass(10 * 86_400_000);
  // Line 2 has it now: what it didn't miss itself isn't told to it, but who owns the process hears how late it is.
  expect((await told()).slice(2)).toEqual([['deadline.overdue', ['olga']]]);
});

test('no case is resolved without outcome and text: the process asks for them', async () => {
  const number = await register('lena', { ...call, settle: { decision: 'resolve', outcomeCode: 'refused' } });
  await stack.pass(10_000);
  expect(await see('lena', number)).toMatchObject({ status: 'open', outcomeCode: null, publicStatus: 'Kończymy sprawę' });
  const zofia = await stack.as('zofia');
  const task = await openTask('zofia', number);
  expect(task).toMatchObject({ element: 'complete-outcome', tier: 'line-2' });
  await zofia.post(`/api/v1/tasks/${task.key}/complete`, {
    decision: 'resolve',
    outcomeCode: 'refused',
    closingText: 'Droga nie jest miejska.',
  });
  await stack.pass(10_000);
  expect(await see('lena', number)).toMatchObject({ status: 'resolved', outcomeCode: 'refused', closingText: 'Droga nie jest miejska.' });
  await expect(stack.rows(`UPDATE case_file SET closing_text = NULL WHERE number = '${number}'`)).rejects.toThrow('case_file_check');
});

test('pages of the list neither repeat nor lose a case', async () => {
  const lena = await stack.as('lena');
  const all = (await lena.get<{ cases: { number: string }[] }>('/api/v1/cases?limit=500')).body.cases.map((one) => one.number);
  const paged: string[] = [];
  for (let after = ''; ; ) {
    const page = (await lena.get<{ cases: { number: string }[]; next: string | null }>(`/api/v1/cases?limit=3${after}`)).body;
    paged.push(...page.cases.map((one) => one.number));
    if (page.next === null) break;
    after = `&after=${page.next}`;
  }
  expect(all.length).toBeGreaterThan(6);
  expect(paged).toEqual(all);
});
