/** Another system that tells us something: signs with the vendor's own library, on the wire. */
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

export const secretOf = (letter: string): string => `whsec_${Buffer.alloc(32, letter).toString('base64')}`;

export interface Told {
  readonly type: string;
  readonly data: object;
  readonly id?: string;
  readonly time?: string;
  readonly sequence?: string;
}

interface Envelope {
  readonly secret: string;
  /** Of the attempt; the wall clock's now. */
  readonly sentAt?: Date;
}

export async function post(
  url: string,
  system: string,
  event: Told,
  { secret, sentAt = new Date() }: Envelope,
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  const body = JSON.stringify({ specversion: '1.0', id: randomUUID(), source: `urn:${system}`, time: '2026-03-02T09:00:00Z', ...event });
  const id = `msg_${randomUUID()}`;
  const answer = await fetch(`${url}/hooks/${system}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/cloudevents+json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
    },
    body,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
