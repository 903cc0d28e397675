/** Lets the planned faults come and go as the cases do: at the doors of the two systems, and by `kill -9`. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultDoor } from './fault-door.js';
import { type FaultCount, type FaultWindow, sharesAt } from './faults.js';
import type { House } from './house.js';
import type { VirtualClock } from './virtual-clock.js';

const LOOK_MS = 100;
const STILL_MS = 15_000;
const CREEP_A_SECOND = 0.01;
const HOUR_MS = 3_600_000;

export interface Stand {
  readonly house: House;
  readonly clock: VirtualClock;
  readonly crm: FaultDoor;
  readonly dms: FaultDoor;
  readonly count: FaultCount;
  /** Real time in which the hour without the CRM passes. */
  readonly hourPassesInMs: number;
  readonly tell: (sentence: string) => void;
}

export class Conductor {
  private readonly once: FaultWindow[];
  private readonly under: Promise<void>[] = [];
  private starting: Promise<void> = Promise.resolve();
  private isStarting = false;
  private running = true;
  private finished: Promise<void> | undefined;
  private failure: unknown;

  constructor(
    private readonly stand: Stand,
    private readonly windows: readonly FaultWindow[],
    /** Share of the way: each case counts half when it is taken, half at its end. */
    private readonly progress: () => number,
  ) {
    this.once = windows.filter(({ kind }) => kind.endsWith('-killed') || kind === 'crm-down');
  }

  start(): void {
    this.finished ??= this.run();
  }

  /** Resolves when each fault is over and everybody is there again. Rejects when the house didn't come back. */
  async lift(): Promise<void> {
    this.running = false;
    await this.finished;
    await Promise.all(this.under);
    if (this.failure !== undefined) throw this.failure;
    const { crm, dms } = this.stand;
    crm.shares = new Map();
    dms.shares = new Map();
    await crm.up();
    await dms.up();
  }

  private async run(): Promise<void> {
    let known = 0;
    let progress = 0;
    let movedMs = performance.now();
    for (; this.running; await sleep(LOOK_MS)) {
      const now = this.progress();
      // While nobody is at home nothing can move.
      if (now > known || this.stand.house.url === undefined) movedMs = performance.now();
      known = now;
      // Cases that wait for a fault to end would else keep it up for ever.
      const isStill = performance.now() - movedMs > STILL_MS;
      progress = isStill ? progress + (CREEP_A_SECOND * LOOK_MS) / 1_000 : Math.max(progress, now);
      const shares = sharesAt(this.windows, progress, (kind) => this.stand.count.of(kind));
      const { crm, dms, house } = this.stand;
      crm.shares = shares;
      dms.shares = shares;
      await (shares.has('dms-down') ? dms.down() : dms.up());
      while (this.once[0] !== undefined && progress >= Math.min(...this.once.map(({ from }) => from))) {
        const next = this.once.reduce((first, one) => (one.from < first.from ? one : first));
        this.once.splice(this.once.indexOf(next), 1);
        this.under.push(
          this.happen(next).catch((error: unknown) => {
            this.failure ??= error;
          }),
        );
      }
      if (!this.isStarting && house.hasEnded) this.failure ??= new Error('Expected the house to stand, but it ended by itself');
    }
  }

  private async happen({ kind }: FaultWindow): Promise<void> {
    const { house, clock, crm, count, tell } = this.stand;
    switch (kind) {
      case 'crm-down': {
        tell('the CRM is down for an hour');
        await crm.down();
        clock.speed = HOUR_MS / this.stand.hourPassesInMs;
        await clock.pass(HOUR_MS);
        clock.usually();
        await crm.up();
        return;
      }
      case 'house-killed':
      case 'database-killed': {
        count.add(kind);
        this.starting = this.starting.then(async () => {
          this.isStarting = true;
          tell(kind === 'house-killed' ? 'kill -9 of the house' : 'kill -9 of PostgreSQL');
          await (kind === 'house-killed' ? house.kill() : house.killDatabase());
          await house.start();
          await clock.pin();
          this.isStarting = false;
        });
        await this.starting;
        return;
      }
      default:
        throw new Error(`Expected a fault that comes once, but got ${kind}`);
    }
  }
}
