/** Owns compiling: FEEL text to an `Expression`, once, at deployment. */
import { NotComparable, needsInterpreter } from './compare.js';
import type { Compiled, Expression, FeelOutcome, Lookup } from './expression.js';
import { fastPath } from './fast-path.js';
import { extensionNames } from './functions.js';
import { type Interpretation, interpret } from './interpreter.js';
import { interpreterSource } from './metering.js';
import { readsOf } from './names.js';
import { type Grammar, parse } from './syntax.js';
import { TestFailed, type UnaryTests, unaryTests } from './unary-tests.js';

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
  const parsed = parse(grammar === 'unary-tests' && source.trim() === '' ? '-' : source, grammar, known);
  if (parsed.type === 'syntax-error') return parsed;
  const { variables, functions } = readsOf(parsed.root);
  const isLiteral = literals.has(parsed.root.children[0]?.type ?? '');
  const evaluate =
    grammar === 'unary-tests'
      ? tests(source, unaryTests(parsed.root))
      : expression(source, fastPath(parsed.root), {
          text: source,
          source: interpreterSource(parsed.root, parsed.source),
          grammar,
          variables,
          functions,
        });
  return { type: 'expression', expression: { source, isStatic: grammar === 'expression' && isLiteral, names: variables, evaluate } };
}

const literals: ReadonlySet<string> = new Set(['NumericLiteral', 'StringLiteral', 'BooleanLiteral', 'null']);

type Evaluation = Expression['evaluate'];

function expression(source: string, fast: ((lookup: Lookup) => unknown) | undefined, interpretation: Interpretation): Evaluation {
  if (fast === undefined) return (lookup, env) => interpret(interpretation, lookup, env);
  return (lookup, env) => {
    try {
      return { type: 'value', value: fast(lookup) };
    } catch (cause) {
      return cause === needsInterpreter ? interpret(interpretation, lookup, env) : failed(source, cause);
    }
  };
}

function tests(source: string, matches: UnaryTests): Evaluation {
  return (lookup, env) => {
    try {
      return { type: 'value', value: matches(lookup, env) };
    } catch (cause) {
      return failed(source, cause);
    }
  };
}

/** Data can only fail in these two ways; anything else is a bug and is thrown. */
function failed(source: string, cause: unknown): FeelOutcome {
  if (cause instanceof TestFailed) return { type: 'failure', reason: cause.message };
  if (cause instanceof NotComparable) return { type: 'failure', reason: `failed to evaluate expression '${source}': ${cause.message}` };
  throw cause;
}
