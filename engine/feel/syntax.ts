/**
 * Owns the parsed form of an expression: the lezer-feel tree that feelin brings, as plain nodes, and its syntax errors.
 * The parse is done once, without variables: only function names with spaces are known to it (and, for DMN, given names).
 */
import { parseExpression, parseUnaryTests } from 'feelin';

/** feelin's dialect with `backtick names`, as FEEL-Scala has them. */
export const dialect = 'camunda';

export interface SyntaxNode {
  readonly type: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly children: readonly SyntaxNode[];
}

export type Parsed =
  | { readonly type: 'tree'; readonly root: SyntaxNode; readonly source: string }
  | { readonly type: 'syntax-error'; readonly reason: string };

export type Grammar = 'expression' | 'unary-tests';

/**
 * The tree, and the text it is the tree of: `x in [1..3] and y` is `(x in [1..3]) and y` for Zeebe, but lezer-feel takes the
 * `and y` into the test. Such comparisons get parentheses, one at a time, before the tree is given out.
 */
export function parse(given: string, grammar: Grammar, knownNames: Readonly<Record<string, unknown>>): Parsed {
  let source = given;
  for (let round = 0; round <= maxParentheses; round++) {
    const { root, errorAt } = treeOf(source, grammar, knownNames);
    if (errorAt !== undefined || root === undefined) return syntaxError(given, grammar, Math.min(errorAt ?? 0, given.length));
    const greedy = greedyTest(root);
    if (greedy === undefined) return { type: 'tree', root, source };
    source = `${source.slice(0, greedy.from)}(${source.slice(greedy.from, greedy.to)})${source.slice(greedy.to)}`;
  }
  return { type: 'syntax-error', reason: `Expected at most ${maxParentheses} tests with 'in' without parentheses: '${given}'` };
}

const maxParentheses = 100;

function syntaxError(source: string, grammar: Grammar, at: number): Parsed {
  const rest = source.slice(at, at + 20);
  const found = rest.trim() === '' ? 'it ends' : `found '${rest}'`;
  return { type: 'syntax-error', reason: `Expected a FEEL ${grammar.replace('-', ' ')}, but at character ${at + 1} ${found}: '${source}'` };
}

interface Tree {
  readonly root: SyntaxNode | undefined;
  readonly errorAt: number | undefined;
}

function treeOf(source: string, grammar: Grammar, knownNames: Readonly<Record<string, unknown>>): Tree {
  const parseTree = grammar === 'expression' ? parseExpression : parseUnaryTests;
  const stack: { type: string; from: number; to: number; children: SyntaxNode[] }[] = [{ type: '', from: 0, to: 0, children: [] }];
  let errorAt: number | undefined;
  parseTree(source, knownNames, dialect).iterate({
    enter(node) {
      if (node.type.isError) errorAt ??= node.from;
      if (node.type.isSkipped) return false;
      stack.push({ type: node.name, from: node.from, to: node.to, children: [] });
      return undefined;
    },
    leave(node) {
      if (node.type.isSkipped) return;
      const done = stack.pop();
      if (done === undefined) return;
      const built: SyntaxNode = { ...done, text: source.slice(done.from, done.to) };
      if (refused(built)) errorAt ??= built.from;
      stack.at(-1)?.children.push(built);
    },
  });
  return { root: stack[0]?.children[0], errorAt };
}

/** Where a comparison with `in` ends that took an `and` or `or` into its test. */
function greedyTest(node: SyntaxNode): { readonly from: number; readonly to: number } | undefined {
  const [left, operator, test] = node.children;
  if (node.type === 'Comparison' && operator?.type === 'in' && left !== undefined && test?.type === 'PositiveUnaryTest') {
    const inner = test.children[0];
    const operand = inner?.type === 'SimplePositiveUnaryTest' ? inner.children[1] : inner;
    if (operand !== undefined && isJunction(operand)) {
      let leaf = operand;
      while (isJunction(leaf) && leaf.children[0] !== undefined) leaf = leaf.children[0];
      return { from: left.from, to: leaf.to };
    }
  }
  for (const child of node.children) {
    const found = greedyTest(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isJunction(node: SyntaxNode): boolean {
  return node.type === 'Conjunction' || node.type === 'Disjunction';
}

const logical: ReadonlySet<string> = new Set(['Conjunction', 'Disjunction', 'Comparison']);

/** What lezer-feel parses and Zeebe does not: `1e3`, a call of a parenthesis, `= 3` or `> 3 and < 5` as a cell, `a = b = c`. */
function refused(node: SyntaxNode): boolean {
  const first = node.children[0];
  switch (node.type) {
    case 'NumericLiteral':
      return /e/i.test(node.text);
    case 'FunctionInvocation':
      return first?.type === 'ParenthesizedExpression';
    case 'SimplePositiveUnaryTest':
      return first?.type === 'CompareOp' && (first.text === '=' || first.text === '!=');
    case 'PositiveUnaryTests':
      return node.children.some(
        (test) => test.children[0]?.type === 'SimplePositiveUnaryTest' && logical.has(test.children[0].children[1]?.type ?? ''),
      );
    case 'Comparison':
      return first?.type === 'Comparison';
    default:
      return false;
  }
}

/** The name that a VariableName or PathName node stands for: words joined by one space, backticks removed. */
export function nameOf(node: SyntaxNode): string {
  return node.children.map((child) => (child.type === 'BacktickIdentifier' ? child.text.slice(1, -1) : child.text)).join(' ');
}

const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', r: '\r', t: '\t' };

/** The value of a string literal with its quotes. Zeebe knows these escapes alone: `\\u0041` stays as it is written. */
export function stringOf(literal: string): string {
  return literal.slice(1, -1).replace(/\\(.)/gs, (whole, escaped: string) => escapes[escaped] ?? whole);
}
