/** How values are found, evaluated and written: scopes, propagation, and what FEEL may see. */
import { type Expression, type FeelEnv, FeelTemporal, type Lookup, toJson } from '../feel/index.js';
import { isPlainJson, isPlainText } from './plain-text.js';
import { IncidentSignal, NeedSignal } from './signals.js';
import { type ElementInstance, INLINE_VALUE_MAX_CHARS, type IncidentType, type Variables, type VariableValue } from './state.js';
import type { StepContext, TreeRun } from './step-context.js';

/** Records are immutable, so a parsed value stays right as long as its record lives. FEEL never changes what it is given. */
const parsed = new WeakMap<VariableValue, unknown>();

function parse(run: TreeRun, variable: VariableValue): unknown {
  if (parsed.has(variable)) return parsed.get(variable);
  const value: unknown = JSON.parse(jsonOf(run, variable));
  parsed.set(variable, value);
  return value;
}

/** The value's JSON text; a large one that isn't loaded becomes a need. */
export function jsonOf(run: TreeRun, variable: VariableValue): string {
  if (variable.json === undefined) {
    throw new NeedSignal({ type: 'value', rootKey: run.draft.rootKey, valueKey: variable.valueKey });
  }
  return variable.json;
}

/** The nearest variable of this name, from the element's own scope up to its process instance. */
export function findVariable(run: TreeRun, element: ElementInstance, name: string): VariableValue | undefined {
  for (let scope: ElementInstance | undefined = element; scope; scope = scope.scopeKey === 0n ? undefined : run.find(scope.scopeKey)) {
    const variable = scope.variables.get(name);
    if (variable) return variable;
  }
  return undefined;
}

export function lookupIn(run: TreeRun, element: ElementInstance): Lookup {
  return (name) => {
    const variable = findVariable(run, element, name);
    return variable && parse(run, variable);
  };
}

export function feelEnv(step: StepContext): FeelEnv {
  return { nowMs: step.env.nowMs, random: step.env.random };
}

/** Evaluates in the scope of `element`; a failed evaluation is an incident of `errorType`. */
export function evaluate(
  run: TreeRun,
  element: ElementInstance,
  expression: Expression,
  errorType: IncidentType = 'EXTRACT_VALUE_ERROR',
  lookup: Lookup = lookupIn(run, element),
): unknown {
  const outcome = expression.evaluate(lookup, feelEnv(run.step));
  if (outcome.type === 'failure') {
    throw new IncidentSignal(errorType, outcome.reason);
  }
  return outcome.value;
}

export function evaluateString(run: TreeRun, element: ElementInstance, expression: Expression): string {
  const value = evaluate(run, element, expression);
  if (typeof value === 'string') return plain(expression, value);
  throw unexpected(expression, 'STRING', value);
}

export function evaluateStrings(run: TreeRun, element: ElementInstance, expression: Expression): string[] {
  const value = evaluate(run, element, expression);
  if (Array.isArray(value) && value.every((entry): entry is string => typeof entry === 'string')) {
    return value.map((entry) => plain(expression, entry));
  }
  if (expression.isStatic && typeof value === 'string') return splitStaticList(value);
  if (!Array.isArray(value)) throw unexpected(expression, 'ARRAY', value);
  throw new IncidentSignal(
    'EXTRACT_VALUE_ERROR',
    `Expected result of the expression '${expression.source}' to be 'ARRAY' containing 'STRING' items, but was 'ARRAY' containing at least one non-'STRING' item.`,
  );
}

/** Zeebe stores any text; ours goes into a database that doesn't take each. */
export function plain(expression: Expression, text: string): string {
  if (isPlainText(text)) return text;
  throw new IncidentSignal('EXTRACT_VALUE_ERROR', notPlain(expression.source));
}

function notPlain(source: string): string {
  return `Expected result of the expression '${source}' to be text without NUL and half characters (lone surrogates), but it has one.`;
}

/** The JSON text of a computed value; one that can't be stored is an incident. `source`: what computed it, for the incident. */
export function storable(source: () => string, value: unknown, errorType: IncidentType = 'EXTRACT_VALUE_ERROR'): string {
  const json = toJson(value);
  if (isPlainJson(json)) return json;
  throw new IncidentSignal(errorType, notPlain(source()));
}

/** A static `candidateGroups="a, b"` is a comma-separated list. */
function splitStaticList(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

export function unexpected(expression: Expression, expected: string, value: unknown): IncidentSignal {
  return new IncidentSignal(
    'EXTRACT_VALUE_ERROR',
    `Expected result of the expression '${expression.source}' to be '${expected}', but was '${typeName(value)}'.`,
  );
}

export function unexpectedOneOf(expression: Expression, expected: readonly string[], value: unknown): IncidentSignal {
  return new IncidentSignal(
    'EXTRACT_VALUE_ERROR',
    `Expected result of the expression '${expression.source}' to be one of '[${expected.join(', ')}]', but was '${typeName(value)}'.`,
  );
}

const TEMPORAL_TYPES = {
  date: 'DATE',
  time: 'TIME',
  'date and time': 'DATE_TIME',
  'days and time duration': 'DURATION',
  'years and months duration': 'PERIOD',
} as const;

/** Zeebe's name for the type of a FEEL value. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (value instanceof FeelTemporal) return TEMPORAL_TYPES[value.kind];
  if (Array.isArray(value)) return 'ARRAY';
  if (typeof value === 'object') return 'OBJECT';
  return (typeof value).toUpperCase();
}

/** Sets variables in exactly this scope. */
export function setLocal(run: TreeRun, scopeKey: bigint, variables: Variables): void {
  if (variables.size === 0) return;
  const valueKeys: bigint[] = [];
  for (const json of variables.values()) valueKeys.push(json.length > INLINE_VALUE_MAX_CHARS ? run.step.env.nextKey() : 0n);
  run.emit({ type: 'variablesSet', scopeKey, variables, valueKeys });
}

/**
 * Each variable goes to the nearest scope that owns its name, from `element` upwards, else to the process instance
 * (facts/SEMANTICS 4). A scope that holds this very value already is passed by, as in Zeebe.
 */
export function propagate(run: TreeRun, element: ElementInstance, variables: Variables): void {
  const byScope = new Map<bigint, Map<string, string>>();
  for (const [name, json] of variables) {
    let owner = element;
    while (owner.scopeKey !== 0n && !changes(run, owner.variables.get(name), json)) owner = run.element(owner.scopeKey);
    const group = byScope.get(owner.key);
    if (group) group.set(name, json);
    else byScope.set(owner.key, new Map([[name, json]]));
  }
  for (const [scopeKey, group] of byScope) setLocal(run, scopeKey, group);
}

/** Texts are written alike at every border, so equal values are equal texts. */
function changes(run: TreeRun, variable: VariableValue | undefined, json: string): boolean {
  if (!variable) return false;
  // A large value and a small one differ without a look at the large one.
  if (variable.valueKey !== 0n && json.length <= INLINE_VALUE_MAX_CHARS) return true;
  return jsonOf(run, variable) !== json;
}

export function oneVariable(name: string, value: unknown): Variables {
  return new Map([[name, storable(() => name, value)]]);
}

/** Local variables of a scope as JSON texts. */
export function localVariables(run: TreeRun, element: ElementInstance): Variables {
  const variables = new Map<string, string>();
  for (const [name, variable] of element.variables) variables.set(name, jsonOf(run, variable));
  return variables;
}
