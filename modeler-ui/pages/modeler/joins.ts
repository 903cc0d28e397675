/** Whether a case can come to a step by two ways at once, so that the step would be done twice: only what goes on side by side can. */
import type { ModelElement } from './diagram.js';

interface Way {
  readonly from: string;
  readonly to: string;
}

export function meetsTwice(definitions: ModelElement, stepId: string): boolean {
  const scope = scopeOf(definitions, stepId);
  if (scope === undefined) return false;
  const nodes = many(scope, 'flowElements');
  const ways = nodes.filter(({ $type }) => $type === 'bpmn:SequenceFlow').map(wayOf);
  const ahead = (from: string) => reached(ways, from);
  return nodes.some((node) => {
    const sides = sideBySide(node, nodes, ways);
    return sides.filter((side) => side === stepId || ahead(side).has(stepId)).length > 1;
  });
}

/** What is begun at once: by a parallel or inclusive gateway, by a step with several ways out, by an event that leaves its step running. */
function sideBySide(node: ModelElement, nodes: readonly ModelElement[], ways: readonly Way[]): readonly string[] {
  const onward = ways.filter(({ from }) => from === node.id).map(({ to }) => to);
  if (node.$type === 'bpmn:ExclusiveGateway' || node.$type === 'bpmn:EventBasedGateway') return [];
  const beside = nodes.filter(
    (event) => event.$type === 'bpmn:BoundaryEvent' && idOf(event, 'attachedToRef') === node.id && event.get('cancelActivity') === false,
  );
  return [...onward, ...ways.filter(({ from }) => beside.some(({ id }) => id === from)).map(({ to }) => to)];
}

function reached(ways: readonly Way[], from: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [from];
  for (const one of waiting) {
    for (const { to } of ways.filter((way) => way.from === one)) {
      if (found.has(to)) continue;
      found.add(to);
      waiting.push(to);
    }
  }
  return found;
}

/** The process or part that the step lies in. */
function scopeOf(within: ModelElement, stepId: string): ModelElement | undefined {
  for (const one of [...many(within, 'rootElements'), ...many(within, 'flowElements')]) {
    if (one.id === stepId) return within;
    const found = scopeOf(one, stepId);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wayOf(flow: ModelElement): Way {
  return { from: idOf(flow, 'sourceRef'), to: idOf(flow, 'targetRef') };
}

function idOf(element: ModelElement, reference: string): string {
  return (element.get(reference) as ModelElement | undefined)?.id ?? '';
}

function many(element: ModelElement, property: string): readonly ModelElement[] {
  return (element.get(property) ?? []) as readonly ModelElement[];
}
