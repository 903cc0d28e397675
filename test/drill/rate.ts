/** How many cases a CRM takes in a second: a record and its outcome each, by our adapter, while we make nothing fail. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadablePeer } from '../../workers/outbox/peer.js';
import { change, patience, record } from '../systems/crm-effects.js';

const CASES = 12;
/** As the outbox does. */
const AT_ONCE = 8;
const MOST_TRIES = 10;
const AGAIN_MS = 200;
/** Of cases that nobody took: whoever reads the CRM leaves them out. */
export const RATE_PREFIX = 'RATE-';

export async function rateOf(peer: ReadablePeer): Promise<number> {
  const numbers = Array.from({ length: CASES }, (_, index) => `${RATE_PREFIX}${index}`)[Symbol.iterator]();
  const begunMs = performance.now();
  const tell = async (): Promise<void> => {
    for (const number of numbers) {
      for (const effect of [record(number), change(number, 'resolved', 'RESOLVED_DONE')]) {
        await untilTaken(peer, effect);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, tell));
  return CASES / ((performance.now() - begunMs) / 1_000);
}

/** Some refuse one of two that come at the same moment (Tryton: *could not serialize access*); that is part of their rate. */
async function untilTaken(peer: ReadablePeer, effect: Parameters<ReadablePeer['deliver']>[0]): Promise<void> {
  for (let tries = 1; ; tries++) {
    const answer = await peer.deliver(effect, patience());
    if (answer.type === 'delivered') return;
    if (answer.type === 'refused' || tries === MOST_TRIES)
      throw new Error(`Expected the CRM to take a case, but got ${JSON.stringify(answer)}`);
    await sleep(AGAIN_MS);
  }
}
