/**
 * Brings to one system what is due for it: in order per case and lane, parallel across cases as far as the system keeps up, with
 * patience of its own for each effect. Other systems have couriers of their own, so one that is slow or away holds up nobody else.
 */
import type pg from 'pg';
import type { Clock, SystemName } from '../ports.js';
import { Breaker } from './breaker.js';
import { carryLocal, carryNothing, carryRemote, codesOf, type Outcome } from './carry.js';
import { type CodeBook, translated } from './codes.js';
import { heldCode, waitMs } from './patience.js';
import type { Effect, Peer } from './peer.js';
import { DUE, FAILED, IS_BACK, IS_DOWN, LEFT_AWAY, POSTPONED } from './statements.js';
import { Window } from './window.js';

/** Of what is done in our own database. */
const LOCAL_BATCH = 100;
/** Windows that are read in advance: whoever pauses a system waits no longer than these take. */
const WINDOWS_AHEAD = 4;
const SLOW_MS = 5_000;
const IDLE_MS = 200;
const AFTER_FAULT_MS = 1_000;

/** Who wants to know what became of an effect. Called after the commit; the ledger has it also when this call is lost. */
export interface OutboxWatch {
  delivered(effect: Effect, record: { readonly id: string | null; readonly number: string | null }): Promise<void>;
  /** Nobody tries any more: a person must act. */
  held(effect: Effect, reason: { readonly code: string; readonly detail: string }): Promise<void>;
}

export interface CourierParts {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: { warn(details: object, message: string): void };
  readonly watch?: OutboxWatch;
  /** Absent: what carries codes of ours is held. */
  readonly codes?: CodeBook | undefined;
  /** Spreads what failed together; in [0, 1). */
  readonly random?: () => number;
  /** A try that fails after so long was not answered in time. Default 5 s. */
  readonly slowMs?: number;
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

export class Courier {
  private readonly breaker = new Breaker();
  private readonly window = new Window();
  private readonly random: () => number;
  private hasLooked = false;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    readonly system: SystemName,
    private readonly peer: Peer,
    private readonly parts: CourierParts,
  ) {
    this.random = parts.random ?? Math.random;
  }

  /** Engine clock; 0 = at once. */
  get opensAtMs(): number {
    return this.breaker.opensAtMs;
  }

  start(): void {
    this.schedule(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  wake(): void {
    if (this.timer) this.schedule(0);
  }

  /** Behind what is under way: delivers what is due now and gives how many effects it was. Rejects when our own database failed. */
  turn(): Promise<number> {
    const turn = this.running.then(() => this.deliverDue());
    this.running = turn.catch(() => undefined);
    return turn;
  }

  private schedule(delayMs: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.turn().then(
        (settled) => this.schedule(settled > 0 ? 0 : IDLE_MS),
        (error: unknown) => {
          this.parts.log.warn({ error, system: this.system }, 'Delivering from the outbox failed; trying again');
          this.schedule(AFTER_FAULT_MS);
        },
      );
    }, delayMs);
  }

  private async deliverDue(): Promise<number> {
    const nowMs = this.parts.clock.now();
    const atMost = Math.min(this.breaker.allowance(nowMs), this.peer.type === 'local' ? LOCAL_BATCH : WINDOWS_AHEAD * this.window.atOnce);
    if (atMost === 0) return 0;
    const { rows } = await this.parts.pool.query<DueRow>({ ...DUE, values: [new Date(nowMs), atMost, [this.system]] });
    let delivered = 0;
    let fault: { readonly error: unknown } | undefined;
    const under = new Set<Promise<void>>();
    for (const effect of rows.map(effectOf)) {
      while (under.size >= (this.peer.type === 'local' ? 1 : this.window.atOnce)) await Promise.race(under);
      // The door may have closed since this batch was read.
      if (fault !== undefined || this.breaker.allowance(this.parts.clock.now()) === 0) break;
      const one = this.carry(effect)
        .then(
          (isDelivered) => {
            if (isDelivered) delivered++;
          },
          (error: unknown) => {
            fault ??= { error };
          },
        )
        .finally(() => under.delete(one));
      under.add(one);
    }
    await Promise.all(under);
    if (fault !== undefined) throw fault.error;
    return delivered;
  }

  private async carry(effect: Effect): Promise<boolean> {
    const { pool, clock, codes } = this.parts;
    const { peer } = this;
    if (peer.type === 'remote' && peer.notBefore !== undefined) {
      const notBeforeMs = await peer.notBefore(effect);
      if (notBeforeMs > clock.now()) {
        await pool.query({ ...POSTPONED, values: [effect.id, new Date(notBeforeMs)] });
        return false;
      }
    }
    const begunMs = performance.now();
    const said = await translated(effect, codes, clock.now());
    const outcome =
      said.type === 'unsayable'
        ? await carryNothing(pool, said.effect, said.refusal)
        : peer.type === 'local'
          ? await carryLocal(pool, peer, said.effect, clock)
          : await carryRemote(pool, peer, said.effect, clock);
    if (outcome.type === 'notMine') return false;
    const endedMs = performance.now();
    if (outcome.type !== 'unavailable') this.window.answered();
    // Who refuses at once has no more to do than can be done.
    else if (endedMs - begunMs >= (this.parts.slowMs ?? SLOW_MS)) this.window.unanswered(begunMs, endedMs);
    if (outcome.type === 'delivered') {
      const wasAway = this.breaker.succeeded() || (await this.wasLeftAway());
      if (wasAway) await pool.query({ ...IS_BACK, values: [this.system, this.now()] });
      if (peer.type === 'remote') await this.tell(effect, (watch) => watch.delivered(effect, recordOf(outcome)));
      return true;
    }
    await this.failed(said.effect, outcome, Math.round(endedMs - begunMs));
    return false;
  }

  /** The breaker knows of this run alone: an earlier one, or another node, may have ended while the system was away. Asked once. */
  private async wasLeftAway(): Promise<boolean> {
    if (this.hasLooked) return false;
    const { rowCount } = await this.parts.pool.query({ ...LEFT_AWAY, values: [this.system] });
    this.hasLooked = true;
    return rowCount !== 0;
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
    if (outcome.type === 'unavailable' && this.breaker.failed(nowMs, this.random(), outcome.retryAfterMs)) {
      await pool.query({ ...IS_DOWN, values: [this.system, this.now(), detail] });
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
