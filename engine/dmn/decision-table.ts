/** Owns decision tables: from their XML elements to compiled cells, and from input values to matching rules. */
import type { ModdleOutput, ModdleTable } from 'dmn-moddle';
import type { Expression, FeelEnv, FeelOutcome, Lookup } from '../feel/index.js';
import { toJson } from '../feel/index.js';
import type { CellCompiler } from './cell.js';
import type { DecisionLogic, LogicOutcome } from './decision.js';
import { type Aggregator, applyHitPolicy, type HitPolicy, type Match } from './hit-policy.js';

interface Rule {
  readonly id: string;
  readonly tests: readonly Expression[];
  readonly outputs: readonly Expression[];
}

interface Table {
  readonly inputs: readonly Expression[];
  readonly rules: readonly Rule[];
  readonly outputNames: readonly string[];
  readonly defaults: readonly Expression[] | null;
  readonly policy: HitPolicy;
}

/** Undefined when the compiler noted faults. */
export function decisionTable(element: ModdleTable, cells: CellCompiler): DecisionLogic | undefined {
  const inputs = (element.input ?? []).map((input) => cells.expression(input.inputExpression, input.id ?? element.id));
  const outputs = element.output ?? [];
  const policy = hitPolicyOf(element, outputs, cells);
  if (outputs.length > 1)
    for (const output of outputs) if (!output.name) cells.fault(output.id, 'Expected a name for each of several output columns');
  const rules = (element.rule ?? []).map((rule): Rule | undefined => {
    const tests = (rule.inputEntry ?? []).map((entry) => cells.tests(entry, rule.id));
    const entries = (rule.outputEntry ?? []).map((entry) => cells.expression(entry, rule.id));
    if (tests.length !== inputs.length) cells.fault(rule.id, `Expected ${inputs.length} input entries, but found ${tests.length}`);
    if (entries.length !== outputs.length) cells.fault(rule.id, `Expected ${outputs.length} output entries, but found ${entries.length}`);
    return complete(tests) && complete(entries) ? { id: rule.id ?? '', tests, outputs: entries } : undefined;
  });
  const hasDefault = outputs.some(({ defaultOutputEntry }) => (defaultOutputEntry?.text ?? '').trim() !== '');
  const defaults = hasDefault ? outputs.map((output) => cells.expression(output.defaultOutputEntry, output.id)) : [];
  if (outputs.length === 0) cells.fault(element.id, 'Expected at least one output column, but found none');
  if (policy === undefined || !complete(inputs) || !complete(rules) || !complete(defaults)) return undefined;
  const table: Table = {
    inputs,
    rules,
    outputNames: outputs.map(({ name }) => name ?? ''),
    defaults: hasDefault ? defaults : null,
    policy,
  };
  const expressions = [...inputs, ...table.rules.flatMap((rule) => [...rule.tests, ...rule.outputs]), ...defaults];
  return {
    kind: 'decision-table',
    names: [...new Set(expressions.flatMap(({ names }) => names))],
    evaluate: (lookup, env) => evaluate(table, lookup, env),
  };
}

function complete<T>(parts: readonly (T | undefined)[]): parts is readonly T[] {
  return parts.every((part) => part !== undefined);
}

function hitPolicyOf(element: ModdleTable, outputs: readonly ModdleOutput[], cells: CellCompiler): HitPolicy | undefined {
  const type = element.hitPolicy ?? 'UNIQUE';
  switch (type) {
    case 'UNIQUE':
    case 'FIRST':
    case 'ANY':
    case 'RULE ORDER':
      return { type };
    case 'COLLECT': {
      const aggregator = aggregatorOf(element.aggregation);
      if (aggregator === undefined)
        return cells.fault(element.id, `Expected SUM, MIN, MAX or COUNT, but found aggregation ${element.aggregation}`);
      if (aggregator !== null && outputs.length > 1)
        return cells.fault(element.id, 'Expected one output column to aggregate, but found several');
      return { type, aggregator };
    }
    case 'PRIORITY':
    case 'OUTPUT ORDER':
      return ranked(type, outputs, cells);
    default:
      return cells.fault(element.id, `Expected a hit policy of DMN, but found ${type}`);
  }
}

function aggregatorOf(aggregation: string | undefined): Aggregator | null | undefined {
  switch (aggregation) {
    case undefined:
      return null;
    case 'SUM':
    case 'MIN':
    case 'MAX':
    case 'COUNT':
      return aggregation;
    default:
      return undefined;
  }
}

/** Priorities are the order of the output values, which must be literals; a column without them does not order. */
function ranked(type: 'PRIORITY' | 'OUTPUT ORDER', outputs: readonly ModdleOutput[], cells: CellCompiler): HitPolicy | undefined {
  const columns = outputs.map((output) => new Map(literals(output, cells).map((value, rank) => [toJson(value), rank])));
  if (columns.every(({ size }) => size === 0)) {
    return cells.fault(outputs[0]?.id, `Expected output values, in the order of their priority, for hit policy ${type}`);
  }
  return { type, ranks: (results) => columns.map((ranks, column) => ranks.get(toJson(results[column])) ?? ranks.size) };
}

function literals({ id, outputValues }: ModdleOutput, cells: CellCompiler): readonly unknown[] {
  const text = outputValues?.text?.trim() ?? '';
  if (text === '') return [];
  const expression = cells.list(text);
  const outcome = expression?.names.length === 0 ? expression.evaluate(() => undefined, { nowMs: 0, random: () => 0 }) : undefined;
  if (outcome?.type === 'value' && Array.isArray(outcome.value)) return outcome.value;
  cells.fault(id, `Expected output values that are literals, but found '${text}'`);
  return [];
}

function evaluate(table: Table, lookup: Lookup, env: FeelEnv): LogicOutcome {
  const inputs = all(table.inputs, lookup, env);
  if (inputs.type === 'failure') return inputs;
  const matches: Match[] = [];
  for (const rule of table.rules) {
    const matched = ruleMatches(rule, inputs.values, lookup, env);
    if (matched.type === 'failure') return matched;
    if (matched.value !== true) continue;
    const outputs = all(rule.outputs, lookup, env);
    if (outputs.type === 'failure') return outputs;
    matches.push({ ruleId: rule.id, outputs: outputs.values, result: resultOf(table.outputNames, outputs.values) });
    if (table.policy.type === 'FIRST') break;
  }
  if (matches.length > 0 || table.defaults === null) return applyHitPolicy(table.policy, matches);
  const defaults = all(table.defaults, lookup, env);
  if (defaults.type === 'failure') return defaults;
  return { type: 'value', value: resultOf(table.outputNames, defaults.values), matchedRuleIds: [] };
}

function ruleMatches(rule: Rule, inputs: readonly unknown[], lookup: Lookup, env: FeelEnv): FeelOutcome {
  for (const [column, test] of rule.tests.entries()) {
    const outcome = test.evaluate((name) => (name === '?' ? inputs[column] : lookup(name)), env);
    if (outcome.type === 'failure' || outcome.value !== true) return outcome;
  }
  return { type: 'value', value: true };
}

type Values = { readonly type: 'values'; readonly values: readonly unknown[] } | { readonly type: 'failure'; readonly reason: string };

function all(expressions: readonly Expression[], lookup: Lookup, env: FeelEnv): Values {
  const values: unknown[] = [];
  for (const expression of expressions) {
    const outcome = expression.evaluate(lookup, env);
    if (outcome.type === 'failure') return outcome;
    values.push(outcome.value);
  }
  return { type: 'values', values };
}

/** One column gives its bare value, several give a context. */
function resultOf(names: readonly string[], values: readonly unknown[]): unknown {
  return names.length === 1 ? (values[0] ?? null) : Object.fromEntries(names.map((name, column) => [name, values[column] ?? null]));
}
