/** Puts a message to a person into the message outbox, in the transaction of the act that it belongs to. */
import { z } from 'zod';
import { messageIdOf } from '../../workers/index.js';
import type { Letter, LetterKind } from '../../workers/ports.js';
import { run, type Transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { masked } from '../residents/mask.js';
import type { CaseServices } from '../services.js';
import { post } from './post.js';

export const SENDING_CHANNELS = ['mail', 'sms'] as const;
export type SendingChannel = (typeof SENDING_CHANNELS)[number];

/** What everybody who sends something to a resident says. */
export const sendingFields = {
  channel: z.enum(SENDING_CHANNELS),
  to: z
    .string()
    .max(200)
    .nullable()
    .default(null)
    .meta({ description: 'As the caller said it; null: what the register has of the resident.' }),
};

interface OutgoingMessage {
  /** Sent twice under the same key, it goes out once. */
  readonly key: string;
  readonly kind: LetterKind;
  /** Id of the letter that it repeats. */
  readonly repeats?: string;
  readonly caseRun: string | null;
  readonly contactId: string | null;
  readonly channel: Letter['channel'];
  readonly to: string;
  readonly recipientName: string;
  readonly subject: string;
  readonly text: string;
  readonly atMs: number;
}

/** With a mail server it is promised to that, too, in the same transaction. */
export async function putOut({ settings }: Pick<CaseServices, 'settings'>, on: Transaction, message: OutgoingMessage): Promise<void> {
  const { text, atMs, repeats = null, ...rest } = message;
  const from = settings.mailFrom;
  const leaves = from !== null && rest.channel === 'mail' && isAddress('mail', rest.to);
  const added = await run(
    on,
    `INSERT INTO message_outbox (effect_key, kind, case_run, contact_id, channel, recipient_name, recipient, subject, body, created_at, mail_id, repeats)
     VALUES (:key, :kind, :caseRun, CAST(:contactId AS uuid), :channel, :recipientName, :to, :subject, :text, :at, :mailId, CAST(:repeats AS bigint))
     ON CONFLICT (effect_key) DO NOTHING`,
    { ...rest, text, repeats, at: new Date(atMs), mailId: leaves ? messageIdOf(rest.key, from) : null },
  );
  if (added === 1 && leaves) await post(on, rest, atMs);
}

const PHONE = /^\+?[\d\s()-]{9,25}$/;
const LEAST_POSTAL = 5;

/** Whether a letter of this channel can go there, as far as its form tells. */
export function isAddress(channel: Letter['channel'], address: string): boolean {
  switch (channel) {
    case 'mail':
      return z.email().safeParse(address).success;
    case 'sms':
      return PHONE.test(address);
    case 'letter':
      return address.trim().length >= LEAST_POSTAL;
  }
}

/** What was typed, else what the register has of the resident; that is told back only as far as it tells two people apart. */
export function addressFor(
  channel: SendingChannel,
  typed: string | null,
  resident: { readonly email: string | null; readonly phone: string | null } | undefined,
): { readonly to: string; readonly shown: string } {
  const address = typed?.trim() || (channel === 'mail' ? resident?.email : resident?.phone) || '';
  if (isAddress(channel, address)) {
    const known = masked({ email: address, phone: address, postalAddress: null });
    return { to: address, shown: (typed?.trim() ? address : channel === 'mail' ? known.email : known.phone) ?? '' };
  }
  const detail =
    channel === 'mail'
      ? said('Wiadomość nie wyszła. Podaj adres e-mail.', 'The message was not sent. Enter an e-mail address.')
      : said('Wiadomość nie wyszła. Podaj numer telefonu.', 'The message was not sent. Enter a phone number.');
  const wanted = channel === 'mail' ? said('adresu e-mail', 'an e-mail address') : said('numeru telefonu', 'a phone number');
  const message =
    address === ''
      ? said(`Oczekiwano ${wanted.pl}, a żaden nie jest znany`, `Expected ${wanted.en}, but none is known`)
      : said(`Oczekiwano ${wanted.pl}`, `Expected ${wanted.en}`);
  throw new Problem('INVALID_REQUEST', detail, { errors: [{ field: 'to', message }] });
}
