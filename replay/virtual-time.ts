/**
 * Runs a whole installation in virtual time: the engine's clock is pinned and moves only when nothing is left to do at this moment –
 * no command queued, no job ready or leased, no timer or outbox row due, projector and the api's tables up to date – and then straight to
 * the next moment at which something falls due or is on the agenda. Sample data, replay and the scenario tests run on it.
 */
import type { Engine } from '../engine/index.js';
import { Agenda } from './agenda.js';
import { OpenJobs } from './open-jobs.js';

/** A part of the installation beside the engine that has work of its own. */
export interface TimedPart {
  readonly name: string;
  /** Does, or waits for, all that is due now. Resolves to the next moment, by the engine's clock, at which it will have work by itself. */
  settle(): Promise<number | undefined>;
}

/** Where a part came to rest. */
interface Rest {
  /** The engine's last commit then. */
  readonly position: bigint;
  readonly nextMs: number | undefined;
}

export interface VirtualTimeOptions {
  readonly engine: Engine;
  /** Job types that have a worker. */
  readonly jobTypes: ReadonlySet<string>;
  readonly parts: readonly TimedPart[];
  /** Real time after which a moment that doesn't come to rest is given up. */
  readonly patienceMs?: number;
}

class VirtualTimeStuck extends Error {
  override readonly name = 'VirtualTimeStuck';
  readonly code = 'VIRTUAL_TIME_STUCK';
}

const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 50;

export class VirtualTime {
  readonly #engine: Engine;
  readonly #jobs: OpenJobs;
  readonly #parts: readonly TimedPart[];
  readonly #patienceMs: number;
  readonly #agenda = new Agenda();
  /** By part, since this moment began. */
  readonly #rests = new Map<TimedPart, Rest>();
  /** What falls due by itself next, as found when this moment came to rest. */
  #nextOwnMs: number | undefined;

  constructor({ engine, jobTypes, parts, patienceMs = PATIENCE_MS }: VirtualTimeOptions) {
    this.#engine = engine;
    this.#jobs = new OpenJobs(engine, jobTypes);
    this.#parts = parts;
    this.#patienceMs = patienceMs;
  }

  get nowMs(): number {
    return this.#engine.clock.now();
  }

  /** Resolves when no job is open, as far as the engine has committed, or after `patienceMs`. */
  jobsDone(patienceMs: number): Promise<void> {
    return this.#jobs.done(patienceMs);
  }

  /** Incidents raised since the start. */
  get incidents(): number {
    return this.#jobs.incidents;
  }

  /** Pins the clock where the story begins. */
  async begin(atMs: number): Promise<void> {
    this.#engine.clock.pin(atMs);
    await this.settle();
  }

  /** Something from outside that happens at this moment: a contact, a decision. One of the past happens next. */
  at(atMs: number, act: () => Promise<void>): void {
    this.#agenda.add(atMs, act);
  }

  /**
   * Lets time go on until `untilMs`, with all that happens by itself and on the agenda. Ends there, at rest.
   * `atRest` is called whenever something has come to rest; it may only look, and put things on the agenda.
   */
  async runUntil(untilMs: number, atRest: () => Promise<void> = async () => undefined): Promise<void> {
    await this.settle();
    for (;;) {
      const act = this.#agenda.takeDue(this.nowMs);
      if (act !== undefined) {
        await act();
        await this.settle();
        await atRest();
        continue;
      }
      const ownMs = this.#nextOwnMs;
      const nextMs = earlier(ownMs, this.#agenda.nextMs());
      if (nextMs === undefined || nextMs > untilMs) break;
      this.#engine.clock.pin(Math.max(nextMs, this.nowMs));
      // Where only the agenda has something, the moment begins as still as the one before has ended.
      if (ownMs === undefined || ownMs > this.nowMs) continue;
      await this.settle();
      await atRest();
    }
    if (this.nowMs < untilMs) this.#engine.clock.pin(untilMs);
    await this.settle();
  }

  /** Resolves at quiescence of this moment. */
  async settle(): Promise<void> {
    const giveUpAt = performance.now() + this.#patienceMs;
    this.#rests.clear();
    for (;;) {
      if (performance.now() > giveUpAt) throw this.#stuck('commits go on and on');
      if ((this.#engine.nextDueMs() ?? Number.POSITIVE_INFINITY) <= this.nowMs) await this.#engine.quiet();
      while (!this.#jobs.none) {
        if (performance.now() > giveUpAt) throw this.#stuck(this.#jobs.describe());
        await this.#jobs.changed(LOOK_AGAIN_MS);
      }
      await Promise.all(this.#parts.filter((part) => !this.#isAtRest(part)).map((part) => this.#within(giveUpAt, part)));
      // Parts act through the engine: when it has committed nothing since each of them was at rest, all are.
      if (!this.#areAllAtRest) continue;
      // Last, so that the search tables are brought up to date once.
      await this.#engine.quiet();
      if (!this.#areAllAtRest) continue;
      this.#nextOwnMs = [...this.#rests.values()].reduce((next, { nextMs }) => earlier(next, nextMs), this.#engine.nextDueMs());
      return;
    }
  }

  #isAtRest(part: TimedPart): boolean {
    return this.#rests.get(part)?.position === this.#engine.status().position;
  }

  get #areAllAtRest(): boolean {
    return this.#jobs.none && this.#parts.every((part) => this.#isAtRest(part));
  }

  /** The clock stays where the story ended: if it ran again now, all that was due since would fire before the engine has stopped. */
  async end(): Promise<void> {
    await this.#jobs.stop();
  }

  async #within(giveUpAt: number, part: TimedPart): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.#stuck(`${part.name} is still at work`)), Math.max(giveUpAt - performance.now(), 1));
    });
    const settled = part.settle().then((nextMs) => this.#rests.set(part, { position: this.#engine.status().position, nextMs }));
    await Promise.race([settled, late]).finally(() => clearTimeout(timer));
  }

  #stuck(what: string): VirtualTimeStuck {
    const at = new Date(this.nowMs).toISOString();
    return new VirtualTimeStuck(`Expected ${at} to come to rest within ${this.#patienceMs / 1000} s, but ${what}.`);
  }
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}
