/**
 * Owns the expressions that need no interpreter: literals, paths, comparisons, and/or, `in`, if, lists, arithmetic and a few
 * functions become closures, with Zeebe's rules for null and mixed types. Whatever else stands in an expression makes the whole of
 * it go to `interpreter.ts`; so does a value at run time that JSON does not have (`needsInterpreter`).
 */
import { anyOf, equal, isSpecial, needsInterpreter, negate, type Order, ordered, type Truth } from './compare.js';
import { add, divide, multiply, subtract } from './decimal.js';
import type { Lookup } from './expression.js';
import { fastFunctions } from './fast-functions.js';
import { keyName } from './names.js';
import { nameOf, type SyntaxNode, stringOf } from './syntax.js';
import { isContext } from './values.js';

type Evaluate = (lookup: Lookup) => unknown;

/** A closure, or undefined when the interpreter must do it. */
export function fastPath(node: SyntaxNode): Evaluate | undefined {
  const [first, second, third] = node.children;
  switch (node.type) {
    case 'Expression':
      return first && fastPath(first);
    case 'ParenthesizedExpression':
      return second && fastPath(second);
    case 'NumericLiteral':
    case 'StringLiteral':
    case 'BooleanLiteral':
    case 'null': {
      const value = literalOf(node);
      return () => value;
    }
    case 'VariableName':
      return variable(nameOf(node));
    case '?':
      return variable('?');
    case 'PathExpression':
      return path(first, third);
    case 'Conjunction':
      return binary(first, third, (a, b) => (a === false || b === false ? false : a === true && b === true ? true : null));
    case 'Disjunction':
      return binary(first, third, (a, b) => (a === true || b === true ? true : a === false && b === false ? false : null));
    case 'Comparison':
      return comparison(node);
    case 'IfExpression':
      return choice(node);
    case 'List':
      return list(node);
    case 'Context':
      return context(node);
    case 'ArithmeticExpression':
      return arithmetic(node);
    case 'FunctionInvocation':
      return invocation(first, third);
    default:
      return undefined;
  }
}

function literalOf(node: SyntaxNode): string | number | boolean | null {
  switch (node.type) {
    case 'NumericLiteral':
      return Number(node.text.replace(/\s+/g, '')) + 0;
    case 'StringLiteral':
      return stringOf(node.text);
    case 'BooleanLiteral':
      return node.text === 'true';
    default:
      return null;
  }
}

function variable(name: string): Evaluate {
  return (lookup) => {
    const value = lookup(name);
    return value === undefined ? null : value;
  };
}

function path(target: SyntaxNode | undefined, name: SyntaxNode | undefined): Evaluate | undefined {
  const of = target && fastPath(target);
  if (of === undefined || name === undefined) return undefined;
  const key = nameOf(name);
  return (lookup) => entryOf(of(lookup), key);
}

/** A path into a list goes into each of its entries; what is missing is null. */
function entryOf(target: unknown, key: string): unknown {
  if (Array.isArray(target)) return target.map((entry) => entryOf(entry, key));
  if (isSpecial(target)) throw needsInterpreter;
  return isContext(target) && Object.hasOwn(target, key) ? (target[key] ?? null) : null;
}

function binary(
  left: SyntaxNode | undefined,
  right: SyntaxNode | undefined,
  operation: (a: unknown, b: unknown) => unknown,
): Evaluate | undefined {
  const a = left && fastPath(left);
  const b = right && fastPath(right);
  return a && b && ((lookup) => operation(a(lookup), b(lookup)));
}

function comparison(node: SyntaxNode): Evaluate | undefined {
  const [left, operator, right] = node.children;
  if (operator?.type === 'in') return membership(left, node.children.slice(2));
  if (operator?.type === 'between') return between(node);
  switch (operator?.text) {
    case '=':
      return binary(left, right, equal);
    case '!=':
      return binary(left, right, (a, b) => negate(equal(a, b)));
    case '<':
      return binary(left, right, (a, b) => (typeof a === 'number' && typeof b === 'number' ? a < b : ordered(a, '<', b)));
    case '<=':
      return binary(left, right, (a, b) => (typeof a === 'number' && typeof b === 'number' ? a <= b : ordered(a, '<=', b)));
    case '>':
      return binary(left, right, (a, b) => (typeof a === 'number' && typeof b === 'number' ? a > b : ordered(a, '>', b)));
    case '>=':
      return binary(left, right, (a, b) => (typeof a === 'number' && typeof b === 'number' ? a >= b : ordered(a, '>=', b)));
    default:
      return undefined;
  }
}

function between(node: SyntaxNode): Evaluate | undefined {
  const [left, , low, , high] = node.children;
  const parts = [left, low, high].map((part) => part && fastPath(part));
  const [value, from, to] = parts;
  if (value === undefined || from === undefined || to === undefined) return undefined;
  return (lookup) => {
    const input = value(lookup);
    return both(ordered(input, '>=', from(lookup)), ordered(input, '<=', to(lookup)));
  };
}

function both(a: Truth, b: Truth): Truth {
  return a === false || b === false ? false : a === true && b === true ? true : null;
}

function membership(left: SyntaxNode | undefined, tests: readonly SyntaxNode[]): Evaluate | undefined {
  const value = left && fastPath(left);
  const flat = tests.flatMap((test) =>
    test.type === 'PositiveUnaryTests' ? test.children : test.type === 'PositiveUnaryTest' ? [test] : [],
  );
  const compiled = flat.map(fastTest);
  if (value === undefined || compiled.length === 0 || !compiled.every((test) => test !== undefined)) return undefined;
  return (lookup) => {
    const input = value(lookup);
    return anyOf(compiled.map((test) => test(input, lookup)));
  };
}

/** A test of one value, in `x in (…)` and in a decision table's cell. */
type Test = (input: unknown, lookup: Lookup) => Truth;

export function fastTest(node: SyntaxNode): Test | undefined {
  const inner = node.children[0];
  if (node.type !== 'PositiveUnaryTest' || inner === undefined) return undefined;
  if (inner.type === 'SimplePositiveUnaryTest') return simpleTest(inner);
  if (['NumericLiteral', 'StringLiteral', 'BooleanLiteral', 'null'].includes(inner.type)) {
    const literal = literalOf(inner);
    return (input) => equal(input, literal);
  }
  if (inner.type === 'List') {
    const entries = fastPath(inner);
    return entries && ((input, lookup) => contains(entries(lookup), input));
  }
  return undefined;
}

export function contains(entries: unknown, value: unknown): Truth {
  return Array.isArray(entries) ? entries.some((entry) => equal(entry, value) === true) : null;
}

function simpleTest(node: SyntaxNode): Test | undefined {
  const [first, second] = node.children;
  if (first?.type === 'Interval') return interval(first);
  const operand = second && fastPath(second);
  if (operand === undefined) return undefined;
  const operator = first?.text;
  switch (operator) {
    case '<':
    case '<=':
    case '>':
    case '>=':
      return (input, lookup) => ordered(input, operator, operand(lookup));
    case '=':
      return (input, lookup) => equal(input, operand(lookup));
    case '!=':
      return (input, lookup) => negate(equal(input, operand(lookup)));
    default:
      return undefined;
  }
}

function interval(node: SyntaxNode): Test | undefined {
  const [open, low, , high, close] = node.children;
  const from = low && fastPath(low);
  const to = high && fastPath(high);
  if (from === undefined || to === undefined) return undefined;
  const above: Order = open?.text === '[' ? '>=' : '>';
  const below: Order = close?.text === ']' ? '<=' : '<';
  return (input, lookup) => both(ordered(input, above, from(lookup)), ordered(input, below, to(lookup)));
}

/** Only `true` takes the first branch: null and other types take the second. */
function choice(node: SyntaxNode): Evaluate | undefined {
  const [, condition, , then, , otherwise] = node.children;
  const test = condition && fastPath(condition);
  const a = then && fastPath(then);
  const b = otherwise && fastPath(otherwise);
  return test && a && b && ((lookup) => (test(lookup) === true ? a(lookup) : b(lookup)));
}

function list(node: SyntaxNode): Evaluate | undefined {
  const entries = node.children.slice(1, -1).map(fastPath);
  if (!entries.every((entry) => entry !== undefined)) return undefined;
  return (lookup) => entries.map((entry) => entry(lookup));
}

/** An entry sees the entries before it. */
function context(node: SyntaxNode): Evaluate | undefined {
  const entries: { readonly key: string; readonly value: Evaluate }[] = [];
  for (const entry of node.children.slice(1, -1)) {
    const [key, value] = entry.children;
    const evaluate = value && fastPath(value);
    if (key === undefined || evaluate === undefined) return undefined;
    entries.push({ key: keyName(key), value: evaluate });
  }
  return (lookup) => {
    const result: Record<string, unknown> = {};
    const scope: Lookup = (name) => (Object.hasOwn(result, name) ? result[name] : lookup(name));
    for (const { key, value } of entries) {
      Object.defineProperty(result, key, { value: value(scope), enumerable: true, configurable: true, writable: true });
    }
    return result;
  };
}

function arithmetic(node: SyntaxNode): Evaluate | undefined {
  const [first, second, third] = node.children;
  if (third === undefined) {
    if (first?.text !== '-') return undefined;
    const operand = second && fastPath(second);
    return operand && ((lookup) => numeric(0, operand(lookup), subtract));
  }
  switch (second?.text) {
    case '+':
      return binary(first, third, (a, b) => (typeof a === 'string' && typeof b === 'string' ? a + b : numeric(a, b, add)));
    case '-':
      return binary(first, third, (a, b) => numeric(a, b, subtract));
    case '*':
      return binary(first, third, (a, b) => numeric(a, b, multiply));
    case '/':
      return binary(first, third, (a, b) => numeric(a, b, divide));
    default:
      return undefined;
  }
}

function numeric(a: unknown, b: unknown, operation: (a: number, b: number) => number | null): number | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const result = operation(a, b);
    return result !== null && Number.isFinite(result) ? result : null;
  }
  if (isSpecial(a) || isSpecial(b)) throw needsInterpreter;
  return null;
}

function invocation(target: SyntaxNode | undefined, parameters: SyntaxNode | undefined): Evaluate | undefined {
  if (target?.type !== 'VariableName' || parameters?.type !== 'PositionalParameters') return undefined;
  const body = fastFunctions.get(`${nameOf(target)}/${parameters.children.length}`);
  const args = parameters.children.map(fastPath);
  if (body === undefined || !args.every((argument) => argument !== undefined)) return undefined;
  const [a, b] = args;
  if (a === undefined) return undefined;
  return b === undefined ? (lookup) => body(a(lookup), undefined) : (lookup) => body(a(lookup), b(lookup));
}
