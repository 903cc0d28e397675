/** Where a letter to the resident goes by a channel; null when there is no such address, or the channel is a person's own work. */
import type { Letter } from '../../workers/ports.js';
import { row, type Statements } from '../database.js';

interface Reach {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly postal_address: string | null;
}

export async function letterTo(
  on: Statements,
  residentId: string | null,
  channel: string,
  words: { readonly subject: string; readonly text: string },
): Promise<Letter | null> {
  if (residentId === null || (channel !== 'mail' && channel !== 'sms' && channel !== 'letter')) return null;
  const reach = await row<Reach>(on, 'SELECT name, email, phone, postal_address FROM resident WHERE id = :id AND erased_at IS NULL', {
    id: residentId,
  });
  const to = reach === undefined ? null : { mail: reach.email, sms: reach.phone, letter: reach.postal_address }[channel];
  return reach === undefined || to === null ? null : { channel, to, recipientName: reach.name, ...words };
}
