/** What a real Camunda 8 answered to each expression of fixtures/questions.json, asked again here. */
import { readFileSync } from 'node:fs';
import { compileFeel, compileUnaryTests, toJson } from './index.js';

interface Answer {
  readonly source: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly json?: string;
  readonly incident?: string;
  readonly refused?: string;
}

interface CellAnswer {
  readonly source: string;
  readonly input: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly matches?: boolean;
  readonly refused?: string;
}

const { answers, unaryTests } = JSON.parse(readFileSync(new URL('./fixtures/answers.json', import.meta.url), 'utf8')) as {
  answers: readonly Answer[];
  unaryTests: readonly CellAnswer[];
};

/** Where we differ, by the test's title: our own answer. */
const deviations = new Map(
  Object.entries(
    (JSON.parse(readFileSync(new URL('./fixtures/deviations.json', import.meta.url), 'utf8')) as { answers: Record<string, string> })
      .answers,
  ),
);

function ask({ source, variables }: Answer): string {
  const compiled = compileFeel(source);
  if (compiled.type === 'syntax-error') return 'refused';
  const lookup = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  const outcome = compiled.expression.evaluate(lookup, { nowMs: Date.UTC(2026, 10, 22), random: () => 0 });
  return outcome.type === 'failure' ? 'incident' : toJson(outcome.value);
}

function expected({ json, incident }: Answer): string {
  return json ?? (incident === undefined ? 'refused' : 'incident');
}

test.each(answers.map((answer) => [`${answer.source} ${JSON.stringify(answer.variables)}`, answer] as const))('%s', (title, answer) => {
  expect(ask(answer)).toBe(deviations.get(title) ?? expected(answer));
});

test('each deviation names a recorded expression and differs from its answer', () => {
  const recorded = new Map<string, string>([
    ...answers.map((answer) => [`${answer.source} ${JSON.stringify(answer.variables)}`, expected(answer)] as const),
    ...unaryTests.map((answer) => [`cell ${answer.source}, input ${JSON.stringify(answer.input)}`, String(answer.matches)] as const),
  ]);
  const stale = [...deviations].filter(([title, ours]) => !recorded.has(title) || recorded.get(title) === ours);
  expect(stale).toEqual([]);
});

function askCell({ source, input, variables }: CellAnswer): string {
  const compiled = compileUnaryTests(source);
  if (compiled.type === 'syntax-error') return 'refused';
  const values: Readonly<Record<string, unknown>> = { ...variables, '?': input };
  const outcome = compiled.expression.evaluate((name) => (Object.hasOwn(values, name) ? values[name] : undefined), {
    nowMs: Date.UTC(2026, 10, 22),
    random: () => 0,
  });
  return outcome.type === 'failure' ? 'failure' : String(outcome.value === true);
}

test.each(unaryTests.map((answer) => [`cell ${answer.source}, input ${JSON.stringify(answer.input)}`, answer] as const))(
  '%s',
  (title, answer) => {
    expect(askCell(answer)).toBe(deviations.get(title) ?? (answer.refused === undefined ? String(answer.matches) : 'refused'));
  },
);
