/**
 * The only user of feelin's evaluation: expressions that `fast-path.ts` cannot compile are interpreted here, and no value of
 * feelin's leaves this file. feelin parses again at each call (7–14 thousand evaluations a second and core) and cannot be
 * stopped, so what loops counts its own steps (metering.ts). Our own compiler will replace this file.
 */
import {
  date,
  dateAndTime,
  duration,
  evaluate,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelFunction,
  FeelRange,
  FeelTime,
  time,
  unaryTest,
} from 'feelin';
import type { FeelEnv, FeelOutcome, Lookup } from './expression.js';
import { AssertionFailed, extensionFunction } from './functions.js';
import { stepFunctions } from './metering.js';
import { dialect, type Grammar } from './syntax.js';
import { interpreterText, zeebeText } from './temporal-text.js';
import { FeelOpaque, FeelTemporal, isContext, type TemporalKind } from './values.js';

export interface Interpretation {
  /** As the author wrote it. */
  readonly text: string;
  /** What feelin gets: see metering.ts. */
  readonly source: string;
  readonly grammar: Grammar;
  readonly variables: readonly string[];
  readonly functions: readonly string[];
}

export function interpret({ text, source, grammar, variables, functions }: Interpretation, lookup: Lookup, env: FeelEnv): FeelOutcome {
  const context: Record<string, unknown> = source === text ? {} : { ...stepFunctions() };
  for (const name of functions) {
    const extension = extensionFunction(name, env);
    if (extension !== undefined) context[name] = extension;
  }
  for (const name of variables) {
    const value = lookup(name);
    // feelin finds names with spaces only when they exist
    if (value !== undefined || !identifier.test(name)) define(context, name, toFeelin(value ?? null));
  }
  try {
    if (grammar === 'unary-tests') {
      context['?'] = toFeelin(lookup('?') ?? null);
      return { type: 'value', value: fromFeelin(unaryTest(source, context, dialect).value) };
    }
    const input = lookup('?');
    if (input !== undefined) context['?'] = toFeelin(input);
    return { type: 'value', value: fromFeelin(evaluate(source, context, dialect).value) };
  } catch (cause) {
    if (cause instanceof AssertionFailed) {
      return { type: 'failure', reason: `Assertion failure on evaluate the expression '${text}': ${cause.message}` };
    }
    const message = cause instanceof Error ? cause.message : String(cause);
    return { type: 'failure', reason: `failed to evaluate expression '${text}': ${message}` };
  }
}

const identifier = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** Sets an own property whatever the name, `__proto__` too. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}

function toFeelin(value: unknown): unknown {
  if (value instanceof FeelTemporal) return temporalToFeelin(value);
  if (value instanceof FeelOpaque) return FeelOpaque.unwrap(value);
  if (Array.isArray(value)) return value.map(toFeelin);
  if (isContext(value)) {
    const copy: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value)) define(copy, key, toFeelin(entry));
    return copy;
  }
  return value;
}

function temporalToFeelin({ kind, iso }: FeelTemporal): unknown {
  switch (kind) {
    case 'date':
      return date(iso);
    case 'time':
      return time(interpreterText(withSeconds(iso)));
    case 'date and time':
      return dateAndTime(interpreterText(iso));
    case 'days and time duration':
    case 'years and months duration':
      return duration(iso);
  }
}

function withSeconds(time: string): string {
  return /^\d{2}:\d{2}$/.test(time) ? `${time}:00` : time;
}

function temporal(kind: TemporalKind, iso: string, offset: string | null): FeelTemporal {
  return new FeelTemporal(kind, zeebeText(kind, iso, offset));
}

function fromFeelin(value: unknown): unknown {
  switch (typeof value) {
    case 'undefined':
      return null;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'string':
    case 'boolean':
      return value;
    case 'function':
      return new FeelOpaque('function', value);
  }
  if (value === null) return null;
  if (Array.isArray(value)) return value.map(fromFeelin);
  if (value instanceof FeelDate) return new FeelTemporal('date', value.toString());
  if (value instanceof FeelTime) return temporal('time', value.toString(), null);
  if (value instanceof FeelDateTime) return temporal('date and time', value.toString(), value['time offset']?.toString() ?? null);
  if (value instanceof FeelDuration) {
    return temporal(value.yearsMonths ? 'years and months duration' : 'days and time duration', value.toString(), null);
  }
  if (value instanceof FeelRange) return new FeelOpaque('range', value);
  if (value instanceof FeelFunction) return new FeelOpaque('function', value);
  if (typeof value !== 'object') return null;
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) define(copy, key, fromFeelin(entry));
  return copy;
}
