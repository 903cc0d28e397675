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

/** From the journal as it stood at a moment; one that goes on is counted up to it. What overlaps counts once, for the one that began first. */
export function pausesOf(replayed: readonly Replayed[], untilMs: number): readonly Pause[] {
  const found: Pause[] = [];
  let open: Pause | undefined;
  for (const { entry, after } of replayed) {
    const { act, facts } = entry;
    const atMs = Date.parse(entry.at);
    if (atMs > untilMs) break;
    const isResidents = facts.kind === 'resident';
    const saidMs = (name: string) => (typeof facts[name] === 'string' ? Date.parse(facts[name]) : undefined);
    const [from, to] = [saidMs('from'), saidMs('to')];
    switch (act) {
      case 'pause.began':
        open = { isResidents, tier: after.tier, fromMs: atMs, toMs: untilMs };
        break;
      case 'pause.ended': {
        const fromMs = open?.fromMs ?? from;
        if (fromMs !== undefined) found.push({ isResidents, tier: open?.tier ?? after.tier, fromMs, toMs: atMs });
        open = undefined;
        break;
      }
      case 'pause.entered':
        // Afterwards: it belongs to whoever had the case then.
        if (from !== undefined && to !== undefined)
          found.push({ isResidents, tier: tierAt(replayed, from) ?? after.tier, fromMs: from, toMs: to });
    }
  }
  return apart(open === undefined ? found : [...found, open]);
}

function tierAt(replayed: readonly Replayed[], atMs: number): string | null {
  return replayed.findLast(({ entry }) => Date.parse(entry.at) <= atMs)?.after.tier ?? null;
}

function apart(pauses: readonly Pause[]): readonly Pause[] {
  const kept: Pause[] = [];
  let countedMs = Number.NEGATIVE_INFINITY;
  for (const pause of [...pauses].sort((one, other) => one.fromMs - other.fromMs)) {
    const fromMs = Math.max(pause.fromMs, countedMs);
    if (fromMs >= pause.toMs) continue;
    kept.push({ ...pause, fromMs });
    countedMs = pause.toMs;
  }
  return kept;
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
