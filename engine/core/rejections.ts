/** Rejections in Zeebe's words. */
import type { Rejection, RejectionCode } from './commands.js';

export function rejected(code: RejectionCode, reason: string): Rejection {
  return { type: 'rejected', code, reason };
}

/** `act` as in "complete job", `what` as in "job". */
export function notFound(act: string, key: bigint, what: string): Rejection {
  return rejected('NOT_FOUND', `Expected to ${act} with key '${key}', but no such ${what} was found`);
}
