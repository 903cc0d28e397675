/** The model as a tree for those who don't use the diagram, and the acts on it: every one that the diagram knows, by name instead of place. */
import { type CityStep, makeStep } from './city-steps.js';
import type { Connection, Diagram, DrawnElement, Point } from './diagram.js';

export interface OutlineItem {
  readonly id: string;
  readonly drawn: DrawnElement;
  readonly items: readonly OutlineItem[];
}

const isLabel = (drawn: DrawnElement): boolean => drawn.labelTarget !== undefined;
const isStep = (drawn: DrawnElement): boolean => 'get' in drawn.businessObject && inFlow(drawn) && !isLabel(drawn);

function inFlow(drawn: DrawnElement): boolean {
  return drawn.businessObject.$instanceOf?.('bpmn:FlowNode') === true;
}

const isParticipant = (drawn: DrawnElement): boolean => drawn.type === 'bpmn:Participant';

/** The roots of the tree: each process with its steps in the order of the flow, within them their own events, ways and parts. */
export function outlineOf(diagram: Diagram): readonly OutlineItem[] {
  const root = diagram.service('canvas').getRootElement();
  const participants = root.children.filter(isParticipant);
  const owners = participants.length > 0 ? participants : [root];
  return owners.map((owner) => ({ id: owner.id, drawn: owner, items: stepsOf(owner) }));
}

function stepsOf(owner: DrawnElement): readonly OutlineItem[] {
  const steps = owner.children.filter((child) => isStep(child) && child.type !== 'bpmn:BoundaryEvent');
  const events = owner.children.filter((child) => child.type === 'bpmn:BoundaryEvent' && !isLabel(child));
  return inOrder(steps).map((drawn) => ({
    id: drawn.id,
    drawn,
    items: [
      ...waysOf(drawn),
      ...events.filter(({ host }) => host === drawn).map((event) => ({ id: event.id, drawn: event, items: waysOf(event) })),
      ...(drawn.type === 'bpmn:SubProcess' ? stepsOf(drawn) : []),
    ],
  }));
}

function waysOf(drawn: DrawnElement): readonly OutlineItem[] {
  return drawn.outgoing.filter(({ type }) => type === 'bpmn:SequenceFlow').map((flow) => ({ id: flow.id, drawn: flow, items: [] }));
}

/** Breadth first from what nothing leads to; those that a walk misses stand at the end, from left to right. */
function inOrder(steps: readonly DrawnElement[]): readonly DrawnElement[] {
  const fromLeft = [...steps].sort((one, other) => one.x - other.x || one.y - other.y);
  const ordered = new Set<DrawnElement>();
  const waiting = fromLeft.filter(({ incoming, type }) => incoming.length === 0 || type === 'bpmn:StartEvent');
  for (const step of waiting) {
    if (ordered.has(step)) continue;
    ordered.add(step);
    for (const { target } of step.outgoing) if (steps.includes(target) && !ordered.has(target)) waiting.push(target);
  }
  return [...ordered, ...fromLeft.filter((step) => !ordered.has(step))];
}

/** Puts a city step behind `after`: on its one way onward, or as a new way out of it; one act to undo. Gives the new step. */
export function addAfter(diagram: Diagram, after: DrawnElement, step: CityStep, name: string): DrawnElement {
  const makers = { moddle: diagram.service('moddle'), elementFactory: diagram.service('elementFactory') };
  const shape = makeStep(makers, step, name, diagram.definitions());
  const ways = after.outgoing.filter(({ type }) => type === 'bpmn:SequenceFlow');
  const [onward] = ways;
  // A decision gets one more way; anything else keeps one, which now leads through the new step.
  const goesThrough = onward !== undefined && ways.length === 1 && after.type !== 'bpmn:ExclusiveGateway';
  const modeling = diagram.service('modeling');
  diagram.together(() => {
    if (!goesThrough) return void diagram.service('autoPlace').append(after, shape);
    const { target } = onward;
    const between = roomBetween(diagram, after, target, shape.width);
    if (between !== undefined) modeling.createShape(shape, between, after.parent);
    else modeling.removeElements(diagram.service('autoPlace').append(after, shape).incoming);
    modeling.reconnect(onward, after, shape);
    modeling.connect(shape, target);
  });
  return shape;
}

/** Between a new step and those beside it. */
const GAP_PX = 50;

/**
 * Where a step that comes in between stands: on the line, in the middle. What lies to the right moves on, as far as that needs. undefined: the
 * way leads back, up or down.
 */
function roomBetween(diagram: Diagram, after: DrawnElement, target: DrawnElement, widthPx: number): Point | undefined {
  const end = after.x + after.width;
  if (target.x < end || target.y > after.y + after.height || after.y > target.y + target.height) return undefined;
  const missing = widthPx + 2 * GAP_PX - (target.x - end);
  if (missing > 0) {
    const space = diagram.service('spaceTool');
    const all = diagram.service('elementRegistry').filter(({ parent }) => parent !== undefined);
    const start = target.x - 1;
    const { movingShapes, resizingShapes } = space.calculateAdjustments(all, 'x', missing, start);
    space.makeSpace(movingShapes, resizingShapes, { x: missing, y: 0 }, 'e', start);
  }
  return { x: (end + target.x) / 2, y: after.y + after.height / 2 };
}

/** Takes a step away and closes the gap when one way led in and one out. */
export function remove(diagram: Diagram, drawn: DrawnElement): void {
  const [before] = drawn.incoming;
  const [after] = drawn.outgoing;
  const modeling = diagram.service('modeling');
  diagram.together(() => {
    if (before !== undefined && after !== undefined && drawn.incoming.length === 1 && drawn.outgoing.length === 1 && !isWay(drawn)) {
      modeling.reconnect(before, before.source, after.target);
    }
    modeling.removeElements([drawn]);
  });
}

export function isWay(drawn: DrawnElement): boolean {
  return drawn.type === 'bpmn:SequenceFlow';
}

function onlyNeighbour(drawn: DrawnElement, direction: 'earlier' | 'later'): DrawnElement | undefined {
  const ways: readonly Connection[] = direction === 'later' ? drawn.outgoing : drawn.incoming;
  const [way] = ways;
  if (ways.length !== 1 || way === undefined) return undefined;
  const other = direction === 'later' ? way.target : way.source;
  return other.incoming.length === 1 && other.outgoing.length === 1 ? other : undefined;
}

/** A step changes places with its neighbour only where the flow is a line: elsewhere "before" and "after" mean nothing. */
export function canMove(drawn: DrawnElement, direction: 'earlier' | 'later'): boolean {
  return drawn.incoming.length === 1 && drawn.outgoing.length === 1 && !isWay(drawn) && onlyNeighbour(drawn, direction) !== undefined;
}

export function move(diagram: Diagram, drawn: DrawnElement, direction: 'earlier' | 'later'): void {
  const neighbour = onlyNeighbour(drawn, direction);
  if (neighbour === undefined) return;
  const [first, second] = direction === 'later' ? [drawn, neighbour] : [neighbour, drawn];
  const [into] = first.incoming;
  const [between] = first.outgoing;
  const [out] = second.outgoing;
  if (into === undefined || between === undefined || out === undefined) return;
  const modeling = diagram.service('modeling');
  const centre = (one: DrawnElement) => ({ x: one.x + one.width / 2, y: one.y + one.height / 2 });
  const [from, to] = [centre(first), centre(second)];
  const { source } = into;
  const { target } = out;
  diagram.together(() => {
    modeling.moveElements([first], { x: to.x - from.x, y: to.y - from.y });
    modeling.moveElements([second], { x: from.x - to.x, y: from.y - to.y });
    modeling.reconnect(into, source, second);
    modeling.reconnect(out, first, target);
    modeling.reconnect(between, second, first);
    for (const way of [into, between, out]) modeling.layoutConnection(way);
  });
}

/** Where a way may lead: every step of the same process or part but where it begins. */
export function targetsOf(drawn: DrawnElement): readonly DrawnElement[] {
  const source = isWay(drawn) ? (drawn as Connection).source : drawn;
  return inOrder(
    (source.parent?.children ?? []).filter(
      (one) => isStep(one) && one !== source && !['bpmn:StartEvent', 'bpmn:BoundaryEvent'].includes(one.type),
    ),
  );
}

export function lead(diagram: Diagram, drawn: DrawnElement, target: DrawnElement): void {
  const modeling = diagram.service('modeling');
  if (isWay(drawn)) modeling.reconnect(drawn as Connection, (drawn as Connection).source, target);
  else modeling.connect(drawn, target);
}
