/** Tasks of Tryton's project module as we read and write them; our keys are lines of a task's comment, for it has no field to spare. */
import { z } from 'zod';
import { NotDelivered } from '../answers.js';
import { LANGUAGE, type Rpc } from './rpc.js';
import { type Stamp, stamp } from './stamp.js';

export interface Keys {
  readonly effect: string;
  readonly caseNumber: string;
  readonly caseRun: string;
}

/** Lines of the comment like the keys, above them; ISO 8601, unless somebody writes something else there. */
export interface TaskDates {
  readonly promiseAt: string | null;
  readonly statutoryAt: string | null;
}

export interface Task {
  readonly id: number;
  readonly name: string;
  /** As the status is called in English. */
  readonly status: string;
  readonly isClosed: boolean;
  /** From 0 to 1; null: nobody said. */
  readonly progress: number | null;
  /** Tryton's `_timestamp`, that a write is checked against. */
  readonly version: string;
  readonly changedAt: Stamp;
  readonly comment: string;
  readonly keys: { readonly [Name in keyof Keys]: string | null };
  readonly dates: TaskDates;
}

export interface Status {
  readonly id: number;
  readonly progress: number | null;
}

/** Tryton's: an array of conditions, all of which hold. */
export type Condition = readonly unknown[];

interface Project {
  readonly id: number;
  readonly company: number;
}

const FIELDS = ['name', 'comment', 'progress', 'status.name', 'status.progress', 'create_date', 'write_date', '_timestamp'];
const PROJECT_HOLDS_MS = 300_000;

const share = z.number().nullable();
const task = z.object({
  id: z.number().int(),
  name: z.string(),
  comment: z.string().nullable(),
  progress: share,
  'status.': z.object({ name: z.string(), progress: share }),
  create_date: stamp,
  write_date: stamp.nullable(),
  _timestamp: z.string(),
});
const projects = z.array(z.object({ id: z.number().int(), company: z.number().int() }));
const statuses = z.array(z.object({ id: z.number().int(), progress: share }));
const names = z.array(z.object({ name: z.string() }));
const made = z.tuple([z.number().int()]);

export class Tasks {
  private known: (Project & { readonly untilMs: number }) | undefined;

  constructor(
    private readonly rpc: Rpc,
    private readonly project: string,
  ) {}

  /** undefined: there is none, in our project. */
  async read(id: number, signal: AbortSignal): Promise<Task | undefined> {
    return (await this.search([['id', '=', id]], { limit: 1, order: 'id ASC' }, signal))[0];
  }

  /** Tasks of our project with this key, oldest first. */
  async withKey(name: keyof Keys, value: string, signal: AbortSignal): Promise<readonly Task[]> {
    const line = lineOf(name, value).replace(/[\\%_]/g, '\\$&');
    const holdsIt = ['OR', ['comment', 'like', `%${line}\n%`], ['comment', 'like', `%${line}`]];
    const found = await this.search([holdsIt], { limit: 100, order: 'id ASC' }, signal);
    return found.filter(({ keys }) => keys[name] === value);
  }

  async search(
    conditions: readonly Condition[],
    page: { readonly limit: number; readonly order: `${'id' | 'create_date' | 'write_date'} ${'ASC' | 'DESC'}` },
    signal: AbortSignal,
  ): Promise<readonly Task[]> {
    const project = await this.ofProject(signal);
    const domain = [['parent', '=', project.id], ['type', '=', 'task'], ...conditions];
    const order = [page.order.split(' '), ['id', 'ASC']];
    const params = [domain, 0, page.limit, order, FIELDS, contextOf(project)];
    const rows = z.array(task).parse(await this.rpc.call('project.work.search_read', params, signal));
    return rows.map(({ id, name, comment, progress, 'status.': status, create_date, write_date, _timestamp }) => ({
      id,
      name,
      status: status.name,
      isClosed: status.progress === 1,
      progress,
      version: _timestamp,
      changedAt: write_date ?? create_date,
      comment: comment ?? '',
      keys: { effect: lineIn(comment, 'effect'), caseNumber: lineIn(comment, 'caseNumber'), caseRun: lineIn(comment, 'caseRun') },
      dates: { promiseAt: lineIn(comment, 'promiseAt'), statutoryAt: lineIn(comment, 'statutoryAt') },
    }));
  }

  /** Gives the new one's id. */
  async create(name: string, lines: readonly string[], keys: Keys, dates: TaskDates, signal: AbortSignal): Promise<number> {
    const project = await this.ofProject(signal);
    const ours = [...DATES.flatMap((date) => dateLine(date, dates)), ...KEYS.map((key) => lineOf(key, keys[key]))];
    const values = {
      name: oneLine(name),
      type: 'task',
      parent: project.id,
      company: project.company,
      comment: [...lines.map(oneLine), ...ours].join('\n'),
    };
    return made.parse(await this.rpc.call('project.work.create', [[values], contextOf(project)], signal))[0];
  }

  /** undefined: Tryton has no status of that name for tasks. */
  async statusNamed(name: string, signal: AbortSignal): Promise<Status | undefined> {
    const domain = [
      ['name', '=', name],
      ['types', 'in', 'task'],
    ];
    const params = [domain, 0, 1, [['id', 'ASC']], ['progress'], contextOf(await this.ofProject(signal))];
    return statuses.parse(await this.rpc.call('project.work.status.search_read', params, signal))[0];
  }

  /** Of all statuses that a task may have. */
  async statusNames(signal: AbortSignal): Promise<readonly string[]> {
    const params = [[['types', 'in', 'task']], 0, 1_000, [['id', 'ASC']], ['name'], contextOf(await this.ofProject(signal))];
    return names.parse(await this.rpc.call('project.work.status.search_read', params, signal)).map(({ name }) => name);
  }

  /** Throws `busy` when the task has changed since that version. */
  async setStatus({ id, version, progress }: Task, status: Status, signal: AbortSignal): Promise<void> {
    // Tryton refuses a status whose progress the task hasn't reached.
    const raised = status.progress !== null && status.progress > (progress ?? -1) ? { progress: status.progress } : {};
    const context = { ...contextOf(await this.ofProject(signal)), _timestamp: { [`project.work,${id}`]: version } };
    await this.rpc.call('project.work.write', [[id], { status: status.id, ...raised }, context], signal);
  }

  /** What people wrote stays. Throws `busy` when the task has changed since that version. */
  async setDates({ id, version, comment }: Task, dates: TaskDates, signal: AbortSignal): Promise<void> {
    const context = { ...contextOf(await this.ofProject(signal)), _timestamp: { [`project.work,${id}`]: version } };
    await this.rpc.call('project.work.write', [[id], { comment: withDates(comment, dates) }, context], signal);
  }

  private async ofProject(signal: AbortSignal): Promise<Project> {
    if (this.known === undefined || performance.now() > this.known.untilMs) {
      const domain = [
        ['name', '=', this.project],
        ['type', '=', 'project'],
      ];
      const params = [domain, 0, 1, [['id', 'ASC']], ['company'], { language: LANGUAGE }];
      const [found] = projects.parse(await this.rpc.call('project.work.search_read', params, signal));
      if (found === undefined) {
        // Concerns every effect, and all go by themselves once it is there.
        const reason = `Expected a project '${this.project}' that our user may see, but Tryton finds none`;
        throw new NotDelivered({ type: 'unavailable', reason });
      }
      this.known = { ...found, untilMs: performance.now() + PROJECT_HOLDS_MS };
    }
    return this.known;
  }
}

type Line = keyof Keys | keyof TaskDates;
const LABELS: Readonly<Record<Line, string>> = {
  promiseAt: 'Okienko promise',
  statutoryAt: 'Okienko statutory date',
  effect: 'Okienko effect',
  caseNumber: 'Okienko case',
  caseRun: 'Okienko run',
};
const KEYS = ['effect', 'caseNumber', 'caseRun'] as const satisfies readonly (keyof Keys)[];
const DATES = ['promiseAt', 'statutoryAt'] as const satisfies readonly (keyof TaskDates)[];

/** Tryton takes no control characters in a name, and our keys are lines. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function lineOf(name: Line, value: string): string {
  return `${LABELS[name]}: ${oneLine(value)}`;
}

/** The last line of that label: above it people write what they like. */
function lineIn(comment: string | null, name: Line): string | null {
  const lines = (comment ?? '').split(/\r?\n/).filter((line) => line.startsWith(`${LABELS[name]}: `));
  return (
    lines
      .at(-1)
      ?.slice(LABELS[name].length + 2)
      .trim() ?? null
  );
}

function dateLine(date: keyof TaskDates, dates: TaskDates): readonly string[] {
  const at = dates[date];
  return at === null ? [] : [lineOf(date, at)];
}

/** Above our keys, which stay the last lines; at the end where somebody has taken them away. */
function withDates(comment: string, dates: TaskDates): string {
  const lines = comment.split(/\r?\n/).filter((line) => !DATES.some((date) => line.startsWith(`${LABELS[date]}:`)));
  const keys = lines.findLastIndex((line) => line.startsWith(`${LABELS.effect}: `));
  return lines.toSpliced(keys < 0 ? lines.length : keys, 0, ...DATES.flatMap((date) => dateLine(date, dates))).join('\n');
}

function contextOf({ company }: Project): object {
  return { company, language: LANGUAGE };
}
