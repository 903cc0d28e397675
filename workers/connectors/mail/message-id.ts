/** The Message-ID of a letter: made of its effect's key, so a letter that leaves twice is one and the same to every mailbox. */
import { createHash } from 'node:crypto';

/** Without brackets. `from`: an address, or a name with one in angle brackets; its domain makes the right-hand side (RFC 5322, 3.6.4). */
export function messageIdOf(effectKey: string, from: string): string {
  const domain = /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return `${createHash('sha256').update(effectKey).digest('hex').slice(0, 40)}@${domain.toLowerCase()}`;
}
