/** What an SMTP server's answer means for one letter (RFC 5321, 4.2.1; enhanced codes RFC 3463). PURE. */
import type { Delivery } from '../../outbox/peer.js';

/** The shape of nodemailer's errors. */
interface SmtpFault {
  readonly message: string;
  /** Of the server's answer; absent when there was none. */
  readonly responseCode?: number;
  /** What was said last: `CONN`, `AUTH PLAIN`, `MAIL FROM`, `RCPT TO`, `DATA`. */
  readonly command?: string;
}

type Failure = Exclude<Delivery, { type: 'delivered' }>;

const SERVICE_CLOSES = 421;

/**
 * No answer, a log-in or a sender that isn't let in: it would go so with every letter, so the system counts as away and heals by itself.
 * "Not now" to one recipient (greylisting, a full mailbox) concerns that letter alone; "never" to a recipient or a text is a person's.
 */
export function smtpFailure(error: unknown): Failure {
  const fault = asFault(error);
  const reason = fault.message;
  const { responseCode: code, command = '' } = fault;
  const isAboutLetter = command === 'RCPT TO' || command === 'DATA';
  if (code === undefined || code === SERVICE_CLOSES || !isAboutLetter) return { type: 'unavailable', reason };
  if (code < 500) return command === 'RCPT TO' ? { type: 'busy', reason } : { type: 'unavailable', reason };
  if (command === 'DATA') return { type: 'refused', code: 'forbidden', reason };
  return { type: 'refused', code: /\b5\.7\.\d+\b/.test(reason) ? 'forbidden' : 'not-found', reason };
}

function asFault(error: unknown): SmtpFault {
  if (!(error instanceof Error)) return { message: String(error) };
  const { responseCode, command } = error as Error & { readonly responseCode?: unknown; readonly command?: unknown };
  return {
    message: error.message,
    ...(typeof responseCode === 'number' ? { responseCode } : {}),
    ...(typeof command === 'string' ? { command } : {}),
  };
}
