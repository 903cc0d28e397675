/** What the diagram of one process shows of its steps: which elements were gone through, how often and how long, and along which flows. */
import type { Step } from './queries.js';

export interface ElementPath {
  readonly element: string;
  readonly visits: number;
  /** Of all visits together, up to the moment asked for. */
  readonly durationMs: number;
  readonly state: 'active' | 'done' | 'ended-early';
}

/** Steps of one process up to a moment: those that began later are left out, and what went on then is open. */
export function stepsUntil(steps: readonly Step[], untilMs: number): readonly Step[] {
  return steps
    .filter(({ enteredAt }) => Date.parse(enteredAt) <= untilMs)
    .map((step) => (step.leftAt !== null && Date.parse(step.leftAt) > untilMs ? { ...step, leftAt: null, how: null } : step));
}

export function durationMs({ enteredAt, leftAt }: Step, untilMs: number): number {
  return Math.max(0, (leftAt === null ? untilMs : Date.parse(leftAt)) - Date.parse(enteredAt));
}

export function elementPaths(steps: readonly Step[], untilMs: number): readonly ElementPath[] {
  const paths = new Map<string, ElementPath>();
  for (const step of steps) {
    const before = paths.get(step.element);
    paths.set(step.element, {
      element: step.element,
      visits: (before?.visits ?? 0) + 1,
      durationMs: (before?.durationMs ?? 0) + durationMs(step, untilMs),
      state: step.leftAt === null || before?.state === 'active' ? 'active' : step.how === 'terminated' ? 'ended-early' : 'done',
    });
  }
  return [...paths.values()];
}

export interface Flow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
}

/**
 * History keeps elements, not flows. A flow was taken when its source was completed at the very moment at which its target began, since
 * both happen in one step of the engine; where branches join, the target may begin later, with the last of them.
 */
export function flowsTaken(flows: readonly Flow[], steps: readonly Step[], joins: ReadonlySet<string>): readonly string[] {
  const ends = new Map<string, number[]>();
  const begins = new Map<string, number[]>();
  for (const { element, enteredAt, leftAt, how } of steps) {
    begins.set(element, [...(begins.get(element) ?? []), Date.parse(enteredAt)]);
    if (leftAt !== null && how === 'completed') ends.set(element, [...(ends.get(element) ?? []), Date.parse(leftAt)]);
  }
  return flows
    .filter(({ source, target }) =>
      (ends.get(source) ?? []).some((end) =>
        (begins.get(target) ?? []).some((begin) => (joins.has(target) ? begin >= end : begin === end)),
      ),
    )
    .map(({ id }) => id);
}

/** A process on the way down: the root first. */
export interface Level {
  readonly instanceKey: string;
  readonly processId: string;
  readonly version: number;
}

/** From the root to this process; empty when it isn't known. */
export function levelsTo(steps: readonly Step[], instanceKey: string): readonly Level[] {
  const own = steps.find((step) => step.processInstanceKey === instanceKey);
  if (own === undefined) return [];
  const caller = steps.find(({ calledInstanceKey }) => calledInstanceKey === instanceKey);
  const level = { instanceKey, processId: own.processId, version: own.version };
  return caller === undefined ? [level] : [...levelsTo(steps, caller.processInstanceKey), level];
}

/** The step that an act of the journal belongs to: of the element that it names, the last that had begun by then. */
export function stepOf(steps: readonly Step[], entry: { readonly at: string; readonly element: string | null }): Step | undefined {
  if (entry.element === null) return undefined;
  return steps.findLast(({ element, enteredAt }) => element === entry.element && enteredAt <= entry.at);
}
