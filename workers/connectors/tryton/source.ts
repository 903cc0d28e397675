/** What Tryton tells of its tasks: one by its id, those of a case, and what changed, by the stamps of its own clock. */
import { z } from 'zod';
import type { Changes, PeerRecord, RecordSource } from '../../outbox/source.js';
import { earlier, FIRST, onWire, type Stamp } from './stamp.js';
import type { Condition, Task, Tasks } from './tasks.js';

/** A change has the stamp of its transaction's beginning and shows up at the end: those that young are looked for again. */
const SETTLED_MS = 20_000;
const ON_A_PAGE = 200;
/** What is left comes with the next call, unless more than these have one and the same stamp. */
const MOST_PAGES = 10;

/** `seen`: versions by id of those that were told and would come again. */
const cursorSchema = z.object({ newest: z.string(), seen: z.record(z.string(), z.string()) });

interface Found {
  readonly tasks: readonly Task[];
  /** Up to which stamp all of them are there; undefined: all are. */
  readonly upTo: Stamp | undefined;
}

export class TaskSource implements RecordSource {
  constructor(private readonly tasks: Tasks) {}

  async read(recordId: string, signal: AbortSignal): Promise<PeerRecord | undefined> {
    const task = /^\d+$/.test(recordId) ? await this.tasks.read(Number(recordId), signal) : undefined;
    return task === undefined ? undefined : recordOf(task);
  }

  async ofCase(caseNumber: string, signal: AbortSignal): Promise<readonly PeerRecord[]> {
    return (await this.tasks.withKey('caseNumber', caseNumber, signal)).map(recordOf);
  }

  /** What was deleted isn't among them: Tryton keeps nothing of it. */
  async changes(cursor: string | undefined, signal: AbortSignal): Promise<Changes> {
    if (cursor === undefined) return { records: [], cursor: JSON.stringify({ newest: await this.newest(signal), seen: {} }) };
    const { newest, seen } = cursorSchema.parse(JSON.parse(cursor));
    const since = earlier(newest, SETTLED_MS);
    // Never written since it was made: its write_date is null.
    const written = await this.all('write_date', [], since, signal);
    const made = await this.all('create_date', [['write_date', '=', null]], since, signal);
    const byId = new Map([...made.tasks, ...written.tasks].map((task) => [task.id, task]));
    const upTo = [written.upTo, made.upTo].filter((one) => one !== undefined).sort()[0];
    const told = [...byId.values()]
      .filter(({ changedAt }) => upTo === undefined || changedAt <= upTo)
      .sort((one, other) => (one.changedAt < other.changedAt ? -1 : 1));
    // Stamps sort as text.
    const latest = [newest, told.at(-1)?.changedAt ?? newest].sort()[1] ?? newest;
    const again = told.filter(({ changedAt }) => changedAt >= earlier(latest, SETTLED_MS));
    return {
      records: told.filter(({ id, version }) => seen[id] !== version).map(recordOf),
      cursor: JSON.stringify({ newest: latest, seen: Object.fromEntries(again.map(({ id, version }) => [id, version])) }),
    };
  }

  private async newest(signal: AbortSignal): Promise<Stamp> {
    const first = { limit: 1 } as const;
    const [written] = await this.tasks.search([['write_date', '!=', null]], { ...first, order: 'write_date DESC' }, signal);
    const [made] = await this.tasks.search([['write_date', '=', null]], { ...first, order: 'create_date DESC' }, signal);
    return [written?.changedAt ?? FIRST, made?.changedAt ?? FIRST].sort()[1] ?? FIRST;
  }

  /** By that stamp, page after page; each begins behind the last task of the one before, whatever changes meanwhile. */
  private async all(
    field: 'write_date' | 'create_date',
    conditions: readonly Condition[],
    since: Stamp,
    signal: AbortSignal,
  ): Promise<Found> {
    const tasks: Task[] = [];
    let from: Condition = [field, '>=', onWire(since)];
    for (let number = 0; number < MOST_PAGES; number++) {
      const page = await this.tasks.search([...conditions, from], { limit: ON_A_PAGE, order: `${field} ASC` }, signal);
      tasks.push(...page);
      const last = page.at(-1);
      if (last === undefined || page.length < ON_A_PAGE) return { tasks, upTo: undefined };
      const at = onWire(last.changedAt);
      from = [
        'OR',
        [field, '>', at],
        [
          [field, '=', at],
          ['id', '>', last.id],
        ],
      ];
    }
    return { tasks, upTo: tasks.at(-1)?.changedAt };
  }
}

function recordOf({ id, name, status, isClosed, version, changedAt, keys, dates }: Task): PeerRecord {
  const [code = '', outcome] = status.split(/\/(.*)/s);
  return {
    recordId: String(id),
    // Its people know a task by its name.
    recordNumber: null,
    caseRun: keys.caseRun,
    title: name,
    status: code,
    outcome: outcome ?? null,
    isClosed,
    dates: { ...dates, preciseToMs: 1 },
    // A CRM is told of no documents.
    documents: [],
    version,
    changedAt: `${changedAt}Z`,
  };
}
