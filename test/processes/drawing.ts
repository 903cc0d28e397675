/** Owns the geometry of a drawing: where its shapes, labels and flows lie and which of them get in each other's way. */
import type { Item, ProcessFile } from './model-file.js';
import { idOf, itemOf, itemsOf, numberOf } from './model-file.js';

export type Box = { readonly id: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number };
type Point = { readonly x: number; readonly y: number };
export type Line = { readonly id: string; readonly from: string; readonly to: string; readonly points: readonly Point[] };
type Segment = { readonly a: Point; readonly b: Point };

export type Drawing = { readonly shapes: readonly Box[]; readonly labels: readonly Box[]; readonly lines: readonly Line[] };

const boxOf = (id: string, bounds: Item): Box => ({
  id,
  x: numberOf(bounds, 'x'),
  y: numberOf(bounds, 'y'),
  width: numberOf(bounds, 'width'),
  height: numberOf(bounds, 'height'),
});

export function drawingOf(file: ProcessFile): Drawing {
  const shapes: Box[] = [];
  const labels: Box[] = [];
  const lines: Line[] = [];
  for (const item of file.plane) {
    const element = itemOf(item, 'bpmnElement');
    const id = idOf(element);
    const bounds = itemOf(item, 'bounds');
    const label = itemOf(itemOf(item, 'label'), 'bounds');
    if (bounds !== undefined) shapes.push(boxOf(id, bounds));
    if (label !== undefined) labels.push(boxOf(id, label));
    const points = itemsOf(item, 'waypoint').map((point) => ({ x: numberOf(point, 'x'), y: numberOf(point, 'y') }));
    if (points.length > 0) lines.push({ id, from: idOf(itemOf(element, 'sourceRef')), to: idOf(itemOf(element, 'targetRef')), points });
  }
  return { shapes, labels, lines };
}

const segmentsOf = (line: Line): readonly Segment[] =>
  line.points.slice(1).flatMap((b, at) => {
    const a = line.points[at];
    return a === undefined ? [] : [{ a, b }];
  });

const inside = (value: number, one: number, other: number): boolean => value > Math.min(one, other) && value < Math.max(one, other);

/** True where a horizontal and a vertical segment meet in the middle of both; lines that only join or share a way don't cross. */
const crossing = (first: Segment, second: Segment): boolean => {
  const horizontal = first.a.y === first.b.y ? first : second;
  const vertical = horizontal === first ? second : first;
  if (vertical.a.x !== vertical.b.x || horizontal.a.y !== horizontal.b.y) return false;
  return inside(vertical.a.x, horizontal.a.x, horizontal.b.x) && inside(horizontal.a.y, vertical.a.y, vertical.b.y);
};

export function crossings(lines: readonly Line[]): readonly string[] {
  return lines.flatMap((one, at) =>
    lines
      .slice(at + 1)
      .filter((other) => segmentsOf(one).some((first) => segmentsOf(other).some((second) => crossing(first, second))))
      .map((other) => `${one.id} × ${other.id}`),
  );
}

export const slanted = (lines: readonly Line[]): readonly string[] =>
  lines.filter((line) => segmentsOf(line).some(({ a, b }) => a.x !== b.x && a.y !== b.y)).map(({ id }) => id);

export const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

const throughBox =
  (box: Box) =>
  (segment: Segment): boolean =>
    overlap(box, {
      id: '',
      x: Math.min(segment.a.x, segment.b.x),
      y: Math.min(segment.a.y, segment.b.y),
      width: Math.abs(segment.a.x - segment.b.x) || 0.1,
      height: Math.abs(segment.a.y - segment.b.y) || 0.1,
    });

/** Flows that run through one of these boxes, other than those that begin or end there. */
export function linesThrough(lines: readonly Line[], boxes: readonly Box[]): readonly string[] {
  return boxes.flatMap((box) =>
    lines
      .filter((line) => line.from !== box.id && line.to !== box.id && line.id !== box.id)
      .filter((line) => segmentsOf(line).some(throughBox(box)))
      .map((line) => `${line.id} through ${box.id}`),
  );
}

export function overlaps(boxes: readonly Box[], others: readonly Box[]): readonly string[] {
  return boxes.flatMap((box) => others.filter((other) => other !== box && overlap(box, other)).map((other) => `${box.id} on ${other.id}`));
}
