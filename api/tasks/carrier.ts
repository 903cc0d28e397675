/** Carries decisions out: asks the engine to complete the task when it exists and the time to undo is over. */
import { later, row, rows, run, transaction } from '../database.js';
import { record } from '../history/journal.js';
import { Loop } from '../loop.js';
import type { CaseServices } from '../services.js';
import { actionOf } from './decision.js';

const AT_ONCE = 64;
/** Also how soon a closing follows a pinned clock that was moved. */
const LOOK_AGAIN_MS = 200;

interface Due {
  readonly id: string;
  readonly case_id: string;
  readonly run: number;
  readonly task_key: string;
  readonly login: string;
  readonly variables: Record<string, unknown>;
  readonly closing_text: string | null;
  readonly to_person: string | null;
  readonly department: string | null;
  readonly reply_channel: string | null;
  readonly decision: string;
  readonly doubtful: boolean;
}

export type Carried =
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly code: 'TASK_GONE' | 'TASK_REFUSED'; readonly reason: string }
  | { readonly type: 'putOff'; readonly reason: string };

export class Carrier {
  readonly #api: CaseServices;
  readonly loop: Loop;
  readonly #underWay = new Set<string>();
  readonly #carrying = new Map<string, Promise<Carried>>();
  #claiming: Promise<void> = Promise.resolve();

  constructor(api: CaseServices) {
    this.#api = api;
    this.loop = new Loop('decision carrier', LOOK_AGAIN_MS, api.log, () => this.#round());
  }

  /** Carries one out now, for a person who waits for the answer. */
  async now(decisionId: string): Promise<Carried> {
    const [due] = await this.#claim(decisionId);
    // Our own round may have been quicker: its person gets the same answer.
    const carried = due === undefined ? this.#carrying.get(decisionId) : this.#carry(due);
    return carried ?? { type: 'putOff', reason: 'another node has it' };
  }

  #carry(due: Due): Promise<Carried> {
    const carried = this.#carryOut(due).finally(() => {
      this.#underWay.delete(due.id);
      this.#carrying.delete(due.id);
    });
    this.#carrying.set(due.id, carried);
    return carried;
  }

  async #round(): Promise<boolean> {
    if (this.#api.engine.status().role !== 'writer') return false;
    const due = await this.#claim(null);
    await Promise.all(due.map((one) => this.#carry(one)));
    return due.length === AT_ONCE;
  }

  /** One claim at a time in this process: what another has just taken must be seen as under way, or a decision would be carried out twice. */
  #claim(decisionId: string | null): Promise<readonly Due[]> {
    const claimed = this.#claiming.then(() => this.#claimNext(decisionId));
    this.#claiming = claimed.then(
      () => undefined,
      () => undefined,
    );
    return claimed;
  }

  async #claimNext(decisionId: string | null): Promise<readonly Due[]> {
    const { db, engine, node, clock } = this.#api;
    const claimed = await rows<Due>(
      db,
      `WITH due AS (
         SELECT p.id, p.state = 'carrying' AS doubtful FROM pending_completion p
          WHERE p.engine = :engine AND p.task_key IS NOT NULL AND p.not_before <= :now AND NOT p.id = ANY (CAST(:underWay AS uuid[]))
            AND (CAST(:decisionId AS uuid) IS NULL OR p.id = CAST(:decisionId AS uuid))
            AND (p.state = 'pending' OR (p.state = 'carrying' AND (p.node = :node
                 OR NOT EXISTS (SELECT 1 FROM api_node n WHERE n.node = p.node AND n.alive_until > now()))))
          ORDER BY p.not_before LIMIT :limit FOR UPDATE OF p SKIP LOCKED)
       UPDATE pending_completion p SET state = 'carrying', node = :node FROM due WHERE p.id = due.id
       RETURNING p.id, p.case_id, p.run, p.task_key, p.login, p.variables, p.closing_text, p.to_person, p.department, p.reply_channel,
                 p.decision, due.doubtful`,
      { engine: engine.name, node, now: new Date(clock.now()), underWay: [...this.#underWay], decisionId, limit: AT_ONCE },
    );
    for (const one of claimed) this.#underWay.add(one.id);
    return claimed;
  }

  async #carryOut(due: Due): Promise<Carried> {
    const { db, engine, feed } = this.#api;
    if (due.doubtful) {
      // A node died between asking and hearing. Once the feed has all that was committed, the task itself says whether it was done.
      await feed.reached(engine.status().position);
      const now = await row<{ state: string }>(db, 'SELECT state FROM pending_completion WHERE id = :id', { id: due.id });
      if (now?.state !== 'carrying') return { type: 'done' };
    }
    await this.#prepareCase(due);
    const result = await engine.completeTask({ taskKey: due.task_key, variables: due.variables, action: actionOf(due.id) });
    switch (result.type) {
      case 'done':
        await this.#done(due);
        return { type: 'done' };
      case 'gone':
        return this.#failed(due, 'TASK_GONE', result.reason);
      case 'refused':
        return this.#failed(due, 'TASK_REFUSED', result.reason);
      case 'unreachable':
        await run(db, `UPDATE pending_completion SET state = 'pending', node = NULL WHERE id = :id AND state = 'carrying'`, { id: due.id });
        return { type: 'putOff', reason: result.reason };
    }
  }

  /** What the workers of the next steps read is there before they can run. */
  async #prepareCase(due: Due): Promise<void> {
    await transaction(this.#api.db, async (on) => {
      if (due.closing_text !== null) {
        later(on, 'UPDATE case_file SET closing_text = :text WHERE id = :id', { text: due.closing_text, id: due.case_id });
      }
      if (due.reply_channel !== null) {
        later(on, 'UPDATE case_file SET reply_channel = :channel WHERE id = :id', { channel: due.reply_channel, id: due.case_id });
      }
      later(
        on,
        'UPDATE case_run SET next_person = :person, next_department = :department, passed_on_by = :login WHERE case_id = :caseId AND run = :run',
        { person: due.to_person, department: due.department, login: due.login, caseId: due.case_id, run: due.run },
      );
    });
  }

  /**
   * The feed will say the same; until then nobody else may think that the task is open. Two statements, each with its own commit: the
   * feed locks the same two rows, and whoever holds one never waits for the other.
   */
  async #done(due: Due): Promise<void> {
    const { db, engine, clock } = this.#api;
    const at = new Date(clock.now());
    await run(
      db,
      `UPDATE task SET state = 'completed', ended_at = :at, ended_by = :login, decision = :decision
        WHERE engine = :engine AND task_key = :taskKey AND state = 'open'`,
      { at, login: due.login, decision: due.decision, engine: engine.name, taskKey: due.task_key },
    );
    await run(db, `UPDATE pending_completion SET state = 'done', ended_at = :at WHERE id = :id AND state = 'carrying'`, { id: due.id, at });
  }

  async #failed(due: Due, code: 'TASK_GONE' | 'TASK_REFUSED', reason: string): Promise<Carried> {
    const { db, clock } = this.#api;
    await transaction(db, async (on) => {
      await row(on, 'SELECT 1 FROM case_file WHERE id = :id FOR UPDATE', { id: due.case_id });
      const failed = await run(
        on,
        `UPDATE pending_completion SET state = 'failed', failure_code = :code, failure = :reason, ended_at = :at WHERE id = :id AND state = 'carrying'`,
        { id: due.id, code, reason, at: new Date(clock.now()) },
      );
      if (failed === 0) return;
      await record(on, {
        caseId: due.case_id,
        atMs: clock.now(),
        actor: 'system:engine',
        act: 'decision.failed',
        facts: { decisionId: due.id, decision: due.decision, code, login: due.login, reason },
        tells: [{ kind: 'decision-failed', to: { logins: [due.login] } }],
      });
    });
    return { type: 'failed', code, reason };
  }
}
