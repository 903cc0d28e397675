/** The fast path against feelin, where feelin is right, on expressions made at random; and its speed. */
import fc from 'fast-check';
import { evaluate } from 'feelin';
import { fastPath } from './fast-path.js';
import { compileFeel, compileUnaryTests, type FeelEnv, toJson } from './index.js';
import { parse } from './syntax.js';

const env: FeelEnv = { nowMs: 0, random: () => 0 };

const number = fc.integer({ min: -1000, max: 1000 });
const text = fc.constantFrom('a', 'b', 'ab', 'ż');
const value = fc.oneof(number, text, fc.boolean(), fc.constant(null), fc.record({ p: number, q: text }));
const variables = fc.record({ a: value, b: value, c: number, d: text, e: fc.boolean() });

const numeric: fc.Arbitrary<string> = fc.oneof(
  number.map(String),
  fc.constantFrom('c', 'a.p', 'b.p', 'c + 1', 'c - a.p', 'c * 2', '(c + 3) * -2', 'count([c, 1])'),
);
const textual = fc.oneof(
  text.map((value) => JSON.stringify(value)),
  fc.constantFrom('d', 'a.q', 'd + "x"', '"n" + string(c)'),
);
const comparison = fc.oneof(
  fc.tuple(numeric, fc.constantFrom('<', '<=', '>', '>=', '=', '!='), numeric).map((parts) => parts.join(' ')),
  fc.tuple(textual, fc.constantFrom('<', '>', '=', '!='), textual).map((parts) => parts.join(' ')),
  fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'missing'), fc.constantFrom('=', '!='), fc.constantFrom('1', '"a"', 'true', 'null'))
    .map((parts) => parts.join(' ')),
  fc.constantFrom(
    'list contains([1, "a", null], a)',
    'list contains(["a", "b"], d)',
    '(c in [1..500])',
    'c in (1, 2, > 300)',
    'c between 1 and 500',
    'e',
  ),
);
const condition = fc.oneof(
  comparison,
  fc.tuple(comparison, fc.constantFrom('and', 'or'), comparison).map((parts) => parts.join(' ')),
  comparison.map((inner) => `not(${inner})`),
);
const expression = fc.oneof(
  numeric,
  textual,
  condition,
  fc.tuple(condition, numeric, textual).map(([test, then, otherwise]) => `if (${test}) = true then ${then} else ${otherwise}`),
  fc.tuple(numeric, textual).map(([first, second]) => `[${first}, ${second}, null]`),
  fc.tuple(numeric, textual).map(([first, second]) => `{x: ${first}, y: ${second}}`),
);

/** Not generated, because feelin differs from Zeebe there: lists in comparisons (a list of one is taken for its entry) and empty strings (without order). */
test('the fast path answers as feelin does', () => {
  fc.assert(
    fc.property(expression, variables, (source, values) => {
      const parsed = parse(source, 'expression', {});
      expect(parsed.type).toBe('tree');
      if (parsed.type !== 'tree') return;
      const fast = fastPath(parsed.root);
      expect(fast).toBeDefined();
      const lookup = (name: string) => (Object.hasOwn(values, name) ? values[name as keyof typeof values] : undefined);
      expect(toJson(fast?.(lookup))).toBe(toJson(evaluate(source, { ...values }, 'camunda').value));
    }),
    { numRuns: 1500 },
  );
});

test('no user data makes an evaluation throw', () => {
  const sources = [
    'a + b',
    'a.b.c',
    'a = b',
    'a < b',
    'a in b',
    'a[1]',
    'a[item > 1]',
    'for i in a return i.x',
    'string(a)',
    'sum(a)',
    'date(a) > date(b)',
    'a.year',
    'duration(a)',
    'get value(a, b)',
    'context put(a, b, 1)',
    'min(a)',
    'from json(a)',
    'last day of month(a)',
    'matches(a, b)',
    'a(b)',
    'partition(a, b)',
    'substring(a, b)',
    'a between b and 3',
    '{x: a}.x',
    'some i in a satisfies i = b',
  ];
  const compiled = sources.map((source) => {
    const result = compileFeel(source);
    if (result.type === 'syntax-error') throw new Error(result.reason);
    return result.expression;
  });
  fc.assert(
    fc.property(fc.constantFrom(...compiled), fc.jsonValue(), fc.jsonValue(), (one, a, b) => {
      const outcome = one.evaluate((name) => (name === 'a' ? a : name === 'b' ? b : undefined), env);
      if (outcome.type === 'value') expect(() => JSON.parse(toJson(outcome.value))).not.toThrow();
      else expect(outcome.reason).toContain(one.source);
    }),
    { numRuns: 600 },
  );
});

test('compiling never throws, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: fc.constantFrom('a', '(', ')', '[', '"', '.', ' ', '=', '<', '1', '{', ':', '?', '-', 'if ', 'in ') }),
      ),
      (source) => {
        for (const compile of [compileFeel, compileUnaryTests]) expect(['expression', 'syntax-error']).toContain(compile(source).type);
      },
    ),
    { numRuns: 500 },
  );
});

test('decimals are exact', () => {
  const of = (source: string) => {
    const compiled = compileFeel(source);
    return compiled.type === 'expression' ? compiled.expression.evaluate(() => undefined, env) : compiled;
  };
  expect(of('0.1 + 0.2')).toEqual({ type: 'value', value: 0.3 });
  expect(of('1.1 * 1.1')).toEqual({ type: 'value', value: 1.21 });
  expect(of('0.3 / 0.1')).toEqual({ type: 'value', value: 3 });
  expect(of('1 / 0')).toEqual({ type: 'value', value: null });
});

test('a simple condition is evaluated at least 200,000 times a second, even on a busy machine', () => {
  const compiled = compileFeel('amount > 100');
  if (compiled.type === 'syntax-error') throw new Error(compiled.reason);
  const values: ReadonlyMap<string, unknown> = new Map([['amount', 101]]);
  const lookup = (name: string) => values.get(name);
  const started = performance.now();
  let trues = 0;
  for (let i = 0; i < 200_000; i++) {
    const outcome = compiled.expression.evaluate(lookup, env);
    if (outcome.type === 'value' && outcome.value === true) trues++;
  }
  expect(trues).toBe(200_000);
  expect(performance.now() - started).toBeLessThan(1000);
});
