/** Reads a mail as it came from a server (RFC 5322, MIME), by mailparser. */
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { readReport } from './delivery-report.js';
import type { MailAttachment, ReceivedMail } from './received.js';

/** `source`: the whole mail, or its beginning. Rejects when it can't be read at all. */
export async function readMail(source: Buffer): Promise<ReceivedMail> {
  const mail = await simpleParser(source, { keepDeliveryStatus: true, skipImageLinks: true });
  const attachments = mail.attachments.map(toAttachment);
  return {
    messageId: idsIn(mail.messageId)[0] ?? null,
    answers: [...idsIn(mail.inReplyTo), ...idsIn(mail.references).reverse()],
    from: senderOf(mail.from),
    subject: clean(mail.subject ?? ''),
    text: clean(mail.text ?? ''),
    attachments,
    automatic: automaticOf(mail),
    report: isReport(mail) ? readReport(attachments) : null,
  };
}

function toAttachment({ filename, contentType, content }: ParsedMail['attachments'][number], index: number): MailAttachment {
  return { name: clean(filename ?? '') || `zalacznik-${index + 1}`, mediaType: contentType.toLowerCase(), content };
}

function senderOf(from: AddressObject | undefined): ReceivedMail['from'] {
  const [first] = from?.value ?? [];
  return first?.address === undefined || first.address === '' ? null : { name: clean(first.name), address: clean(first.address) };
}

function idsIn(header: string | readonly string[] | undefined): string[] {
  const text = typeof header === 'string' ? header : (header ?? []).join(' ');
  return [...text.matchAll(/<([^<>\s]+)>/g)].map((match) => match[1] ?? '');
}

function textOf(mail: ParsedMail, name: string): string {
  const value = mail.headers.get(name);
  return typeof value === 'string' ? value.toLowerCase().trim() : '';
}

/** Auto-Submitted is the standard; the others are what programs of before it, and some of today, say. */
function automaticOf(mail: ParsedMail): ReceivedMail['automatic'] {
  const submitted = textOf(mail, 'auto-submitted');
  if (submitted.startsWith('auto-replied')) return 'replied';
  if (submitted !== '' && submitted !== 'no') return 'generated';
  if (mail.headers.has('x-autoreply') || mail.headers.has('x-autorespond') || textOf(mail, 'precedence') === 'auto_reply') return 'replied';
  return 'no';
}

function isReport(mail: ParsedMail): boolean {
  const type = mail.headers.get('content-type');
  if (typeof type !== 'object' || !('value' in type) || !('params' in type)) return false;
  return type.value === 'multipart/report' && type.params['report-type']?.toLowerCase() === 'delivery-status';
}

/** PostgreSQL keeps neither NUL nor half of a surrogate pair. */
function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
