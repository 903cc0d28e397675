/**
 * Publishes what is told to a case's process. A message is durable before anybody hears of it (`intendMessage`, in the transaction of
 * the act that it tells); publishing it twice is harmless, because the engine refuses a message id that it knows.
 */
import { row, rows, run, type Statements } from '../database.js';
import { Loop } from '../loop.js';
import type { CaseServices } from '../services.js';

const AT_ONCE = 64;
const LOOK_AGAIN_MS = 500;

export interface CaseMessage {
  readonly id: string;
  readonly name: string;
  /** Codes and ids alone. */
  readonly variables: Readonly<Record<string, string>>;
  /** To one visit alone (`caseRun/entry`); absent: to the run. */
  readonly correlationKey?: string;
}

interface Target {
  readonly caseId: string;
  readonly caseRun: string;
  readonly open: boolean;
}

/** Gives false when the message was told before: then its act is recorded, too. */
export async function intendMessage(api: CaseServices, on: Statements, target: Target, message: CaseMessage): Promise<boolean> {
  const added = await run(
    on,
    `INSERT INTO case_message (engine, message_id, case_id, case_run, correlation_key, name, variables, told_at, state)
     VALUES (:engine, :id, :caseId, :caseRun, :correlationKey, :name, CAST(:variables AS jsonb), :at, :state) ON CONFLICT DO NOTHING`,
    {
      engine: api.engine.name,
      id: message.id,
      caseId: target.caseId,
      caseRun: target.caseRun,
      correlationKey: message.correlationKey ?? null,
      name: message.name,
      variables: JSON.stringify(message.variables),
      at: new Date(api.clock.now()),
      state: target.open ? 'pending' : 'noted',
    },
  );
  return added === 1;
}

/** `queued`: the engine doesn't answer now; it is published as soon as it does. */
export type Publication = 'published' | 'queued' | 'noted';

interface Pending {
  readonly message_id: string;
  readonly correlation_key: string;
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
}

const PENDING = `SELECT message_id, coalesce(correlation_key, case_run) AS correlation_key, name, variables FROM case_message WHERE engine = :engine AND state = 'pending'`;

export class Messenger {
  readonly #api: CaseServices;
  readonly loop: Loop;

  constructor(api: CaseServices) {
    this.#api = api;
    this.loop = new Loop('case messages', LOOK_AGAIN_MS, api.log, () => this.#round());
  }

  /** Publishes one now, for a person who waits for the answer. Its act has been committed, so no failure here undoes it. */
  async now(messageId: string): Promise<Publication> {
    const { db, engine, log } = this.#api;
    try {
      const pending = await row<Pending>(db, `${PENDING} AND message_id = :messageId`, { engine: engine.name, messageId });
      if (pending !== undefined) return (await this.#publish(pending)) ? 'published' : 'queued';
      const past = await row<{ state: 'published' | 'noted' }>(
        db,
        'SELECT state FROM case_message WHERE engine = :engine AND message_id = :messageId',
        { engine: engine.name, messageId },
      );
      return past?.state ?? 'queued';
    } catch (error) {
      log.warn({ err: error, messageId }, 'a message to a case waits: trying again');
      return 'queued';
    }
  }

  async #round(): Promise<boolean> {
    const { db, engine } = this.#api;
    if (engine.status().role !== 'writer') return false;
    const pending = await rows<Pending>(db, `${PENDING} ORDER BY told_at, message_id LIMIT :limit`, {
      engine: engine.name,
      limit: AT_ONCE,
    });
    const published = await Promise.all(pending.map((one) => this.#publish(one)));
    return pending.length === AT_ONCE && published.every((done) => done);
  }

  async #publish(pending: Pending): Promise<boolean> {
    const { db, engine, settings, log } = this.#api;
    const result = await engine.publishMessage({
      name: pending.name,
      correlationKey: pending.correlation_key,
      messageId: pending.message_id,
      timeToLiveMs: settings.messageTimeToLiveMs,
      variables: pending.variables,
    });
    if (result.type === 'unreachable') {
      log.warn({ messageId: pending.message_id, reason: result.reason }, 'a message to a case waits: the engine does not answer');
      return false;
    }
    // Refused = this message id was there before: published by a node that didn't live to write it down.
    await run(db, `UPDATE case_message SET state = 'published' WHERE engine = :engine AND message_id = :id`, {
      engine: engine.name,
      id: pending.message_id,
    });
    return true;
  }
}
