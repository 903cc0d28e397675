import { readFileSync } from 'node:fs';
import { type FeelEnv, toJson } from '../feel/index.js';
import { type DecisionModel, type DmnFault, parseDecisions } from './index.js';

const env: FeelEnv = { nowMs: 0, random: () => 0 };
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

async function modelOf(xml: string): Promise<DecisionModel> {
  const parsed = await parseDecisions(xml);
  if (parsed.type === 'invalid') throw new Error(JSON.stringify(parsed.faults));
  return parsed.model;
}

async function faultsOf(xml: string): Promise<readonly DmnFault[]> {
  const parsed = await parseDecisions(xml);
  return parsed.type === 'invalid' ? parsed.faults : [];
}

const definitions = (body: string) =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">${body}</definitions>`;

interface Answer {
  readonly decisionId: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly json?: string;
  readonly matchedRuleIds?: readonly string[];
  readonly evaluated?: readonly string[];
  readonly failedDecisionId?: string;
}

const { answers } = JSON.parse(fixture('answers.json')) as { answers: readonly Answer[] };

describe('fixtures/tables.dmn answers as a recorded Camunda 8 does', () => {
  let model: DecisionModel;
  beforeAll(async () => {
    model = await modelOf(fixture('tables.dmn'));
  });

  test.each(answers.map((answer) => [answer.decisionId, JSON.stringify(answer.variables), answer] as const))(
    '%s %s',
    (id, _variables, answer) => {
      const decision = model.decisions.find((candidate) => candidate.id === id);
      const outcome = decision?.evaluate((name) => answer.variables[name], env);
      if (outcome?.type === 'value') {
        expect({
          json: toJson(outcome.value),
          matchedRuleIds: outcome.evaluated.at(-1)?.matchedRuleIds,
          evaluated: outcome.evaluated.map((step) => step.id),
        }).toEqual({ json: answer.json, matchedRuleIds: answer.matchedRuleIds, evaluated: answer.evaluated });
      } else {
        expect(outcome?.failedDecisionId).toBe(answer.failedDecisionId);
      }
    },
  );

  test('a decision names what it and its required decisions read, without their results', () => {
    const names = (id: string) => model.decisions.find((decision) => decision.id === id)?.names;
    expect(names('unique')).toEqual(['x']);
    expect(names('readsVariable')).toEqual(['x']);
    expect(names('readsName')).toEqual(['x', 'Base Name']);
    expect(names('failsBelow')).toEqual(['x', 'y', 'f']);
  });

  test('a violated UNIQUE says which rules match', () => {
    const outcome = model.decisions.find(({ id }) => id === 'unique')?.evaluate(() => 12, env);
    expect(outcome).toEqual({
      type: 'failure',
      failedDecisionId: 'unique',
      reason:
        "Expected to evaluate decision 'unique', but multiple values aren't allowed for UNIQUE hit policy. found: rules unique_r1, unique_r2",
    });
  });
});

describe('what is not supported is refused with the element and the reason', () => {
  const table = (inside: string, attributes = '') =>
    definitions(`<decision id="x" name="x"><decisionTable id="t" ${attributes}>${inside}</decisionTable></decision>`);
  const output = '<output id="o" name="o"/>';
  const input = '<input id="i"><inputExpression id="ie"><text>a</text></inputExpression></input>';

  test.each([
    ['no XML', 'nonsense', '', /Expected DMN/],
    ['another document', '<html/>', '', /Expected DMN/],
    ['an entity bomb', '<!DOCTYPE d [<!ENTITY a "aaaa">]><definitions/>', '', /DOCTYPE/],
    ['no decision', definitions(''), 'd', /at least one decision/],
    ['a decision without logic', definitions('<decision id="x" name="x"/>'), 'x', /found none/],
    ['a boxed context', definitions('<decision id="x" name="x"><context id="c"/></decision>'), 'c', /found Context/],
    ['a table without outputs', table(input), 't', /output column/],
    [
      'a syntax error in a cell',
      table(
        `${input}${output}<rule id="r"><inputEntry id="e"><text>&gt;</text></inputEntry><outputEntry id="oe"><text>1</text></outputEntry></rule>`,
      ),
      'e',
      /unary tests/,
    ],
    ['an empty output entry', table(`${output}<rule id="r"><outputEntry id="oe"><text></text></outputEntry></rule>`), 'oe', /found none/],
    [
      'a rule with too few entries',
      table(`${input}${output}<rule id="r"><outputEntry id="oe"><text>1</text></outputEntry></rule>`),
      'r',
      /1 input entries/,
    ],
    [
      'another language',
      table(`<input id="i"><inputExpression id="ie" expressionLanguage="groovy"><text>a</text></inputExpression></input>${output}`),
      'ie',
      /groovy/,
    ],
    ['priority without output values', table(output, 'hitPolicy="PRIORITY"'), 'o', /output values/],
    [
      'an aggregation of several columns',
      table('<output id="o" name="o"/><output id="p" name="p"/>', 'hitPolicy="COLLECT" aggregation="SUM"'),
      't',
      /one output column/,
    ],
    ['several columns without names', table('<output id="o" name="o"/><output id="p"/>'), 'p', /name/],
    [
      'a required decision that is missing',
      definitions(
        '<decision id="x" name="x"><informationRequirement id="q"><requiredDecision href="#y"/></informationRequirement><literalExpression id="l"><text>1</text></literalExpression></decision>',
      ),
      'q',
      /'#y'/,
    ],
    [
      'decisions that require each other',
      definitions(
        '<decision id="x" name="x"><informationRequirement id="q"><requiredDecision href="#x"/></informationRequirement><literalExpression id="l"><text>1</text></literalExpression></decision>',
      ),
      'x',
      /require themselves/,
    ],
  ])('%s', async (_title, xml, elementId, reason) => {
    expect(await faultsOf(xml)).toEqual([{ elementId, reason: expect.stringMatching(reason) }]);
  });
});

test.each([
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
])('the namespace %s is read', async (namespace) => {
  const xml = `<definitions xmlns="${namespace}" id="d" name="d" namespace="n"><decision id="x" name="x"><literalExpression id="l"><text>1 + 1</text></literalExpression></decision></definitions>`;
  const model = await modelOf(xml);
  expect(model.decisions[0]?.evaluate(() => undefined, env)).toMatchObject({ type: 'value', value: 2 });
});
