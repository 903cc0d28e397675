/** Letters leave by SMTP: the outbox's peer for the system `mail`. */
import { createTransport } from 'nodemailer';
import type pg from 'pg';
import { z } from 'zod';
import type { Delivery, Effect, RemotePeer } from '../../outbox/peer.js';
import { type Clock, LETTER_KINDS, type LetterKind } from '../../ports.js';
import { readLetter } from './letters.js';
import { needsStartTls, type ServerAddress } from './server-address.js';
import { smtpFailure } from './smtp-answer.js';

export interface SmtpOptions {
  readonly server: ServerAddress;
  /** `Urząd Miasta <okienko@miasto.example>`, or the address alone. */
  readonly from: string;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** Absent: letters leave at any hour. Engine clock: `at` itself while the city is open, else its next opening. */
  readonly nextOpening?: (at: number) => Promise<number>;
}

/** Nobody waits for these at night. The law's notice has its day, and whoever asked for a receipt or an article is on the line. */
const KEEPS_QUIET: ReadonlySet<LetterKind> = new Set(['status', 'request']);

const CONNECT_MS = 10_000;
const SILENCE_MS = 25_000;

export function smtpPeer({ server, from, pool, clock, nextOpening }: SmtpOptions): RemotePeer {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.tls,
    // Neither password nor letter crosses a network in the clear; a relay on this machine rarely has a certificate for its loopback name.
    requireTLS: needsStartTls(server),
    ignoreTLS: !needsStartTls(server),
    ...(server.user === null ? {} : { auth: { user: server.user, pass: server.password } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  async function deliver(effect: Effect, signal: AbortSignal): Promise<Delivery> {
    const letter = await readLetter(pool, effect.effectKey);
    if (letter === undefined || letter.recipient === '') {
      return { type: 'refused', code: 'not-found', reason: 'Expected a letter with a recipient, but it is there no more: it was erased.' };
    }
    try {
      const sending = transport.sendMail({
        from,
        to: { name: letter.recipientName, address: letter.recipient },
        subject: withReference(letter.subject, effect.caseNumber),
        text: letter.text,
        messageId: `<${letter.mailId}>`,
        headers: {
          // No holiday answer comes back to it (RFC 3834, 5).
          'Auto-Submitted': 'auto-generated',
          ...(effect.caseNumber === '' ? {} : { 'X-Okienko-Case': effect.caseNumber }),
        },
      });
      const sent = await Promise.race([sending, aborted(signal)]);
      return { type: 'delivered', recordId: letter.mailId, detail: sent.response };
    } catch (error) {
      return smtpFailure(error);
    }
  }
  if (nextOpening === undefined) return { type: 'remote', deliver };
  const notBefore = async ({ payload }: Effect): Promise<number> => {
    const now = clock.now();
    const { data: letter } = leaving.safeParse(payload);
    return letter !== undefined && KEEPS_QUIET.has(letter.kind) ? nextOpening(now) : now;
  };
  return { type: 'remote', deliver, notBefore };
}

/** As api/messages/post.ts writes it. */
const leaving = z.object({ kind: z.enum(LETTER_KINDS) });

/** What became of the letter nobody knows then: sent again, it has the same Message-ID. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('The mail server took too long')), { once: true }),
  );
}

/** Answers keep the subject, so it names the case. */
function withReference(subject: string, caseNumber: string): string {
  return caseNumber === '' || subject.includes(caseNumber) ? subject : `${subject} [${caseNumber}]`;
}
