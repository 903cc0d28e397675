/** Owns the rules between elements: which flows, starts, gateways and catching events a scope may have. One function a rule. */
import type { NodeDraft, ProcessDraft } from './draft.js';
import type { Node } from './graph.js';
import { attribute, child, flag } from './moddle-element.js';

/** Reports every breach. Elements that are already refused, and what only follows from their absence, are left alone. */
export function checkRules(draft: ProcessDraft): void {
  for (const found of draft.nodes) {
    if (found.refused) continue;
    checkFlows(draft, found);
    checkConditions(draft, found);
    checkGateway(draft, found);
    checkStarts(draft, found);
  }
}

function checkFlows({ faults }: ProcessDraft, { node }: NodeDraft): void {
  const isEntry = node.type === 'startEvent' || node.type === 'boundaryEvent' || node.type === 'eventSubProcess';
  const isExit = node.type === 'endEvent' || node.type === 'eventSubProcess';
  const kind = KINDS[node.type] ?? 'this element';
  if (isEntry && node.incoming.length > 0)
    faults.add(node.id, `Expected no sequence flow into ${kind}, but '${node.incoming[0]?.id}' leads there.`);
  if (isExit && node.outgoing.length > 0)
    faults.add(node.id, `Expected no sequence flow out of ${kind}, but '${node.outgoing[0]?.id}' begins there.`);
}

const KINDS: Partial<Record<Node['type'], string>> = {
  startEvent: 'a start event',
  boundaryEvent: 'a boundary event',
  endEvent: 'an end event',
  eventSubProcess: 'an event subprocess',
};

/** Conditions and default flows decide at exclusive gateways alone; elsewhere Zeebe ignores them, which isn't what the model means. */
function checkConditions(draft: ProcessDraft, { node, element }: NodeDraft): void {
  const { faults } = draft;
  const missing = draft.document.unresolved(element, 'default');
  const defaultElement = child(element, 'default');
  if (missing !== undefined) faults.add(node.id, `Expected the default flow to exist, but '${missing}' doesn't.`);
  if (defaultElement !== undefined && node.defaultFlow === undefined) {
    faults.add(node.id, `Expected the default flow to begin at this element, but '${String(attribute(defaultElement, 'id'))}' doesn't.`);
  }
  if (node.type === 'exclusiveGateway') {
    if (node.outgoing.length < 2) return;
    for (const flow of node.outgoing) {
      if (flow.condition === undefined && flow !== node.defaultFlow && !hasCondition(draft, flow.id)) {
        faults.add(flow.id, `Expected a condition or the default flow, because '${node.id}' has several flows, but there is neither.`);
      }
    }
    return;
  }
  for (const flow of node.outgoing) {
    if (hasCondition(draft, flow.id))
      faults.add(flow.id, `Expected a condition only after an exclusive gateway, but '${node.id}' is none.`);
  }
  if (node.defaultFlow !== undefined && node.outgoing.length > 1) {
    faults.add(node.id, 'Expected a default flow only at an exclusive gateway, but this element takes all its flows.');
  }
}

/** Also one that could not be compiled, which is a fault of its own. */
function hasCondition(draft: ProcessDraft, flowId: string): boolean {
  const flow = draft.flows.get(flowId);
  return flow !== undefined && child(flow.element, 'conditionExpression') !== undefined;
}

function checkGateway(draft: ProcessDraft, { node, element }: NodeDraft): void {
  if (node.type !== 'eventBasedGateway') return;
  const { faults } = draft;
  if (flag(element, 'instantiate', false) || attribute(element, 'eventGatewayType') === 'Parallel') {
    faults.add(
      node.id,
      'Expected an exclusive event-based gateway inside the flow, but parallel and instantiating ones are not supported.',
    );
  }
  if (node.outgoing.length < 2)
    faults.add(node.id, `Expected at least 2 sequence flows out of an event-based gateway, but there are ${node.outgoing.length}.`);
  for (const { target } of node.outgoing) {
    if (target.type !== 'intermediateCatchEvent' && !draft.byId.get(target.id)?.refused) {
      faults.add(node.id, `Expected an event-based gateway to lead to catching events only, but '${target.id}' is none.`);
    }
    if (target.incoming.some(({ source }) => source !== node)) {
      faults.add(
        target.id,
        `Expected an event after an event-based gateway to have no other sequence flow into it, but there is one besides that of '${node.id}'.`,
      );
    }
  }
}

function checkStarts(draft: ProcessDraft, { node }: NodeDraft): void {
  const { faults } = draft;
  const count = node.startEvents.length;
  const all = `there are ${count}`;
  switch (node.type) {
    case 'process': {
      if (count === 0) faults.add(node.id, 'Expected a process to have a start event, but there is none.');
      const none = node.startEvents.filter((start) => isNoneStart(draft, start));
      if (none.length > 1) faults.add(node.id, `Expected at most one none start event, but there are ${none.length}: ${quoted(none)}.`);
      return;
    }
    case 'subProcess':
      if (count !== 1) faults.add(node.id, `Expected a subprocess to have exactly one start event, but ${all}.`);
      return;
    case 'eventSubProcess':
      if (count !== 1) faults.add(node.id, `Expected an event subprocess to have exactly one start event, but ${all}.`);
      return;
    default:
  }
}

/** One that is meant to be a none start: nothing in it was refused or could not be read. */
function isNoneStart(draft: ProcessDraft, { id, event }: Node): boolean {
  const found = draft.byId.get(id);
  return event.type === 'none' && found !== undefined && !found.refused && !Array.isArray(attribute(found.element, 'eventDefinitions'));
}

function quoted(nodes: readonly Node[]): string {
  return nodes.map(({ id }) => `'${id}'`).join(', ');
}
