/** What people arrange about their work: shared drafts, previews, dates to come back, filters, absences, the lead's view, presence. */
import { Stack } from './support/stack.js';

interface Task {
  readonly key: string;
  readonly caseNumber: string;
  readonly assignee: string | null;
  readonly state: string;
  readonly followUpAt: string | null;
}

let stack: Stack;
const DAY_MS = 86_400_000;

beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack.stop());

const RESIDENT = { name: 'Halina Przykładowa', phone: '600 100 200', email: 'halina@example.org', replyChannel: 'mail' };

async function register(more: object = {}): Promise<string> {
  const fiona = await stack.as('fiona');
  const { body } = await fiona.post<{ number: string }>('/api/v1/cases', {
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

async function soon(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 10_000; performance.now() < deadline; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Expected it to happen within 10 s, but it did not');
}

test('the second to save a draft is told who was first, and so is whoever decides over an older one', async () => {
  const [lena, leon] = [await stack.as('lena'), await stack.as('leon')];
  const { key } = await openTask(await register());
  expect((await lena.get(`/api/v1/tasks/${key}/draft`)).body).toEqual({ version: 0, fields: {}, savedBy: null, savedAt: null });
  expect((await lena.put(`/api/v1/tasks/${key}/draft`, { base: 0, fields: { reason: 'od Leny' } })).body).toMatchObject({
    version: 1,
    savedBy: 'lena',
  });
  const second = await leon.put<{ code: string; by: string }>(`/api/v1/tasks/${key}/draft`, { base: 0, fields: { reason: 'od Leona' } });
  expect(second).toMatchObject({ status: 409, body: { code: 'CHANGED_MEANWHILE', by: 'lena' } });
  const handOn = { decision: 'line-2', reason: 'Trudne.' };
  expect((await leon.post<{ code: string }>(`/api/v1/tasks/${key}/hand-on`, { ...handOn, draftVersion: 0 })).body.code).toBe(
    'CHANGED_MEANWHILE',
  );
  expect((await lena.get<{ fields: object }>(`/api/v1/tasks/${key}/draft`)).body.fields).toEqual({ reason: 'od Leny' });
  expect((await leon.put(`/api/v1/tasks/${key}/draft`, { base: 1, fields: { reason: 'uzgodnione' } })).status).toBe(200);
  expect((await leon.post(`/api/v1/tasks/${key}/hand-on`, { ...handOn, draftVersion: 2 })).status).toBe(200);
  await stack.rest();
  expect(await stack.rows('SELECT 1 FROM task_draft')).toEqual([]);
  expect((await (await stack.as('zofia')).put(`/api/v1/tasks/${key}/draft`, { base: 0, fields: {} })).status).toBe(403);
});

test('the preview is the message that is sent, word for word, by the channel that was chosen', async () => {
  const lena = await stack.as('lena');
  const number = await register({ resident: { new: { ...RESIDENT, replyChannel: 'sms' } } });
  const { key } = await openTask(number);
  const text = 'Naprawimy jezdnię do piątku.';
  const asked = { closingText: text, replyChannel: 'mail' };
  const preview = await lena.post<{ subject: string; text: string; recipient: string }>(`/api/v1/tasks/${key}/message-preview`, asked);
  expect(preview.body).toMatchObject({ why: 'sent', channel: 'mail', recipient: RESIDENT.email, text });
  await lena.post(`/api/v1/tasks/${key}/complete`, {
    decision: 'resolve',
    outcomeCode: 'answered',
    closingText: text,
    replyChannel: 'mail',
    values: { basis: 'standard', answered: false },
  });
  await stack.pass(11_000);
  const [message] = (
    await lena.get<{ subject: string; text: string; recipient: string; channel: string }[]>(`/api/v1/cases/${number}/messages`)
  ).body;
  expect(message).toMatchObject({
    channel: 'mail',
    subject: preview.body.subject,
    text: preview.body.text,
    recipient: preview.body.recipient,
  });
});

test('without a text the preview shows the sentence that closing will take, or says that a text is needed', async () => {
  const lena = await stack.as('lena');
  const number = await register({ resident: { new: { ...RESIDENT, replyChannel: 'sms' } } });
  const { key } = await openTask(number);
  const asked = { closingText: '', replyChannel: 'sms', decision: 'resolve', values: { basis: 'standard', answered: false } };
  const preview = async (outcomeCode: string) =>
    (await lena.post<{ text: string | null }>(`/api/v1/tasks/${key}/message-preview`, { ...asked, outcomeCode })).body;
  expect(await preview('refused')).toMatchObject({ text: null, needsText: true, sentence: expect.stringContaining('Powód') });
  expect(await preview('no-such')).toMatchObject({ text: null });
  const shown = await preview('done');
  expect(shown).toMatchObject({ why: 'sent', needsText: false, sentence: 'Załatwiliśmy sprawę.', text: 'Załatwiliśmy sprawę.' });
  const decided = { decision: asked.decision, values: asked.values };
  await lena.post(`/api/v1/tasks/${key}/complete`, { ...decided, outcomeCode: 'done' });
  await stack.pass(11_000);
  const [message] = (await lena.get<{ text: string }[]>(`/api/v1/cases/${number}/messages`)).body;
  expect(message?.text).toBe(shown.text);
});

test.each([
  ['an anonymous contact gets none', undefined, { replyChannel: 'mail' }, 'anonymous'],
  ['who knows the answer gets none', RESIDENT, { replyChannel: 'mail', answered: true }, 'answered'],
  ['without an address there is none', RESIDENT, { replyChannel: 'letter' }, 'no-address'],
  ['a call is made by a person', RESIDENT, { replyChannel: 'phone' }, 'by-person'],
])('%s', async (_, resident, asked, why) => {
  const { key } = await openTask(await register(resident === undefined ? {} : { resident: { new: resident } }));
  const { body } = await (await stack.as('lena')).post(`/api/v1/tasks/${key}/message-preview`, { closingText: 'Tekst.', ...asked });
  expect(body).toMatchObject({ why });
});

test('a task put aside waits in its own view, is counted there, and is not given out as the next one', async () => {
  const leon = await stack.as('leon');
  const { key } = await openTask(await register());
  const at = new Date(stack.engine.clock.now() + DAY_MS).toISOString();
  expect((await leon.put(`/api/v1/tasks/${key}/follow-up`, { at })).body).toMatchObject({ followUpAt: at, followUpBy: 'leon' });
  expect((await leon.get<Task[]>('/api/v1/tasks?waiting=true')).body.map((task) => task.key)).toEqual([key]);
  expect((await leon.get('/api/v1/tasks/counts')).body).toMatchObject({ waiting: 1 });
  expect((await leon.put<{ code: string }>(`/api/v1/tasks/${key}/follow-up`, { at: '2020-01-01T00:00:00Z' })).body.code).toBe(
    'INVALID_REQUEST',
  );
  for (;;) {
    const { task } = (await leon.post<{ task: Task | null }>('/api/v1/tasks/next')).body;
    if (task === null) break;
    expect(task.key).not.toBe(key);
  }
  await stack.pass(DAY_MS + 1);
  expect((await leon.get('/api/v1/tasks/counts')).body).toMatchObject({ waiting: 0 });
  expect((await leon.post<{ task: Task }>('/api/v1/tasks/next')).body.task.key).toBe(key);
});

test('saved filters come with what they find now, and are one’s own', async () => {
  const [lena, leon] = [await stack.as('lena'), await stack.as('leon')];
  const before = (await lena.get<Task[]>('/api/v1/tasks?unassigned=true&classification=waste.schedule')).body.length;
  await register({ classification: 'waste.schedule' });
  const filter = { name: 'Wolne śmieci', view: 'tier', unassigned: true, classification: 'waste.schedule' };
  const added = await lena.post<{ id: string; count: number }>('/api/v1/me/filters', filter);
  expect(added).toMatchObject({ status: 201, body: { ...filter, count: before + 1 } });
  expect((await lena.post<{ code: string }>('/api/v1/me/filters', filter)).body.code).toBe('ALREADY_EXISTS');
  expect((await leon.get('/api/v1/me/filters')).body).toEqual([]);
  expect((await leon.delete(`/api/v1/me/filters/${added.body.id}`)).status).toBe(404);
  expect((await lena.delete(`/api/v1/me/filters/${added.body.id}`)).status).toBe(204);
});

test('a promise that moves, moves the task in the queue', async () => {
  const number = await register();
  await stack.rows(`UPDATE case_file SET promise_at = '2020-01-01' WHERE number = $1`, [number]);
  const [first] = (await (await stack.as('lena')).get<Task[]>('/api/v1/tasks')).body;
  expect(first?.caseNumber).toBe(number);
});

test('absence strands nothing: to the substitute, else to the queue, also what comes later', async () => {
  const [lidia, lena] = [await stack.as('lidia'), await stack.as('lena')];
  const numbers = [await register(), await register()];
  const [first, second] = [await openTask(numbers[0] ?? ''), await openTask(numbers[1] ?? '')];
  for (const { key } of [first, second]) await lidia.post(`/api/v1/tasks/${key}/assign`, { assignee: 'lena' });
  const today = new Date(stack.engine.clock.now()).toISOString().slice(0, 10);
  const absence = { login: 'lena', firstDay: today, lastDay: today, substitute: 'leon' };
  expect((await lena.post(`/api/v1/absences`, absence)).status).toBe(403);
  expect((await lidia.post(`/api/v1/absences`, { ...absence, login: 'zofia' })).status).toBe(403);
  expect((await lidia.post(`/api/v1/absences`, { ...absence, substitute: 'zofia' })).status).toBe(400);
  const added = await lidia.post<{ id: string }>('/api/v1/absences', absence);
  expect(added).toMatchObject({ status: 201, body: { isNow: true } });
  await soon(async () => (await openTask(first.caseNumber)).assignee === 'leon' && (await openTask(second.caseNumber)).assignee === 'leon');
  const { people } = (await lidia.get<{ people: { login: string; awayUntil: string | null; open: number }[] }>('/api/v1/team')).body;
  expect(people.find(({ login }) => login === 'lena')).toMatchObject({ awayUntil: today });
  expect(people.map(({ login }) => login)).not.toContain('zofia');

  await lidia.post('/api/v1/absences', { ...absence, login: 'leon', substitute: null });
  await soon(async () => (await openTask(first.caseNumber)).assignee === null);
  await lidia.post(`/api/v1/tasks/${first.key}/assign`, { assignee: 'lena' });
  await soon(async () => (await openTask(first.caseNumber)).assignee === null);
  for (const { id } of (await lidia.get<{ id: string }[]>('/api/v1/absences')).body) {
    expect((await lidia.delete(`/api/v1/absences/${id}`)).status).toBe(204);
  }
});

test('sending back to somebody who is away goes to the substitute', async () => {
  const [lidia, lena, zofia] = [await stack.as('lidia'), await stack.as('lena'), await stack.as('zofia')];
  const number = await register();
  const { key } = await openTask(number);
  await lena.post(`/api/v1/tasks/${key}/claim`);
  await lena.post(`/api/v1/tasks/${key}/hand-on`, { decision: 'line-2', reason: 'Trudne.' });
  await stack.rest();
  const today = new Date(stack.engine.clock.now()).toISOString().slice(0, 10);
  const { body } = await lidia.post<{ id: string }>('/api/v1/absences', {
    login: 'lena',
    firstDay: today,
    lastDay: today,
    substitute: 'leon',
  });
  await zofia.post(`/api/v1/tasks/${(await openTask(number)).key}/send-back`, { reason: 'Brak zdjęcia.' });
  await stack.rest();
  expect((await openTask(number)).assignee).toBe('leon');
  await lidia.delete(`/api/v1/absences/${body.id}`);
});

test('people who have a case open hear of each other until they leave', async () => {
  const [lena, leon] = [await stack.as('lena'), await stack.as('leon')];
  const path = `/api/v1/cases/${await register()}/presence`;
  expect((await lena.put(path, {})).body).toEqual([]);
  expect((await leon.put(path, {})).body).toEqual([{ login: 'lena', name: 'lena z urzędu' }]);
  expect((await lena.delete(path)).status).toBe(204);
  expect((await leon.put(path, {})).body).toEqual([]);
});

test('related cases are the resident’s others, within what one may read', async () => {
  const one = await register({ resident: { new: RESIDENT } });
  const [row] = await stack.rows<{ id: string }>('SELECT resident_id AS id FROM case_file WHERE number = $1', [one]);
  const other = await register({ resident: { id: row?.id } });
  const { body } = await (await stack.as('lena')).get(`/api/v1/cases/${one}/related`);
  expect(body).toMatchObject([{ number: other, why: 'same-resident' }]);
});

test('a task whose model has neither form nor actions can be done all the same', async () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="plain" targetNamespace="urn:test">
  <process id="plain-step" name="Zwykły krok" isExecutable="true">
    <startEvent id="begin">
      <extensionElements><zeebe:properties><zeebe:property name="publicStatus" value="Sprawdzamy" /></zeebe:properties></extensionElements>
      <outgoing>a</outgoing></startEvent>
    <sequenceFlow id="a" sourceRef="begin" targetRef="look" />
    <userTask id="look" name="Sprawdź na miejscu">
      <extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="line-1" /></extensionElements>
      <incoming>a</incoming><outgoing>b</outgoing>
    </userTask>
    <sequenceFlow id="b" sourceRef="look" targetRef="end" />
    <endEvent id="end"><incoming>b</incoming></endEvent>
  </process>
</definitions>`;
  const deployed = await stack.engine.deploy([{ name: 'plain.bpmn', content: Buffer.from(xml) }]);
  expect(deployed).toMatchObject({ type: 'accepted' });
  await stack.rest();
  const number = await register({ caseType: 'plain-step', entryTier: null });
  const lena = await stack.as('lena');
  const { key } = await openTask(number);
  expect((await lena.get(`/api/v1/tasks/${key}/form`)).body).toEqual({ components: [] });
  expect((await lena.get(`/api/v1/tasks/${key}`)).body).toMatchObject({ tier: 'line-1', actions: ['done'] });
  expect((await lena.post(`/api/v1/tasks/${key}/complete`, { decision: 'done' })).status).toBe(200);
});

describe('what a form requires, for who decides without its page', () => {
  interface Refusal {
    readonly code: string;
    readonly detail: string;
    readonly errors?: readonly { readonly field: string; readonly message: string }[];
  }
  const refused = async (login: string, path: string, body: object, language = 'pl'): Promise<Refusal> => {
    const client = await stack.as(login);
    const reply = await client.fetch('POST', path, JSON.stringify(body), 'application/json', { 'Accept-Language': language });
    expect(reply.status).toBe(422);
    return (await reply.json()) as Refusal;
  };
  const decisionsOf = (number: string) =>
    stack.rows('SELECT 1 FROM pending_completion p JOIN case_file c ON c.id = p.case_id WHERE c.number = $1', [number]);

  test('a decision without it is refused by field, in the language of who reads; nothing is decided', async () => {
    const number = await register();
    const { key } = await openTask(number);
    await (await stack.as('lena')).post(`/api/v1/tasks/${key}/hand-on`, { decision: 'department', reason: 'Naprawa jezdni.' });
    await stack.rest();
    const accept = await openTask(number, 'roman');
    const path = `/api/v1/tasks/${accept.key}/complete`;
    const before = await decisionsOf(number);
    expect(await refused('roman', path, { decision: 'accept' })).toMatchObject({
      code: 'FORM_INCOMPLETE',
      detail: expect.stringContaining('Nic nie zostało zdecydowane'),
      errors: [{ field: 'values.plannedAt', message: 'Wypełnij pole „Planowana data”.' }],
    });
    expect(await refused('roman', path, { decision: 'accept', values: { plannedAt: 'jutro' } }, 'en')).toMatchObject({
      detail: expect.stringContaining('Your text was not sent and is not lost'),
      errors: [{ field: 'values.plannedAt', message: 'Correct how “Planowana data” is written.' }],
    });
    // Another decision asks for another field.
    expect((await refused('roman', path, { decision: 'refuse', values: { refusalReason: 'no-such' } })).errors).toEqual([
      { field: 'values.refusalReason', message: 'Wybierz: Powód.' },
    ]);
    expect(await decisionsOf(number)).toEqual(before);
    expect(await openTask(number, 'roman')).toMatchObject({ key: accept.key });
    const taken = await (await stack.as('roman')).post(path, { decision: 'refuse', values: { refusalReason: 'incomplete' } });
    expect(taken.status).toBe(200);
  });

  test('without an outcome nothing is resolved, and handing on asks for none', async () => {
    const number = await register();
    const { key } = await openTask(number);
    expect((await refused('lena', `/api/v1/tasks/${key}/complete`, { decision: 'resolve' })).errors).toEqual([
      { field: 'outcomeCode', message: 'Wybierz: Wynik.' },
    ]);
    const handedOn = await (await stack.as('lena')).post(`/api/v1/tasks/${key}/hand-on`, { decision: 'line-2', reason: 'Trudne.' });
    expect(handedOn.status).toBe(200);
  });

  test('what is settled while it is registered says what the first task will ask, or nothing is registered', async () => {
    const cases = () => stack.rows('SELECT 1 FROM case_file');
    const before = await cases();
    const call = { classification: 'roads.pothole', channel: 'phone', note: 'Dziura w jezdni.', entryTier: 'line-1' };
    const settle = { decision: 'resolve', outcomeCode: 'no-such', closingText: 'Naprawimy.', values: { basis: 'rumour' } };
    expect(await refused('lena', '/api/v1/cases', { ...call, settle })).toMatchObject({
      code: 'FORM_INCOMPLETE',
      detail: expect.stringContaining('nie została zarejestrowana'),
      errors: [
        { field: 'settle.outcomeCode', message: 'Wybierz: Wynik.' },
        { field: 'settle.values.basis', message: expect.stringMatching(/^Wybierz: /) },
      ],
    });
    expect(await cases()).toEqual(before);
    // Handing on asks for no outcome.
    expect(await register({ handOn: { decision: 'line-2' } })).toMatch(/^LCK-/);
  });

  test('what could not be foreseen is asked by the task itself, and the text stays', async () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="unforeseen-models" targetNamespace="urn:test">
  <process id="unforeseen" isExecutable="true">
    <startEvent id="begin">
      <extensionElements><zeebe:properties><zeebe:property name="publicStatus" value="Sprawdzamy" /></zeebe:properties></extensionElements>
    </startEvent>
    <sequenceFlow id="a" sourceRef="begin" targetRef="which" />
    <exclusiveGateway id="which" default="plainly" />
    <sequenceFlow id="asked" sourceRef="which" targetRef="accept">
      <conditionExpression xsi:type="tFormalExpression">=caseNumber != "foreseen"</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="plainly" sourceRef="which" targetRef="look" />
    ${['accept', 'look']
      .map(
        (id) => `<userTask id="${id}" name="Sprawdź">
      <extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="line-1" />${id === 'look' ? '' : '<zeebe:formDefinition formId="accept" />'}
        <zeebe:properties><zeebe:property name="tier" value="line-1" /><zeebe:property name="actions" value="accept" /></zeebe:properties></extensionElements>
    </userTask><sequenceFlow id="from-${id}" sourceRef="${id}" targetRef="end" />`,
      )
      .join('')}
    <endEvent id="end" />
  </process>
</definitions>`;
    const deployed = await stack.engine.deploy([{ name: 'unforeseen.bpmn', content: Buffer.from(xml) }]);
    expect(deployed).toEqual(expect.objectContaining({ type: 'accepted' }));
    await stack.rest();
    const lena = await stack.as('lena');
    const registered = await lena.post<{ number: string }>('/api/v1/cases', {
      ...{ classification: 'roads.pothole', caseType: 'unforeseen', channel: 'phone', note: 'Dziura.' },
      settle: { decision: 'accept', outcomeCode: 'done', closingText: 'Naprawimy do piątku.' },
    });
    expect(registered.status).toBe(201);
    await stack.rest();
    expect((await lena.get(`/api/v1/cases/${registered.body.number}`)).body).toMatchObject({
      status: 'open',
      pending: [{ state: 'failed', failureCode: 'FORM_INCOMPLETE', closingText: 'Naprawimy do piątku.' }],
    });
  });
});
