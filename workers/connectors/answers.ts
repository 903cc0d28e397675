/** What an HTTP status of another system means to the outbox, said once for every system that speaks HTTP. */
import type { Delivery } from '../outbox/peer.js';

export type Failure = Exclude<Delivery, { type: 'delivered' }>;

/** Nothing was done, or nobody knows; carries what the outbox is to make of it through whatever was under way. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';
  constructor(readonly failure: Failure) {
    super(failure.reason);
  }
}

/** Runs a delivery; what it throws as {@link NotDelivered} is its answer, all else goes on to the outbox, to whom it means `unavailable`. */
export async function answerOf(delivery: Promise<Delivery>): Promise<Delivery> {
  try {
    return await delivery;
  } catch (error) {
    if (error instanceof NotDelivered) return error.failure;
    throw error;
  }
}

/**
 * Of an answer that is no success. Credentials that don't hold count as `unavailable`: no other effect would fare better, and all of them
 * go by themselves once somebody has mended the setting.
 * @param retryAfter the header, see {@link retryAfterMs}
 */
export function failureOf(status: number, reason: string, retryAfter: string | null, nowMs: number): Failure {
  const away = awayAs(reason, retryAfter, nowMs);
  if ([409, 412, 423].includes(status)) return { ...away, type: 'busy' };
  if (status === 403) return { type: 'refused', code: 'forbidden', reason };
  if (status === 404 || status === 410) return { type: 'refused', code: 'not-found', reason };
  if (status < 400 || status >= 500 || [401, 407, 408, 425, 429].includes(status)) return away;
  return { type: 'refused', code: 'invalid', reason };
}

/** Where a status says nothing of this effect alone. */
export function awayAs(reason: string, retryAfter: string | null, nowMs: number): Extract<Failure, { type: 'unavailable' }> {
  const wished = retryAfterMs(retryAfter, nowMs);
  return { type: 'unavailable', reason, ...(wished === undefined ? {} : { retryAfterMs: wished }) };
}

/** RFC 9110, 10.2.3: seconds or a date, which is counted from `nowMs`. undefined: nothing is wished, or nothing that can be read. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
