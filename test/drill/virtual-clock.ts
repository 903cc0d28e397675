/** The house's engine clock, driven from here: an hour of an outage passes in seconds, and no peer's clock follows it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from './house.js';

const TICK_MS = 200;

export class VirtualClock {
  /** Virtual seconds a second. */
  speed: number;
  private atMs: number;
  private running = true;
  private finished: Promise<void> | undefined;

  /** @param apartMs how far ahead of everybody else's clock it begins */
  constructor(
    private readonly house: House,
    private readonly usual: number,
    apartMs: number,
  ) {
    this.speed = usual;
    this.atMs = Date.now() + apartMs;
  }

  get nowMs(): number {
    return this.atMs;
  }

  /** A house that begins again has the real time until it is told. */
  async pin(): Promise<void> {
    const { url } = this.house;
    if (url === undefined) return;
    const body = JSON.stringify({ timestamp: Math.round(this.atMs) });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/v2/clock`, { method: 'PUT', headers, body }).catch(() => undefined);
  }

  start(): void {
    this.finished ??= this.run();
  }

  usually(): void {
    this.speed = this.usual;
  }

  /** Resolves when that much virtual time has passed. */
  async pass(ms: number): Promise<void> {
    for (const untilMs = this.atMs + ms; this.running && this.atMs < untilMs; ) await sleep(TICK_MS / 2);
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.finished;
  }

  private async run(): Promise<void> {
    for (let before = performance.now(); this.running; ) {
      await sleep(TICK_MS);
      const now = performance.now();
      // While nobody is at home time stands still, as it does for whoever waits there.
      if (this.house.url !== undefined) this.atMs += Math.min(now - before, 5 * TICK_MS) * this.speed;
      before = now;
      await this.pin();
    }
  }
}
