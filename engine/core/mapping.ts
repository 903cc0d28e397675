/**
 * Input and output mappings. All mappings of one kind build one context, as in Zeebe: a later source sees an earlier target, and a
 * target that is written twice keeps its first place and its last source.
 * Inputs end up local to the element; outputs are propagated from the scope around it (facts/SEMANTICS 4).
 */
import type { Expression, Lookup } from '../feel/index.js';
import type { Mapping, Node } from '../model/graph.js';
import { IncidentSignal } from './signals.js';
import type { ElementInstance, Variables } from './state.js';
import type { TreeRun } from './step-context.js';
import { feelEnv, findVariable, jsonOf, localVariables, lookupIn, propagate, setLocal, storable } from './variables.js';

export function applyInputMappings(run: TreeRun, element: ElementInstance, node: Node): void {
  if (node.inputs.length === 0) return;
  const scope = element.scopeKey === 0n ? element : run.element(element.scopeKey);
  setLocal(run, element.key, mapped(run, scope, node.inputs, false));
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
  propagate(run, outer, mapped(run, current, node.outputs, true));
}

/** Events that are activated only after they have fired: the event's variables become local to them. */
export function keepsEventVariables(node: Node): boolean {
  if (node.type === 'startEvent') return node.scope?.type === 'process';
  return node.type === 'boundaryEvent' || node.type === 'intermediateCatchEvent' || node.type === 'receiveTask';
}

/** What such an event hands on when it completes. An error's variables stay local unless an output mapping takes them out. */
export function propagateEventVariables(run: TreeRun, element: ElementInstance, node: Node): void {
  if (node.outputs.length > 0) applyOutputs(run, element, node, undefined);
  else if (node.event.type !== 'error') propagate(run, run.element(element.scopeKey), localVariables(run, element));
}

interface Composed {
  readonly members: Map<string, Expression | Composed>;
}

const composed = new WeakMap<readonly Mapping[], Composed>();

function compose(mappings: readonly Mapping[]): Composed {
  const known = composed.get(mappings);
  if (known) return known;
  const root: Composed = { members: new Map() };
  for (const { source, target } of mappings) {
    let context = root;
    for (const name of target.slice(0, -1)) {
      const there = context.members.get(name);
      const inner: Composed = there && 'members' in there ? there : { members: new Map() };
      context.members.set(name, inner);
      context = inner;
    }
    context.members.set(target.at(-1) ?? '', source);
  }
  composed.set(mappings, root);
  return root;
}

/** @param merging nested targets go into what is there already: outputs do, inputs don't. */
function mapped(run: TreeRun, scope: ElementInstance, mappings: readonly Mapping[], merging: boolean): Variables {
  const root = compose(mappings);
  const outer = lookupIn(run, scope);
  const existing = (path: readonly string[]): unknown =>
    path.slice(1).reduce<unknown>((value, name) => (isContext(value) ? value[name] : null), outer(path[0] ?? '')) ?? null;

  const memberValue = (member: Expression | Composed, path: readonly string[], lookup: Lookup): unknown => {
    if (!('members' in member)) return evaluate(run, member, lookup, root, merging);
    const made = Object.fromEntries(contextOf(member, path, lookup));
    const before = merging ? existing(path) : null;
    if (before === null) return made;
    // FEEL's `context merge` with something that is no context is null.
    return isContext(before) ? { ...before, ...made } : null;
  };
  const contextOf = (context: Composed, path: readonly string[], lookup: Lookup): Map<string, unknown> => {
    const values = new Map<string, unknown>();
    const inside: Lookup = (name) => (values.has(name) ? values.get(name) : lookup(name));
    for (const [name, member] of context.members) values.set(name, memberValue(member, [...path, name], inside));
    return values;
  };

  const variables = new Map<string, string>();
  for (const [name, value] of contextOf(root, [], outer))
    variables.set(name, copied(run, scope, root, name) ?? storable(() => textOf(root, [], merging), value, 'IO_MAPPING_ERROR'));
  return variables;
}

/** The text of a variable that is mapped as it is: nothing computes with it, so an integer keeps the digits that a number would lose. */
function copied(run: TreeRun, scope: ElementInstance, { members }: Composed, target: string): string | undefined {
  const source = members.get(target);
  if (source === undefined || 'members' in source) return undefined;
  const [name = ''] = source.names;
  if (source.source.trim() !== name || (members.has(name) && name !== target)) return undefined;
  const variable = findVariable(run, scope, name);
  return variable && jsonOf(run, variable);
}

function evaluate(run: TreeRun, source: Expression, lookup: Lookup, root: Composed, merging: boolean): unknown {
  const outcome = source.evaluate(lookup, feelEnv(run.step));
  if (outcome.type === 'value') return outcome.value;
  // Zeebe evaluates all mappings as one expression, and says so.
  throw new IncidentSignal(
    'IO_MAPPING_ERROR',
    outcome.reason.replace(`'${source.source}'`, () => `'${textOf(root, [], merging)}'`),
  );
}

function textOf(context: Composed, path: readonly string[], merging: boolean): string {
  const members = [...context.members].map(([name, member]) => {
    if (!('members' in member)) return `${name}:${sourceText(member)}`;
    const inner = [...path, name];
    const made = textOf(member, inner, merging);
    const before = inner.join('.');
    return `${name}:${merging ? `if (${before} != null) then context merge(${before},${made}) else ${made}` : made}`;
  });
  return `{${members.join(',')}}`;
}

/** A text without `=` is written as FEEL's text. */
function sourceText(source: Expression): string {
  const outcome = source.isStatic ? source.evaluate(() => undefined, { nowMs: 0, random: () => 0 }) : undefined;
  return outcome?.type === 'value' && outcome.value === source.source ? JSON.stringify(source.source) : source.source;
}

function isContext(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
