/**
 * How a reader of history gets past a row that it can't write: after a few failures in a row that time doesn't mend it tries half as
 * many rows, until the guilty one is left alone. Knows no table and no clock; whoever reads says what it tried and what came of it.
 */

/** Failures at one place before a row is suspected. What PostgreSQL refuses is plain; anything else may be news not read yet. */
const ATTEMPTS_REFUSED = 3;
const ATTEMPTS_OTHERWISE = 10;

/** `again`: the same, a little later; `fewer`: at once, with at most {@link Isolation.rows}; `guilty`: this one row can't be written. */
export type Verdict = 'again' | 'fewer' | 'guilty';

export class Isolation {
  /** How many rows the next try may have. */
  rows = Number.POSITIVE_INFINITY;
  private failures = 0;
  private suspecting = false;
  private failedAt: bigint | undefined;

  /** @param position of the reader, `tried` how many rows behind it. */
  failed(position: bigint, tried: number, error: unknown): Verdict {
    if (tried === 0 || isPassing(error)) return 'again';
    if (position !== this.failedAt) {
      this.failedAt = position;
      this.failures = 0;
    }
    this.failures++;
    const attempts = stateOf(error) === undefined ? ATTEMPTS_OTHERWISE : ATTEMPTS_REFUSED;
    // Once a row is suspected, each failure narrows the search.
    if (!this.suspecting && this.failures < attempts) return 'again';
    this.suspecting = true;
    if (tried === 1) return 'guilty';
    this.rows = Math.ceil(tried / 2);
    return 'fewer';
  }

  /** @param wanted how many rows a reader would take that suspects nothing. */
  succeeded(wanted: number): void {
    this.rows = this.rows * 2 < wanted ? this.rows * 2 : Number.POSITIVE_INFINITY;
    this.suspecting = Number.isFinite(this.rows);
    this.failedAt = undefined;
  }
}

/** PostgreSQL's classes for a server or a moment at fault: connection, resources, operator, system, transaction rollback. */
export const PASSING_STATES = /^(08|53|55P03|57|58|40)/;
const SQL_STATE = /^(?:\d[0-9A-Z]|F0|HV|P0|XX)[0-9A-Z]{3}$/;

/** Whether the same work may well succeed later: a connection, a server or a moment was at fault, not the work. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const state = stateOf(error);
  if (state !== undefined) return PASSING_STATES.test(state);
  return 'syscall' in error || error.name === 'AbortError' || /connect|timeout|not queryable/i.test(error.message);
}

function stateOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && SQL_STATE.test(code) ? code : undefined;
}
