/**
 * The rule of passing: the root completed, no incident is open, the multiset of trace lines equals the recorded one, and so does the
 * order of lines of equal instance and element. Other orders, between parallel branches, are free.
 */

/** Where a path ended, as the change feed tells it. */
export interface Outcome {
  readonly rootCompleted: boolean;
  readonly openIncidents: readonly string[];
  /** `n element INTENT` in the order of history. */
  readonly trace: readonly string[];
}

/** Every reason against; an empty list is a pass. */
export function faultsOf(recorded: readonly string[], outcome: Outcome): readonly string[] {
  return [
    ...(outcome.rootCompleted ? [] : ['Expected the root instance to be completed, but it is not']),
    ...outcome.openIncidents.map((incident) => `Expected no open incident, but there is one: ${incident}`),
    ...traceDifferences(recorded, outcome.trace),
  ];
}

/** Elements whose sequence of intents differs. Equal sequences for every element are an equal multiset as well. */
function traceDifferences(recorded: readonly string[], actual: readonly string[]): readonly string[] {
  const expectedOf = intentsByElement(recorded);
  const actualOf = intentsByElement(actual);
  const differences: string[] = [];
  for (const element of new Set([...expectedOf.keys(), ...actualOf.keys()])) {
    const expectedIntents = expectedOf.get(element)?.join(' ') ?? '(nothing)';
    const actualIntents = actualOf.get(element)?.join(' ') ?? '(nothing)';
    if (expectedIntents !== actualIntents)
      differences.push(`${element}\n    - expected ${expectedIntents}\n    + actual   ${actualIntents}`);
  }
  return differences;
}

function intentsByElement(trace: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const byElement = new Map<string, string[]>();
  for (const line of trace) {
    const end = line.lastIndexOf(' ');
    const element = line.slice(0, end);
    const intents = byElement.get(element);
    if (intents === undefined) byElement.set(element, [line.slice(end + 1)]);
    else intents.push(line.slice(end + 1));
  }
  return byElement;
}
