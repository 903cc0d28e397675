/**
 * Which jobs are ready or with a worker, counted from the engine's change feed: so it is true for workers in process and over the wire,
 * and for any engine that has the feed. A job whose retries are spent is an incident, one in back-off is a date; neither is open.
 */
import type { Engine, FeedEvent } from '../engine/index.js';

export class OpenJobs {
  readonly #engine: Engine;
  /** Jobs of other types have no worker here: nobody waits for them. */
  readonly #types: ReadonlySet<string>;
  /** Type by job key. */
  readonly #open = new Map<bigint, string>();
  readonly #typeOf = new Map<bigint, string>();
  readonly #stop = new AbortController();
  readonly #waiting = new Set<() => void>();
  #position: bigint;
  #incidents = 0;
  #failure: unknown;
  readonly #finished: Promise<void>;

  constructor(engine: Engine, types: ReadonlySet<string>) {
    this.#engine = engine;
    this.#types = types;
    this.#position = engine.status().position;
    this.#finished = this.#follow();
  }

  /** Incidents that were raised since this began, resolved or not. */
  get incidents(): number {
    return this.#incidents;
  }

  /** Everything that the engine has committed is counted, and no job is open. */
  get none(): boolean {
    if (this.#failure !== undefined) throw this.#failure;
    return this.#open.size === 0 && this.#position >= this.#engine.status().position;
  }

  /** Resolves when something more was read, or after `patienceMs`. */
  async changed(patienceMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, patienceMs);
      this.#waiting.add(wake);
    });
  }

  /** Resolves when no job is open any more, or after `patienceMs`. */
  async done(patienceMs: number): Promise<void> {
    const giveUpAt = performance.now() + patienceMs;
    while (!this.none && performance.now() < giveUpAt) await this.changed(giveUpAt - performance.now());
  }

  describe(): string {
    const types = [...this.#open.values()];
    return `${types.length} jobs open (${[...new Set(types)].join(', ')}), feed read to ${this.#position} of ${this.#engine.status().position}`;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#finished;
  }

  async #follow(): Promise<void> {
    try {
      for await (const entry of this.#engine.feed(this.#position, this.#stop.signal)) {
        for (const event of entry.events) this.#count(event);
        this.#position = entry.position;
        for (const wake of [...this.#waiting]) wake();
      }
    } catch (error) {
      this.#failure = error;
    }
  }

  #count({ type, data }: FeedEvent): void {
    if (type === 'incident' && data.intent === 'RAISED') this.#incidents++;
    if (type !== 'job' || typeof data.jobKey !== 'bigint') return;
    switch (data.intent) {
      case 'CREATED': {
        const jobType = String(data.jobType);
        if (!this.#types.has(jobType)) return;
        this.#typeOf.set(data.jobKey, jobType);
        if (data.retries !== 0) this.#open.set(data.jobKey, jobType);
        return;
      }
      case 'FAILED':
        if (data.retries === 0 || data.backoffUntilMs !== 0) this.#open.delete(data.jobKey);
        return;
      case 'ACTIVATABLE': {
        const jobType = this.#typeOf.get(data.jobKey);
        if (jobType !== undefined) this.#open.set(data.jobKey, jobType);
        return;
      }
      case 'COMPLETED':
      case 'ERROR_THROWN':
      case 'CANCELED':
        this.#open.delete(data.jobKey);
        this.#typeOf.delete(data.jobKey);
        return;
      default:
        return;
    }
  }
}
