/** What the answer to a webhook means for the effect that it carried. */
import { z } from 'zod';
import type { Delivery } from '../../outbox/peer.js';
import { retryAfterMs } from '../answers.js';

/** A receiver says little; whoever says more isn't read to the end. */
const MOST_BYTES = 65_536;
const SAID_CHARACTERS = 500;

const made = z.object({ recordId: z.string().min(1).max(200), recordNumber: z.string().min(1).max(200).optional() });
const unknownCode = z.object({ code: z.literal('unknown-code') });

export async function deliveryOf(answer: Response): Promise<Delivery> {
  const said = await beginningOf(answer);
  const { status } = answer;
  const reason = `${status} ${answer.statusText} ${said.slice(0, SAID_CHARACTERS)}`.trim();
  if (answer.ok) {
    const record = made.safeParse(jsonOf(said)).data;
    if (record === undefined) return { type: 'delivered', detail: String(status) };
    const { recordId, recordNumber } = record;
    return { type: 'delivered', recordId, ...(recordNumber === undefined ? {} : { recordNumber }), detail: String(status) };
  }
  switch (status) {
    // It has had this event before, and our own attempt is lost: the effect is there.
    case 409:
      return { type: 'delivered', detail: reason };
    case 400:
    case 422:
      return { type: 'refused', code: unknownCode.safeParse(jsonOf(said)).success ? 'unknown-code' : 'invalid', reason };
    // Standard Webhooks: the endpoint wants no more.
    case 410:
      return { type: 'refused', code: 'not-found', reason };
    default: {
      const wishedMs = status === 429 || status === 503 ? retryAfterMs(answer.headers.get('Retry-After'), Date.now()) : undefined;
      return { type: 'unavailable', reason, ...(wishedMs === undefined ? {} : { retryAfterMs: wishedMs }) };
    }
  }
}

async function beginningOf(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > MOST_BYTES) break;
  }
  return text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
