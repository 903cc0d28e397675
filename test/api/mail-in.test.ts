/** Mail that comes in: a contact of its case, or a new case; each once, none lost, and no talk between programs. */
import type { SendMailOptions } from 'nodemailer';
import { bounce, written } from './support/mail.js';
import { MONDAY_MS, Stack } from './support/stack.js';

const FROM = 'Urząd Miasta <okienko@miasto.example>';
const BOX = 'test@127.0.0.1/INBOX';
const MAX_BYTES = 200_000;

let stack: Stack;
beforeAll(async () => {
  // Letters get their Message-IDs; the server that they are promised to is away.
  const smtp = { url: new URL('smtp://127.0.0.1:1'), user: undefined, password: undefined, from: FROM, quietHours: false };
  stack = await Stack.start({ smtp, settings: { documentMaxBytes: MAX_BYTES } });
});
afterAll(() => stack.stop());

const take = async (source: Buffer, isWhole = true): Promise<void> => {
  await stack.api.mail.take(BOX, { source, isWhole });
  // Contacts stand in the order of their time.
  await stack.pass(1_000);
};
const arrives = async (mail: SendMailOptions): Promise<void> => take(await written(mail));

async function became(): Promise<{ became: string; number: string | null }> {
  const [last] = await stack.rows<{ became: string; number: string | null }>(
    'SELECT t.became, c.number FROM mail_taken t LEFT JOIN case_file c ON c.id = t.case_id ORDER BY t.ctid DESC LIMIT 1',
  );
  if (last === undefined) throw new Error('no mail was taken');
  return last;
}

let residents = 0;
async function register(settle = false): Promise<{ number: string; email: string }> {
  const email = `halina${++residents}@example.org`;
  const registered = await (await stack.as('lena')).post<{ number: string }>('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Dziura w jezdni.',
    resident: { new: { name: 'Halina Przykładowa', email, replyChannel: 'mail' } },
    ...(settle
      ? {
          settle: {
            decision: 'resolve',
            outcomeCode: 'answered',
            closingText: 'Naprawimy.',
            values: { basis: 'standard', answered: false },
          },
        }
      : {}),
  });
  expect(registered.status).toBe(201);
  await stack.pass(10_000);
  return { number: registered.body.number, email };
}

interface Task {
  readonly key: string;
  readonly element: string;
  readonly state: string;
}
async function openTasks(login: string, number: string): Promise<readonly Task[]> {
  const { body } = await (await stack.as(login)).get<Task[]>(`/api/v1/tasks?case=${number}`);
  return body.filter(({ state }) => state === 'open');
}
async function askForPhoto(number: string): Promise<void> {
  const [task] = await openTasks('lena', number);
  const until = new Date(stack.engine.clock.now() + 7 * 86_400_000).toISOString();
  const asked = { kind: 'resident', missing: 'Zdjęcie.', until, message: 'Prosimy o zdjęcie dziury.', channel: 'mail' };
  expect((await (await stack.as('lena')).post(`/api/v1/tasks/${task?.key}/ask`, asked)).status).toBe(200);
  await stack.rest();
  expect(await openTasks('lena', number)).toEqual([]);
}
const letterOf = async (number: string, kind: string): Promise<string> => {
  const found = await stack.rows<{ mail_id: string }>('SELECT mail_id FROM message_outbox WHERE case_run = $1 AND kind = $2', [
    `${number}/1`,
    kind,
  ]);
  return found[0]?.mail_id ?? '';
};
const contactsOf = async (number: string) =>
  (await (await stack.as('lena')).get<{ channel: string; note: string; takenBy: string }[]>(`/api/v1/cases/${number}/contacts`)).body.slice(
    1,
  );
const documentsOf = async (number: string) =>
  (await (await stack.as('lena')).get<{ name: string; mediaType: string; sizeBytes: number }[]>(`/api/v1/cases/${number}/documents`)).body;
const questionsOf = async (number: string) =>
  (await (await stack.as('leon')).get<{ toAnswer: { caseNumber: string; question: string }[] }>('/api/v1/questions')).body.toAnswer.filter(
    ({ caseNumber }) => caseNumber === number,
  );

test('an answer to our request ends the wait: contact, photo among the documents, task back with whoever asked', async () => {
  const { number } = await register();
  await askForPhoto(number);
  await arrives({
    // Another address and a subject of their own: the letter that it answers says enough.
    from: 'h.przykladowa@praca.example',
    inReplyTo: `<${await letterOf(number, 'request')}>`,
    subject: 'zdjęcie',
    text: 'Wysyłam zdjęcie.',
    attachments: [{ filename: 'dziura Łódź.jpg', contentType: 'image/jpeg', content: Buffer.alloc(5_000, 7) }],
  });
  expect(await became()).toEqual({ became: 'contact', number });
  expect(await contactsOf(number)).toEqual([
    expect.objectContaining({ channel: 'mail', note: 'zdjęcie\n\nWysyłam zdjęcie.', takenBy: 'system:mail' }),
  ]);
  expect(await documentsOf(number)).toMatchObject([{ name: 'dziura Łódź.jpg', mediaType: 'image/jpeg', sizeBytes: 5_000 }]);
  expect(await openTasks('lena', number)).toMatchObject([{ element: 'answer' }]);
});

test('the number in the subject finds the case; only the resident’s own address ends a wait by it', async () => {
  const { number, email } = await register();
  await askForPhoto(number);
  await arrives({ from: 'ktos@obcy.example', subject: `Re: sprawa ${number.toLowerCase()}`, text: 'To ja.' });
  expect(await became()).toEqual({ became: 'contact', number });
  expect(await openTasks('lena', number)).toEqual([]);
  await arrives({ from: email.toUpperCase(), subject: `Odp: Prosimy o uzupełnienie sprawy ${number}`, text: 'To naprawdę ja.' });
  expect(await openTasks('lena', number)).toMatchObject([{ element: 'answer' }]);
  expect(await contactsOf(number)).toHaveLength(2);
});

test('a mail about no case becomes one, where written contacts go; its sender is known the next time', async () => {
  const mail = { from: 'Zenon Żak <zenon@example.org>', subject: 'Śmieci przed blokiem', text: 'Od tygodnia nikt ich nie zabrał.' };
  await arrives(mail);
  const { number } = await became();
  const fiona = await stack.as('fiona');
  const opened = await fiona.get<{ channel: string; classification: string; residentCard: { name: string; email: string } }>(
    `/api/v1/cases/${number}`,
  );
  expect(opened.body).toMatchObject({ channel: 'mail', residentCard: { name: 'Zenon Żak' } });
  expect(await openTasks('fiona', number ?? '')).toMatchObject([{ element: 'recognise' }]);
  await arrives({ ...mail, subject: 'Latarnia', text: 'Nie świeci.' });
  const other = await became();
  expect(other).toMatchObject({ became: 'case' });
  expect(other.number).not.toBe(number);
  expect(await stack.rows(`SELECT 1 FROM resident WHERE email = 'zenon@example.org'`)).toHaveLength(1);
});

test('handed over again, by whomever and at once, a mail is taken once', async () => {
  const source = await written({ subject: 'Raz', text: 'Tylko raz.' });
  await Promise.all([take(source), take(source), take(source)]);
  await take(source);
  expect(await stack.rows(`SELECT 1 FROM contact WHERE note = $1`, ['Raz\n\nTylko raz.'])).toHaveLength(1);
});

test('what could not be kept is taken when it comes again', async () => {
  const source = await written({ subject: 'Awaria', text: 'Baza nie odpowiada.' });
  await stack.rows('ALTER TABLE document RENAME TO document_away');
  await stack.rows('ALTER TABLE contact RENAME TO contact_away');
  await expect(stack.api.mail.take(BOX, { source, isWhole: true })).rejects.toThrow();
  await stack.rows('ALTER TABLE contact_away RENAME TO contact');
  await stack.rows('ALTER TABLE document_away RENAME TO document');
  await take(source);
  expect(await became()).toMatchObject({ became: 'case' });
});

test('a holiday answer is a line in the journal: no contact, no notice, no end of a wait', async () => {
  const { number, email } = await register();
  await askForPhoto(number);
  const answers = { from: email, inReplyTo: `<${await letterOf(number, 'request')}>`, subject: `Jestem na urlopie ${number}` };
  await arrives({ ...answers, text: 'Wracam w maju.', headers: { 'Auto-Submitted': 'auto-replied' } });
  expect(await became()).toEqual({ became: 'automatic', number });
  await arrives({ ...answers, text: 'System zgłoszeń przyjął Twój list.', headers: { 'Auto-Submitted': 'auto-generated' } });
  expect(await became()).toEqual({ became: 'automatic', number });
  await arrives({ from: FROM, subject: `Odpowiedź w sprawie ${number}`, text: 'Własny list.' });
  expect(await became()).toEqual({ became: 'automatic', number });
  expect(await contactsOf(number)).toEqual([]);
  expect(await openTasks('lena', number)).toEqual([]);
  await arrives({ from: 'epuap@urzad.example', subject: 'Nowe pismo', text: 'Czeka.', headers: { 'Auto-Submitted': 'auto-generated' } });
  expect(await became()).toMatchObject({ became: 'case' });
});

test('a bounce marks its letter and asks line 1, once; news on the way do not', async () => {
  const { number } = await register(true);
  const mailId = await letterOf(number, 'status');
  await take(bounce(mailId, { action: 'delayed', status: '4.4.7', words: 'smtp; 451 later' }));
  expect(await became()).toEqual({ became: 'automatic', number: null });
  await take(bounce(mailId));
  expect(await became()).toEqual({ became: 'returned', number });
  await take(bounce(mailId, { words: 'smtp; 550 5.1.1 User unknown, again' }));
  const messages = await (await stack.as('lena')).get<{ state: string; returnedWhy: string }[]>(`/api/v1/cases/${number}/messages`);
  expect(messages.body).toMatchObject([{ state: 'returned', returnedWhy: '5.1.1 smtp; 550 5.1.1 User unknown' }]);
  expect(await questionsOf(number)).toHaveLength(1);
  await take(bounce('somebody-elses@miasto.example'));
  expect(await became()).toEqual({ became: 'returned', number: null });
});

test('a mail to a case that has ended is on its timeline, and line 1 has to look at it', async () => {
  const { number, email } = await register(true);
  await arrives({ from: email, subject: `Re: Odpowiedź w sprawie ${number}`, text: 'Dziura wróciła.' });
  expect(await became()).toEqual({ became: 'contact', number });
  expect(await questionsOf(number)).toMatchObject([{ question: expect.stringContaining('zakończonej sprawy') }]);
});

test('what is too large is left out and said; a long text is cut and its mail kept', async () => {
  const { number } = await register();
  await arrives({
    subject: number,
    text: 'Film i zdjęcie.',
    attachments: [
      { filename: 'film.mp4', content: Buffer.alloc(MAX_BYTES + 1, 1) },
      { filename: 'zdjecie.png', content: Buffer.alloc(100, 2) },
    ],
  });
  expect((await documentsOf(number)).map(({ name }) => name)).toEqual(['zdjecie.png']);
  expect((await contactsOf(number))[0]?.note).toContain('„film.mp4” nie mieści się');
  await arrives({ subject: number, text: 'Bardzo długi list. '.repeat(1_000) });
  expect((await contactsOf(number))[1]?.note.length).toBeLessThanOrEqual(10_000);
  expect((await documentsOf(number)).map(({ name }) => name)).toEqual(['zdjecie.png', 'wiadomosc.eml']);
  await take((await written({ subject: number, text: 'Początek' })).subarray(0, 600), false);
  expect((await contactsOf(number))[2]?.note).toContain('tylko w części');
});

test('a page of HTML, bytes that fit no text and a mail without anything are taken as what can be read of them', async () => {
  const { number } = await register();
  await arrives({ subject: number, html: '<p>Dzień <b>dobry</b></p><script>alert(1)</script>' });
  expect((await contactsOf(number))[0]?.note).toContain('Dzień dobry');
  expect((await contactsOf(number))[0]?.note).not.toContain('alert');
  await take(
    Buffer.from(
      `From: a@b.example\r\nSubject: ${number}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nnul \0 i \xed\xa0\x80`,
      'latin1',
    ),
  );
  expect((await contactsOf(number))[1]?.note).toContain('nul');
  await take(Buffer.from('\r\n'));
  expect(await became()).toMatchObject({ became: 'case' });
});

test('how far a mailbox was read only grows while its UIDVALIDITY stays', async () => {
  const { mail } = stack.api;
  const since = new Date(MONDAY_MS);
  expect(await mail.reached('other')).toBeUndefined();
  await mail.reach('other', { uidValidity: 3n, uid: 17, since });
  await mail.reach('other', { uidValidity: 3n, uid: 12, since });
  expect(await mail.reached('other')).toEqual({ uidValidity: 3n, uid: 17, since });
  await mail.reach('other', { uidValidity: 4_294_967_295n, uid: 2, since });
  expect(await mail.reached('other')).toEqual({ uidValidity: 4_294_967_295n, uid: 2, since });
});
