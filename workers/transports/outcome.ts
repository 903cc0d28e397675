/** What any transport tells its engine when a handler has failed. */
import { JobContractError } from '../job.js';

export interface Failure {
  readonly retries: number;
  readonly backoffMs: number;
  readonly message: string;
}

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 300_000;

/** `retries`: what the job had left. A broken contract isn't tried again: a person must mend model or data. */
export function failureOf(error: unknown, retries: number): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof JobContractError) return { retries: 0, backoffMs: 0, message };
  const left = Math.max(0, retries - 1);
  const attempt = Math.max(0, 3 - retries);
  return { retries: left, backoffMs: left === 0 ? 0 : Math.min(FIRST_BACKOFF_MS * 2 ** attempt, LONGEST_BACKOFF_MS), message };
}
