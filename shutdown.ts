/**
 * Ends the process in order: what was started last stops first. The only place that knows whether we are stopping, and the bound of it:
 * a part that hangs, or a person who asks twice, ends us at once, which costs nothing that was acknowledged.
 */

export interface ShutdownPorts {
  readonly say: (sentence: string) => void;
  readonly failed: (part: string, error: unknown) => void;
  readonly exit: (code: number) => void;
  /** ms, from anywhere; only differences count. */
  readonly now: () => number;
  readonly limitMs: number;
}

/** One Ctrl-C comes twice: the terminal sends it to everybody in the foreground, and npm passes its own on. */
const SAME_PRESS_MS = 1_000;

export class Shutdown {
  private readonly parts: { readonly name: string; readonly stop: () => Promise<void> }[] = [];
  private stoppingPart: string | undefined;
  private interruptedAtMs: number | undefined;
  private ending = false;

  constructor(private readonly ports: ShutdownPorts) {}

  get isEnding(): boolean {
    return this.ending;
  }

  add(name: string, stop: () => Promise<void>): void {
    this.parts.push({ name, stop });
  }

  /** Ctrl-C, or whoever else asks us to stop. */
  interrupt(): void {
    if (!this.ending) this.end(0, 'stopping …');
    else if (this.interruptedAtMs !== undefined && this.ports.now() - this.interruptedAtMs >= SAME_PRESS_MS) {
      this.ports.say(`ended before ${this.stoppingPart ?? 'everything'} had stopped; all acknowledged work is kept.`);
      this.ports.exit(1);
    }
    this.interruptedAtMs ??= this.ports.now();
  }

  /** Stops every part and ends with `code`. The first call counts. Without `why` it says nothing: whoever calls has said it. */
  end(code: number, why?: string): void {
    if (this.ending) return;
    this.ending = true;
    if (why !== undefined) this.ports.say(why);
    const limit = setTimeout(() => this.giveUp(), this.ports.limitMs);
    void this.stopAll().then(() => {
      clearTimeout(limit);
      if (why !== undefined) this.ports.say('stopped.');
      this.ports.exit(code);
    });
  }

  private async stopAll(): Promise<void> {
    // A start that is under way may add parts meanwhile.
    for (let part = this.parts.pop(); part !== undefined; part = this.parts.pop()) {
      this.stoppingPart = part.name;
      try {
        await part.stop();
      } catch (error) {
        this.ports.failed(part.name, error);
      }
    }
  }

  private giveUp(): void {
    const { say, exit, limitMs } = this.ports;
    say(`${this.stoppingPart ?? 'a part'} has not stopped within ${limitMs / 1000} s; ending without it. All acknowledged work is kept.`);
    exit(1);
  }
}
