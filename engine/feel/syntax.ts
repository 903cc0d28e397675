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
  readonly children: readonly SyntaxNode[];
}

export type Parsed = { readonly type: 'tree'; readonly root: SyntaxNode } | { readonly type: 'syntax-error'; readonly reason: string };

export type Grammar = 'expression' | 'unary-tests';

export function parse(source: string, grammar: Grammar, knownNames: Readonly<Record<string, unknown>>): Parsed {
  const parseTree = grammar === 'expression' ? parseExpression : parseUnaryTests;
  const tree = parseTree(source, knownNames, dialect);
  const stack: { type: string; from: number; to: number; children: SyntaxNode[] }[] = [{ type: '', from: 0, to: 0, children: [] }];
  let errorAt: number | undefined;
  tree.iterate({
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
      if (refused(done, source)) errorAt ??= done.from;
      stack.at(-1)?.children.push({ type: done.type, text: source.slice(done.from, done.to), children: done.children });
    },
  });
  const root = stack[0]?.children[0];
  if (errorAt !== undefined || root === undefined) {
    const rest = source.slice(errorAt ?? 0, (errorAt ?? 0) + 20);
    const found = rest.trim() === '' ? 'it ends' : `found '${rest}'`;
    return {
      type: 'syntax-error',
      reason: `Expected a FEEL ${grammar.replace('-', ' ')}, but at character ${(errorAt ?? 0) + 1} ${found}: '${source}'`,
    };
  }
  return { type: 'tree', root };
}

const logical: ReadonlySet<string> = new Set(['Conjunction', 'Disjunction', 'Comparison']);

/** What lezer-feel parses and Zeebe does not: `1e3`, a call of a parenthesis, `= 3` or `> 3 and < 5` as a cell, `a = b = c`. */
function refused(
  node: { readonly type: string; readonly from: number; readonly to: number; readonly children: readonly SyntaxNode[] },
  source: string,
): boolean {
  const first = node.children[0];
  switch (node.type) {
    case 'NumericLiteral':
      return /e/i.test(source.slice(node.from, node.to));
    case 'FunctionInvocation':
      return first?.type === 'ParenthesizedExpression';
    case 'SimplePositiveUnaryTest':
      return first?.type === 'CompareOp' && (/=$/.test(first.text.replace(/[<>]=/, '')) || logical.has(node.children[1]?.type ?? ''));
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
