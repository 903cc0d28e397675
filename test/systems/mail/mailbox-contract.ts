/** What reading a mailbox promises, whichever server keeps it. */
import { ImapFlow } from 'imapflow';
import { type FetchedMail, type MailboxCursor, readMail, readMailbox } from '../../../workers/index.js';

export interface MailboxUnderTest {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Puts a mail into the INBOX, as the world outside does. */
  readonly deliver: (source: string) => Promise<void>;
}

export const mailOf = (subject: string, text = 'Dzień dobry.'): string =>
  ['From: halina@example.org', 'To: desk@miasto.example', `Subject: ${subject}`, `Message-ID: <${subject}@example.org>`, '', text, ''].join(
    '\r\n',
  );

export function mailboxContract(box: MailboxUnderTest): void {
  const { host, port, user, password } = box;
  const server = { host, port, tls: false, user, password };
  const MAX_BYTES = 10_000;
  let taken: { subject: string; mail: FetchedMail }[];
  beforeEach(() => {
    taken = [];
  });

  const read = (cursor: MailboxCursor | undefined, mailbox = 'INBOX'): Promise<MailboxCursor> =>
    readMailbox({ server, mailbox, maxBytes: MAX_BYTES }, cursor, async (mail) => {
      taken.push({ subject: (await readMail(mail.source)).subject, mail });
    });
  const subjects = () => taken.map(({ subject }) => subject);

  async function byHand<Value>(act: (client: ImapFlow) => Promise<Value>): Promise<Value> {
    const client = new ImapFlow({ host, port, secure: false, doSTARTTLS: false, auth: { user, pass: password }, logger: false });
    await client.connect();
    try {
      return await act(client);
    } finally {
      client.close();
    }
  }

  test('the first reading takes what nobody has read, and leaves it unread; the next what is new, in order, each once', async () => {
    await box.deliver(mailOf('read-by-somebody'));
    await byHand(async (client) => {
      await client.mailboxOpen('INBOX');
      await client.messageFlagsAdd('1:*', ['\\Seen']);
    });
    await box.deliver(mailOf('unread'));
    let cursor = await read(undefined);
    expect(subjects()).toEqual(['unread']);
    cursor = await read(cursor);
    expect(subjects()).toEqual(['unread']);
    for (const number of [1, 2, 3]) await box.deliver(mailOf(`new-${number}`));
    cursor = await read(cursor);
    cursor = await read(cursor);
    expect(subjects()).toEqual(['unread', 'new-1', 'new-2', 'new-3']);
    expect(cursor.uid).toBe(taken.at(-1)?.mail.uid);
    const unseen = await byHand(async (client) => {
      await client.mailboxOpen('INBOX', { readOnly: true });
      return client.search({ seen: false });
    });
    expect(unseen).toHaveLength(4);
  });

  test('a mail that could not be taken comes again, and those behind it are not lost', async () => {
    const cursor = await read(undefined);
    taken = [];
    await box.deliver(mailOf('trouble'));
    await box.deliver(mailOf('behind'));
    const failing = readMailbox({ server, mailbox: 'INBOX', maxBytes: MAX_BYTES }, cursor, async () => {
      throw new Error('the database is away');
    });
    await expect(failing).rejects.toThrow('the database is away');
    await read(cursor);
    expect(subjects()).toEqual(['trouble', 'behind']);
  });

  test('what is deleted leaves no gap to stumble over', async () => {
    await box.deliver(mailOf('gone-1'));
    await box.deliver(mailOf('stays'));
    const first = await read(undefined);
    await box.deliver(mailOf('gone-2'));
    await byHand(async (client) => {
      await client.mailboxOpen('INBOX');
      await client.messageDelete({ header: { subject: 'gone' } });
    });
    taken = [];
    const second = await read(first);
    expect(subjects()).toEqual([]);
    await box.deliver(mailOf('after'));
    await read(second);
    expect(subjects()).toEqual(['after']);
  });

  test('of a long mail the beginning is read', async () => {
    const cursor = await read(undefined);
    taken = [];
    await box.deliver(mailOf('long', 'Bardzo długi list. '.repeat(2_000)));
    await box.deliver(mailOf('short'));
    await read(cursor);
    expect(taken.map(({ subject, mail }) => [subject, mail.isWhole])).toEqual([
      ['long', false],
      ['short', true],
    ]);
    expect(taken[0]?.mail.source).toHaveLength(MAX_BYTES);
  });

  test('when the mailbox is made again all since the first reading comes again, under its new UIDVALIDITY', async () => {
    const path = 'Sprawy';
    const fill = (subjectsInside: readonly string[]) =>
      byHand(async (client) => {
        await client.mailboxCreate(path);
        for (const subject of subjectsInside) await client.append(path, mailOf(subject), []);
      });
    await fill(['one', 'two']);
    const before = await read(undefined, path);
    // GreenMail hangs up when a mailbox is deleted.
    await byHand((client) => client.mailboxRename(path, 'Stare sprawy'));
    // Some servers make UIDVALIDITY of the time in seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await fill(['two', 'three']);
    taken = [];
    const after = await read(before, path);
    expect(after.uidValidity).not.toBe(before.uidValidity);
    expect(after.since).toEqual(before.since);
    expect(subjects()).toEqual(['two', 'three']);
    await read(after, path);
    expect(subjects()).toEqual(['two', 'three']);
  });

  test('a wrong password, a mailbox that is not there and a closed door are said', async () => {
    const reading = (options: Partial<typeof server>, mailbox = 'INBOX') =>
      readMailbox({ server: { ...server, ...options }, mailbox, maxBytes: MAX_BYTES }, undefined, async () => undefined);
    await expect(reading({ password: 'wrong' })).rejects.toThrow();
    await expect(reading({}, 'Nie ma takiej')).rejects.toThrow();
    await expect(reading({ port: 1 })).rejects.toThrow('ECONNREFUSED');
  });
}
