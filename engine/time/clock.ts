/** The engine clock: the only place where the engine asks for the time. Deadlines, leases and due dates are measured with it. */

export interface EngineClock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The machine's clock. */
export class RealClock implements EngineClock {
  now(): number {
    return Date.now();
  }
}

/**
 * A clock that can be pinned (`PUT /v2/clock`) and released (`POST /v2/clock/reset`).
 * Runs with the given clock until pinned; a pinned clock stands still until it is pinned again or reset.
 */
export class ControllableClock implements EngineClock {
  readonly #running: EngineClock;
  readonly #listeners = new Set<() => void>();
  #pinnedAtMs: number | undefined;

  constructor(running: EngineClock = new RealClock()) {
    this.#running = running;
  }

  now(): number {
    return this.#pinnedAtMs ?? this.#running.now();
  }

  /** Stops the clock at this moment. Throws a RangeError unless it is a whole number of milliseconds that a date can hold. */
  pin(atMs: number): void {
    if (!Number.isInteger(atMs) || Math.abs(atMs) > MAX_DATE_MS) {
      throw new RangeError(`Expected a whole number of milliseconds within ±${MAX_DATE_MS}, but got ${atMs}`);
    }
    this.#pinnedAtMs = atMs;
    this.#tell();
  }

  /** Lets the clock run again with the clock it was made with. */
  reset(): void {
    this.#pinnedAtMs = undefined;
    this.#tell();
  }

  /** Calls the listener after each pin and reset, so that sleepers wake up and look again. Returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** ECMA-262, 21.4.1.1: the range of time values. */
const MAX_DATE_MS = 8.64e15;
