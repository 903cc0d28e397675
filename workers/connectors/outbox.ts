/**
 * The outbox: what was decided for another system and not yet delivered. Writing is idempotent by the effect's key;
 * delivery is in order per case and system, parallel across cases, with back-off. Nothing waits for it but the other system.
 */
import type pg from 'pg';
import type { Clock, EffectKey } from '../ports.js';

export interface OutboxRow {
  readonly id: string;
  readonly effectKey: string;
  readonly system: 'crm' | 'dms';
  readonly caseNumber: string;
  readonly action: string;
  readonly payload: unknown;
  readonly attempts: number;
}

/** Carries one row over. Called again for the same row after a crash: it must recognise its own earlier work. */
export type Deliver = (row: OutboxRow, connection: pg.ClientBase) => Promise<void>;

const BATCH = 100;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 3_600_000;
const IDLE_MS = 200;

/** Named: planned once a connection. */
const WRITE = {
  name: 'outbox write',
  text: `INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, next_attempt_at)
       VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (effect_key) DO NOTHING`,
};
const CLAIM = {
  name: 'outbox claim',
  text: 'SELECT FROM outbox WHERE id = $1 AND delivered_at IS NULL AND attempts = $2 FOR UPDATE SKIP LOCKED',
};
const DELIVERED = {
  name: 'outbox delivered',
  text: 'UPDATE outbox SET delivered_at = $2, attempts = attempts + 1, last_error = NULL WHERE id = $1',
};
const OLDEST = 'SELECT DISTINCT ON (system, case_number) * FROM outbox WHERE delivered_at IS NULL ORDER BY system, case_number, id';
const DUE = {
  name: 'outbox due',
  text: `SELECT id, effect_key, system, case_number, action, payload, attempts FROM (${OLDEST}) oldest
          WHERE next_attempt_at <= $1 ORDER BY id LIMIT $2`,
};
const NEXT_DUE = { name: 'outbox next due', text: `SELECT min(next_attempt_at) AS due FROM (${OLDEST}) oldest` };

export function effectText({ engine, elementInstanceKey, effect }: EffectKey): string {
  return `${engine}/${elementInstanceKey}/${effect}`;
}

export class Outbox {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  /** How many rows this process has asked to write. */
  written = 0;

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
    private readonly targets: Readonly<Record<OutboxRow['system'], Deliver>>,
    private readonly log: { warn(details: object, message: string): void },
  ) {}

  /** Returns the key of the row, which also serves as our id of what is made from it. */
  async write(row: {
    readonly key: EffectKey;
    readonly system: OutboxRow['system'];
    readonly caseNumber: string;
    readonly action: string;
    readonly payload: object;
  }): Promise<string> {
    const effectKey = effectText(row.key);
    const now = new Date(this.clock.now());
    const values = [effectKey, row.system, row.caseNumber, row.action, JSON.stringify(row.payload), now];
    await this.pool.query({ ...WRITE, values });
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
        const delivered = await this.deliverDue();
        const nextMs = await this.nextDueMs();
        if (delivered === 0 || nextMs === undefined || nextMs > this.clock.now()) return nextMs;
      }
    });
    this.running = drained.then(
      () => undefined,
      () => undefined,
    );
    return drained;
  }

  /** Engine clock: when the next row that waits for a delivery is due; undefined = none waits. */
  async nextDueMs(): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ due: Date | null }>(NEXT_DUE);
    return rows[0]?.due?.getTime();
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
          const delivered = await this.deliverDue();
          this.schedule(delivered > 0 ? 0 : IDLE_MS);
        })
        .catch((error: unknown) => {
          this.log.warn({ error }, 'Delivering from the outbox failed; trying again');
          this.schedule(FIRST_BACKOFF_MS);
        });
    }, delayMs);
  }

  /** The oldest undelivered row of each case and system, when it is due. */
  private async deliverDue(): Promise<number> {
    const { rows } = await this.pool.query<{
      id: string;
      effect_key: string;
      system: OutboxRow['system'];
      case_number: string;
      action: string;
      payload: unknown;
      attempts: number;
    }>({ ...DUE, values: [new Date(this.clock.now()), BATCH] });
    let delivered = 0;
    for (const row of rows) {
      const ok = await this.deliverOne({
        id: row.id,
        effectKey: row.effect_key,
        system: row.system,
        caseNumber: row.case_number,
        action: row.action,
        payload: row.payload,
        attempts: row.attempts,
      });
      if (ok) delivered++;
    }
    return delivered;
  }

  private async deliverOne(row: OutboxRow): Promise<boolean> {
    const connection = await this.pool.connect();
    try {
      // Another node may carry over the same row, or has just done so.
      const [, claimed] = await Promise.all([connection.query('BEGIN'), connection.query({ ...CLAIM, values: [row.id, row.attempts] })]);
      if (claimed.rowCount === 0) {
        await connection.query('ROLLBACK');
        return false;
      }
      await this.targets[row.system](row, connection);
      await Promise.all([connection.query({ ...DELIVERED, values: [row.id, new Date(this.clock.now())] }), connection.query('COMMIT')]);
      return true;
    } catch (error) {
      await connection.query('ROLLBACK');
      const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** row.attempts, LONGEST_BACKOFF_MS);
      await connection.query('UPDATE outbox SET attempts = attempts + 1, last_error = $2, next_attempt_at = $3 WHERE id = $1', [
        row.id,
        error instanceof Error ? error.message : String(error),
        new Date(this.clock.now() + backoffMs),
      ]);
      this.log.warn({ row: row.effectKey, error }, 'A delivery failed; it will be tried again');
      return false;
    } finally {
      connection.release();
    }
  }
}
