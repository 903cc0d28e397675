/** Owns the outline of a process: which elements become nodes and flows, in which scope and order, and which kinds are refused. */
import type { FlowDraft, NodeDraft, ProcessDraft, Writable } from './draft.js';
import type { Node, NodeType } from './graph.js';
import { attribute, child, children, flag, MAX_STEPS_OUT, type ModdleElement, nearestId, text } from './moddle-element.js';

const NODE_TYPES: ReadonlyMap<string, NodeType> = new Map<string, NodeType>([
  ['bpmn:Process', 'process'],
  ['bpmn:SubProcess', 'subProcess'],
  ['bpmn:StartEvent', 'startEvent'],
  ['bpmn:EndEvent', 'endEvent'],
  ['bpmn:IntermediateCatchEvent', 'intermediateCatchEvent'],
  ['bpmn:IntermediateThrowEvent', 'intermediateThrowEvent'],
  ['bpmn:BoundaryEvent', 'boundaryEvent'],
  ['bpmn:ExclusiveGateway', 'exclusiveGateway'],
  ['bpmn:ParallelGateway', 'parallelGateway'],
  ['bpmn:EventBasedGateway', 'eventBasedGateway'],
  ['bpmn:Task', 'task'],
  ['bpmn:ManualTask', 'manualTask'],
  ['bpmn:ServiceTask', 'serviceTask'],
  ['bpmn:SendTask', 'sendTask'],
  ['bpmn:ReceiveTask', 'receiveTask'],
  ['bpmn:ScriptTask', 'scriptTask'],
  ['bpmn:BusinessRuleTask', 'businessRuleTask'],
  ['bpmn:UserTask', 'userTask'],
  ['bpmn:CallActivity', 'callActivity'],
]);

/** Drawn for people, or for a data flow that Zeebe's dialect doesn't have. */
const IGNORED: ReadonlySet<string> = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']);

/** What BPMN has and this engine hasn't; anything else unknown is refused by its type's name. */
const UNSUPPORTED: ReadonlyMap<string, string> = new Map([
  ['bpmn:InclusiveGateway', 'an exclusive, parallel or event-based gateway, but inclusive gateways are not supported'],
  ['bpmn:ComplexGateway', 'an exclusive, parallel or event-based gateway, but complex gateways are not supported'],
  ['bpmn:AdHocSubProcess', 'an embedded or event subprocess, but ad-hoc subprocesses are not supported'],
  ['bpmn:Transaction', 'an embedded or event subprocess, but transactions are not supported'],
]);

/** Scopes within scopes; keeps every walk over the graph far from the end of the stack. */
const MAX_DEPTH = 50;

/** Fills the draft with all nodes and flows of its process and connects them. */
export function outlineProcess(draft: ProcessDraft): void {
  draft.ids.push(draft.process.node.id);
  const flowElements: { readonly element: ModdleElement; readonly scope: Writable<Node> }[] = [];
  const walk = (scope: NodeDraft, depth: number): void => {
    if (depth > MAX_DEPTH) {
      scope.refused = true;
      draft.faults.add(scope.node.id, `Expected at most ${MAX_DEPTH} scopes within each other, but there are more.`);
      return;
    }
    for (const element of children(scope.element, 'flowElements')) {
      if (IGNORED.has(element.$type)) continue;
      const id = text(element, 'id');
      if (id === undefined) {
        draft.faults.add(nearestId(element), `Expected every element to have an id, but ${article(element)} has none.`);
        continue;
      }
      draft.ids.push(id);
      if (element.$type === 'bpmn:SequenceFlow') {
        flowElements.push({ element, scope: scope.node });
        continue;
      }
      const node = outlineNode(draft, element, id, scope);
      if (!node.refused && (node.node.type === 'subProcess' || node.node.type === 'eventSubProcess')) walk(node, depth + 1);
    }
  };
  walk(draft.process, 1);
  for (const { element, scope } of flowElements) connect(draft, element, scope);
  attachBoundaryEvents(draft);
}

/** A node with nothing in it yet. */
export function newNode(element: ModdleElement, type: NodeType, id: string, scope: Writable<Node> | undefined): NodeDraft {
  const node: Writable<Node> = {
    index: 0,
    id,
    name: text(element, 'name') ?? '',
    type,
    scope,
    outgoing: [],
    incoming: [],
    inputs: [],
    outputs: [],
    event: { type: 'none' },
    interrupting: false,
    boundary: [],
    eventSubProcesses: [],
    startEvents: [],
    properties: {},
  };
  return { node, element, refused: false };
}

function outlineNode(draft: ProcessDraft, element: ModdleElement, id: string, scope: NodeDraft): NodeDraft {
  const plainType = NODE_TYPES.get(element.$type);
  const type = plainType === 'subProcess' && flag(element, 'triggeredByEvent', false) ? 'eventSubProcess' : (plainType ?? 'task');
  const node = newNode(element, type, id, scope.node);
  draft.nodes.push(node);
  draft.byElement.set(element, node);
  draft.byId.set(id, node);
  if (plainType === undefined) {
    node.refused = true;
    draft.faults.add(id, `Expected ${UNSUPPORTED.get(element.$type) ?? `an element that can be executed, but ${article(element)} can't`}.`);
  }
  refuseIgnoredSemantics(draft, node);
  switch (type) {
    case 'eventSubProcess':
      scope.node.eventSubProcesses.push(node.node);
      break;
    case 'startEvent':
      scope.node.startEvents.push(node.node);
      break;
    default:
  }
  return node;
}

/** Zeebe accepts these attributes and runs the model as if they weren't there; the model meant something else. */
function refuseIgnoredSemantics(draft: ProcessDraft, node: NodeDraft): void {
  const { element } = node;
  const refuse = (reason: string): void => {
    node.refused = true;
    draft.faults.add(node.node.id, reason);
  };
  const loop = child(element, 'loopCharacteristics');
  if (loop?.$type === 'bpmn:StandardLoopCharacteristics')
    refuse('Expected an activity that runs once, but standard loops are not supported.');
  else if (loop !== undefined) refuse('Expected an activity that runs once, but multi-instance activities are not supported.');
  if (flag(element, 'isForCompensation', false))
    refuse('Expected an activity of the normal flow, but compensation handlers are not supported.');
  for (const quantity of ['startQuantity', 'completionQuantity']) {
    const value = attribute(element, quantity) ?? 1;
    if (value !== 1) refuse(`Expected ${quantity} 1, but other token quantities are not supported.`);
  }
  if (children(element, 'resources').length > 0) {
    refuse('Expected people to be named by zeebe:assignmentDefinition, but potential owners and other performers are not supported.');
  }
}

function connect(draft: ProcessDraft, element: ModdleElement, scope: Writable<Node>): void {
  const id = text(element, 'id') ?? '';
  const outsiders: string[] = [];
  const end = (property: 'sourceRef' | 'targetRef'): NodeDraft | undefined => {
    const referenced = child(element, property);
    if (referenced === undefined) {
      const missing = draft.document.unresolved(element, property);
      const found = missing === undefined ? `there is no ${property}` : `'${missing}' doesn't exist`;
      draft.faults.add(id, `Expected ${property} to name an element, but ${found}.`);
      return undefined;
    }
    const node = draft.byElement.get(referenced);
    if (node?.node.scope === scope) return node;
    if (node !== undefined || !isInsideRefused(draft, referenced)) outsiders.push(`'${nearestId(referenced)}'`);
    return undefined;
  };
  const source = end('sourceRef');
  const target = end('targetRef');
  if (outsiders.length > 0) {
    const found = outsiders.length === 1 ? `${outsiders[0]} isn't a node` : `${outsiders.join(' and ')} aren't nodes`;
    draft.faults.add(id, `Expected a sequence flow within one scope, but ${found} of the scope that it is drawn in.`);
  }
  if (source === undefined || target === undefined) return;
  const flow: FlowDraft = { element, flow: { index: 0, id, source: source.node, target: target.node } };
  source.node.outgoing.push(flow.flow);
  target.node.incoming.push(flow.flow);
  draft.flows.set(id, flow);
}

/** Inside a subprocess that is refused as a whole, which wasn't walked. */
function isInsideRefused(draft: ProcessDraft, element: ModdleElement): boolean {
  let around = child(element, '$parent');
  for (let steps = 0; around !== undefined && steps < MAX_STEPS_OUT; steps += 1, around = child(around, '$parent')) {
    if (draft.byElement.get(around)?.refused) return true;
  }
  return false;
}

function attachBoundaryEvents(draft: ProcessDraft): void {
  for (const boundary of draft.nodes.filter(({ node }) => node.type === 'boundaryEvent')) {
    const activity = child(boundary.element, 'attachedToRef');
    const host = activity === undefined ? undefined : draft.byElement.get(activity);
    if (host !== undefined && host.node.scope === boundary.node.scope && isActivity(host.node.type)) {
      boundary.node.attachedTo = host.node;
      host.node.boundary.push(boundary.node);
      continue;
    }
    const missing = draft.document.unresolved(boundary.element, 'attachedToRef');
    const found =
      missing === undefined
        ? activity === undefined
          ? 'it is attached to nothing'
          : `'${nearestId(activity)}' is none`
        : `'${missing}' doesn't exist`;
    draft.faults.add(boundary.node.id, `Expected a boundary event to be attached to an activity of its scope, but ${found}.`);
  }
}

/** Activities in BPMN's sense, so those that may have boundary events. */
export function isActivity(type: NodeType): boolean {
  switch (type) {
    case 'subProcess':
    case 'task':
    case 'manualTask':
    case 'serviceTask':
    case 'sendTask':
    case 'receiveTask':
    case 'scriptTask':
    case 'businessRuleTask':
    case 'userTask':
    case 'callActivity':
      return true;
    case 'process':
    case 'eventSubProcess':
    case 'startEvent':
    case 'endEvent':
    case 'intermediateCatchEvent':
    case 'intermediateThrowEvent':
    case 'boundaryEvent':
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'eventBasedGateway':
      return false;
  }
}

function article(element: ModdleElement): string {
  const name = element.$type.replace(/^bpmn:/, '');
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}
