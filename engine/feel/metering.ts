/**
 * Owns the text that the interpreter gets. It differs from the author's in two ways:
 * loops and function bodies count steps, because feelin can't be stopped from outside; and string literals are written so that
 * feelin reads what Zeebe reads, which decodes no `\u0041`.
 */
import { type Extension, extension } from './functions.js';
import { type SyntaxNode, stringOf } from './syntax.js';

/** An evaluation that would keep everybody else waiting. */
class BudgetExceeded extends Error {
  readonly code = 'FEEL_BUDGET_EXCEEDED';
}

/** Iterations, entries looped over and calls of one evaluation; some hundred milliseconds, far below the time of a lease. */
const MAX_STEPS = 350_000;

/** A call of a function costs as much as so many iterations. */
const CALL_STEPS = 8;

/** Characters of a text that a loop may build. */
const MAX_TEXT = 4 * 1024 * 1024;

const CHARACTERS_A_STEP = 1_000;

const STEP = '_okienko_step';
const CALL = '_okienko_call';
const LIST = '_okienko_list';
const END = '_okienko_end';

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** @param text whose part from `root.from` on `root` is the tree of. */
export function interpreterSource(root: SyntaxNode, text: string, base = 0): string {
  const edits: Edit[] = [];
  literals(root, edits);
  if (loops(root)) meter(root, edits);
  let source = '';
  let at = 0;
  // The sort is stable: of two that open at one place, the outer one stays outside.
  for (const edit of edits.sort((a, b) => a.from - b.from)) {
    source += text.slice(at, edit.from - base) + edit.text;
    at = edit.to - base;
  }
  return source + text.slice(at);
}

/** For one evaluation. */
export function stepFunctions(): Readonly<Record<string, Extension>> {
  let left = MAX_STEPS;
  const spend = (steps: number): void => {
    left -= steps;
    if (!(left >= 0)) throw new BudgetExceeded(`Expected at most ${MAX_STEPS} steps, but the evaluation needs more`);
  };
  return {
    [STEP]: extension(['value'], (value) => {
      spend(1 + cost(value));
      return value ?? null;
    }),
    [CALL]: extension(['value'], (value) => {
      spend(CALL_STEPS + cost(value));
      return value ?? null;
    }),
    [LIST]: extension(['value'], (value) => {
      spend(cost(value));
      return value ?? null;
    }),
    [END]: extension(['from', 'to'], (from, to) => {
      if (typeof from === 'number' && typeof to === 'number') spend(Math.abs(to - from));
      return to ?? null;
    }),
  };
}

function cost(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value !== 'string') return 0;
  if (value.length > MAX_TEXT) throw new BudgetExceeded(`Expected texts of at most ${MAX_TEXT} characters, but a loop builds longer ones`);
  return Math.floor(value.length / CHARACTERS_A_STEP);
}

const LOOPING: ReadonlySet<string> = new Set(['ForExpression', 'QuantifiedExpression', 'FunctionDefinition']);

/** What runs once is bounded by its data. */
function loops(node: SyntaxNode): boolean {
  return LOOPING.has(node.type) || node.children.some(loops);
}

/** Filters that pick one entry; any other looks at all of them. */
const INDEXES: ReadonlySet<string> = new Set([
  'NumericLiteral',
  'VariableName',
  'PathExpression',
  'FilterExpression',
  'FunctionInvocation',
  'ArithmeticExpression',
]);

function meter(node: SyntaxNode, edits: Edit[]): void {
  const [first, second, third] = node.children;
  switch (node.type) {
    case 'ForExpression':
    case 'QuantifiedExpression':
      wrap(STEP, node.children.at(-1), edits);
      break;
    case 'FunctionBody':
      if (node.children.length === 1) wrap(CALL, first, edits);
      break;
    case 'IterationContext':
      if (third !== undefined && first !== undefined) wrapEnd(first, third, edits);
      else if (first?.type !== 'SimplePositiveUnaryTest') wrap(LIST, first, edits);
      break;
    case 'Interval':
      if (second !== undefined && node.children[3] !== undefined) wrapEnd(second, node.children[3], edits);
      break;
    case 'FilterExpression':
      if (third !== undefined && !INDEXES.has(third.type)) wrap(LIST, first, edits);
      break;
    case 'PositionalParameters':
      for (const parameter of node.children) if (parameter.type !== 'SimplePositiveUnaryTest') wrap(LIST, parameter, edits);
      break;
  }
  for (const child of node.children) meter(child, edits);
}

function wrap(name: string, node: SyntaxNode | undefined, edits: Edit[]): void {
  if (node === undefined) return;
  edits.push({ from: node.from, to: node.from, text: `${name}(` }, { from: node.to, to: node.to, text: ')' });
}

function wrapEnd(from: SyntaxNode, to: SyntaxNode, edits: Edit[]): void {
  edits.push({ from: to.from, to: to.from, text: `${END}(${from.text}, ` }, { from: to.to, to: to.to, text: ')' });
}

/** Escapes that feelin and Zeebe read alike; of everything else Zeebe keeps the backslash. */
const UNLIKE = /\\[^"\\nrt]/;

function literals(node: SyntaxNode, edits: Edit[]): void {
  if (node.type === 'StringLiteral' && UNLIKE.test(node.text.replaceAll('\\\\', ''))) {
    const text = JSON.stringify(stringOf(node.text)).replace(/\\(?:u[0-9a-f]{4}|.)/g, (code) =>
      UNLIKE.test(code) ? (JSON.parse(`"${code}"`) as string) : code,
    );
    edits.push({ from: node.from, to: node.to, text });
  }
  for (const child of node.children) literals(child, edits);
}
