/** Who waits for the variables with which an instance ends. A result may come before its waiter: both are told by the same commit. */
import type { Variables } from '../core/index.js';

/** Why nobody waits any more: the time is over, whoever waited is gone or this door closes, or this node's term is over. */
export type GivenUp = 'time' | 'stopped' | 'writerGone';

export class ResultWaiters {
  private readonly early = new Map<bigint, Variables>();
  private readonly waiting = new Map<bigint, (outcome: Variables | GivenUp) => void>();

  arrived(instanceKey: bigint, variables: Variables): void {
    const waiter = this.waiting.get(instanceKey);
    if (waiter) waiter(variables);
    else {
      this.early.set(instanceKey, variables);
      // Its waiter is told in the same turn; one that never comes had given up.
      setTimeout(() => this.early.delete(instanceKey), 10_000).unref();
    }
  }

  wait(instanceKey: bigint, timeoutMs: number, signal: AbortSignal | undefined): Promise<Variables | GivenUp> {
    const early = this.early.get(instanceKey);
    if (early) {
      this.early.delete(instanceKey);
      return Promise.resolve(early);
    }
    return new Promise((resolve) => {
      const settle = (outcome: Variables | GivenUp): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        this.waiting.delete(instanceKey);
        resolve(outcome);
      };
      const giveUp = (): void => settle('stopped');
      const timer = setTimeout(() => settle('time'), Math.min(Math.max(timeoutMs, 0), 2_147_483_647));
      signal?.addEventListener('abort', giveUp);
      this.waiting.set(instanceKey, settle);
      if (signal?.aborted) giveUp();
    });
  }

  /** The term is over: whoever waits must ask again elsewhere. */
  giveUpAll(): void {
    for (const settle of [...this.waiting.values()]) settle('writerGone');
    this.early.clear();
  }
}
