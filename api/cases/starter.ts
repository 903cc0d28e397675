/**
 * Carries out start intents: each registered run gets exactly one process instance.
 *
 * A run is *intended* with no node (nobody has tried) → claimed by a node, which asks the engine → *started*, or *refused* for good.
 * An intent whose try has no known end (the node died, the answer was lost) is never simply tried again: first the feed must have
 * caught up with everything that the engine had committed; when it has shown an instance with this `caseRun`, that is the one.
 */
import { later, row, rows, run, transaction } from '../database.js';
import { record } from '../history/journal.js';
import { Loop } from '../loop.js';
import type { Services } from '../services.js';

/** Starts under way at once; the engine batches them. */
const AT_ONCE = 64;
const LOOK_AGAIN_MS = 500;

interface Intent {
  readonly case_id: string;
  readonly run: number;
  readonly case_run: string;
  readonly case_type: string;
  readonly start_variables: Record<string, string>;
  readonly doubtful: boolean;
}

export class Starter {
  readonly #api: Services;
  readonly #underWay = new Set<string>();
  readonly loop: Loop;

  constructor(api: Services) {
    this.#api = api;
    this.loop = new Loop('case starter', LOOK_AGAIN_MS, api.log, () => this.#round());
  }

  async #round(): Promise<boolean> {
    if (this.#api.engine.status().role !== 'writer') return false;
    const intents = await this.#claim();
    await Promise.all(intents.map((intent) => this.#carryOut(intent).finally(() => this.#underWay.delete(intent.case_run))));
    return intents.length === AT_ONCE;
  }

  async #claim(): Promise<readonly Intent[]> {
    const { db, engine, node } = this.#api;
    const claimed = await rows<Intent>(
      db,
      `WITH free AS (
         SELECT r.case_id, r.run, r.start_node IS NOT NULL AS doubtful FROM case_run r
          WHERE r.engine = :engine AND r.start_state = 'intended' AND NOT r.case_run = ANY (:underWay)
            AND (r.start_node IS NULL OR r.start_node = :node
                 OR NOT EXISTS (SELECT 1 FROM api_node n WHERE n.node = r.start_node AND n.alive_until > now()))
          ORDER BY r.case_id LIMIT :limit FOR UPDATE OF r SKIP LOCKED)
       UPDATE case_run r SET start_node = :node FROM free, case_file c
        WHERE r.case_id = free.case_id AND r.run = free.run AND c.id = r.case_id
       RETURNING r.case_id, r.run, r.case_run, c.case_type, r.start_variables, free.doubtful`,
      { engine: engine.name, node, limit: AT_ONCE, underWay: [...this.#underWay] },
    );
    for (const intent of claimed) this.#underWay.add(intent.case_run);
    return claimed;
  }

  async #carryOut(intent: Intent): Promise<void> {
    const { db, engine, clock, feed, log } = this.#api;
    if (intent.doubtful) {
      await feed.reached(engine.status().position);
      const now = await row<{ start_state: string }>(db, 'SELECT start_state FROM case_run WHERE case_id = :caseId AND run = :run', {
        caseId: intent.case_id,
        run: intent.run,
      });
      if (now?.start_state !== 'intended') return;
      log.info({ caseRun: intent.case_run }, 'the engine never got this start: trying again');
    }
    const result = await engine.start({ processId: intent.case_type, variables: intent.start_variables });
    switch (result.type) {
      case 'started':
        // The feed says the same; whoever comes first.
        await run(
          db,
          `UPDATE case_run SET process_instance_key = coalesce(process_instance_key, :key), start_state = 'started', started_at = coalesce(started_at, :at)
            WHERE case_id = :caseId AND run = :run`,
          { key: result.instanceKey, at: new Date(clock.now()), caseId: intent.case_id, run: intent.run },
        );
        return;
      case 'refused':
        await this.#refused(intent, result.reason);
        return;
      case 'unreachable':
        await run(db, `UPDATE case_run SET start_node = NULL WHERE case_id = :caseId AND run = :run AND start_state = 'intended'`, {
          caseId: intent.case_id,
          run: intent.run,
        });
        log.warn({ caseRun: intent.case_run, reason: result.reason }, 'start put off');
        return;
    }
  }

  async #refused(intent: Intent, reason: string): Promise<void> {
    await transaction(this.#api.db, async (on) => {
      await row(on, 'SELECT 1 FROM case_file WHERE id = :id FOR UPDATE', { id: intent.case_id });
      later(on, `UPDATE case_run SET start_state = 'refused', start_error = :reason WHERE case_id = :caseId AND run = :run`, {
        reason,
        caseId: intent.case_id,
        run: intent.run,
      });
      later(on, `UPDATE case_file SET status = 'not-started' WHERE id = :caseId AND status = 'registered'`, { caseId: intent.case_id });
      await record(on, {
        caseId: intent.case_id,
        atMs: this.#api.clock.now(),
        actor: 'system:engine',
        act: 'case.start-refused',
        facts: { caseRun: intent.case_run, reason },
      });
    });
  }
}
