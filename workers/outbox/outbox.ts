/**
 * The outbox: what was decided for another system and not yet delivered. Writing is idempotent by the effect's key;
 * delivery is in order per case and system (letters, each in a lane of its own, wait for no other), parallel across cases, with patience of its own for each effect and a breaker for each
 * system. Nothing waits for it but the other system. What was tried in vain for long, or is refused, is held for a person.
 */
import type pg from 'pg';
import { type Clock, type EffectKey, SYSTEMS, type SystemName } from '../ports.js';
import { Breaker } from './breaker.js';
import { carryLocal, carryNothing, carryRemote, codesOf, type Outcome } from './carry.js';
import { type CodeBook, translated } from './codes.js';
import { heldCode, waitMs } from './patience.js';
import type { Effect, Peer } from './peer.js';
import { DUE, FAILED, IS_BACK, IS_DOWN, NEXT_DUE, POSTPONED, WRITE } from './statements.js';

const BATCH = 100;
/** Calls to other systems at once. */
const AT_ONCE = 8;
const IDLE_MS = 200;
const AFTER_FAULT_MS = 1_000;

/** Who wants to know what became of an effect. Called after the commit; the ledger has it also when this call is lost. */
export interface OutboxWatch {
  delivered(effect: Effect, record: { readonly id: string | null; readonly number: string | null }): Promise<void>;
  /** Nobody tries any more: a person must act. */
  held(effect: Effect, reason: { readonly code: string; readonly detail: string }): Promise<void>;
}

export interface OutboxParts {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** What goes to a system without a peer stays where it is. */
  readonly peers: Readonly<Partial<Record<SystemName, Peer>>>;
  readonly log: { warn(details: object, message: string): void };
  readonly watch?: OutboxWatch;
  /** Absent: what carries codes of ours is held. */
  readonly codes?: CodeBook | undefined;
  /** Spreads what failed together; in [0, 1). */
  readonly random?: () => number;
}

interface DueRow {
  readonly id: string;
  readonly effect_key: string;
  readonly system: SystemName;
  readonly case_number: string;
  readonly case_run: string | null;
  readonly action: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly created_at: Date;
}

export function effectText({ engine, elementInstanceKey, effect }: EffectKey): string {
  return `${engine}/${elementInstanceKey}/${effect}`;
}

export class Outbox {
  private readonly breakers: Readonly<Record<SystemName, Breaker>> = { crm: new Breaker(), dms: new Breaker(), mail: new Breaker() };
  /** That somebody delivers to. */
  private readonly systems: readonly SystemName[];
  private readonly random: () => number;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  /** How many rows this process has asked to write. */
  written = 0;

  constructor(private readonly parts: OutboxParts) {
    this.random = parts.random ?? Math.random;
    this.systems = SYSTEMS.filter((system) => parts.peers[system] !== undefined);
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
    const values = [effectKey, row.system, row.caseNumber, row.action, JSON.stringify(row.payload), this.now()];
    await this.parts.pool.query({ ...WRITE, values });
    this.written++;
    this.wake();
    return effectKey;
  }

  start(): void {
    this.schedule(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Delivers all that is due now; for callers that need a quiet system. Resolves to {@link nextDueMs}. */
  async drain(): Promise<number | undefined> {
    const drained = this.running.then(async () => {
      for (;;) {
        const settled = await this.deliverDue();
        const nextMs = await this.nextDueMs();
        if (settled === 0 || nextMs === undefined || nextMs > this.parts.clock.now()) return nextMs;
      }
    });
    this.running = drained.then(
      () => undefined,
      () => undefined,
    );
    return drained;
  }

  /** Engine clock: when the next effect may go; undefined = none waits, or all that wait are held or rest. */
  async nextDueMs(): Promise<number | undefined> {
    const { rows } = await this.parts.pool.query<{ system: SystemName; due: Date }>({ ...NEXT_DUE, values: [this.now()] });
    const times = rows
      .filter(({ system }) => this.systems.includes(system))
      .map(({ system, due }) => Math.max(due.getTime(), this.breakers[system].opensAtMs));
    return times.length === 0 ? undefined : Math.min(...times);
  }

  private wake(): void {
    if (this.timer) this.schedule(0);
  }

  private schedule(delayMs: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.running
        .then(async () => {
          const settled = await this.deliverDue();
          this.schedule(settled > 0 ? 0 : IDLE_MS);
        })
        .catch((error: unknown) => {
          this.parts.log.warn({ error }, 'Delivering from the outbox failed; trying again');
          this.schedule(AFTER_FAULT_MS);
        });
    }, delayMs);
  }

  /** Gives how many effects were delivered. */
  private async deliverDue(): Promise<number> {
    const nowMs = this.parts.clock.now();
    const allowed = this.systems.map((system) => ({ system, left: this.breakers[system].allowance(nowMs) })).filter(({ left }) => left > 0);
    const values = [new Date(nowMs), BATCH, allowed.map(({ system }) => system)];
    const { rows } = await this.parts.pool.query<DueRow>({ ...DUE, values });
    const effects = rows.map(effectOf).filter(({ system }) => {
      const allowance = allowed.find((one) => one.system === system);
      return allowance !== undefined && allowance.left-- > 0;
    });
    let delivered = 0;
    const remote: Effect[] = [];
    for (const effect of effects) {
      if (this.parts.peers[effect.system]?.type === 'remote') remote.push(effect);
      else if (await this.carry(effect)) delivered++;
    }
    const next = remote[Symbol.iterator]();
    const carryOn = async (): Promise<void> => {
      for (const effect of next) {
        // The door may have closed since this batch was read.
        if (this.breakers[effect.system].allowance(this.parts.clock.now()) > 0 && (await this.carry(effect))) delivered++;
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, remote.length) }, carryOn));
    return delivered;
  }

  private async carry(effect: Effect): Promise<boolean> {
    const { pool, peers, clock, codes } = this.parts;
    const peer = peers[effect.system];
    if (peer === undefined) return false;
    if (peer.type === 'remote' && peer.notBefore !== undefined) {
      const notBeforeMs = await peer.notBefore(effect);
      if (notBeforeMs > clock.now()) {
        await pool.query({ ...POSTPONED, values: [effect.id, new Date(notBeforeMs)] });
        return false;
      }
    }
    const startedMs = performance.now();
    const said = await translated(effect, codes, clock.now());
    const outcome =
      said.type === 'unsayable'
        ? await carryNothing(pool, said.effect, said.refusal)
        : peer.type === 'local'
          ? await carryLocal(pool, peer, said.effect, clock)
          : await carryRemote(pool, peer, said.effect, clock);
    if (outcome.type === 'notMine') return false;
    if (outcome.type === 'delivered') {
      if (this.breakers[effect.system].succeeded()) await pool.query({ ...IS_BACK, values: [effect.system, this.now()] });
      if (peer.type === 'remote') await this.tell(effect, (watch) => watch.delivered(effect, recordOf(outcome)));
      return true;
    }
    await this.failed(said.effect, outcome, Math.round(performance.now() - startedMs));
    return false;
  }

  private async failed(effect: Effect, outcome: Exclude<Outcome, { type: 'delivered' | 'notMine' }>, tookMs: number): Promise<void> {
    const { pool, clock, log } = this.parts;
    const tries = effect.attempts + 1;
    const nowMs = clock.now();
    const code = heldCode(outcome, tries, nowMs - effect.createdAtMs);
    const next = new Date(nowMs + waitMs(outcome, tries, this.random()));
    const detail = outcome.reason.slice(0, 2_000);
    await pool.query({ ...FAILED, values: [effect.id, this.now(), tookMs, outcome.type, detail, next, code, codesOf(effect)] });
    log.warn(
      { effect: effect.effectKey, outcome },
      code === null ? 'A delivery failed; it will be tried again' : 'A delivery waits for a person',
    );
    if (outcome.type === 'unavailable' && this.breakers[effect.system].failed(nowMs, this.random(), outcome.retryAfterMs)) {
      await pool.query({ ...IS_DOWN, values: [effect.system, this.now(), detail] });
    }
    if (code !== null) await this.tell(effect, (watch) => watch.held(effect, { code, detail }));
  }

  private async tell(effect: Effect, telling: (watch: OutboxWatch) => Promise<void>): Promise<void> {
    const { watch, log } = this.parts;
    if (watch === undefined) return;
    await telling(watch).catch((error: unknown) =>
      log.warn({ error, effect: effect.effectKey }, 'What became of an effect could not be told'),
    );
  }

  private now(): Date {
    return new Date(this.parts.clock.now());
  }
}

function recordOf({ recordId, recordNumber }: Extract<Outcome, { type: 'delivered' }>): { id: string | null; number: string | null } {
  return { id: recordId ?? null, number: recordNumber ?? null };
}

function effectOf(row: DueRow): Effect {
  return {
    id: row.id,
    effectKey: row.effect_key,
    system: row.system,
    caseNumber: row.case_number,
    caseRun: row.case_run,
    action: row.action,
    payload: row.payload,
    attempts: row.attempts,
    createdAtMs: row.created_at.getTime(),
  };
}
