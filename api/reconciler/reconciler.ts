/**
 * Compares cases with the CRM and the DMS: all of them on schedule, those that were repaired sooner, one when a person asks. The writing
 * node alone has the schedule; wherever else somebody compares at the same time, the case's lock lets one of them do something about it.
 */
import { eachOf } from '../../workers/outbox/each-of.js';
import { RECORD_SYSTEMS, type RecordSystem } from '../../workers/ports.js';
import { row, rows, run } from '../database.js';
import { rests } from '../inward/systems.js';
import { Loop } from '../loop.js';
import type { Services } from '../services.js';
import type { Asked, Reconciled } from './asked.js';
import type { Kept } from './ledger-runs.js';
import { compareCase } from './one-case.js';

/** Of a system that is waited for; our own registers are read by our own database, which others need more. */
const AT_ONCE = 4;
/** Looked at again in a round. */
const MOST_REPAIRED = 200;
const AGAIN_MS = 30_000;
/** Who doesn't answer that often in a row is away; the next round asks again. */
const MOST_FAILURES = 10;
const DAY_MS = 24 * 3_600_000;

/** Systems that can be compared: a register of ours, or one that can be asked. */
export function comparableOf({ settings, systems }: Pick<Services, 'settings' | 'systems'>): readonly RecordSystem[] {
  return RECORD_SYSTEMS.filter((system) => settings.registers.includes(system) || systems.sources[system] !== undefined);
}

type Counts = { -readonly [Name in keyof Reconciled]: number };
const none = (): Counts => ({ compared: 0, waiting: 0, differences: 0, repaired: 0, left: 0 });

export class Reconciler {
  readonly loop: Loop;
  readonly #api: Services;
  /** Of this process, real time: who has just begun has better to do than comparing. */
  readonly #startedAt = new Date();

  constructor(api: Services) {
    this.#api = api;
    this.loop = new Loop('comparing with other systems', Math.min(AGAIN_MS, api.settings.reconcileEveryMs), api.log, () => this.#round());
  }

  /** Now, whatever the schedule says. A system that rests is left alone. */
  async reconcile({ systems = comparableOf(this.#api), caseNumber }: Asked = {}): Promise<Reconciled> {
    const counts = none();
    for (const system of systems) {
      if (!comparableOf(this.#api).includes(system) || (await rests(this.#api, system))) continue;
      if (caseNumber === undefined) await this.#compareAll(system, counts);
      else await this.#compareEach(system, [caseNumber], counts);
    }
    return counts;
  }

  async #round(): Promise<boolean> {
    if (this.#api.engine.status().role !== 'writer') return false;
    for (const system of comparableOf(this.#api)) {
      if (await rests(this.#api, system)) continue;
      if (await this.#isDue(system)) await this.#compareAll(system, none());
      else await this.#compareEach(system, await this.#repaired(system), none());
    }
    return false;
  }

  /** Real time: a peer's people don't wait for the engine's clock. */
  async #isDue(system: RecordSystem): Promise<boolean> {
    const found = await row<{ due: boolean }>(
      this.#api.db,
      `SELECT compare_asked OR coalesce(compared_at, :startedAt) <= now() - :everyMs * interval '1 ms' AS due FROM system_state WHERE system = :system`,
      { system, everyMs: this.#api.settings.reconcileEveryMs, startedAt: this.#startedAt },
    );
    return found?.due === true;
  }

  async #repaired(system: RecordSystem): Promise<readonly string[]> {
    const found = await rows<{ number: string }>(
      this.#api.db,
      `SELECT case_number AS number FROM drift WHERE system = :system AND gone_at IS NULL AND state = 'repairing'
        GROUP BY case_number ORDER BY min(seen_at) LIMIT ${MOST_REPAIRED}`,
      { system },
    );
    return found.map(({ number }) => number);
  }

  async #compareAll(system: RecordSystem, counts: Counts): Promise<void> {
    const { db, clock, settings } = this.#api;
    const since = new Date(clock.now() - settings.reconcileClosedDays * DAY_MS);
    // What differs is looked at until it is gone, however long ago its case was closed.
    const found = await rows<{ number: string }>(
      db,
      `SELECT number FROM case_file c
        WHERE (c.status IN ('registered', 'open') OR c.closed_at >= :since)
          AND (EXISTS (SELECT FROM outbox o WHERE o.case_number = c.number AND o.system = :system)
            OR EXISTS (SELECT FROM external_record e WHERE e.case_number = c.number AND e.system = :system))
           OR EXISTS (SELECT FROM drift d WHERE d.case_id = c.id AND d.system = :system AND d.gone_at IS NULL AND d.state <> 'accepted')`,
      { since, system },
    );
    const numbers = found.map(({ number }) => number);
    if (!(await this.#compareEach(system, numbers, counts)) || this.#api.stopping.aborted) return;
    await run(db, 'UPDATE system_state SET compared_at = now(), compared_cases = :cases, compare_asked = false WHERE system = :system', {
      ...{ system, cases: numbers.length },
    });
  }

  /** Gives whether the system answered to the end. */
  async #compareEach(system: RecordSystem, numbers: readonly string[], counts: Counts): Promise<boolean> {
    const { systems, settings, log, stopping } = this.#api;
    const source = systems.sources[system];
    const kept: Kept = { system, isRegister: source === undefined && settings.registers.includes(system) };
    let failures = 0;
    await eachOf(numbers, kept.isRegister ? 1 : AT_ONCE, async (number) => {
      if ((failures >= MOST_FAILURES && !kept.isRegister) || stopping.aborted) {
        counts.waiting++;
        return;
      }
      try {
        add(counts, await compareCase(this.#api, kept, source, number));
        failures = 0;
      } catch (error) {
        failures++;
        counts.waiting++;
        log.warn({ err: error, system, case: number }, 'A case could not be compared with another system; it is looked at again later');
      }
    });
    return failures < MOST_FAILURES || kept.isRegister;
  }
}

function add(counts: Counts, one: Awaited<ReturnType<typeof compareCase>>): void {
  if (one.type === 'waiting') counts.waiting++;
  if (one.type !== 'compared') return;
  counts.compared++;
  counts.differences += one.differences;
  counts.repaired += one.repaired;
  counts.left += one.left;
}
