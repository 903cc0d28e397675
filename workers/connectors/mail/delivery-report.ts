/** Reads what a multipart/report tells of a mail (RFC 3464, 2.3; RFC 6522). PURE. */
import type { DeliveryReport, MailAttachment } from './received.js';

const STATUS = new Set(['message/delivery-status', 'message/global-delivery-status']);
const ORIGINAL = new Set(['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers']);

/** `parts`: of a mail whose Content-Type is multipart/report with `report-type=delivery-status`. */
export function readReport(parts: readonly MailAttachment[]): DeliveryReport | null {
  const status = parts.find(({ mediaType }) => STATUS.has(mediaType));
  if (status === undefined) return null;
  // A group of fields for the mail, then one for each recipient; ours have one recipient each.
  const fields = unfolded(status.content);
  const original = parts.find(({ mediaType }) => ORIGINAL.has(mediaType));
  const failed = all(fields, 'Action').some((action) => action.toLowerCase() === 'failed');
  const reason = [...all(fields, 'Status'), ...all(fields, 'Diagnostic-Code')].join(' ').replace(/\s+/g, ' ');
  return {
    action: failed ? 'failed' : 'other',
    messageId: original === undefined ? null : (/<([^<>\s]+)>/.exec(all(unfolded(original.content), 'Message-ID')[0] ?? '')?.[1] ?? null),
    reason: reason === '' ? 'Expected a reason in the delivery report, but it has none' : reason,
  };
}

function unfolded(content: Buffer): string {
  return content.toString('utf8').replace(/\r?\n[ \t]+/g, ' ');
}

function all(fields: string, name: string): string[] {
  return [...fields.matchAll(new RegExp(`^${name}:[ \\t]*(.*)$`, 'gim'))].map((match) => (match[1] ?? '').trim());
}
