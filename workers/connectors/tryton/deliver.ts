/** Brings an effect into Tryton: a task for each run of a case, and its status. Reads back what it wrote. */
import type { Delivery } from '../../outbox/peer.js';
import { NotDelivered } from '../answers.js';
import type { CrmChange, CrmRecord } from '../crm-effects.js';
import type { CrmTelling } from '../crm-peer.js';
import type { Status, Task, Tasks } from './tasks.js';

export class Delivering implements CrmTelling {
  constructor(private readonly tasks: Tasks) {}

  async record(effect: string, told: CrmRecord, signal: AbortSignal): Promise<Delivery> {
    const { caseNumber, caseRun, title, channel, resident, at } = told;
    // By the run: one task for a run, whichever effect asks for it.
    const [known] = await this.tasks.withKey('caseRun', caseRun, signal);
    if (known !== undefined) return delivered(known, 'was there already');
    const person = resident === null ? [] : [`Mieszkaniec: ${resident}`];
    const id = await this.tasks.create(title, [`Kanał: ${channel}`, `Przyjęto: ${at}`, ...person], { effect, caseNumber, caseRun }, signal);
    const made = await this.tasks.read(id, signal);
    if (made?.keys.effect === effect && made.keys.caseNumber === caseNumber && made.keys.caseRun === caseRun)
      return delivered(made, 'made');
    const reason =
      `Expected task ${id} to carry our key, but Tryton shows it without. Nothing else was done. ` +
      `Look for what changes new tasks there, delete task ${id}, then send this again.`;
    return { type: 'refused', code: 'invalid', reason };
  }

  /** Somebody changed the task meanwhile: reads it again and tries once more, then leaves it to the next try of the outbox. */
  async change({ caseRun, status, outcome }: CrmChange, signal: AbortSignal): Promise<Delivery> {
    const [known] = await this.tasks.withKey('caseRun', caseRun, signal);
    if (known === undefined) {
      const reason = `Expected a task of case run ${caseRun}, but Tryton finds none; somebody may have deleted it, or our lines in its comment`;
      return { type: 'refused', code: 'not-found', reason };
    }
    const wanted = statusName(status, outcome);
    if (known.status === wanted) return delivered(known, 'was so already');
    const target = await this.tasks.statusNamed(wanted, signal);
    if (target === undefined) {
      const reason = `Expected Tryton to have a status '${wanted}' for tasks, but it has none`;
      return { type: 'refused', code: 'unknown-code', reason };
    }
    const after = (await this.attempt(known, target, signal)) ?? (await this.again(known.id, wanted, target, signal));
    if (after?.status === wanted) return delivered(after, 'changed');
    const found = after === undefined ? 'it is gone' : `its status is '${after.status}'`;
    return { type: 'busy', reason: `Expected task ${known.id} to be in status '${wanted}' now, but ${found}` };
  }

  private async again(id: number, wanted: string, target: Status, signal: AbortSignal): Promise<Task | undefined> {
    const task = await this.tasks.read(id, signal);
    if (task === undefined || task.status === wanted) return task;
    await this.tasks.setStatus(task, target, signal);
    return this.tasks.read(id, signal);
  }

  /** undefined: it has changed since we read it. */
  private async attempt(task: Task, target: Status, signal: AbortSignal): Promise<Task | undefined> {
    try {
      await this.tasks.setStatus(task, target, signal);
    } catch (error) {
      if (error instanceof NotDelivered && error.failure.type === 'busy') return undefined;
      throw error;
    }
    return this.tasks.read(task.id, signal);
  }
}

/** A task has no field for an outcome, so each outcome is a status of its own: `resolved/RESOLVED_DONE`. */
function statusName(status: string, outcome: string | null): string {
  return outcome === null ? status : `${status}/${outcome}`;
}

function delivered({ id, version }: Task, detail: string): Delivery {
  return { type: 'delivered', recordId: String(id), detail: `task ${id} ${detail}, version ${version}` };
}
