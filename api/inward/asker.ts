/**
 * Asks the systems that can be asked: about what was hinted at, and on a schedule for all that changed. The writing node alone does, one
 * system and one record after the other, so that what was read later is also taken later.
 */
import type { RecordSource } from '../../workers/outbox/source.js';
import { RECORD_SYSTEMS, type RecordSystem } from '../../workers/ports.js';
import { row, rows, run, type Transaction, transaction } from '../database.js';
import { Loop } from '../loop.js';
import type { Services } from '../services.js';
import { recordEventSchema } from './events.js';
import { fetchDocuments } from './fetching.js';
import { putAside } from './inbox.js';
import { type Taken, takeRecord } from './records.js';
import { type Seen, seenInEvent, seenInRecord } from './seen.js';
import { rests } from './systems.js';

const ANSWER_MS = 30_000;
const HINTS_AT_ONCE = 50;
/** What can't be taken after so many looks is a person's to settle. */
const MOST_LOOKS = 20;

interface Hint {
  readonly id: string;
  readonly data: unknown;
  readonly attempts: number;
}

export class Asker {
  readonly loop: Loop;
  readonly #api: Services;
  /** Real time. */
  readonly #polledMs = new Map<RecordSystem, number>();

  constructor(api: Services) {
    this.#api = api;
    this.loop = new Loop('changes in other systems', api.settings.pollEveryMs, api.log, () => this.#round());
  }

  async #round(): Promise<boolean> {
    const { engine, systems, log } = this.#api;
    if (engine.status().role !== 'writer') return false;
    let more = false;
    for (const system of RECORD_SYSTEMS) {
      const source = systems.sources[system];
      if (source === undefined || (await rests(this.#api, system))) continue;
      try {
        more = (await this.#followHints(system, source)) || more;
        more = (await this.#poll(system, source)) || more;
        if (source.content !== undefined) more = (await fetchDocuments(this.#api, system, source)) || more;
      } catch (error) {
        log.warn({ err: error, system }, 'Another system could not be asked; it is asked again later, and nothing is lost');
      }
    }
    return more;
  }

  async #followHints(system: RecordSystem, source: RecordSource): Promise<boolean> {
    const hints = await rows<Hint>(
      this.#api.db,
      `SELECT id, data, attempts FROM inward_event WHERE system = :system AND state = 'waiting' ORDER BY attempts, id LIMIT ${HINTS_AT_ONCE}`,
      { system },
    );
    for (const hint of hints) {
      const claimed = seenInEvent(recordEventSchema.parse(hint.data));
      const now = await source.read(claimed.recordId, AbortSignal.timeout(ANSWER_MS));
      // What the event says of the case stays of use where the record itself names none.
      const seen = now === undefined ? undefined : { ...seenInRecord(now), caseNumber: claimed.caseNumber };
      await this.#settle(system, hint, claimed, seen);
    }
    return hints.length === HINTS_AT_ONCE;
  }

  async #settle(system: RecordSystem, { id, attempts }: Hint, claimed: Seen, seen: Seen | undefined): Promise<void> {
    const settled = `UPDATE inward_event SET state = 'settled', data = NULL, result = :result WHERE id = CAST(:id AS bigint)`;
    const take = async (on: Transaction): Promise<Taken> => {
      // It isn't there any more, or never could be taken: a person sees what was claimed.
      if (seen === undefined || attempts >= MOST_LOOKS) return aside(this.#api, on, system, claimed);
      return takeRecord(this.#api, on, system, seen);
    };
    try {
      await this.#publish(
        await transaction(this.#api.db, async (on) => {
          const taken = await take(on);
          await run(on, settled, { id, result: taken.type });
          return taken;
        }),
      );
    } catch (error) {
      this.#api.log.error({ err: error, system, id }, 'What another system told could not be taken; it is tried again');
      await run(this.#api.db, 'UPDATE inward_event SET attempts = attempts + 1 WHERE id = CAST(:id AS bigint)', { id });
    }
  }

  /** Gives whether there is more to read at once. */
  async #poll(system: RecordSystem, source: RecordSource): Promise<boolean> {
    const { db, clock, log, settings } = this.#api;
    const nowMs = performance.now();
    if (nowMs - (this.#polledMs.get(system) ?? Number.NEGATIVE_INFINITY) < settings.pollEveryMs) return false;
    this.#polledMs.set(system, nowMs);
    const known = await row<{ cursor: string }>(db, 'SELECT cursor FROM source_cursor WHERE system = :system', { system });
    const { records, cursor, hasMore = false } = await source.changes(known?.cursor, AbortSignal.timeout(ANSWER_MS));
    for (const record of records) {
      const seen = seenInRecord(record);
      const taken = await transaction(db, (on) => takeRecord(this.#api, on, system, seen)).catch((error: unknown) => {
        log.error(
          { err: error, system, recordId: seen.recordId },
          'A change in another system could not be taken; it is put aside for a person',
        );
        return transaction(db, (on) => aside(this.#api, on, system, seen));
      });
      await this.#publish(taken);
    }
    // Only now: whoever dies before reads the same changes again.
    await run(
      db,
      `INSERT INTO source_cursor (system, cursor, read_at) VALUES (:system, :cursor, :now)
       ON CONFLICT (system) DO UPDATE SET cursor = excluded.cursor, read_at = excluded.read_at`,
      { system, cursor, now: new Date(clock.now()) },
    );
    if (hasMore) this.#polledMs.delete(system);
    return hasMore;
  }

  async #publish(taken: Taken): Promise<void> {
    if (taken.type === 'told') await this.#api.publishNow(taken.messageId);
  }
}

async function aside(api: Services, on: Transaction, system: RecordSystem, heard: Seen): Promise<Taken> {
  const named = heard.caseRun ?? heard.caseNumber;
  return { type: await putAside(api, on, { system, kind: 'record', recordId: heard.recordId, heard, named }) };
}
