/** A case's dates: what pauses and extends them, who hears of them, and what everybody sees meanwhile. */
import { Stack } from './support/stack.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Task {
  readonly key: string;
  readonly element: string;
  readonly state: string;
  readonly assignee: string | null;
  readonly afterWait: string | null;
  readonly waitingSince: string | null;
}
interface CountedDate {
  readonly at: string;
  readonly originalAt: string;
  readonly firstAt: string;
  readonly isLate: boolean;
  readonly steps: readonly { readonly type: string }[];
}
interface Dates {
  readonly promise: CountedDate;
  readonly statutory: CountedDate | null;
  readonly pauses: readonly { readonly state: string; readonly endedHow: string | null; readonly movesPromise: boolean }[];
  readonly extensions: readonly { readonly notice: string }[];
}

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start({ settings: { undoMs: 0 } });
  await stack.rows(
    `INSERT INTO classification (code, name, case_type, handling, department) VALUES ('environment.tree-felling', 'Wycięcie drzewa', 'resident-matter', 'formal', 'greenery')`,
  );
});
afterAll(() => stack.stop());

const RESIDENT = { new: { kind: 'person', name: 'Anna Przykładowa', email: 'anna@example.org', replyChannel: 'mail' } } as const;

async function register(more: object = {}): Promise<{ number: string; statusCode: string }> {
  const lena = await stack.as('lena');
  const body = { classification: 'roads.pothole', channel: 'phone', note: 'Dziura przy szkole.', resident: RESIDENT, ...more };
  const answer = await lena.post<{ number: string; statusCode: string }>('/api/v1/cases', body);
  expect(answer.status).toBe(201);
  await stack.rest();
  return answer.body;
}

const tasksOf = async (number: string): Promise<readonly Task[]> =>
  (await (await stack.as('lena')).get<Task[]>(`/api/v1/tasks?case=${number}`)).body;
const openTask = async (number: string, element: string): Promise<Task> => {
  const found = (await tasksOf(number)).find((task) => task.state === 'open' && task.element === element);
  if (found === undefined) throw new Error(`Expected an open task ${element} of ${number}, but there is none`);
  return found;
};
const dates = async (number: string): Promise<Dates> => (await (await stack.as('lena')).get<Dates>(`/api/v1/cases/${number}/dates`)).body;
const inDays = (days: number): string => new Date(stack.engine.clock.now() + days * DAY_MS).toISOString();

test('a letter that lay for days is counted from the day on which it came; the desk says so before', async () => {
  const lena = await stack.as('lena');
  const asked = { classification: 'environment.tree-felling', channel: 'letter', receivedOn: '2026-02-26' };
  const { number } = await register(asked);
  const { body } = await lena.get<{ receivedAt: string; registeredAt: string; promiseAt: string; statutoryAt: string }>(
    `/api/v1/cases/${number}`,
  );
  // It is Monday, 2 March. One month of the code from Thursday, 26 February.
  expect(body).toMatchObject({ receivedAt: '2026-02-25T23:00:00.000Z', statutoryAt: '2026-03-26T22:59:59.999Z' });
  const guide = await lena.get<{ promise: { at: string } }>(
    '/api/v1/desk/guide?classification=environment.tree-felling&tier=line-1&channel=letter&receivedOn=2026-02-26',
  );
  expect(guide.body.promise.at).toBe(body.promiseAt);
  const later = await register({ ...asked, receivedOn: undefined });
  expect(Date.parse((await dates(later.number)).promise.at)).toBeGreaterThan(Date.parse(body.promiseAt));
  expect((await dates(number)).promise.steps[0]).toEqual({ type: 'received', at: Date.parse(body.receivedAt) });
  const pause = { kind: 'office', from: '2026-02-26T08:00:00Z', to: '2026-02-27T08:00:00Z', reason: 'Opinia biegłego' };
  expect((await lena.post(`/api/v1/cases/${number}/pauses`, pause)).status).toBe(200);
  expect((await lena.post(`/api/v1/cases/${later.number}/pauses`, pause)).status).toBe(400);
});

test('a day of receipt to come, or long ago, is refused; today is none', async () => {
  const lena = await stack.as('lena');
  const body = { classification: 'roads.pothole', channel: 'letter', note: 'Dziura.' };
  for (const receivedOn of ['2026-03-03', '2025-01-01', '0001-01-01']) {
    const refused = await lena.post<{ errors: readonly { field: string }[] }>('/api/v1/cases', { ...body, receivedOn });
    expect([refused.status, refused.body.errors.map(({ field }) => field)]).toEqual([400, ['receivedOn']]);
  }
  const { number } = await register({ ...body, receivedOn: '2026-03-02' });
  expect((await lena.get<{ receivedAt: string | null }>(`/api/v1/cases/${number}`)).body.receivedAt).toBeNull();
});

async function askResident(number: string, more: object = {}): Promise<void> {
  const task = await openTask(number, 'answer');
  const lena = await stack.as('lena');
  const asked = {
    kind: 'resident',
    missing: 'Zdjęcie dziury i dokładny adres.',
    until: inDays(7),
    message: 'Prosimy o zdjęcie dziury i dokładny adres.',
    channel: 'mail',
    ...more,
  };
  expect((await lena.post(`/api/v1/tasks/${task.key}/ask`, asked)).status).toBe(200);
  await stack.rest();
}

const messagesTo = (recipient: string) =>
  stack.rows<{ subject: string; body: string }>('SELECT subject, body FROM message_outbox WHERE recipient = $1 ORDER BY id', [recipient]);

test('the statutory date is extended only before it, with a notice that names the right to urge; the original stays', async () => {
  const { number } = await register({ classification: 'environment.tree-felling' });
  const lena = await stack.as('lena');
  const { statutory } = await dates(number);
  // One month from Monday, 2 March, by the law: 2 April ends it.
  expect(statutory).toMatchObject({ at: '2026-04-02T21:59:59.999Z', basis: 'art. 35 § 3 KPA', canExtend: true });
  const asked = { newDate: '2026-05-15', reason: 'sprawa jest szczególnie skomplikowana', basis: 'art. 36 KPA' };
  const preview = (await lena.post<{ text: string }>(`/api/v1/cases/${number}/extension-preview`, asked)).body;
  expect(preview.text).toContain('ponaglenie');
  const extended = (await lena.post<Dates>(`/api/v1/cases/${number}/extensions`, asked)).body;
  expect(extended.statutory).toMatchObject({ at: '2026-05-15T21:59:59.999Z', originalAt: statutory?.at });
  expect(extended.extensions).toMatchObject([{ notice: preview.text }]);
  expect(await messagesTo('anna@example.org')).toContainEqual({ subject: `Nowy termin w sprawie ${number}`, body: preview.text });
  expect((await lena.post(`/api/v1/cases/${number}/extensions`, { ...asked, newDate: '2026-05-01' })).body).toMatchObject({
    errors: [{ field: 'newDate' }],
  });
  await stack.pass(Date.parse('2026-05-15T22:00:00Z') - stack.engine.clock.now());
  expect((await lena.post(`/api/v1/cases/${number}/extensions`, { ...asked, newDate: '2026-06-30' })).body).toMatchObject({
    errors: [{ field: 'newDate', message: expect.stringContaining('minął') }],
  });
});

test('who asks the resident waits: the request goes out, the clock stands, the reply brings the task back with a mark', async () => {
  // From Friday night to Tuesday morning: a weekend's wait would move no promise in working days.
  await stack.pass(3 * DAY_MS + 10 * HOUR_MS);
  const { number, statusCode } = await register();
  const lena = await stack.as('lena');
  const before = await dates(number);
  const { key } = await openTask(number, 'answer');
  const preview = await lena.post(`/api/v1/tasks/${key}/request-preview`, { message: 'Prosimy o zdjęcie.', channel: 'mail' });
  expect(preview.body).toMatchObject({ recipient: 'anna@example.org', subject: `Prosimy o uzupełnienie sprawy ${number}` });
  await askResident(number);

  expect((await tasksOf(number)).filter(({ state }) => state === 'open')).toEqual([]);
  expect(await messagesTo('anna@example.org')).toContainEqual({
    subject: `Prosimy o uzupełnienie sprawy ${number}`,
    body: 'Prosimy o zdjęcie dziury i dokładny adres.',
  });
  const waiting = (await lena.get<Task[]>('/api/v1/tasks?waiting=true')).body.filter((task) => task.state === 'waiting');
  expect(waiting).toMatchObject([{ key, waitingSince: expect.any(String) }]);
  expect((await lena.get<{ waiting: number; mine: number }>('/api/v1/tasks/counts')).body).toMatchObject({ waiting: 1 });
  expect((await lena.get(`/api/v1/cases/${number}`)).body).toMatchObject({
    pausedKind: 'resident',
    publicStatus: expect.stringContaining('Czekamy'),
  });
  const status = await stack.visitor().post('/api/v1/status-checks', { number, code: statusCode });
  expect(status.body).toMatchObject({ waitsFor: 'resident', asked: 'Zdjęcie dziury i dokładny adres.', answerBy: expect.any(String) });

  // Two days pass, then the reply comes by any channel, to whoever is there.
  await stack.pass(2 * DAY_MS);
  const leon = await stack.as('leon');
  expect((await leon.post(`/api/v1/cases/${number}/contacts`, { channel: 'counter', note: 'Przyniosła zdjęcie.' })).status).toBe(201);
  await stack.rest();
  expect(await openTask(number, 'answer')).toMatchObject({ assignee: 'lena', afterWait: 'replied' });
  const after = await dates(number);
  expect(after.pauses).toMatchObject([{ state: 'ended', endedHow: 'replied' }]);
  expect(after.promise.firstAt).toBe(before.promise.at);
  const movedDays = (Date.parse(after.promise.at) - Date.parse(before.promise.at)) / DAY_MS;
  expect(movedDays).toBeGreaterThanOrEqual(2);
  expect(movedDays).toBeLessThanOrEqual(4);
  expect(after.promise.steps.map(({ type }) => type)).toEqual(expect.arrayContaining(['received', 'counted', 'paused']));
  expect((await lena.get(`/api/v1/cases/${number}`)).body).toMatchObject({ pausedSince: null, promiseAt: after.promise.at, late: false });
});

test('without a reply the task comes back at the term; a question of the resident meanwhile is no reply when its clerk says so', async () => {
  const { number } = await register();
  await askResident(number);
  const lena = await stack.as('lena');
  await lena.post(`/api/v1/cases/${number}/contacts`, { channel: 'phone', note: 'Pyta, co dalej.', answersRequest: false });
  await stack.rest();
  expect((await tasksOf(number)).some(({ state }) => state === 'open')).toBe(false);
  await stack.pass(7 * DAY_MS + HOUR_MS);
  expect(await openTask(number, 'answer')).toMatchObject({ assignee: 'lena', afterWait: 'term' });
});

test('another office is waited for until somebody says that its reply is here', async () => {
  const { number, statusCode } = await register();
  await askResident(number, { kind: 'office', office: 'Starostwo', missing: 'Odpis z ewidencji gruntów' });
  expect((await stack.visitor().post('/api/v1/status-checks', { number, code: statusCode })).body).toMatchObject({
    waitsFor: 'office',
    asked: null,
  });
  const leon = await stack.as('leon');
  await leon.post(`/api/v1/cases/${number}/contacts`, { channel: 'phone', note: 'Mieszkaniec pyta, co dalej.' });
  await stack.rest();
  expect((await tasksOf(number)).some(({ state }) => state === 'open')).toBe(false);
  expect((await leon.post(`/api/v1/cases/${number}/pause/end`, { note: 'Przyszedł odpis.' })).status).toBe(202);
  await stack.rest();
  expect(await openTask(number, 'answer')).toMatchObject({ assignee: 'lena', afterWait: 'replied' });
  expect((await leon.post(`/api/v1/cases/${number}/pause/end`, {})).body).toMatchObject({ code: 'NOTHING_TO_UNDO' });
});

test('a request needs a date ahead, and there is one at a time', async () => {
  const { number } = await register();
  const { key } = await openTask(number, 'answer');
  const lena = await stack.as('lena');
  const asked = { kind: 'resident', missing: 'Adres', until: inDays(-1) };
  expect((await lena.post(`/api/v1/tasks/${key}/ask`, asked)).body).toMatchObject({ errors: [{ field: 'until' }] });
  expect((await lena.post(`/api/v1/tasks/${key}/ask`, { ...asked, kind: 'office', until: inDays(1) })).body).toMatchObject({
    errors: [{ field: 'office' }],
  });
});

test('a pause may be entered afterwards, with a reason, and overlaps count once; a missed date stays missed', async () => {
  const { number } = await register();
  const lena = await stack.as('lena');
  const first = (await dates(number)).promise.at;
  await stack.pass(DAY_MS);
  const pause = { kind: 'other', from: inDays(-1), to: inDays(-0.5), reason: 'Brak dostępu do posesji.' };
  const once = (await lena.post<Dates>(`/api/v1/cases/${number}/pauses`, pause)).body.promise.at;
  expect(Date.parse(once)).toBeGreaterThan(Date.parse(first));
  const twice = (await lena.post<Dates>(`/api/v1/cases/${number}/pauses`, { ...pause, kind: 'office' })).body.promise.at;
  expect(twice).toBe(once);
  expect((await lena.post(`/api/v1/cases/${number}/pauses`, { ...pause, to: inDays(1) })).status).toBe(400);
  await stack.pass(20 * DAY_MS);
  const late = (await lena.post<Dates>(`/api/v1/cases/${number}/pauses`, { ...pause, from: inDays(-19.5), to: inDays(-10) })).body;
  expect(late.promise).toMatchObject({ at: once, isLate: true });
  expect(late.pauses.at(-1)).toMatchObject({ movesPromise: false });
});

test('a reopened case has a promise of its own', async () => {
  const { number } = await register();
  const lena = await stack.as('lena');
  const { key } = await openTask(number, 'answer');
  await lena.post(`/api/v1/tasks/${key}/complete`, { decision: 'resolve', outcomeCode: 'done', closingText: 'Naprawione.' });
  await stack.pass(DAY_MS);
  await lena.post(`/api/v1/cases/${number}/reopen`, { reason: 'Dziura wróciła' });
  await stack.rest();
  const { promise } = await dates(number);
  expect(Date.parse(promise.at)).toBeGreaterThan(stack.engine.clock.now());
  expect(promise.firstAt).toBe(promise.at);
});

test('more than three alerts at once are one digest, in the recipient’s hours, to the substitute of who is away', async () => {
  const numbers = await Promise.all([1, 2, 3, 4].map(() => register()));
  // The lead is away: lena stands in for her.
  const today = new Date(stack.engine.clock.now()).toISOString().slice(0, 10);
  await stack.rows(
    `INSERT INTO absence (id, login, first_day, last_day, substitute, set_by, set_at) VALUES (gen_random_uuid(), 'lidia', $1, $1::date + 60, 'lena', 'lidia', now())`,
    [today],
  );
  const { promise } = await dates(numbers[0]?.number ?? '');
  await stack.pass(Date.parse(promise.at) + HOUR_MS - stack.engine.clock.now());
  const waiting = await stack.rows<{ login: string; in_place_of: string; notify_at: Date }>(
    `SELECT login, in_place_of, notify_at FROM alert a JOIN case_file c ON c.id = a.case_id WHERE c.number = ANY ($1) AND a.kind = 'due'`,
    [numbers.map(({ number }) => number)],
  );
  expect(waiting).toHaveLength(4);
  expect(waiting).toMatchObject(waiting.map(() => ({ login: 'lena', in_place_of: 'lidia' })));
  const opensAt = Math.max(...waiting.map(({ notify_at: at }) => at.getTime()));
  // Nobody is told at night.
  expect(new Date(opensAt).getUTCHours()).toBeGreaterThanOrEqual(5);
  await stack.pass(Math.max(0, opensAt - stack.engine.clock.now()));
  // What earlier tests left may have come in a digest of its own.
  const sent = async () =>
    (await messagesTo('lena@urzad.example')).filter(
      ({ subject, body }) => subject.startsWith('Terminy:') && numbers.every(({ number }) => body.includes(number)),
    );
  for (let looked = 0; looked < 100 && (await sent()).length === 0; looked++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await sent()).toMatchObject([
    { subject: expect.stringMatching(/^Terminy: \d+ spraw$/), body: expect.stringContaining('Po terminie') },
  ]);
  const [digest] = await sent();
  const inWarsaw = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', timeStyle: 'short' }).format(new Date(promise.at));
  const [hour, minute] = inWarsaw.split(':').map(Number);
  const promised = new RegExp(
    `^- Po terminie: .*, (pon|wt|śr|czw|pt)\\. \\d{1,2} \\p{L}{3} 2026, ${hour}:${String(minute).padStart(2, '0')}$`,
    'mu',
  );
  expect(digest?.body).toMatch(promised);
});
