/** Rows of the source systems, each shown end to end over the api by a test that bears its name. */
import { MONDAY_MS, Stack } from './support/stack.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
let stack: Stack;

beforeAll(async () => {
  stack = await Stack.start({ settings: { undoMs: 0 } });
  await stack.rows(
    `INSERT INTO classification (code, name, case_type, handling) VALUES ('civil.identity-card', 'Dowód osobisty', 'information-request', 'simple'),
       ('environment.tree-felling', 'Wycięcie drzewa', 'resident-matter', 'formal')`,
  );
});
afterAll(() => stack.stop());

interface Task {
  readonly key: string;
  readonly element: string;
  readonly state: string;
  readonly tier: string;
}
interface Line {
  readonly act: string;
  readonly facts: Readonly<Record<string, unknown>>;
}
interface Case {
  readonly status: string;
  readonly outcomeCode: string | null;
  readonly late: boolean;
  readonly acceptAt: string | null;
  readonly plannedAt: string | null;
  readonly promiseAt: string;
  readonly registeredAt: string;
  readonly closedAt: string;
  readonly handOns: number;
}

const see = async (number: string): Promise<Case> => (await (await stack.as('lena')).get<Case>(`/api/v1/cases/${number}`)).body;

async function register(more: object = {}, login = 'lena'): Promise<string> {
  const body = { classification: 'roads.pothole', channel: 'phone', note: 'Dziura przy szkole.', entryTier: 'line-1', ...more };
  const { status, body: made } = await (await stack.as(login)).post<{ number: string }>('/api/v1/cases', body);
  expect(status).toBe(201);
  await stack.rest();
  return made.number;
}

async function openTask(number: string, login = 'lena'): Promise<Task> {
  const { body } = await (await stack.as(login)).get<Task[]>(`/api/v1/tasks?case=${number}`);
  const task = body.find(({ state }) => state === 'open');
  if (task === undefined) throw new Error(`Expected an open task of ${number}, but there is none`);
  return task;
}

async function decide(number: string, login: string, decision: object, how = 'complete'): Promise<void> {
  const { key } = await openTask(number, login);
  const { status, body } = await (await stack.as(login)).post<object>(`/api/v1/tasks/${key}/${how}`, decision);
  expect([status, status < 300 ? '' : JSON.stringify(body)]).toEqual([expect.any(Number), '']);
  await stack.rest();
}

const toRoads = (number: string) =>
  decide(number, 'lena', { decision: 'department', department: 'roads', reason: 'Naprawa jezdni.' }, 'hand-on');

const linesOf = async (number: string, ...acts: readonly string[]): Promise<readonly Line[]> =>
  (await (await stack.as('lena')).get<Line[]>(`/api/v1/cases/${number}/timeline`)).body.filter(({ act }) => acts.includes(act));

const passTo = (at: string | null, more = 0) => stack.pass(Date.parse(at ?? '') + more - stack.engine.clock.now());

describe('G3: one deadline for accepting and one for doing, by classification, watched', () => {
  test('a department accepts with a planned date: the first deadline is kept, the second goes on', async () => {
    const number = await register();
    expect(await see(number)).toMatchObject({ acceptAt: null, promiseAt: expect.any(String) });
    await toRoads(number);
    // One working day for an intervention, three for the whole.
    const { acceptAt, promiseAt } = await see(number);
    expect([acceptAt, promiseAt]).toEqual([new Date(MONDAY_MS + DAY_MS).toISOString(), new Date(MONDAY_MS + 3 * DAY_MS).toISOString()]);
    const plannedAt = new Date(MONDAY_MS + 2 * DAY_MS).toISOString();
    await decide(number, 'roman', { decision: 'accept', values: { plannedAt } });
    expect(await see(number)).toMatchObject({ acceptAt: null, plannedAt });
    await passTo(acceptAt, MINUTE_MS);
    expect(await linesOf(number, 'deadline.not-accepted')).toEqual([]);
    // Accepted, and not done: the lead of the department hears of the second.
    await passTo(promiseAt, MINUTE_MS);
    expect((await linesOf(number, 'deadline.missed')).map(({ facts }) => facts.recipients)).toEqual([['rita']]);
    expect((await see(number)).late).toBe(true);
  });

  test('who neither accepts nor refuses in time is told of, while the whole is still in time; then refuses with a reason', async () => {
    const number = await register();
    await toRoads(number);
    const { acceptAt } = await see(number);
    await passTo(acceptAt, -MINUTE_MS);
    expect(await linesOf(number, 'deadline.not-accepted')).toEqual([]);
    await passTo(acceptAt, MINUTE_MS);
    expect((await linesOf(number, 'deadline.not-accepted')).map(({ facts }) => [facts.at, facts.recipients])).toEqual([
      [acceptAt, ['rita']],
    ]);
    expect((await see(number)).late).toBe(false);
    await decide(number, 'roman', { decision: 'refuse', values: { refusalReason: 'wrong-department' } });
    expect(await openTask(number, 'zofia')).toMatchObject({ tier: 'line-2' });
    expect((await see(number)).acceptAt).toBeNull();
    // Another department has its own day for it.
    await decide(number, 'zofia', { decision: 'department', department: 'greenery', reason: 'Korzeń drzewa.' }, 'hand-on');
    const theirs = (await see(number)).acceptAt;
    expect(Date.parse(theirs ?? '')).toBeGreaterThan(stack.engine.clock.now());
    // A day on which the office is closed after all moves it by a day, and back.
    const alina = await stack.as('alina');
    const office = async () =>
      (await alina.get<Record<string, unknown>[]>('/api/v1/calendars')).body.find(({ id }) => id === 'office') ?? {};
    const closeOn = async (closedOn: readonly object[]) => {
      const { id, isDefault, units, isRecounting, madeBy, madeAt, ...standing } = await office();
      expect((await alina.put(`/api/v1/calendars/${id}`, { ...standing, closedOn, note: 'Zarządzenie' })).status).toBe(200);
      while ((await office()).isRecounting) await new Promise((resolve) => setTimeout(resolve, 20));
      return (await see(number)).acceptAt;
    };
    const closed = await closeOn([{ date: (theirs ?? '').slice(0, 10), reason: 'Awaria zasilania' }]);
    expect(Date.parse(closed ?? '')).toBe(Date.parse(theirs ?? '') + DAY_MS);
    expect((await linesOf(number, 'dates.recounted')).map(({ facts }) => [facts.acceptBefore, facts.acceptAt])).toEqual([[theirs, closed]]);
    expect(await closeOn([])).toBe(theirs);
  });
});

/** The outbox has its own pace. */
const registersOf = async (number: string, login = 'roman') => {
  await stack.delivered();
  const client = await stack.as(login);
  const [crm, dms] = await Promise.all(
    ['crm', 'dms'].map(async (register) => (await client.get<{ id: string }[]>(`/api/v1/registers/${register}?case=${number}`)).body),
  );
  return { crm, dms };
};
const residentOf = (email: string, more: object = {}) => ({
  resident: { new: { name: 'Halina Przykładowa', phone: '600 100 200', email, replyChannel: 'mail', ...more } },
});
const lettersTo = (recipient: string) =>
  stack.rows<{ subject: string; body: string }>(
    'SELECT subject, body FROM message_outbox WHERE recipient = $1 AND withdrawn_at IS NULL ORDER BY id',
    [recipient],
  );
const ACCEPT = { decision: 'accept', values: { plannedAt: '2026-04-20T12:00:00Z' } };
const DONE = { decision: 'resolve', outcomeCode: 'done', closingText: 'Załatano dziurę.' };

describe('U2: deadlines and triggers keep CRM and DMS in step', () => {
  test('what a timer does by itself and what a person decides stand in both systems as in the case, at each step', async () => {
    const number = await register(residentOf('u2@example.org'));
    expect(await registersOf(number, 'lena')).toMatchObject({ crm: [{ status: 'open', outcome: null }], dms: [] });
    await toRoads(number);
    await decide(number, 'roman', ACCEPT);
    expect(await registersOf(number)).toMatchObject({ dms: [{ state: 'open', plannedAt: '2026-04-20T12:00:00Z' }] });
    // The department asks, nobody replies: the term brings the task back without a hand, and both records stay as they were.
    const { key } = await openTask(number, 'roman');
    const until = new Date(stack.engine.clock.now() + 7 * DAY_MS).toISOString();
    const asked = { kind: 'resident', missing: 'Zdjęcie dziury.', until, message: 'Prosimy o zdjęcie dziury.', channel: 'mail' };
    expect((await (await stack.as('roman')).post(`/api/v1/tasks/${key}/ask`, asked)).status).toBe(200);
    await stack.rest();
    await stack.pass(8 * DAY_MS);
    expect((await linesOf(number, 'pause.ended')).map(({ facts }) => facts.how)).toEqual(['term']);
    await decide(number, 'roman', DONE);
    expect(await see(number)).toMatchObject({ status: 'resolved', outcomeCode: 'done' });
    expect(await registersOf(number)).toMatchObject({
      crm: [{ status: 'resolved', outcome: 'RESOLVED_DONE' }],
      dms: [{ state: 'closed', result: 'ZAL', closedBy: 'okienko' }],
    });
    // Opened again: a run of its own in both.
    await (await stack.as('lena')).post(`/api/v1/cases/${number}/reopen`, { reason: 'Dziura wróciła.' });
    await stack.rest();
    expect((await registersOf(number)).crm).toMatchObject([{ status: 'open' }, { status: 'resolved' }]);
  });
});

describe('L3: the CRM is the front office’s system, the EOD the department’s', () => {
  test('a department sees the CRM’s view of its own cases alone, and their documents lie in its file, byte for byte; paper in a store', async () => {
    const number = await register();
    const lena = await stack.as('lena');
    const path = `/api/v1/cases/${number}/documents?name=zdj%C4%99cie.txt`;
    expect((await lena.bytes('POST', path, { body: Buffer.from('zdjęcie dziury'), type: 'text/plain' })).status).toBe(201);
    interface Document {
      readonly id: string;
      readonly sha256: string;
      readonly inFile: string;
      readonly paper: { readonly store: string; readonly place: string; readonly by: string } | null;
    }
    const documentOf = async () => (await lena.get<Document[]>(`/api/v1/cases/${number}/documents`)).body[0];
    // The original was left at the counter, and lies in the chronological store before the case has a file.
    const paper = `/api/v1/cases/${number}/documents/${(await documentOf())?.id}/paper`;
    expect((await lena.put(paper, { paper: { store: 'BOM/2026', place: 'pudło 12, poz. 3' } })).status).toBe(204);
    await toRoads(number);
    await decide(number, 'roman', ACCEPT);
    expect(await registersOf(number, 'roman')).toMatchObject({ crm: [{ caseNumber: number, status: 'open' }], dms: [{ state: 'open' }] });
    expect(await registersOf(number, 'grzegorz')).toEqual({ crm: [], dms: [] });
    const document = await documentOf();
    expect(document).toMatchObject({ inFile: 'delivered', paper: { store: 'BOM/2026', place: 'pudło 12, poz. 3', by: 'lena' } });
    const inFile = async () => {
      await stack.delivered();
      return stack.rows(
        `SELECT d.name, d.version, d.sha256, d.paper_store AS store, d.paper_place AS place
           FROM dms_document d JOIN dms_file f ON f.id = d.file_id WHERE f.case_number = $1`,
        [number],
      );
    };
    const expected = { name: 'zdjęcie.txt', version: 1, sha256: document?.sha256, store: 'BOM/2026' };
    expect(await inFile()).toEqual([{ ...expected, place: 'pudło 12, poz. 3' }]);

    // The department moves it; another one can't, and says what is expected.
    const [roman, grzegorz] = [await stack.as('roman'), await stack.as('grzegorz')];
    expect((await grzegorz.put(paper, { paper: null })).status).toBe(404);
    expect((await roman.put(paper, { paper: { store: 'BOM/2026', place: '<b>' } })).status).toBe(400);
    for (const _ of ['moved', 'said again']) {
      expect((await roman.put(paper, { paper: { store: 'BOM/2026', place: 'regał 4' } })).status).toBe(204);
    }
    expect(await inFile()).toEqual([{ ...expected, place: 'regał 4' }]);
    expect((await linesOf(number, 'document.paper')).map(({ facts }) => [facts.placeBefore, facts.place])).toEqual([
      [null, 'pudło 12, poz. 3'],
      ['pudło 12, poz. 3', 'regał 4'],
    ]);
    expect((await roman.put(paper, { paper: null })).status).toBe(204);
    expect(await inFile()).toEqual([{ ...expected, store: null, place: null }]);
    expect((await documentOf())?.paper).toBeNull();
  });
});

describe('C1: the request process', () => {
  test('identify and see the history → classify → hand over → monitor → inform → close', async () => {
    const before = await register({ ...residentOf('c1@example.org', { phone: '611 222 333' }), note: 'Kiedy naprawa?' });
    const lena = await stack.as('lena');
    const known = (await lena.get<{ id: string }[]>('/api/v1/residents?q=611222333')).body;
    expect(known).toHaveLength(1);
    const id = known[0]?.id ?? '';
    const page = (
      await lena.get<{ contacts: { note: string | null }[]; cases: { number: string }[] }>(`/api/v1/residents/${id}?purpose=case`)
    ).body;
    expect([page.contacts.map(({ note }) => note), page.cases.map((one) => one.number)]).toEqual([['Kiedy naprawa?'], [before]]);
    // Nobody at the desk can solve it: captured once, handed over.
    const number = await register({ classification: 'environment.tree-felling', resident: { id } });
    await decide(number, 'lena', { decision: 'department', department: 'greenery', reason: 'Potrzebna decyzja.' }, 'hand-on');
    await decide(number, 'grzegorz', ACCEPT);
    const { key } = await openTask(number, 'grzegorz');
    expect((await (await stack.as('grzegorz')).post(`/api/v1/tasks/${key}/claim`)).status).toBe(200);
    // Monitored: three quarters of the term are over.
    await passTo((await see(number)).promiseAt, -MINUTE_MS);
    expect((await linesOf(number, 'deadline.reminded')).map(({ facts }) => facts.recipients)).toEqual([['grzegorz']]);
    // Informed without asking: the date moves, and the resident hears why and what they may do.
    const extension = { newDate: '2026-05-29', reason: 'sprawa jest szczególnie skomplikowana', basis: 'art. 36 KPA' };
    expect((await lena.post(`/api/v1/cases/${number}/extensions`, extension)).status).toBe(200);
    await decide(number, 'grzegorz', { ...DONE, closingText: 'Zezwalamy na wycięcie drzewa.' });
    expect(await see(number)).toMatchObject({ status: 'resolved' });
    const letters = (await lettersTo('c1@example.org')).filter(({ subject }) => subject.includes(number));
    expect(letters.map(({ subject }) => subject)).toEqual([`Nowy termin w sprawie ${number}`, `Odpowiedź w sprawie ${number}`]);
    expect(letters.at(-1)?.body).toContain('Zezwalamy na wycięcie drzewa.');
    const history = (await lena.get<{ cases: { number: string }[] }>(`/api/v1/residents/${id}?purpose=case`)).body.cases;
    expect(history.map((one) => one.number)).toEqual([number, before]);
  });

  test('what one can solve alone is resolved and recorded in the same act', async () => {
    const settle = {
      decision: 'resolve',
      outcomeCode: 'answered',
      closingText: 'Naprawimy w 3 dni.',
      values: { basis: 'standard', answered: true },
    };
    const number = await register({ settle });
    expect(await see(number)).toMatchObject({ status: 'resolved', outcomeCode: 'answered', handOns: 0 });
  });
});

describe('K1: at once → expert → later, by call-back or e-mail → redirect', () => {
  const QUESTION = { classification: 'civil.identity-card', note: 'Co zabrać po dowód?' };
  const ANSWER = { decision: 'resolve', outcomeCode: 'answered', closingText: 'Proszę zabrać zdjęcie.', values: { answered: true } };
  const figures = async (login: string) => {
    const { body } = await (await stack.as(login)).get<{ period: string; settled: number; firstContact: number }[]>('/api/v1/me/figures');
    const month = body.find(({ period }) => period === 'this-month');
    return [month?.settled ?? 0, month?.firstContact ?? 0];
  };
  const redirected = async () =>
    (
      await (
        await stack.as('lena')
      ).get<{ cases: { number: string }[] }>('/api/v1/cases?outcomeCode=out-of-competence&caseType=information-request')
    ).body.cases.map(({ number }) => number);

  beforeAll(async () => {
    // The first working hour of a Monday.
    await stack.pass(Date.UTC(2026, 5, 1, 6, 0) - stack.engine.clock.now());
  });

  test('the answer at once: nothing is sent, and it counts as settled at first contact', async () => {
    const before = await figures('lena');
    const number = await register({ ...QUESTION, ...residentOf('k1a@example.org') });
    await decide(number, 'lena', ANSWER);
    await stack.pass(1);
    expect(await see(number)).toMatchObject({ status: 'resolved', late: false, handOns: 0 });
    expect(await lettersTo('k1a@example.org')).toEqual([]);
    expect((await figures('lena')).map((count, index) => count - (before[index] ?? 0))).toEqual([1, 1]);
  });

  test('the expert answers later by e-mail, within four service hours of the call', async () => {
    const number = await register({ ...QUESTION, ...residentOf('k1b@example.org') });
    await decide(number, 'lena', { decision: 'expert' });
    await decide(number, 'zofia', { decision: 'later' });
    await stack.pass(3 * HOUR_MS);
    expect((await linesOf(number, 'deadline.reminded')).length).toBe(1);
    await decide(number, 'zofia', { ...ANSWER, values: {} });
    const { registeredAt, closedAt, promiseAt, late } = await see(number);
    expect([late, Date.parse(closedAt) - Date.parse(registeredAt), Date.parse(promiseAt) - Date.parse(registeredAt)]).toEqual([
      false,
      3 * HOUR_MS,
      4 * HOUR_MS,
    ]);
    expect((await lettersTo('k1b@example.org')).map(({ body }) => body)).toEqual(['Proszę zabrać zdjęcie.']);
  });

  test('the expert answers later by calling back', async () => {
    const number = await register({ ...QUESTION, ...residentOf('k1c@example.org', { replyChannel: 'phone' }) });
    await decide(number, 'lena', { decision: 'expert' });
    await decide(number, 'zofia', { decision: 'later' });
    await decide(number, 'zofia', { ...ANSWER, values: {} });
    expect(await openTask(number, 'lena')).toMatchObject({ element: 'call-back' });
    await decide(number, 'lena', { decision: 'reached', values: { callResult: 'reached' } });
    expect(await lettersTo('k1c@example.org')).toEqual([]);
    expect((await linesOf(number, 'call-back')).map(({ facts }) => facts.result)).toEqual(['reached']);
  });

  test('a question for another office is redirected, and counted as that', async () => {
    const before = await redirected();
    const number = await register(QUESTION);
    await decide(number, 'lena', { decision: 'redirect' });
    expect(await see(number)).toMatchObject({ status: 'resolved', outcomeCode: 'out-of-competence' });
    expect((await redirected()).filter((one) => !before.includes(one))).toEqual([number]);
  });
});
