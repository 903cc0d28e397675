/** A mail as the product takes it: what is in it, not how it was packed. */

export interface ReceivedMail {
  /** Without brackets, as all ids here; null where the sender gave none. */
  readonly messageId: string | null;
  /** What it answers, the nearest first (In-Reply-To, then References backwards; RFC 5322, 3.6.4). */
  readonly answers: readonly string[];
  /** As it says itself: anybody can write anything there. */
  readonly from: { readonly name: string; readonly address: string } | null;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly MailAttachment[];
  /** RFC 3834: `replied`, a program answered (a holiday note); `generated`, a program wrote by itself. */
  readonly automatic: 'no' | 'replied' | 'generated';
  /** It tells what became of a mail (RFC 3464). */
  readonly report: DeliveryReport | null;
}

export interface MailAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

export interface DeliveryReport {
  /** `failed`: it will not arrive. All else is news on the way. */
  readonly action: 'failed' | 'other';
  /** Of the mail that it is about; null where the report doesn't say. */
  readonly messageId: string | null;
  /** By the words of the recipient's server. */
  readonly reason: string;
}
