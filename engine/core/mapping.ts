/**
 * Input and output mappings. All mappings of one kind build one context, top to bottom, so a later source sees an earlier target.
 * Inputs end up local to the element; outputs are propagated from the scope around it (facts/SEMANTICS 4).
 */
import { toJson } from '../feel/index.js';
import type { Mapping, Node } from '../model/graph.js';
import type { ElementInstance, Variables } from './state.js';
import type { TreeRun } from './step-context.js';
import { evaluate, lookupIn, propagate, setLocal } from './variables.js';

export function applyInputMappings(run: TreeRun, element: ElementInstance, node: Node): void {
  if (node.inputs.length === 0) return;
  const scope = element.scopeKey === 0n ? element : run.element(element.scopeKey);
  setLocal(
    run,
    element.key,
    mapped(run, scope, node.inputs, () => undefined),
  );
}

/**
 * Carries the variables that a job, an event or a called process brought.
 * With output mappings they stay local and only the mappings' results leave; without, they are propagated.
 */
export function applyOutputs(run: TreeRun, element: ElementInstance, node: Node, variables: Variables | undefined): void {
  if (node.outputs.length === 0) {
    if (variables && variables.size > 0) propagate(run, element, variables);
    return;
  }
  if (variables) setLocal(run, element.key, variables);
  const current = run.element(element.key);
  const outer = current.scopeKey === 0n ? current : run.element(current.scopeKey);
  const results = mapped(run, current, node.outputs, lookupIn(run, outer));
  propagate(run, outer, results);
}

function mapped(
  run: TreeRun,
  scope: ElementInstance,
  mappings: readonly Mapping[],
  /** What a nested target (`a.b`) is merged into. */
  existing: (name: string) => unknown,
): Variables {
  const context = new Map<string, unknown>();
  const outer = lookupIn(run, scope);
  const lookup = (name: string) => (context.has(name) ? context.get(name) : outer(name));
  for (const mapping of mappings) {
    const value = evaluate(run, scope, mapping.source, 'IO_MAPPING_ERROR', lookup);
    const [name = '', ...path] = mapping.target;
    context.set(name, path.length === 0 ? value : putPath(context.has(name) ? context.get(name) : existing(name), path, value));
  }
  const variables = new Map<string, string>();
  for (const [name, value] of context) variables.set(name, toJson(value));
  return variables;
}

function putPath(target: unknown, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const members = isContext(target) ? target : {};
  return { ...members, [name]: putPath(members[name], rest, value) };
}

function isContext(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
