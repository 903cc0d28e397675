/** The core does what a real Camunda 8.8 was recorded to do: trace, answers, variables, incidents, jobs (test/engines/record-core.mjs). */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Observed, runInMemory, type Scenario } from './testing/scenario.js';

interface Recording {
  readonly source: string;
  readonly scenarios: readonly (Scenario & { readonly observed: Observed })[];
}

const folder = new URL('../../test/fixtures/oracle-core/', import.meta.url);
const groups = readdirSync(folder).filter((file) => file.endsWith('.json'));

/** Warnings of Camunda's FEEL engine, and a set whose order changes with each start of it. */
function comparable(text: string): string {
  return text.replace(/ (The evaluation reported the following warnings:|Supported element types are)[\s\S]*/, '');
}

/** Orders between elements are Zeebe's own; within one element they count (../shared/conformance/README.md). */
function byElement(trace: readonly string[]): Readonly<Record<string, string>> {
  const intents: Record<string, string> = {};
  for (const line of trace) {
    const end = line.lastIndexOf(' ');
    const element = line.slice(0, end);
    intents[element] = `${intents[element] ?? ''}${line.slice(end)}`;
  }
  return intents;
}

function compared(observed: Observed) {
  return {
    answers: observed.answers.map(comparable),
    trace: byElement(observed.trace),
    variables: observed.variables,
    incidents: observed.incidents.map(comparable).toSorted(),
    openIncidents: observed.openIncidents,
    jobs: observed.jobs.toSorted(),
  };
}

describe.each(groups)('as recorded on Camunda 8.8.21: %s', (group) => {
  const { scenarios } = JSON.parse(readFileSync(new URL(group, folder), 'utf8')) as Recording;

  test.each(scenarios.filter(({ deviates }) => deviates === undefined))('$name', async (scenario) => {
    expect(compared(await runInMemory(scenario))).toEqual(compared(scenario.observed));
  });

  const deviating = scenarios.filter(({ deviates }) => deviates !== undefined);
  if (deviating.length === 0) return;
  test.each(deviating)('$name: not so, because $deviates', async (scenario) => {
    expect(compared(await runInMemory(scenario))).not.toEqual(compared(scenario.observed));
  });
});
