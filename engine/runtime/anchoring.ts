/** Anchors the history every minute while this node is the writer. Owns the timer, and that a stop waits for the anchor under way. */
import type pg from 'pg';
import { appendAnchor } from '../store/chain/index.js';
import type { Log } from './log.js';

const ANCHOR_EVERY_MS = 60_000;

export interface AnchoringPorts {
  readonly pool: pg.Pool;
  readonly log: Log;
  isWriter(): boolean;
}

export class Anchoring {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly ports: AnchoringPorts,
    private readonly everyMs = ANCHOR_EVERY_MS,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.round(), this.everyMs);
    this.timer.unref();
  }

  /** Resolves when no anchor is being written any more; the pool may be ended then. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** One at a time: a database that needs more than a minute isn't asked a second time meanwhile. */
  private round(): void {
    if (this.stopped || this.running || !this.ports.isWriter()) return;
    this.running = appendAnchor(this.ports.pool, Date.now())
      .then(
        () => undefined,
        (error: unknown) => this.ports.log.error('no anchor this minute', { error }),
      )
      .finally(() => {
        this.running = undefined;
      });
  }
}
