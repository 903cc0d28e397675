/** Mails as people's programs write them, for tests. */
import { createTransport, type SendMailOptions } from 'nodemailer';

const toBytes = createTransport({ streamTransport: true, buffer: true });

export async function written(mail: SendMailOptions): Promise<Buffer> {
  const { message } = await toBytes.sendMail({ from: 'Halina Przykładowa <halina@example.org>', to: 'okienko@miasto.example', ...mail });
  if (!Buffer.isBuffer(message)) throw new Error('Expected the bytes of a mail');
  return message;
}

/** What a recipient's server sends back (RFC 3464): `mailId` is of the letter, without brackets. */
export function bounce(mailId: string, { action = 'failed', status = '5.1.1', words = 'smtp; 550 5.1.1 User unknown' } = {}): Buffer {
  return Buffer.from(
    [
      'From: MAILER-DAEMON@mail.example.org',
      'To: okienko@miasto.example',
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
      '',
      '--b1',
      'Content-Type: text/plain; charset=us-ascii',
      '',
      'This is the mail system at host mail.example.org.',
      '',
      '--b1',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mail.example.org',
      '',
      'Final-Recipient: rfc822; halina@example.org',
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: ${words.slice(0, 10)}`,
      `    ${words.slice(10)}`,
      '',
      '--b1',
      'Content-Type: text/rfc822-headers',
      '',
      'Subject: Odpowiedz',
      `Message-ID:`,
      ` <${mailId}>`,
      '',
      '--b1--',
      '',
    ].join('\r\n'),
  );
}
