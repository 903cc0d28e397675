/** Reads a mailbox over IMAP, each mail once by its UID, and leaves everything there as it is. */
import { ImapFlow } from 'imapflow';
import { needsStartTls, type ServerAddress } from './server-address.js';

export interface MailboxOptions {
  readonly server: ServerAddress;
  /** Path of the mailbox, `INBOX`. */
  readonly mailbox: string;
  /** Of a longer mail the beginning alone is read. */
  readonly maxBytes: number;
}

/** How far it was read: UIDs grow while UIDVALIDITY stays, else they mean nothing (RFC 3501, 2.3.1.1). */
export interface MailboxCursor {
  readonly uidValidity: bigint;
  /** The last UID that was taken; 0: none. */
  readonly uid: number;
  /** Real time, of the first reading: mail from before then that somebody had read was settled elsewhere. */
  readonly since: Date;
}

export interface FetchedMail {
  readonly uidValidity: bigint;
  readonly uid: number;
  readonly source: Buffer;
  readonly isWhole: boolean;
}

/** What is done about each mail; the next is fetched when it resolves. */
export type TakeMail = (mail: FetchedMail) => Promise<void>;

/** Clocks of servers are apart. */
const APART_MS = 3_600_000;
const DAY_MS = 86_400_000;
const CONNECT_MS = 15_000;
const SILENCE_MS = 60_000;

/**
 * Hands over what is new since `cursor`, oldest first; without a cursor: what nobody has read yet. Mailboxes are made again at times
 * (UIDVALIDITY changes): then all since the first reading comes again, and whoever takes it must know what it has.
 * Gives how far it came: rejects when the server is away or when `take` does.
 */
export async function readMailbox(options: MailboxOptions, cursor: MailboxCursor | undefined, take: TakeMail): Promise<MailboxCursor> {
  const { server, mailbox, maxBytes } = options;
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.tls,
    // Neither password nor mail crosses a network in the clear.
    ...(server.tls ? {} : { doSTARTTLS: needsStartTls(server) }),
    ...(server.user === null ? {} : { auth: { user: server.user, pass: server.password } }),
    logger: false,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    maxLiteralSize: maxBytes + 1_000_000,
  });
  // What breaks later rejects the call under way; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const since = cursor?.since ?? new Date();
    const { uidValidity, uidNext } = await client.mailboxOpen(mailbox, { readOnly: true });
    const isAnew = cursor !== undefined && cursor.uidValidity !== uidValidity;
    const known = cursor === undefined || isAnew ? 0 : cursor.uid;
    const earliest = new Date(since.getTime() - APART_MS);
    // SEARCH knows days alone, in the server's zone, so the moment is looked at again below.
    const wanted =
      cursor === undefined ? { seen: false } : isAnew ? { since: new Date(earliest.getTime() - DAY_MS) } : { uid: `${known + 1}:*` };
    const found = (await client.search(wanted, { uid: true })) || [];
    // `n:*` names the last mail even when its UID is below n (RFC 3501, 6.4.8).
    const uids = found.filter((uid) => uid > known).sort((one, other) => one - other);
    for (const uid of uids) {
      const mail = await client.fetchOne(String(uid), { internalDate: true, source: { start: 0, maxLength: maxBytes + 1 } }, { uid: true });
      // Somebody has deleted it meanwhile.
      if (!mail || mail.source === undefined) continue;
      if (isAnew && new Date(mail.internalDate ?? since) < earliest) continue;
      const source = mail.source.subarray(0, maxBytes);
      await take({ uidValidity, uid, source, isWhole: mail.source.length <= maxBytes });
    }
    return { uidValidity, uid: Math.max(known, uids.at(-1) ?? 0, cursor === undefined ? uidNext - 1 : 0), since };
  } finally {
    client.close();
  }
}
