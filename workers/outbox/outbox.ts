/**
 * The outbox: what was decided for another system and not yet delivered. Writing is idempotent by the effect's key; a courier for each
 * system delivers. Nothing waits for it but the other system. What was tried in vain for long, or is refused, is held for a person.
 */
import { type EffectKey, SYSTEMS, type SystemName } from '../ports.js';
import { Courier, type CourierParts } from './courier.js';
import type { Peer } from './peer.js';
import { NEXT_DUE, WRITE } from './statements.js';

export interface OutboxParts extends CourierParts {
  /** What goes to a system without a peer stays where it is. */
  readonly peers: Readonly<Partial<Record<SystemName, Peer>>>;
}

export function effectText({ engine, elementInstanceKey, effect }: EffectKey): string {
  return `${engine}/${elementInstanceKey}/${effect}`;
}

export class Outbox {
  private readonly couriers: readonly Courier[];

  constructor(private readonly parts: OutboxParts) {
    this.couriers = SYSTEMS.flatMap((system) => {
      const peer = parts.peers[system];
      return peer === undefined ? [] : [new Courier(system, peer, parts)];
    });
  }

  /** Returns the key of the row, which also serves as our id of what is made from it. */
  async write(row: {
    readonly key: EffectKey;
    readonly system: SystemName;
    readonly caseNumber: string;
    readonly action: string;
    readonly payload: object;
  }): Promise<string> {
    const effectKey = effectText(row.key);
    const values = [effectKey, row.system, row.caseNumber, row.action, JSON.stringify(row.payload), new Date(this.parts.clock.now())];
    await this.parts.pool.query({ ...WRITE, values });
    this.courierOf(row.system)?.wake();
    return effectKey;
  }

  start(): void {
    for (const courier of this.couriers) courier.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.couriers.map((courier) => courier.stop()));
  }

  /** Delivers all that is due now; for callers that need a quiet system. Resolves to {@link nextDueMs}. */
  async drain(): Promise<number | undefined> {
    for (;;) {
      let settled = 0;
      for (const courier of this.couriers) settled += await courier.turn();
      const nextMs = await this.nextDueMs();
      if (settled === 0 || nextMs === undefined || nextMs > this.parts.clock.now()) return nextMs;
    }
  }

  /** Engine clock: when the next effect may go; undefined = none waits, or all that wait are held or rest. */
  async nextDueMs(): Promise<number | undefined> {
    const { rows } = await this.parts.pool.query<{ system: SystemName; due: Date }>({
      ...NEXT_DUE,
      values: [new Date(this.parts.clock.now())],
    });
    const times = rows.flatMap(({ system, due }) => {
      const courier = this.courierOf(system);
      return courier === undefined ? [] : [Math.max(due.getTime(), courier.opensAtMs)];
    });
    return times.length === 0 ? undefined : Math.min(...times);
  }

  private courierOf(system: SystemName): Courier | undefined {
    return this.couriers.find((courier) => courier.system === system);
  }
}
