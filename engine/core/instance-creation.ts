/** How a process instance comes to life: by a client, a message, a timer, or a call activity. */
import type { Node } from '../model/graph.js';
import type { ProcessDefinition } from './catalog.js';
import { IncidentSignal, RejectionSignal } from './signals.js';
import type { ProcessRoot, Variables } from './state.js';
import type { StepContext, TreeRun } from './step-context.js';
import { eventsOf, openSubscriptions } from './subscriptions.js';
import { activated } from './transitions.js';
import { setLocal } from './variables.js';

const NOTHING: Variables = new Map();

interface Parent {
  readonly run: TreeRun;
  readonly instanceKey: bigint;
  readonly elementKey: bigint;
}

/** A new call tree, started by the event `start` (message, timer) with the variables that it brought. */
export function startInstance(
  step: StepContext,
  definition: ProcessDefinition,
  instanceKey: bigint,
  start: Node,
  variables: Variables,
  startCorrelationKey = '',
): void {
  const run = step.newTree(instanceKey);
  openProcess(run, definition, instanceKey, NOTHING, { parentInstanceKey: 0n, parentElementKey: 0n, startCorrelationKey });
  enqueueStart(run, instanceKey, start, variables);
}

/** A new call tree at its none start event, with process variables. */
export function createInstance(
  step: StepContext,
  definition: ProcessDefinition,
  instanceKey: bigint,
  variables: Variables,
  start: Node,
): void {
  const run = step.newTree(instanceKey);
  openProcess(run, definition, instanceKey, variables, { parentInstanceKey: 0n, parentElementKey: 0n, startCorrelationKey: '' });
  enqueueStart(run, instanceKey, start, undefined);
}

/** A new call tree that begins at chosen elements; the scopes around them are opened, no start event runs. */
export function createInstanceAt(
  step: StepContext,
  definition: ProcessDefinition,
  instanceKey: bigint,
  variables: Variables,
  targets: readonly Node[],
): void {
  const run = step.newTree(instanceKey);
  openProcess(run, definition, instanceKey, variables, { parentInstanceKey: 0n, parentElementKey: 0n, startCorrelationKey: '' });
  const scopes = new Map<Node, bigint>([[definition.graph.process, instanceKey]]);
  subscribe(run, instanceKey, definition.graph.process);
  for (const target of targets) {
    const scopeKey = openScope(run, instanceKey, target.scope ?? definition.graph.process, scopes);
    run.enqueue({ type: 'activate', instanceKey, node: target.index, scopeKey, flow: -1, variables: undefined });
  }
}

/** A called instance, in the caller's tree. */
export function callInstance(parent: Parent, definition: ProcessDefinition, instanceKey: bigint, variables: Variables, start: Node): void {
  openProcess(parent.run, definition, instanceKey, variables, {
    parentInstanceKey: parent.instanceKey,
    parentElementKey: parent.elementKey,
    startCorrelationKey: '',
  });
  enqueueStart(parent.run, instanceKey, start, undefined);
}

function openProcess(
  run: TreeRun,
  definition: ProcessDefinition,
  instanceKey: bigint,
  variables: Variables,
  origin: Omit<ProcessRoot, 'definitionKey'>,
): void {
  run.emit({
    type: 'elementActivating',
    key: instanceKey,
    instanceKey,
    node: definition.graph.process.index,
    scopeKey: 0n,
    consumed: [],
    process: { definitionKey: definition.key, ...origin },
  });
  setLocal(run, instanceKey, variables);
  activated(run, instanceKey);
}

function enqueueStart(run: TreeRun, instanceKey: bigint, start: Node, variables: Variables | undefined): void {
  run.enqueue({ type: 'activate', instanceKey, node: start.index, scopeKey: instanceKey, flow: -1, variables });
}

/** Opens the subprocess and all around it that isn't open yet. */
function openScope(run: TreeRun, instanceKey: bigint, scope: Node, open: Map<Node, bigint>): bigint {
  const known = open.get(scope);
  if (known !== undefined) return known;
  const scopeKey = scope.scope ? openScope(run, instanceKey, scope.scope, open) : instanceKey;
  const key = run.step.env.nextKey();
  run.emit({ type: 'elementActivating', key, instanceKey, node: scope.index, scopeKey, consumed: [], process: undefined });
  activated(run, key);
  subscribe(run, key, scope);
  open.set(scope, key);
  return key;
}

/** No start event runs here that could hold the incident: the client is told instead. */
function subscribe(run: TreeRun, scopeKey: bigint, scope: Node): void {
  try {
    openSubscriptions(run, run.element(scopeKey), eventsOf(scope));
  } catch (signal) {
    if (!(signal instanceof IncidentSignal)) throw signal;
    throw new RejectionSignal('INVALID_ARGUMENT', `Expected to subscribe to catch event(s) of '${scope.id}' but ${signal.message}`);
  }
}
