/**
 * Owns the meaning of a decision table's cell, as Zeebe has it: a cell matches when one of its tests does. A test that is an
 * expression matches when it is true, a list that holds the input, or equal to the input; one that
 * reads `?` itself matches when it is true. Each test runs by itself, on the
 * fast path where it can.
 */
import { anyOf, equal, needsInterpreter, negate, type Truth } from './compare.js';
import type { FeelEnv, Lookup } from './expression.js';
import { contains, fastPath, fastTest } from './fast-path.js';
import { type Interpretation, interpret } from './interpreter.js';
import { interpreterSource } from './metering.js';
import { readsOf } from './names.js';
import type { SyntaxNode } from './syntax.js';

export type UnaryTests = (lookup: Lookup, env: FeelEnv) => Truth;

/** A test could not be evaluated; `compile.ts` makes it the failure of the whole. */
export class TestFailed extends Error {
  readonly code = 'FEEL_TEST_FAILED';
}

export function unaryTests(root: SyntaxNode): UnaryTests {
  if (root.children[0]?.type === 'Wildcard') return () => true;
  const negated = root.children[0]?.type === 'not';
  const tests = root.children.flatMap((child) => (child.type === 'PositiveUnaryTests' ? child.children : [])).map(unaryTest);
  return (lookup, env) => {
    const matches = anyOf(tests.map((test) => test(lookup, env)));
    return negated ? negate(matches) : matches;
  };
}

function unaryTest(node: SyntaxNode): UnaryTests {
  const slow = interpretedTest(node);
  const simple = fastTest(node);
  const inner = node.children[0];
  if (simple !== undefined) return orElse((lookup) => simple(lookup('?') ?? null, lookup), slow);
  if (inner === undefined || inner.type === 'SimplePositiveUnaryTest') return slow;
  const fast = fastPath(inner);
  const interpretation = interpretationOf(inner, 'expression');
  const value = (lookup: Lookup, env: FeelEnv) => {
    if (fast === undefined) return valueBy(interpretation, lookup, env);
    try {
      return fast(lookup);
    } catch (cause) {
      if (cause !== needsInterpreter) throw cause;
      return valueBy(interpretation, lookup, env);
    }
  };
  if (readsInput(inner)) return (lookup, env) => truthOf(value(lookup, env));
  return orElse((lookup, env) => matchesValue(lookup('?') ?? null, value(lookup, env)), slow);
}

function matchesValue(input: unknown, value: unknown): Truth {
  if (value === true) return true;
  if (contains(value, input) === true) return true;
  return equal(input, value);
}

function orElse(fast: UnaryTests, slow: UnaryTests): UnaryTests {
  return (lookup, env) => {
    try {
      return fast(lookup, env);
    } catch (cause) {
      if (cause !== needsInterpreter) throw cause;
      return slow(lookup, env);
    }
  };
}

function interpretedTest(node: SyntaxNode): UnaryTests {
  const interpretation = interpretationOf(node, 'unary-tests');
  return (lookup, env) => {
    return truthOf(valueBy(interpretation, lookup, env));
  };
}

function truthOf(value: unknown): Truth {
  return typeof value === 'boolean' ? value : null;
}

function readsInput(node: SyntaxNode): boolean {
  return node.type === '?' || node.children.some(readsInput);
}

function interpretationOf(node: SyntaxNode, grammar: Interpretation['grammar']): Interpretation {
  return { text: node.text, source: interpreterSource(node, node.text, node.from), grammar, ...readsOf(node) };
}

function valueBy(interpretation: Interpretation, lookup: Lookup, env: FeelEnv): unknown {
  const outcome = interpret(interpretation, lookup, env);
  if (outcome.type === 'failure') throw new TestFailed(outcome.reason);
  return outcome.value;
}
