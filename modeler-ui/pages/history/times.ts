/**
 * Where the time of a case went: for each task how long it waited for somebody and how long somebody had it, and the same summed up for
 * each tier, with what it waited for the resident. Work is counted while a person holds a task, by the clock, nights included.
 */
import type { Replayed } from './changes.js';
import type { Entry } from './queries.js';

export interface TaskTime {
  readonly taskKey: string;
  readonly element: string;
  readonly tier: string | null;
  readonly fromMs: number;
  /** null: still open. */
  readonly toMs: number | null;
  readonly waitingMs: number;
  readonly workingMs: number;
  readonly spans: readonly Span[];
}

/** A time in which one person had the task, or nobody. */
interface Span {
  readonly isHeld: boolean;
  readonly fromMs: number;
  readonly toMs: number;
}

interface OpenTask {
  readonly taskKey: string;
  readonly element: string;
  readonly tier: string | null;
  readonly fromMs: number;
  readonly waitingMs: number;
  readonly workingMs: number;
  readonly spans: readonly Span[];
  readonly holder: string | null;
  /** Since when it is with the holder, or with nobody. */
  readonly sinceMs: number;
}

/** In the order in which the tasks began; what is open is counted up to `untilMs`, and what began later isn't there. */
export function taskTimes(entries: readonly Entry[], untilMs: number): readonly TaskTime[] {
  const tasks = new Map<string, OpenTask & { readonly toMs?: number }>();
  for (const { at, act, facts } of entries) {
    const nowMs = Date.parse(at);
    if (nowMs > untilMs) break;
    const taskKey = String(facts.taskKey ?? '');
    const assignee = typeof facts.assignee === 'string' && facts.assignee !== '' ? facts.assignee : null;
    const open = tasks.get(taskKey);
    switch (act) {
      case 'task.created':
        tasks.set(taskKey, {
          taskKey,
          element: String(facts.element ?? ''),
          tier: typeof facts.tier === 'string' ? facts.tier : null,
          fromMs: nowMs,
          waitingMs: 0,
          workingMs: 0,
          spans: [],
          holder: assignee,
          sinceMs: nowMs,
        });
        break;
      case 'task.claimed':
      case 'task.assigned':
      case 'task.released':
        if (open !== undefined) tasks.set(taskKey, { ...counted(open, nowMs), holder: assignee });
        break;
      case 'task.completed':
      case 'task.canceled':
        if (open !== undefined) tasks.set(taskKey, { ...counted(open, nowMs), toMs: nowMs });
        break;
    }
  }
  return [...tasks.values()].map((task) => {
    const { taskKey, element, tier, fromMs, waitingMs, workingMs, spans } = task.toMs === undefined ? counted(task, untilMs) : task;
    return { taskKey, element, tier, fromMs, toMs: task.toMs ?? null, waitingMs, workingMs, spans };
  });
}

function counted(task: OpenTask, nowMs: number): OpenTask {
  const passedMs = Math.max(0, nowMs - task.sinceMs);
  const isHeld = task.holder !== null;
  const spans = passedMs === 0 ? task.spans : [...task.spans, { isHeld, fromMs: task.sinceMs, toMs: nowMs }];
  const sums = isHeld ? { workingMs: task.workingMs + passedMs } : { waitingMs: task.waitingMs + passedMs };
  return { ...task, ...sums, spans, sinceMs: nowMs };
}

/** A time that counts for no deadline, as it waits for somebody else. */
export interface Pause {
  /** Of the resident, or of another office. */
  readonly isResidents: boolean;
  readonly tier: string | null;
  readonly fromMs: number;
  readonly toMs: number;
}

/** From the journal, up to a moment; one that goes on is counted up to it. */
export function pausesOf(replayed: readonly Replayed[], untilMs: number): readonly Pause[] {
  const found: Pause[] = [];
  let open: Pause | undefined;
  for (const { entry, after } of replayed) {
    const atMs = Date.parse(entry.at);
    if (atMs > untilMs) break;
    const isResidents = entry.facts.kind === 'resident';
    if (entry.act === 'pause.began') open = { isResidents, tier: after.tier, fromMs: atMs, toMs: untilMs };
    if (entry.act !== 'pause.ended') continue;
    const said = typeof entry.facts.from === 'string' ? Date.parse(entry.facts.from) : undefined;
    const fromMs = open?.fromMs ?? said;
    if (fromMs !== undefined) found.push({ isResidents, tier: open?.tier ?? after.tier, fromMs, toMs: atMs });
    open = undefined;
  }
  return open === undefined ? found : [...found, open];
}

export interface TierTotal {
  readonly tier: string;
  readonly workingMs: number;
  /** It waited for us. */
  readonly waitingMs: number;
  readonly residentMs: number;
  /** It waited for another office. */
  readonly elsewhereMs: number;
}

/** In the order in which the case came to them. What falls into a pause counts for the pause alone. */
export function tierTotals(tasks: readonly TaskTime[], pauses: readonly Pause[]): readonly TierTotal[] {
  const totals = new Map<string, TierTotal>();
  const add = (tier: string | null, more: Partial<Omit<TierTotal, 'tier'>>) => {
    if (tier === null) return;
    const before = totals.get(tier) ?? { tier, workingMs: 0, waitingMs: 0, residentMs: 0, elsewhereMs: 0 };
    totals.set(tier, {
      tier,
      workingMs: before.workingMs + (more.workingMs ?? 0),
      waitingMs: before.waitingMs + (more.waitingMs ?? 0),
      residentMs: before.residentMs + (more.residentMs ?? 0),
      elsewhereMs: before.elsewhereMs + (more.elsewhereMs ?? 0),
    });
  };
  for (const { tier, spans } of tasks) {
    add(tier, {});
    for (const span of spans) {
      const ms = span.toMs - span.fromMs - pauses.reduce((sum, pause) => sum + overlapMs(span, pause), 0);
      add(tier, span.isHeld ? { workingMs: ms } : { waitingMs: ms });
    }
  }
  for (const { tier, isResidents, fromMs, toMs } of pauses)
    add(tier, isResidents ? { residentMs: toMs - fromMs } : { elsewhereMs: toMs - fromMs });
  return [...totals.values()];
}

function overlapMs(
  one: { readonly fromMs: number; readonly toMs: number },
  other: { readonly fromMs: number; readonly toMs: number },
): number {
  return Math.max(0, Math.min(one.toMs, other.toMs) - Math.max(one.fromMs, other.fromMs));
}
