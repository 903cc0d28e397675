/** A background loop: runs its round again when woken or after a pause, survives failures, stops when asked. */
import type { Logger } from 'pino';

const AFTER_FAILURE_MS = 1_000;

/** Modes: idle → running (a round) → sleeping (until woken or the pause is over) → running … → stopped. */
export class Loop {
  readonly #name: string;
  readonly #pauseMs: number;
  readonly #log: Logger;
  readonly #round: () => Promise<boolean>;
  #stopping = false;
  #woken = false;
  #inRound = false;
  #wakeUp: (() => void) | undefined;
  #finished: Promise<void> | undefined;
  /** Those who wait for a round's end. */
  #waiting: (() => void)[] = [];

  /** `round` gives true when there is more to do at once. */
  constructor(name: string, pauseMs: number, log: Logger, round: () => Promise<boolean>) {
    this.#name = name;
    this.#pauseMs = pauseMs;
    this.#log = log;
    this.#round = round;
  }

  start(): void {
    this.#finished ??= this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#wakeUp?.();
  }

  /** Resolves at the end of the round under way, or of the one that this begins. */
  async turn(): Promise<void> {
    if (this.#stopping) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#inRound) this.wake();
    });
  }

  /** Resolves when nothing that it was woken for is still to be done. */
  async settled(): Promise<void> {
    while (!this.#stopping && (this.#inRound || this.#woken)) await this.turn();
  }

  /** Resolves when the round under way is over. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wakeUp?.();
    await this.#finished;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      this.#inRound = true;
      let pauseMs = this.#pauseMs;
      try {
        if (await this.#round()) pauseMs = 0;
      } catch (error) {
        this.#log.error({ err: error, loop: this.#name }, 'round failed: trying again');
        pauseMs = AFTER_FAILURE_MS;
      }
      this.#inRound = false;
      for (const resolve of this.#waiting.splice(0)) resolve();
      if (!this.#stopping && !this.#woken && pauseMs > 0) await this.#sleep(pauseMs);
    }
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #sleep(pauseMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wakeUp = undefined;
  }
}
