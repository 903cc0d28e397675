/** How many cases a CRM takes in a second: a record and its outcome each, by our adapter, while nothing fails. */
import type { ReadablePeer } from '../../workers/outbox/peer.js';
import { change, patience, record } from '../systems/crm-effects.js';

const CASES = 12;
/** As the outbox does. */
const AT_ONCE = 8;
/** Of cases that nobody took: whoever reads the CRM leaves them out. */
export const RATE_PREFIX = 'RATE-';

export async function rateOf(peer: ReadablePeer): Promise<number> {
  const numbers = Array.from({ length: CASES }, (_, index) => `${RATE_PREFIX}${index}`)[Symbol.iterator]();
  const begunMs = performance.now();
  const tell = async (): Promise<void> => {
    for (const number of numbers) {
      for (const effect of [record(number), change(number, 'resolved', 'RESOLVED_DONE')]) {
        const answer = await peer.deliver(effect, patience());
        if (answer.type !== 'delivered') throw new Error(`Expected the CRM to take a case, but got ${JSON.stringify(answer)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, tell));
  return CASES / ((performance.now() - begunMs) / 1_000);
}
