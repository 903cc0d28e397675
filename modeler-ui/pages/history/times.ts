/**
 * Where the time of a case went: for each task how long it waited for somebody and how long somebody had it, and the same summed up for
 * each tier. Work is counted while a person holds a task, by the clock, nights included.
 */
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
}

interface OpenTask {
  readonly taskKey: string;
  readonly element: string;
  readonly tier: string | null;
  readonly fromMs: number;
  readonly waitingMs: number;
  readonly workingMs: number;
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
    const { taskKey, element, tier, fromMs, waitingMs, workingMs } = task.toMs === undefined ? counted(task, untilMs) : task;
    return { taskKey, element, tier, fromMs, toMs: task.toMs ?? null, waitingMs, workingMs };
  });
}

function counted(task: OpenTask, nowMs: number): OpenTask {
  const passedMs = Math.max(0, nowMs - task.sinceMs);
  return task.holder === null
    ? { ...task, waitingMs: task.waitingMs + passedMs, sinceMs: nowMs }
    : { ...task, workingMs: task.workingMs + passedMs, sinceMs: nowMs };
}

export interface TierTotal {
  readonly tier: string;
  readonly workingMs: number;
  readonly waitingMs: number;
}

/** In the order in which the case came to them. */
export function tierTotals(tasks: readonly TaskTime[]): readonly TierTotal[] {
  const totals = new Map<string, TierTotal>();
  for (const { tier, workingMs, waitingMs } of tasks) {
    if (tier === null) continue;
    const before = totals.get(tier) ?? { tier, workingMs: 0, waitingMs: 0 };
    totals.set(tier, { tier, workingMs: before.workingMs + workingMs, waitingMs: before.waitingMs + waitingMs });
  }
  return [...totals.values()];
}
