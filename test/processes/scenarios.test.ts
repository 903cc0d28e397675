/** Keeps the scenarios in step with the models: what they name exists, and together they pass every task, message and job type. */
import type { Item } from './model-file.js';
import { CASE_TYPES, extension, idOf, itemOf, itemsOf, processFiles, textOf, textOfFile } from './model-file.js';
import type { Act, CaseType } from './scenarios.js';
import { scenariosOf } from './scenarios.js';

const fileOf = (processId: string) => processFiles.find(({ process }) => idOf(process) === processId);

/** A process and all that it calls. */
function nodesOf(processId: string, seen = new Set<string>()): readonly Item[] {
  if (seen.has(processId)) return [];
  seen.add(processId);
  const own = fileOf(processId)?.nodes ?? [];
  return own.flatMap((node) => [node, ...nodesOf(textOf(extension(node, 'zeebe:CalledElement'), 'processId'), seen)]);
}

const all = CASE_TYPES.map((caseType) => [caseType, scenariosOf(caseType)] as const);
const actsOf = (caseType: CaseType): readonly Act[] => scenariosOf(caseType).flatMap(({ acts }) => acts);
const completedIn = (acts: readonly Act[]): readonly string[] => acts.flatMap((act) => (act.act === 'complete' ? act.element : []));

const elementsIn = (act: Act): readonly string[] => {
  switch (act.act) {
    case 'complete':
    case 'expectOpen':
    case 'expectNotOpen':
      return [act.element];
    case 'expectPassed':
      return act.elements;
    default:
      return [];
  }
};

describe.each(all)('scenarios of %s', (caseType, scenarios) => {
  const nodes = nodesOf(caseType);

  test('have ids of their own and stand in the table for people', () => {
    const ids = scenarios.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const rows = textOfFile(`${caseType}/scenarios.md`)
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split(' | '))
      .map(([id, title]) => [id?.replace(/[|` ]/g, ''), title]);
    expect(rows).toEqual(scenarios.map(({ id, title }) => [id, title]));
  });

  test('name only elements, job types, messages and outcomes that exist', () => {
    const known = nodes.map(idOf);
    expect(
      actsOf(caseType)
        .flatMap(elementsIn)
        .filter((element) => !known.includes(element)),
    ).toEqual([]);
    const jobs = nodes.map((node) => textOf(extension(node, 'zeebe:TaskDefinition'), 'type'));
    const named = actsOf(caseType).flatMap((act) => (act.act === 'expectEffect' ? act.job : []));
    expect(named.filter((job) => !jobs.includes(job))).toEqual([]);
    const messages = nodes
      .flatMap((node) => itemsOf(node, 'eventDefinitions'))
      .map((definition) => textOf(itemOf(definition, 'messageRef'), 'name'));
    const published = actsOf(caseType).flatMap((act) => (act.act === 'publish' ? act.name : []));
    expect(published.filter((name) => !messages.includes(name))).toEqual([]);
    const table = textOfFile('resident-matter/outcomes.dmn');
    for (const act of actsOf(caseType)) if (act.act === 'expectEnded') expect(table).toContain(`<text>&quot;${act.outcome}&quot;</text>`);
  });

  test('begin with what starts them and end by telling how the case ended', () => {
    for (const { acts } of scenarios) {
      expect(acts.some(({ act }) => act === 'start')).toBe(true);
      expect(acts.some(({ act }) => act === 'expectEnded')).toBe(true);
    }
  });

  test('complete every task of the case type’s own processes', () => {
    const own = nodes.filter(({ $type }) => $type === 'bpmn:UserTask').map(idOf);
    const shared = caseType === 'resident-matter' ? [] : (fileOf('close-matter')?.nodes.map(idOf) ?? []);
    const completed = completedIn(actsOf(caseType));
    expect(own.filter((id) => !shared.includes(id) && !completed.includes(id))).toEqual([]);
  });
});

test('the outcomes that a case can end with are all reached', () => {
  const rows = [...textOfFile('resident-matter/outcomes.dmn').matchAll(/in1"><text>&quot;([a-z-]+)&quot;/g)].map(([, outcome]) => outcome);
  const reached = CASE_TYPES.flatMap(actsOf).flatMap((act) => (act.act === 'expectEnded' ? act.outcome : []));
  expect(rows.length).toBe(10);
  expect(rows.filter((outcome) => outcome === undefined || !reached.includes(outcome))).toEqual([]);
});
