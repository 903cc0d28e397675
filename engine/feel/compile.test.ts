import { compileFeel, compileProperty, compileUnaryTests, type FeelEnv, type FeelOutcome, toJson } from './index.js';

const env: FeelEnv = { nowMs: Date.UTC(2026, 2, 4, 5, 6, 7), random: () => 0.5 };

function evaluate(source: string, variables: Readonly<Record<string, unknown>> = {}): FeelOutcome {
  const compiled = compileFeel(source);
  if (compiled.type === 'syntax-error') throw new Error(compiled.reason);
  return compiled.expression.evaluate((name) => variables[name], env);
}

function namesOf(source: string): readonly string[] {
  const compiled = compileFeel(source);
  if (compiled.type === 'syntax-error') throw new Error(compiled.reason);
  return compiled.expression.names;
}

describe('names are the top-level variables that an expression reads', () => {
  test.each([
    ['a > b', ['a', 'b']],
    ['a.b.c = 1', ['a']],
    ['for x in xs, y in x.ys return x + y + z', ['xs', 'z']],
    ['for x in xs return partial[-1] + x', ['xs']],
    ['some x in xs satisfies x > y', ['xs', 'y']],
    ['every x in [1, 2] satisfies x > 1', []],
    ['function(a, b) a + b + c', ['c']],
    ['{a: 1, b: a + d, "c d": b}', ['d']],
    ['xs[item > 3]', ['xs']],
    ['xs[price > limit]', ['xs', 'price', 'limit']],
    ['count(xs) > count', ['xs', 'count']],
    ['get or else(a, 5)', ['a']],
    ['is defined(a.b)', ['a']],
    ['a instance of string', ['a']],
    ['`first name`.last', ['first name']],
    ['now() > date and time(due)', ['due']],
  ])('%s', (source, expected) => {
    expect(namesOf(source)).toEqual(expected);
  });
});

test('the clock and the random numbers are the injected ones', () => {
  expect(toJson(evaluate('today()'))).toContain('2026-03-04');
  expect(toJson(evaluate('now()'))).toContain('2026-03-04T05:06:07');
  expect(evaluate('random number()')).toEqual({ type: 'value', value: 0.5 });
  expect(evaluate('uuid()')).toEqual({ type: 'value', value: '80808080-8080-4080-8080-808080808080' });
});

test('a syntax error is a value that says where', () => {
  expect(compileFeel('a =')).toEqual({ type: 'syntax-error', reason: "Expected a FEEL expression, but at character 4 it ends: 'a ='" });
  expect(compileFeel('')).toMatchObject({ type: 'syntax-error' });
  expect(compileUnaryTests('>')).toMatchObject({ type: 'syntax-error' });
  expect(compileFeel(`"${'x'.repeat(65 * 1024)}"`)).toMatchObject({ type: 'syntax-error' });
});

test('a property without = is a static string', () => {
  const compiled = compileProperty('payment');
  expect(compiled).toMatchObject({ type: 'expression', expression: { isStatic: true, names: [], source: 'payment' } });
});

test('a failed assertion is a failure', () => {
  expect(evaluate('assert(x, x != null, "x is needed")')).toMatchObject({ type: 'failure' });
  expect(evaluate('assert(x, x != null)', { x: 1 })).toEqual({ type: 'value', value: 1 });
});

test('unary tests read the input as ?', () => {
  const compiled = compileUnaryTests('"a", "b"');
  if (compiled.type === 'syntax-error') throw new Error(compiled.reason);
  const matches = (input: unknown) => compiled.expression.evaluate((name) => (name === '?' ? input : undefined), env);
  expect(matches('b')).toEqual({ type: 'value', value: true });
  expect(matches('c')).toEqual({ type: 'value', value: false });
});

describe('an evaluation that would keep everybody else waiting fails instead', () => {
  const long = Array.from({ length: 2_000 }, (_, n) => n);
  test.each([
    'count(for i in 1..1000000000 return i)',
    'count(for i in 1..2000 return for j in 1..2000 return i + j)',
    'count(for i in 1..3000, j in 1..3000 return i)',
    'count(for i in [1..1000000000] return i)',
    'some i in 1..1000000000 satisfies i < 0',
    'every i in xs, j in xs satisfies count(xs[item > i]) >= 0',
    'count(for i in xs return xs[item > i])',
    'count(for i in xs return sum(xs))',
    '{ f: function(n) if n < 2 then n else f(n - 1) + f(n - 2), r: f(40) }.r',
    'for i in 1..100 return if i = 1 then "ab" else partial[-1] + partial[-1]',
  ])('%s', (source) => {
    const outcome = evaluate(source, { xs: long });
    expect(outcome).toMatchObject({ type: 'failure', reason: expect.stringContaining(`'${source}'`) });
    expect(outcome.type === 'failure' && outcome.reason).toMatch(/Expected (at most|texts of at most)|call stack/);
  });

  test.each([
    ['count(for i in 1..1000 return for j in 1..100 return i + j)', 1000],
    ['count(for i in xs return xs[i])', 2000],
    ['sum(for i in 1..3, j in 1..i return i * j)', 25],
    ['(for x in [1, 2, 3] return function(a) a + x)[2](10)', 12],
    ['some x in [1, 2] satisfies x in [2..3]', true],
    ['count(for d in [date("2026-01-01")] return d)', 1],
  ])('%s does not', (source, value) => {
    expect(evaluate(source, { xs: long })).toEqual({ type: 'value', value });
  });

  test('a pattern that backtracks without end elsewhere takes linear time here', () => {
    expect(evaluate('matches(text, "(a+)+$")', { text: `${'a'.repeat(50_000)}!` })).toEqual({ type: 'value', value: false });
    expect(evaluate('replace(text, "(a|a)*b", "x")', { text: 'a'.repeat(2_000) })).toEqual({ type: 'value', value: 'a'.repeat(2_000) });
  });

  test('a pattern that needs backtracking is refused with a reason', () => {
    expect(evaluate('matches("abc", "a(?=b)")')).toMatchObject({
      type: 'failure',
      reason: expect.stringContaining(
        "Expected a pattern without look-around, back-references and possessive quantifiers, but got 'a(?=b)'",
      ),
    });
  });
});
