/** Brings an effect into Tryton: a task for each run of a case, its status and its dates. Reads back what it wrote. */
import type { Delivery } from '../../outbox/peer.js';
import { NotDelivered } from '../answers.js';
import type { CrmChange, CrmDates, CrmRecord } from '../crm-effects.js';
import type { CrmTelling } from '../crm-peer.js';
import type { Task, TaskDates, Tasks } from './tasks.js';

/** How a task is to be. */
interface Wish {
  isSo(task: Task): boolean;
  write(task: Task): Promise<void>;
  /** For the reason when it isn't so: what was wanted, and what there is instead. */
  readonly wanted: string;
  found(task: Task): string;
}

export class Delivering implements CrmTelling {
  constructor(private readonly tasks: Tasks) {}

  async record(effect: string, told: CrmRecord, signal: AbortSignal): Promise<Delivery> {
    const { caseNumber, caseRun, title, channel, resident, at } = told;
    // By the run: one task for a run, whichever effect asks for it.
    const [known] = await this.tasks.withKey('caseRun', caseRun, signal);
    if (known !== undefined) return this.bring(known, this.wishFor(told, signal), 'was there already', signal);
    const person = resident === null ? [] : [`Mieszkaniec: ${resident}`];
    const lines = [`Kanał: ${channel}`, `Przyjęto: ${at}`, ...person];
    const id = await this.tasks.create(title, lines, { effect, caseNumber, caseRun }, told, signal);
    const made = await this.tasks.read(id, signal);
    if (made?.keys.effect === effect && made.keys.caseNumber === caseNumber && made.keys.caseRun === caseRun)
      return this.bring(made, this.wishFor(told, signal), 'made', signal);
    const reason =
      `Expected task ${id} to carry our key, but Tryton shows it without. Nothing else was done. ` +
      `Look for what changes new tasks there, delete task ${id}, then send this again.`;
    return { type: 'refused', code: 'invalid', reason };
  }

  async change({ caseRun, status, outcome }: CrmChange, signal: AbortSignal): Promise<Delivery> {
    const [known] = await this.tasks.withKey('caseRun', caseRun, signal);
    if (known === undefined) return noTask(caseRun);
    const wanted = statusName(status, outcome);
    if (known.status === wanted) return delivered(known, 'was so already');
    const target = await this.tasks.statusNamed(wanted, signal);
    if (target === undefined) {
      const reason = `Expected Tryton to have a status '${wanted}' for tasks, but it has none`;
      return { type: 'refused', code: 'unknown-code', reason };
    }
    const wish: Wish = {
      isSo: (task) => task.status === wanted,
      write: (task) => this.tasks.setStatus(task, target, signal),
      wanted: `be in status '${wanted}' now`,
      found: (task) => `its status is '${task.status}'`,
    };
    return this.bring(known, wish, 'was so already', signal);
  }

  async dates(told: CrmDates, signal: AbortSignal): Promise<Delivery> {
    const [known] = await this.tasks.withKey('caseRun', told.caseRun, signal);
    return known === undefined ? noTask(told.caseRun) : this.bring(known, this.wishFor(told, signal), 'was so already', signal);
  }

  private wishFor({ promiseAt, statutoryAt }: TaskDates, signal: AbortSignal): Wish {
    return {
      isSo: ({ dates }) => dates.promiseAt === promiseAt && dates.statutoryAt === statutoryAt,
      write: (task) => this.tasks.setDates(task, { promiseAt, statutoryAt }, signal),
      wanted: `say the dates ${promiseAt} and ${statutoryAt} in its comment now`,
      found: ({ dates }) => `it says ${dates.promiseAt} and ${dates.statutoryAt}`,
    };
  }

  /** Somebody changed the task meanwhile: reads it again and tries once more, then leaves it to the next try of the outbox. */
  private async bring(known: Task, wish: Wish, asItIs: string, signal: AbortSignal): Promise<Delivery> {
    if (wish.isSo(known)) return delivered(known, asItIs);
    const after = (await this.attempt(known, wish, signal)) ?? (await this.again(known.id, wish, signal));
    if (after !== undefined && wish.isSo(after)) return delivered(after, 'changed');
    const found = after === undefined ? 'it is gone' : wish.found(after);
    return { type: 'busy', reason: `Expected task ${known.id} to ${wish.wanted}, but ${found}` };
  }

  private async again(id: number, wish: Wish, signal: AbortSignal): Promise<Task | undefined> {
    const task = await this.tasks.read(id, signal);
    if (task === undefined || wish.isSo(task)) return task;
    await wish.write(task);
    return this.tasks.read(id, signal);
  }

  /** undefined: it has changed since we read it. */
  private async attempt(task: Task, wish: Wish, signal: AbortSignal): Promise<Task | undefined> {
    try {
      await wish.write(task);
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

function noTask(caseRun: string): Delivery {
  const reason = `Expected a task of case run ${caseRun}, but Tryton finds none; somebody may have deleted it, or our lines in its comment`;
  return { type: 'refused', code: 'not-found', reason };
}

function delivered({ id, version }: Task, detail: string): Delivery {
  return { type: 'delivered', recordId: String(id), detail: `task ${id} ${detail}, version ${version}` };
}
