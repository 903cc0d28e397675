/**
 * What the published model would make of a matter, before it does: the very handlers of the workers run over a foresight of the engine,
 * on a case that isn't there. So the desk says the date that the case will get, offers what its task will offer, and a preview shows the
 * sentence that closing would take. Jobs that only have effects outside are passed over.
 */
import { type CourseCases, courseHandlers } from '../../workers/index.js';
import { promisedFrom } from '../dates/count.js';
import type { ForeseenTask, Foresight, ForesightStart, ProcessVariables } from '../engine-port/port.js';
import type { Services } from '../services.js';
import { FAR_FUTURE } from './codes.js';
import { type Registration, startVariables } from './register.js';

export type AskedMatter = Pick<Registration, 'caseType' | 'classification' | 'channel' | 'entryTier' | 'registeredBy'>;

/** What closing would be given. */
export interface ForeseenClosing {
  readonly outcomeCode: string;
  /** The outcome's own sentence to the resident. */
  readonly sentence: string;
  /** Without a person's text it can't be closed. */
  readonly needsText: boolean;
}

/** A course has fewer automatic steps than this before a person is asked; a model that runs in a circle ends here. */
const MOST_JOBS = 60;
const NOBODY = 'foreseen';

export function startOf({ caseType, ...asked }: AskedMatter): ForesightStart {
  return { type: 'start', processId: caseType, variables: startVariables(NOBODY, `${NOBODY}/1`, asked) };
}

/** The one count of dates makes them, so the desk says what the case will get. */
interface PromisedDates {
  readonly promiseAt: Date;
}

export class ForeseenCourse {
  readonly #foresight: Foresight;
  readonly #handlers: ReturnType<typeof courseHandlers>;
  readonly #engine: string;
  #dates: PromisedDates | null = null;
  #closing: ForeseenClosing | null = null;
  #entry = 0;

  private constructor(api: Services, foresight: Foresight) {
    this.#foresight = foresight;
    this.#engine = api.engine.name;
    const cases: CourseCases = {
      classify: async ({ classification }) => classification,
      computeDates: async ({ term, department }) => {
        const calendar = await api.calendars.of(api.db, department ?? null);
        this.#dates = { promiseAt: new Date(promisedFrom(calendar, api.clock.now(), term)) };
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

  /** undefined: there is no such process or task, or this engine can't foresee. */
  static async from(api: Services, start: ForesightStart): Promise<ForeseenCourse | undefined> {
    const foresight = await api.engine.foresee(start);
    if (foresight === undefined) return undefined;
    const course = new ForeseenCourse(api, foresight);
    await course.#walk();
    return course;
  }

  get dates(): PromisedDates | null {
    return this.#dates;
  }

  get closing(): ForeseenClosing | null {
    return this.#closing;
  }

  /** What a person would be asked now. */
  async task(): Promise<ForeseenTask | undefined> {
    return (await this.#foresight.tasks())[0];
  }

  /** False: the task refused it. */
  async decide(taskKey: string, values: ProcessVariables): Promise<boolean> {
    if ((await this.#foresight.completeTask(taskKey, values)) !== undefined) return false;
    await this.#walk();
    return true;
  }

  /** As far as automatic steps lead. A step whose model breaks its contract leads nowhere: there the case would wait for the administrator. */
  async #walk(): Promise<void> {
    for (let done = 0; done < MOST_JOBS && this.#closing === null; done++) {
      const [job] = await this.#foresight.jobs();
      if (job === undefined) return;
      const { key, ...rest } = job;
      const handler = this.#handlers.get(job.type);
      const result = await handler?.({ ...rest, engine: this.#engine, processInstanceKey: '0', elementInstanceKey: key }).catch(() => null);
      if (result === null || result?.type === 'error') return;
      if ((await this.#foresight.completeJob(key, result?.variables ?? {})) !== undefined) return;
    }
  }

  #visit() {
    this.#entry += 1;
    return { entry: this.#entry, knockAt: FAR_FUTURE, assignee: '' };
  }
}
