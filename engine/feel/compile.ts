/** Owns compiling: FEEL text to an `Expression`, once, at deployment. */
import type { Compiled, Expression, FeelEnv, FeelOutcome, Lookup } from './expression.js';
import { extensionNames } from './functions.js';
import { interpret } from './interpreter.js';
import { readsOf } from './names.js';
import { type Grammar, parse } from './syntax.js';

/** Characters. Longer expressions are refused, because evaluation cannot be stopped. */
export const maxExpressionLength = 64 * 1024;

/** FEEL text without a leading '='. `knownNames`: variables whose names hold spaces (DMN), which the grammar cannot find by itself. */
export function compileFeel(source: string, knownNames: readonly string[] = []): Compiled {
  return compile(source, 'expression', knownNames);
}

/** DMN unary tests: `evaluate` reads the input value as `?` and answers true, false or null. */
export function compileUnaryTests(source: string, knownNames: readonly string[] = []): Compiled {
  return compile(source, 'unary-tests', knownNames);
}

/** The value of a Zeebe property: with a leading '=' it is FEEL, else the text itself. */
export function compileProperty(text: string): Compiled {
  if (text.startsWith('=')) return compileFeel(text.slice(1));
  const outcome: FeelOutcome = { type: 'value', value: text };
  return { type: 'expression', expression: { source: text, isStatic: true, names: [], evaluate: () => outcome } };
}

function compile(source: string, grammar: Grammar, knownNames: readonly string[]): Compiled {
  if (source.length > maxExpressionLength) {
    return { type: 'syntax-error', reason: `Expected at most ${maxExpressionLength} characters of FEEL, but found ${source.length}` };
  }
  const known: Record<string, unknown> = Object.fromEntries([...extensionNames, ...knownNames].map((name) => [name, null]));
  const parsed = parse(source, grammar, known);
  if (parsed.type === 'syntax-error') return parsed;
  const { variables, functions } = readsOf(parsed.root);
  const interpretation = { source, grammar, variables, functions };
  const expression: Expression = {
    source,
    isStatic: false,
    names: variables,
    evaluate: (lookup: Lookup, env: FeelEnv): FeelOutcome => interpret(interpretation, lookup, env),
  };
  return { type: 'expression', expression };
}
