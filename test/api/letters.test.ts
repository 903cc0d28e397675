/** Letters to residents over a real SMTP server: what leaves, what a newer one takes back, and what line 1 hears of. */
import { openPostOffice, type PostOffice } from '../support/post-office.js';
import { Stack } from './support/stack.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SETTLING_MS = 10 * MINUTE_MS;

let stack: Stack;
let office: PostOffice;

beforeAll(async () => {
  office = await openPostOffice();
  const from = 'Urząd Miasta <okienko@miasto.example>';
  stack = await Stack.start({ smtp: { url: office.url, user: undefined, password: undefined, from, quietHours: true } });
});
afterAll(async () => {
  await stack.stop();
  await office.away();
});

let residents = 0;
/** Registered by phone with a reply by mail, and settled in the same act: the answer is decided ten seconds later. */
async function settled(closingText = 'Naprawimy w 3 dni.'): Promise<{ number: string; email: string }> {
  const email = `halina${++residents}@example.org`;
  const lena = await stack.as('lena');
  const registered = await lena.post<{ number: string }>('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Dziura w jezdni.',
    resident: { new: { name: 'Halina Przykładowa', email, replyChannel: 'mail' } },
    settle: { decision: 'resolve', outcomeCode: 'answered', closingText, values: { basis: 'standard', answered: false } },
  });
  expect(registered.status).toBe(201);
  await stack.pass(10_000);
  return { number: registered.body.number, email };
}

async function reopen(number: string): Promise<void> {
  expect((await (await stack.as('lena')).post(`/api/v1/cases/${number}/reopen`, { reason: 'Dziura wróciła.' })).status).toBe(202);
  await stack.rest();
}

async function settleAgain(number: string, closingText: string): Promise<void> {
  const lena = await stack.as('lena');
  const tasks = await lena.get<{ key: string; state: string }[]>(`/api/v1/tasks?case=${number}`);
  const key = tasks.body.find(({ state }) => state === 'open')?.key;
  const values = { basis: 'standard', answered: false };
  const done = await lena.post(`/api/v1/tasks/${key}/complete`, { decision: 'resolve', outcomeCode: 'answered', closingText, values });
  expect(done.status).toBe(202);
  await stack.pass(10_000);
}

interface Message {
  readonly subject: string;
  readonly state: string;
  readonly kind: string;
  readonly returnedWhy: string | null;
}
/** Of the resident; colleagues are told, too. */
async function lettersOf(number: string): Promise<Pick<Message, 'subject' | 'state'>[]> {
  const { body } = await (await stack.as('lena')).get<Message[]>(`/api/v1/cases/${number}/messages`);
  return body.filter(({ kind }) => kind !== 'colleague').map(({ subject, state }) => ({ subject, state }));
}

async function actsOf(number: string): Promise<string[]> {
  return (await (await stack.as('lena')).get<{ act: string }[]>(`/api/v1/cases/${number}/timeline`)).body.map(({ act }) => act);
}

/** The outbox has its own pace; resolves when it has nothing that is due. */
async function posted(): Promise<void> {
  await stack.rest();
  const due = `SELECT 1 FROM outbox WHERE delivered_at IS NULL AND withdrawn_at IS NULL AND held_at IS NULL AND next_attempt_at <= $1`;
  while ((await stack.rows(due, [new Date(stack.engine.clock.now())])).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
}
const mailsTo = (email: string) => office.mails.filter(({ to }) => JSON.stringify(to).includes(`"${email}"`)).map(({ subject }) => subject);

test('the answer leaves ten minutes after the closing; the ledger and the case say so', async () => {
  const { number, email } = await settled();
  expect(await lettersOf(number)).toEqual([{ subject: `Odpowiedź w sprawie ${number}`, state: 'waiting' }]);
  await stack.pass(SETTLING_MS);
  await posted();
  expect(mailsTo(email)).toEqual([`Odpowiedź w sprawie ${number}`]);
  expect(await lettersOf(number)).toEqual([{ subject: `Odpowiedź w sprawie ${number}`, state: 'sent' }]);
  const alina = await stack.as('alina');
  expect((await alina.get(`/api/v1/effects?system=mail&case=${number}`)).body).toMatchObject([{ action: 'letter', state: 'delivered' }]);
  expect((await alina.get<{ system: string }[]>('/api/v1/systems')).body.map(({ system }) => system)).toEqual(['crm', 'dms', 'mail']);
});

test('a closing and a reopening within ten minutes send one message', async () => {
  const { number, email } = await settled();
  await stack.pass(8 * MINUTE_MS);
  await reopen(number);
  await stack.pass(SETTLING_MS);
  await posted();
  expect(mailsTo(email)).toEqual([`Wracamy do sprawy ${number}`]);
  expect(await lettersOf(number)).toEqual([
    { subject: `Odpowiedź w sprawie ${number}`, state: 'superseded' },
    { subject: `Wracamy do sprawy ${number}`, state: 'sent' },
  ]);
  expect(await actsOf(number)).toContain('letter.superseded');
});

test('after an outage only the newest status of a case goes out; the ledger shows the others as withdrawn', async () => {
  await office.away();
  const { number, email } = await settled('Naprawimy w 3 dni.');
  await stack.pass(SETTLING_MS);
  await reopen(number);
  await stack.pass(SETTLING_MS);
  await settleAgain(number, 'Naprawiliśmy.');
  await stack.pass(SETTLING_MS);
  await office.back();
  await stack.pass(HOUR_MS);
  await posted();
  expect(mailsTo(email)).toEqual([`Odpowiedź w sprawie ${number}`]);
  expect(office.mails.at(-1)?.text?.trim()).toBe('Naprawiliśmy.');
  expect((await lettersOf(number)).map(({ state }) => state)).toEqual(['superseded', 'superseded', 'sent']);
  const ledger = await (await stack.as('alina')).get<{ state: string; withdrawnBy: string | null }[]>(
    `/api/v1/effects?system=mail&case=${number}`,
  );
  expect(ledger.body.map(({ state, withdrawnBy }) => [state, withdrawnBy])).toEqual([
    ['delivered', null],
    ['withdrawn', 'system:mail'],
    ['withdrawn', 'system:mail'],
  ]);
});

test('an answer of the evening waits for the morning', async () => {
  const evening = Date.UTC(2026, 2, 3, 21, 0);
  await stack.pass(evening - stack.engine.clock.now());
  const { number, email } = await settled();
  await stack.pass(SETTLING_MS);
  await stack.pass(HOUR_MS);
  await posted();
  const [effect] = await stack.rows<{ next: Date }>(
    `SELECT next_attempt_at AS next FROM outbox WHERE system = 'mail' AND case_number = $1`,
    [number],
  );
  expect(mailsTo(email)).toEqual([]);
  expect(effect?.next.toISOString()).toBe('2026-03-04T07:00:00.000Z');
  await stack.pass(10 * HOUR_MS);
  await posted();
  expect(mailsTo(email)).toEqual([`Odpowiedź w sprawie ${number}`]);
});

test('a letter that came back is sent again to the address that is right, word for word; both stand on the case, with who did it', async () => {
  const { number, email } = await settled('Naprawimy w 3 dni.');
  office.refuse = (recipient) => (recipient === email ? { code: 550, text: '5.1.1 nie ma takiej skrzynki' } : undefined);
  await stack.pass(SETTLING_MS);
  await posted();
  const lena = await stack.as('lena');
  interface Shown extends Message {
    readonly id: string;
    readonly recipient: string;
    readonly repeats: string | null;
  }
  const letters = async () => (await lena.get<Shown[]>(`/api/v1/cases/${number}/messages`)).body.filter(({ kind }) => kind === 'status');
  while ((await letters())[0]?.state !== 'returned') await new Promise((resolve) => setTimeout(resolve, 20));
  const [returned] = await letters();
  const again = (to: string, id = returned?.id) => lena.post<{ code: string }>(`/api/v1/cases/${number}/messages/${id}/again`, { to });
  expect((await again('halina@')).body.code).toBe('INVALID_REQUEST');
  expect((await again('dobry@example.org', '999999')).status).toBe(404);
  expect((await again('dobry@example.org')).status).toBe(201);
  await stack.pass(SETTLING_MS);
  await posted();
  expect(mailsTo('dobry@example.org')).toEqual([`Odpowiedź w sprawie ${number}`]);
  expect(office.mails.at(-1)?.text?.trim()).toBe('Naprawimy w 3 dni.');
  expect((await letters()).map(({ recipient, state, repeats }) => [recipient, state, repeats])).toEqual([
    [email, 'returned', null],
    ['dobry@example.org', 'sent', returned?.id],
  ]);
  expect(await actsOf(number)).toContain('letter.again');
  // What has been said anew since isn't said by the old letter.
  await reopen(number);
  expect((await again('inny@example.org')).body.code).toBe('CHANGED_MEANWHILE');
  expect(
    (await (await stack.as('adam')).post(`/api/v1/cases/${number}/messages/${returned?.id}/again`, { to: 'a@example.org' })).status,
  ).toBe(403);
});

test('one that waits goes to the new address instead of the old one', async () => {
  const { number, email } = await settled();
  const lena = await stack.as('lena');
  const [waiting] = (await lena.get<{ id: string }[]>(`/api/v1/cases/${number}/messages`)).body;
  expect((await lena.post(`/api/v1/cases/${number}/messages/${waiting?.id}/again`, { to: 'nowy@example.org' })).status).toBe(201);
  await stack.pass(SETTLING_MS);
  await posted();
  expect([mailsTo(email), mailsTo('nowy@example.org')]).toEqual([[], [`Odpowiedź w sprawie ${number}`]]);
});

test('a refused address becomes a question to line 1, who see the words of its server', async () => {
  const { number, email } = await settled();
  office.refuse = (recipient) => (recipient === email ? { code: 550, text: '5.1.1 nie ma takiej skrzynki' } : undefined);
  await stack.pass(SETTLING_MS);
  await posted();
  const leon = await stack.as('leon');
  const toAnswer = async () =>
    (await leon.get<{ toAnswer: { id: string; caseNumber: string; question: string }[] }>('/api/v1/questions')).body.toAnswer.filter(
      ({ caseNumber }) => caseNumber === number,
    );
  while ((await toAnswer()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const [question] = await toAnswer();
  expect(question?.question).toContain(email);
  expect(question?.question).toContain('5.1.1 nie ma takiej skrzynki');
  expect(await lettersOf(number)).toMatchObject([{ state: 'returned' }]);
  const answered = await leon.post(`/api/v1/questions/${question?.id}/answer`, { answer: 'Zadzwoniłem, pani zna już odpowiedź.' });
  expect(answered.status).toBe(200);
  expect(await toAnswer()).toEqual([]);
});
