/** The list of a history: acts of the journal and steps of the processes in one order, each with who, what, and under which version. */
import type { Change, Replayed } from './changes.js';
import { stepOf } from './path.js';
import type { Entry, Step } from './queries.js';

export const KINDS = ['person', 'automatic', 'step'] as const;
/** A person's act, something that a system did for the case, or an element that a process went through. */
export type Kind = (typeof KINDS)[number];

export interface Row {
  readonly id: string;
  readonly kind: Kind;
  readonly at: string;
  readonly process: string | null;
  readonly version: number | null;
  /** Where it happened on the diagram. */
  readonly step: Step | undefined;
  readonly entry: Entry | null;
  readonly changes: readonly Change[];
}

/** A gateway or an event is on the diagram; in the list it would only be noise. */
const TELLING = /[tT]ask$|^callActivity$|^subProcess$|^endEvent$|^startEvent$|^boundaryEvent$/;

export function rowsOf(replayed: readonly Replayed[], steps: readonly Step[]): readonly Row[] {
  const acts = replayed.map(({ entry, changes, after }): Row => {
    const { facts } = entry;
    const step = stepOf(steps, { at: entry.at, element: typeof facts.element === 'string' ? facts.element : null });
    return {
      id: `act-${entry.seq}`,
      kind: entry.actor.startsWith('system') ? 'automatic' : 'person',
      at: entry.at,
      process: step?.processId ?? after.process,
      version: step?.version ?? after.version,
      step,
      entry,
      changes,
    };
  });
  const passed = steps
    .filter(({ type }) => TELLING.test(type))
    .map(
      (step): Row => ({
        id: `step-${step.elementInstanceKey}`,
        kind: 'step',
        at: step.enteredAt,
        process: step.processId,
        version: step.version,
        step,
        entry: null,
        changes: [],
      }),
    );
  // Acts keep the journal's order; of the same moment, the step stands before what was done in it.
  return [...passed, ...acts].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

/** What the list selects when somebody points at an element: the last row that belongs to it. */
export function rowAt(rows: readonly Row[], instanceKey: string, element: string): Row | undefined {
  const here = rows.filter(({ step }) => step?.processInstanceKey === instanceKey && step.element === element);
  return here.findLast(({ kind }) => kind === 'step') ?? here.at(-1);
}
