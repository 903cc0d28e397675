/** The steps of a case as a list that people read: what has a name of its own, without forks and joins, in the order in which it went. */
import type { Step } from '../history/queries.js';

export interface StepInWords {
  readonly key: string;
  readonly name: string;
  readonly state: 'active' | 'done' | 'ended-early';
  /** When it ended; of what goes on, when it began. */
  readonly at: string;
}

const SILENT = /gateway|process$|boundary/i;

export function stepsInWords(steps: readonly Step[]): readonly StepInWords[] {
  return steps
    .filter(({ type, name, element, calledInstanceKey }) => !SILENT.test(type) && name !== element && calledInstanceKey === null)
    .map(({ elementInstanceKey, name, enteredAt, leftAt, how }) => ({
      key: elementInstanceKey,
      name,
      state: leftAt === null ? 'active' : how === 'terminated' ? 'ended-early' : 'done',
      at: leftAt ?? enteredAt,
    }));
}
