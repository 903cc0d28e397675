/**
 * Circuit breaker of one system: after some failures in a row nobody calls it for a while, then one effect probes. PURE, time is given.
 * Without it each of ten thousand waiting effects would run into the same closed door.
 */
const FAILURES_TO_OPEN = 5;
const FIRST_OPEN_MS = 5_000;
const LONGEST_OPEN_MS = 300_000;

export class Breaker {
  private failures = 0;
  private opened = 0;
  private closedUntilMs = 0;

  /** How many effects may be on their way now; `Infinity` = as many as there are. */
  allowance(nowMs: number): number {
    if (this.opened === 0) return Number.POSITIVE_INFINITY;
    return nowMs >= this.closedUntilMs ? 1 : 0;
  }

  /** When the next probe may go; 0 = at once. */
  get opensAtMs(): number {
    return this.opened === 0 ? 0 : this.closedUntilMs;
  }

  /** Gives true when the system was away until now. */
  succeeded(): boolean {
    const wasAway = this.opened > 0;
    this.failures = 0;
    this.opened = 0;
    return wasAway;
  }

  /** Gives true when the system counts as away from now on. `wishedMs`: what the system asked for (`Retry-After`). */
  failed(nowMs: number, random: number, wishedMs = 0): boolean {
    this.failures++;
    if (nowMs < this.closedUntilMs) {
      // It was on its way when the door closed.
      this.closedUntilMs = Math.max(this.closedUntilMs, nowMs + wishedMs);
      return false;
    }
    if (this.failures < FAILURES_TO_OPEN && wishedMs === 0) return false;
    const wasAway = this.opened > 0;
    const openMs = Math.min(FIRST_OPEN_MS * 2 ** this.opened, LONGEST_OPEN_MS) * (0.75 + 0.5 * random);
    this.opened++;
    this.closedUntilMs = nowMs + Math.round(Math.max(openMs, wishedMs));
    return !wasAway;
  }
}
