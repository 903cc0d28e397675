/** What a worker gets with a job: the model's headers and the variables that its element sees, nearest scope first. */
import type { ActivatedJob } from '../contract.js';
import type { ElementInstance, Tree, VariableValue } from '../core/index.js';
import type { LoadedTree } from '../store/loaded-tree.js';
import type { PartitionState } from '../store/partition-state.js';
import type { Lease } from './job-board.js';

export const DEFAULT_TENANT = '<default>';

/** Values that must be loaded first come back as their keys. */
export type JobPayload =
  | { readonly type: 'job'; readonly job: ActivatedJob }
  | { readonly type: 'load'; readonly valueKeys: readonly bigint[] };

export function jobPayload(
  state: Pick<PartitionState, 'catalog'>,
  loaded: Pick<LoadedTree, 'tree'>,
  element: ElementInstance,
  lease: Lease,
  fetchVariables: readonly string[],
): JobPayload | undefined {
  const { job } = element;
  const root = loaded.tree.elements.get(element.instanceKey);
  const definition = root?.process && state.catalog.process(root.process.definitionKey);
  const node = definition?.graph.nodes[element.node];
  if (!job || !definition || !node) return undefined;
  const visible = visibleVariables(loaded.tree, element, fetchVariables);
  const missing: bigint[] = [];
  let json = '{';
  for (const [name, value] of visible) {
    if (value.json === undefined) missing.push(value.valueKey);
    else json += `${json.length > 1 ? ',' : ''}${JSON.stringify(name)}:${value.json}`;
  }
  if (missing.length > 0) return { type: 'load', valueKeys: missing };
  return {
    type: 'job',
    job: {
      key: job.key,
      type: job.type,
      processInstanceKey: element.instanceKey,
      bpmnProcessId: definition.bpmnProcessId,
      processDefinitionVersion: definition.version,
      processDefinitionKey: definition.key,
      elementId: node.id,
      elementInstanceKey: element.key,
      customHeaders: { ...node.job?.headers, ...job.headers },
      worker: lease.worker,
      retries: job.retries,
      deadlineMs: lease.deadlineMs,
      variablesJson: `${json}}`,
      tenantId: DEFAULT_TENANT,
    },
  };
}

/** Nearest scope first; no names = all that the element sees. */
function visibleVariables(tree: Tree, element: ElementInstance, fetchVariables: readonly string[]): Map<string, VariableValue> {
  const visible = new Map<string, VariableValue>();
  for (let scope: ElementInstance | undefined = element; scope; scope = tree.elements.get(scope.scopeKey)) {
    for (const [name, value] of scope.variables) {
      if (!visible.has(name) && (fetchVariables.length === 0 || fetchVariables.includes(name))) visible.set(name, value);
    }
    if (scope.scopeKey === 0n) break;
  }
  return visible;
}
