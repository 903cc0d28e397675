/** Our mail and real servers: letters leave and are answered, and a mailbox is read. */
import { createTransport } from 'nodemailer';
import { pino } from 'pino';
import { BoundMailbox } from '../../../bindings/mailbox.js';
import { type FetchedMail, readMail, readMailbox } from '../../../workers/index.js';
import { Stack } from '../../api/support/stack.js';
import { serverUnderTest } from '../system.js';
import { mailboxContract } from './mailbox-contract.js';

const { url, settings } = serverUnderTest();
const { hostname: host, port } = new URL(url);
const { smtp = '', user = '', password = '', resident = '' } = settings;
const smtpUrl = new URL(smtp);
const world = createTransport({ host, port: Number(smtpUrl.port), ignoreTLS: true, secure: false });

describe('a mailbox', () => {
  mailboxContract({
    host,
    port: Number(port),
    user,
    password,
    deliver: async (source) => {
      await world.sendMail({ envelope: { from: resident, to: [user] }, raw: source });
    },
  });
});

describe('there and back', () => {
  let stack: Stack;
  beforeAll(async () => {
    const from = `Urząd Miasta <${user}>`;
    stack = await Stack.start({ smtp: { url: smtpUrl, user: undefined, password: undefined, from, quietHours: false } });
  });
  afterAll(() => stack.stop());

  async function residentsMail(): Promise<FetchedMail> {
    const server = { host, port: Number(port), tls: false, user: resident, password: 'halina-pw' };
    for (;;) {
      const found: FetchedMail[] = [];
      await readMailbox({ server, mailbox: 'INBOX', maxBytes: 100_000 }, undefined, async (mail) => void found.push(mail));
      const last = found.at(-1);
      if (last !== undefined) return last;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  test('a request reaches the resident, whose answer is a contact with its photo and ends the wait', async () => {
    const lena = await stack.as('lena');
    const registered = await lena.post<{ number: string }>('/api/v1/cases', {
      classification: 'roads.pothole',
      channel: 'phone',
      note: 'Dziura w jezdni.',
      resident: { new: { name: 'Halina Przykładowa', email: resident, replyChannel: 'mail' } },
    });
    const { number } = registered.body;
    await stack.rest();
    const tasks = async () =>
      (await lena.get<{ key: string; state: string }[]>(`/api/v1/tasks?case=${number}`)).body.filter(({ state }) => state === 'open');
    const [task] = await tasks();
    const until = new Date(stack.engine.clock.now() + 7 * 86_400_000).toISOString();
    const asked = { kind: 'resident', missing: 'Zdjęcie.', until, message: 'Prosimy o zdjęcie dziury.', channel: 'mail' };
    expect((await lena.post(`/api/v1/tasks/${task?.key}/ask`, asked)).status).toBe(200);
    await stack.rest();
    expect(await tasks()).toEqual([]);

    const letter = await readMail((await residentsMail()).source);
    expect(letter).toMatchObject({ subject: `Prosimy o uzupełnienie sprawy ${number}`, automatic: 'generated', from: { address: user } });
    expect(letter.text).toContain('Prosimy o zdjęcie dziury.');

    const desk = new BoundMailbox({
      imap: { url: new URL(`${url}/INBOX`), user, password },
      desk: stack.api.mail,
      isWriter: () => true,
      log: pino({ level: 'fatal' }),
    });
    await desk.read();
    await world.sendMail({
      from: `Halina Przykładowa <${resident}>`,
      to: user,
      subject: `Re: ${letter.subject}`,
      inReplyTo: `<${letter.messageId}>`,
      references: [`<${letter.messageId}>`],
      text: 'Wysyłam zdjęcie.',
      attachments: [{ filename: 'dziura.jpg', contentType: 'image/jpeg', content: Buffer.alloc(50_000, 7) }],
    });
    // Contacts stand in the order of their time.
    await stack.pass(60_000);
    await desk.read();
    await desk.read();
    await stack.rest();
    const contacts = await lena.get<{ channel: string; note: string }[]>(`/api/v1/cases/${number}/contacts`);
    expect(contacts.body.slice(1)).toMatchObject([{ channel: 'mail', note: expect.stringContaining('Wysyłam zdjęcie.') }]);
    const documents = await lena.get<{ name: string; sizeBytes: number }[]>(`/api/v1/cases/${number}/documents`);
    expect(documents.body).toMatchObject([{ name: 'dziura.jpg', sizeBytes: 50_000 }]);
    expect(await tasks()).toHaveLength(1);
  });
});
