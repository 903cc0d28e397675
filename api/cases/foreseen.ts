/**
 * What the published model would make of a matter, before it does: the very handlers of the workers run over a rehearsal of the engine,
 * on a case that isn't there. So the desk says the date that the case will get, offers what its task will offer, and a preview shows the
 * sentence that closing would take. Jobs that only have effects outside are passed over.
 */
import { type CourseCases, courseHandlers, type JobHandler } from '../../workers/index.js';
import { row } from '../database.js';
import { promisedFrom } from '../dates/count.js';
import type { ProcessVariables } from '../engine-port/port.js';
import type { EngineRehearsal, RehearsedTask } from '../engine-port/rehearsal.js';
import { REHEARSAL_LIMITS } from '../rehearsal/limits.js';
import { work } from '../rehearsal/work.js';
import type { Services } from '../services.js';
import { FAR_FUTURE } from './codes.js';
import { type Registration, startVariables } from './register.js';

export type AskedMatter = Pick<Registration, 'caseType' | 'classification' | 'channel' | 'entryTier' | 'registeredBy'>;

/** Where it begins: with a new case's process, or with an open task as it is now. */
type CourseStart =
  | { readonly type: 'start'; readonly processId: string; readonly variables: ProcessVariables }
  | { readonly type: 'task'; readonly taskKey: string };

interface ForeseenTask extends RehearsedTask {
  /** Who gets it and what it offers; undefined: nobody has read its model yet. */
  readonly offer: { readonly tier: string | null; readonly actions: readonly string[] } | undefined;
  /** form-js schema, JSON. */
  readonly form: string | undefined;
}

/** What closing would be given. */
export interface ForeseenClosing {
  readonly outcomeCode: string;
  /** The outcome's own sentence to the resident. */
  readonly sentence: string;
  /** Without a person's text it can't be closed. */
  readonly needsText: boolean;
}

/**
 * A course has fewer automatic steps than this before a person is asked; a model that runs in a circle ends here, far below the engine's
 * limits: a clerk waits for the answer, and each step may ask the database for a calendar.
 */
const MOST_JOBS = 60;
const NOBODY = 'foreseen';

const passedOver: JobHandler = async () => ({ type: 'complete', variables: {} });

export function startOf({ caseType, ...asked }: AskedMatter): CourseStart {
  return { type: 'start', processId: caseType, variables: startVariables(NOBODY, `${NOBODY}/1`, asked) };
}

/** The one count of dates makes them, so the desk says what the case will get. */
interface PromisedDates {
  readonly promiseAt: Date;
}

export class ForeseenCourse {
  readonly #api: Services;
  readonly #rehearsal: EngineRehearsal;
  readonly #handlers: ReturnType<typeof courseHandlers>;
  #dates: PromisedDates | null = null;
  #closing: ForeseenClosing | null = null;
  #entry = 0;

  private constructor(api: Services, rehearsal: EngineRehearsal, receivedAt: Date | null) {
    this.#api = api;
    this.#rehearsal = rehearsal;
    const cases: CourseCases = {
      classify: async ({ classification }) => classification,
      computeDates: async ({ term, department }) => {
        const calendar = await api.calendars.of(api.db, department ?? null);
        this.#dates = { promiseAt: new Date(promisedFrom(calendar, receivedAt?.getTime() ?? api.clock.now(), term)) };
        return { promiseAt: this.#dates.promiseAt.toISOString(), noticeAt: FAR_FUTURE };
      },
      enterTier: async ({ toTier }) => ({ tier: toTier, ...this.#visit() }),
      close: async ({ outcomeCode, residentText: sentence, needsText }) => {
        this.#closing = { outcomeCode, sentence, needsText };
        return { type: 'closed', replyChannel: 'none', fallbackChannel: 'none', visit: this.#visit() };
      },
    };
    this.#handlers = courseHandlers(cases);
  }

  /** undefined: there is no such process or open task, it can't start, or this engine can't rehearse. `receivedAt` null: now. */
  static async from(api: Services, start: CourseStart, receivedAt: Date | null = null): Promise<ForeseenCourse | undefined> {
    const rehearsal = await api.engine.rehearse(api.clock.now(), REHEARSAL_LIMITS, start.type === 'task' ? start.taskKey : undefined);
    if (rehearsal === undefined) return undefined;
    const course = new ForeseenCourse(api, rehearsal, receivedAt);
    const { port } = rehearsal;
    const began = start.type === 'task' || (await course.#within(async () => (await port.start(start)).type === 'started'));
    return began && (await course.#within(() => course.#walk())) ? course : undefined;
  }

  get dates(): PromisedDates | null {
    return this.#dates;
  }

  get closing(): ForeseenClosing | null {
    return this.#closing;
  }

  /** What a person would be asked now. */
  async task(): Promise<ForeseenTask | undefined> {
    const [task] = this.#rehearsal.tasks();
    if (task === undefined) return undefined;
    const { db, engine } = this.#api;
    const [form, offer] = await Promise.all([
      this.#rehearsal.port.taskForm(task.key),
      row<{ tier: string | null; actions: string[] }>(
        db,
        'SELECT tier, actions FROM model_element WHERE engine = :engine AND definition_key = :definitionKey AND element_id = :elementId',
        { engine: engine.name, definitionKey: task.definitionKey, elementId: task.elementId },
      ),
    ]);
    return { ...task, form, offer };
  }

  /** False: the task refused it, or the model ran on beyond the bounds. */
  decide(taskKey: string, variables: ProcessVariables): Promise<boolean> {
    const { port } = this.#rehearsal;
    return this.#within(async () => (await port.completeTask({ taskKey, variables, action: '' })).type === 'done' && (await this.#walk()));
  }

  /** As far as automatic steps lead. A step whose model breaks its contract leads nowhere: there the case would wait for the administrator. */
  async #walk(): Promise<true> {
    for (let done = 0; done < MOST_JOBS && this.#closing === null; done++) {
      const [job] = this.#rehearsal.jobs();
      if (job === undefined) break;
      await work(this.#rehearsal, job, this.#handlers.get(job.type) ?? passedOver);
    }
    return true;
  }

  /** Beyond the rehearsal's bounds there is nothing to say of a model. */
  async #within(act: () => Promise<boolean>): Promise<boolean> {
    try {
      return await act();
    } catch (error) {
      if (this.#rehearsal.met() === error) return false;
      throw error;
    }
  }

  #visit() {
    this.#entry += 1;
    return { entry: this.#entry, knockAt: FAR_FUTURE, assignee: '' };
  }
}
