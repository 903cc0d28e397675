/** A repository's *no*, in its own words, and what it means for a delivery. CMIS 1.1, 2.2.1.4 (exceptions) and 5.2.10 (their HTTP codes). */
import type { Delivery } from '../../outbox/peer.js';

export class CmisRefusal extends Error {
  override readonly name = 'CmisRefusal';
  readonly code = 'cmis-refusal';
  constructor(
    readonly status: number,
    /** CMIS's name of it, such as `updateConflict`; null: what answers there doesn't speak CMIS. */
    readonly exception: string | null,
    message: string,
    readonly retryAfterMs: number | undefined,
  ) {
    super(message);
  }
}

export function isRefusal(error: unknown, ...exceptions: readonly string[]): error is CmisRefusal {
  return error instanceof CmisRefusal && error.exception !== null && exceptions.includes(error.exception);
}

/** The name is taken there, or isn't liked: a repository may say either by any of these. */
export const NAME_REFUSED = ['nameConstraintViolation', 'constraint', 'invalidArgument'] as const;

/** Whatever isn't the repository's own answer is thrown on: the outbox takes it as away. */
export function deliveryOf(error: unknown): Delivery {
  if (!(error instanceof CmisRefusal)) throw error;
  const { status, exception, message, retryAfterMs } = error;
  const reason = `${status} ${exception ?? 'without a CMIS answer'}: ${message}`;
  // A wrong password or address hurts every effect alike: nothing is held for a person, the system counts as down.
  const isAway = exception === null || status === 401 || status === 429 || status >= 500;
  if (isAway) return { type: 'unavailable', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  switch (exception) {
    case 'updateConflict':
    case 'versioning':
    case 'contentAlreadyExists':
      return { type: 'busy', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    case 'objectNotFound':
      return { type: 'refused', code: 'not-found', reason };
    case 'permissionDenied':
      return { type: 'refused', code: 'forbidden', reason };
    default:
      return { type: 'refused', code: 'invalid', reason };
  }
}
