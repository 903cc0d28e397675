/** Owns the last step: numbering nodes and flows, and making the graph unchangeable. */
import type { ProcessDraft } from './draft.js';
import type { Flow, Node, ProcessGraph } from './graph.js';
import { extension, text } from './moddle-element.js';

/**
 * Numbers everything in document order, the process first. With a stored dictionary its numbers hold; what it doesn't know
 * (an element that an earlier parser passed over) is numbered after it, and its ids that are no more leave holes.
 */
export function frozenGraph(draft: ProcessDraft, stored: readonly string[] = []): ProcessGraph {
  const dictionary = [...new Set([...stored, ...draft.ids])];
  const nodes: (Node | undefined)[] = dictionary.map(() => undefined);
  const flows: (Flow | undefined)[] = dictionary.map(() => undefined);
  dictionary.forEach((id, index) => {
    const node = draft.byId.get(id)?.node;
    const flow = draft.flows.get(id)?.flow;
    if (node !== undefined) nodes[index] = Object.assign(node, { index });
    if (flow !== undefined) flows[index] = Object.assign(flow, { index });
  });
  const { node: process, element } = draft.process;
  const tag = extension(element, 'zeebe:VersionTag');
  const versionTag = tag && text(tag, 'value');
  const noneStart = process.startEvents.find(({ event }) => event.type === 'none');
  const graph: ProcessGraph = {
    bpmnProcessId: process.id,
    name: process.name,
    process,
    nodes,
    flows,
    dictionary,
    nodeById: new Map(draft.nodes.map(({ node }) => [node.id, node])),
    ...(versionTag === undefined ? {} : { versionTag }),
    ...(noneStart === undefined ? {} : { noneStart }),
  };
  return deeplyFrozen(graph);
}

/** Freezes in place, iteratively, since a graph is as deep as it is long. Expressions are the evaluator's own and stay as they are. */
function deeplyFrozen<T extends object>(root: T): T {
  const waiting: object[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (Object.isFrozen(value)) continue;
    Object.freeze(value);
    for (const member of Object.values(value)) {
      if (typeof member === 'object' && member !== null && !('evaluate' in member)) waiting.push(member);
    }
  }
  return root;
}
