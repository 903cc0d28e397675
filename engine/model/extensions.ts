/** Owns where Zeebe's extension elements may stand: one in the wrong place, twice, or of a kind that isn't executed is refused. */
import type { NodeDraft, ProcessDraft } from './draft.js';
import type { EventDefinition, NodeType } from './graph.js';
import { children, extensions, type ModdleElement, text } from './moddle-element.js';
import { isActivity } from './outline.js';

/** Extension elements that bring about nothing by themselves. */
const HARMLESS: ReadonlySet<string> = new Set(['zeebe:Properties', 'zeebe:TaskHeaders', 'zeebe:UserTaskForm']);

const PLACES: ReadonlyMap<string, readonly NodeType[]> = new Map<string, readonly NodeType[]>([
  ['zeebe:UserTask', ['userTask']],
  ['zeebe:AssignmentDefinition', ['userTask']],
  ['zeebe:TaskSchedule', ['userTask']],
  ['zeebe:PriorityDefinition', ['userTask']],
  ['zeebe:FormDefinition', ['userTask', 'startEvent']],
  ['zeebe:CalledElement', ['callActivity']],
  ['zeebe:CalledDecision', ['businessRuleTask']],
  ['zeebe:Script', ['scriptTask']],
  ['zeebe:VersionTag', ['process']],
]);

/** Lists that mean nothing while they are empty. */
const LISTS: ReadonlyMap<string, { readonly member: string; readonly name: string }> = new Map([
  ['zeebe:ExecutionListeners', { member: 'listeners', name: 'execution listeners' }],
  ['zeebe:TaskListeners', { member: 'listeners', name: 'task listeners' }],
  ['zeebe:LinkedResources', { member: 'values', name: 'linked resources' }],
]);

/** Checks the extension elements of one node. `event` is what the node reacts to or brings about. */
export function checkExtensions(draft: ProcessDraft, { node, element }: NodeDraft, event: EventDefinition['type']): void {
  const seen = new Set<string>();
  for (const found of extensions(element)) {
    const { $type: type } = found;
    if (!type.startsWith('zeebe:')) continue;
    const name = `zeebe:${type.charAt(6).toLowerCase()}${type.slice(7)}`;
    if (seen.has(type)) draft.faults.add(node.id, `Expected one ${name}, but there are several.`);
    seen.add(type);
    const list = LISTS.get(type);
    if (list !== undefined) {
      if (children(found, list.member).length > 0)
        draft.faults.add(node.id, `Expected an element without ${name}, but ${list.name} are not supported.`);
    } else if (!mayStand(type, found, node.type, event)) {
      draft.faults.add(node.id, `Expected ${name} only where it has an effect, but here it has none.`);
    }
    const binding = text(found, 'bindingType') ?? 'latest';
    if (binding !== 'latest')
      draft.faults.add(node.id, `Expected ${name} to be bound to the latest version, but the binding '${binding}' is not supported.`);
  }
}

function mayStand(type: string, found: ModdleElement, nodeType: NodeType, event: EventDefinition['type']): boolean {
  if (HARMLESS.has(type)) return true;
  switch (type) {
    case 'zeebe:TaskDefinition':
      return takesTaskDefinition(nodeType, event);
    case 'zeebe:IoMapping':
      return takesMappings(found, nodeType);
    default:
      return PLACES.get(type)?.includes(nodeType) ?? false;
  }
}

/** Whether a job can stand behind such a node. */
function takesTaskDefinition(nodeType: NodeType, event: EventDefinition['type']): boolean {
  switch (nodeType) {
    case 'serviceTask':
    case 'sendTask':
    case 'scriptTask':
    case 'businessRuleTask':
      return true;
    case 'intermediateThrowEvent':
    case 'endEvent':
      return event === 'message';
    default:
      return false;
  }
}

/** Start and boundary events are entered by what happened, never activated with inputs of their own. */
function takesMappings(mapping: ModdleElement, nodeType: NodeType): boolean {
  if (nodeType === 'startEvent' || nodeType === 'boundaryEvent') return children(mapping, 'inputParameters').length === 0;
  return isActivity(nodeType) || nodeType === 'eventSubProcess' || nodeType.endsWith('Event');
}

/** `zeebe:properties`, for the product to read. */
export function readProperties(element: ModdleElement): Readonly<Record<string, string>> {
  return entries(element, 'zeebe:Properties', 'properties', 'name');
}

/** `zeebe:taskHeaders`; like Zeebe, leaves out those without key or value. */
export function readHeaders(element: ModdleElement): Readonly<Record<string, string>> {
  return entries(element, 'zeebe:TaskHeaders', 'values', 'key');
}

function entries(element: ModdleElement, type: string, member: string, keyName: string): Readonly<Record<string, string>> {
  const list = extensions(element).find((candidate) => candidate.$type === type);
  if (list === undefined) return {};
  const pairs = children(list, member).map((entry) => [text(entry, keyName), text(entry, 'value')] as const);
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[0] !== undefined && pair[1] !== undefined));
}
